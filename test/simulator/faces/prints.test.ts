import { describe, expect, test } from "vitest";
import { readKeyB } from "../../../device/firmware/ocr.ts";
import type { Picture } from "../../../device/ports.ts";
import { glyphsFor } from "../../../simulator/card/glyphs.ts";
import { VIEW } from "../../../simulator/faces/camera-view.ts";
import { FRONT } from "../../../simulator/faces/card-front.ts";
import { faceTarget, TARGET } from "../../../simulator/faces/face-target.ts";
import { faceOf } from "../../../simulator/faces/face.ts";
import { photographOf } from "../../../simulator/faces/photograph.ts";
import { CARD_PRINT, CARD_WORDS, printedCard } from "../../../simulator/faces/printed-card.ts";
import { ageAt, type Person } from "../../../simulator/people.ts";
import { personById } from "../../../simulator/personas.ts";
import { createMatcher } from "../../../simulator/reader/matcher.ts";
import { OPENING } from "../../../simulator/world.ts";

/** Which part of a picture a camera sees: from (left, top), `scale` dots of the print for each of its pixels. */
interface Sight {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** The print as a camera's picture: each pixel is the mean of the dots it covers; beside the paper it is white. */
function seen({ width, height, grey }: Picture, sight: Sight): Picture {
  const picture = new Uint8Array(sight.width * sight.height);
  const edge = (from: number, pixel: number) => Math.round(from + pixel * sight.scale);
  for (let y = 0; y < sight.height; y++)
    for (let x = 0; x < sight.width; x++) {
      let [sum, dots] = [0, 0];
      for (let v = edge(sight.top, y); v < edge(sight.top, y + 1); v++)
        for (let u = edge(sight.left, x); u < edge(sight.left, x + 1); u++, dots++)
          sum += u >= 0 && v >= 0 && u < width && v < height ? (grey[v * width + u] ?? 0) : 255;
      picture[y * sight.width + x] = Math.round(sum / dots);
    }
  return { width: sight.width, height: sight.height, grey: picture };
}

function persona(id: string): Person {
  const found = personById(id);
  if (!found) throw new RangeError(`no persona ${id}`);
  return found;
}

const photographOn = (person: Person) =>
  photographOf(person.face, { age: ageAt(person, OPENING), yearsAgo: person.photographAge });

async function cardOf(id: string, sight: Partial<Sight> = {}): Promise<Picture> {
  const person = persona(id);
  const glyphs = await glyphsFor([CARD_WORDS, person.name, person.address, person.alias ?? ""].join(""));
  const print = printedCard({ person, photograph: photographOn(person), glyphs });
  return seen(print, { ...FRONT, left: 0, top: 0, scale: CARD_PRINT.width / FRONT.width, ...sight });
}

describe("a printed card front", () => {
  test.each(["hanako", "long-name", "foreign", "taisho", "newborn", "gaiji-address"])(
    "of %s gives key B to the OCR of the reader, at the size of its camera",
    async (id) => {
      expect(readKeyB(await cardOf(id))).toBe(persona(id).numberB);
    },
  );

  test("gives it as well when the card does not lie quite in place", async () => {
    expect(readKeyB(await cardOf("taro", { left: -20, top: 17 }))).toBe(persona("taro").numberB);
  });

  test("that is ruined gives nothing", async () => {
    expect(readKeyB(await cardOf("worn"))).toBeUndefined();
  });

  test("carries the words of every card in the printer's type", async () => {
    const glyphs = await glyphsFor(CARD_WORDS);
    for (const character of CARD_WORDS) expect(glyphs(character), character).toBeDefined();
  });
});

describe("a printed face", () => {
  const matcher = createMatcher();
  const targetOf = (id: string) => {
    const person = persona(id);
    const target = faceTarget(faceOf(person.face, ageAt(person, OPENING)));
    // From as far as a face stands before the reader: 43 pixels for half a head.
    const scale = (11 / 2.54) * (TARGET.dotsPerInch / 43);
    const [left, top] = [
      TARGET.width / 2 - (scale * VIEW.width) / 2,
      TARGET.height / 2 - 60 - (scale * VIEW.height) / 2,
    ];
    return seen(target, { ...VIEW, left, top, scale });
  };

  test.each(["hanako", "taro", "long-expired"])("of %s is taken for the photograph on the card", (id) => {
    expect(matcher.score(photographOn(persona(id)), targetOf(id))).toBeGreaterThanOrEqual(matcher.threshold);
  });

  test("of one is not taken for another's photograph", () => {
    expect(matcher.score(photographOn(persona("hanako")), targetOf("taro"))).toBeLessThan(matcher.threshold);
  });

  test("is 22 cm high from crown to chin on A4", () => {
    expect([TARGET.width, TARGET.height].map((dots) => Math.round((dots / TARGET.dotsPerInch) * 25.4))).toEqual([
      210, 297,
    ]);
    const { width, height, grey } = faceTarget(faceOf(persona("taro").face, 21));
    const column = Array.from({ length: height }, (_, y) => grey[y * width + width / 2] ?? 0);
    const crown = column.findIndex((tone) => tone < 0.5 * 255);
    expect(crown).toBeGreaterThan(0);
    // The head of these faces goes from about -1 (with the hair a little more) to about 1 half heads.
    const above = (height / 2 - 60 - crown) / ((11 / 2.54) * TARGET.dotsPerInch);
    expect(above).toBeGreaterThan(0.95);
    expect(above).toBeLessThan(1.25);
  });
});
