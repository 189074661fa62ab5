import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeviceError } from "../device/errors.ts";
import { makeFolder } from "../device/io/make-folder.ts";
import { glyphsFor } from "../simulator/card/glyphs.ts";
import { greyPng } from "../simulator/card/png.ts";
import { faceTarget, TARGET } from "../simulator/faces/face-target.ts";
import { faceOf } from "../simulator/faces/face.ts";
import { photographOf } from "../simulator/faces/photograph.ts";
import { CARD_PRINT, CARD_WORDS, printedCard } from "../simulator/faces/printed-card.ts";
import { ageAt, type Person } from "../simulator/people.ts";
import { OPENING } from "../simulator/world.ts";
import { type Print, printsPage } from "./prints-page.ts";

/** Writes card fronts and face targets of these people, `index.json` and a page to print them from. Calls `done` after each person. */
export async function printPersonas(
  folder: string,
  people: readonly Person[],
  done: (print: Print) => void = () => undefined,
): Promise<readonly Print[]> {
  const write = (name: string, content: Uint8Array | string) => {
    makeFolder(folder);
    try {
      writeFileSync(join(folder, name), content);
    } catch (cause) {
      const why = cause instanceof Error && "code" in cause ? String(cause.code) : "it cannot be written";
      throw new DeviceError("file.refused", { path: join(folder, name), why }, { cause });
    }
  };
  const prints: Print[] = [];
  for (const person of people) {
    const { id, name, note, pins } = person;
    const print = { id, name, note, pins, card: `${id}-card.png`, face: `${id}-face.png` };
    const age = ageAt(person, OPENING);
    const glyphs = await glyphsFor([CARD_WORDS, name, person.address, person.alias ?? ""].join(""));
    const photograph = photographOf(person.face, { age, yearsAgo: person.photographAge });
    write(print.card, greyPng(printedCard({ person, photograph, glyphs }), CARD_PRINT.dotsPerInch));
    write(print.face, greyPng(faceTarget(faceOf(person.face, age)), TARGET.dotsPerInch));
    prints.push(print);
    done(print);
  }
  write("index.json", `${JSON.stringify(prints, null, 2)}\n`);
  write("index.html", printsPage(prints));
  return prints;
}
