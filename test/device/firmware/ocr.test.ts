import { describe, expect, test } from "vitest";
import { readKeyB } from "../../../device/firmware/ocr.ts";
import type { Picture } from "../../../device/ports.ts";
import { cardFront } from "../../../simulator/faces/card-front.ts";
import { personas } from "../../../simulator/personas.ts";
import { seededRandom } from "../../../simulator/world.ts";

type Random = ReturnType<typeof seededRandom>;

/** Dates that exist, and every digit everywhere it can stand. */
function someKeyB(random: Random): string {
  const within = (low: number, high: number) => low + (random.next() % (high - low + 1));
  const two = (value: number) => String(value).padStart(2, "0");
  const born = `${two(within(1, 64))}${two(within(1, 12))}${two(within(1, 28))}`;
  return `${born}${within(2026, 2036)}${String(within(0, 9999)).padStart(4, "0")}`;
}

function readings(count: number, dirt: number, seed: number) {
  const random = seededRandom(seed);
  const counts = { right: 0, wrong: 0, undecided: 0 };
  for (let nth = 0; nth < count; nth++) {
    const printed = someKeyB(random);
    const read = readKeyB(cardFront({ numberB: printed, dirt }, random));
    counts[read === undefined ? "undecided" : read === printed ? "right" : "wrong"]++;
  }
  return counts;
}

describe("key B on the front of a card", () => {
  test("is read off every persona's card as new, in all but a few pictures, and never wrongly", () => {
    const random = seededRandom(4);
    const pictures = personas.flatMap(({ id, numberB }) => {
      const read = Array.from({ length: 5 }, () => readKeyB(cardFront({ numberB }, random)));
      expect(
        read.filter((key) => key !== undefined && key !== numberB),
        id,
      ).toEqual([]);
      expect(read.filter((key) => key === numberB).length, id).toBeGreaterThanOrEqual(4);
      return read;
    });
    expect(pictures.filter((key) => key === undefined).length).toBeLessThanOrEqual(pictures.length / 50);
  });

  test("is read off clean cards whatever the digits are, each in each place", () => {
    const { right, wrong } = readings(150, 0, 11);
    expect(wrong).toBe(0);
    expect(right).toBeGreaterThanOrEqual(148);
    const random = seededRandom(12);
    for (let digit = 0; digit < 10; digit++) {
      const code = String(digit).repeat(4);
      expect(
        readKeyB(cardFront({ numberB: `0${digit || 1}0${digit || 1}1${digit}203${digit}${code}` }, random))?.slice(10),
      ).toBe(code);
    }
  });

  test("is doubted rather than guessed on worn cards, and on ruined ones hardly ever read", () => {
    const worn = readings(150, 0.3, 21);
    expect(worn.wrong).toBe(0);
    expect(worn.right).toBeGreaterThan(50);
    expect(worn.undecided).toBeGreaterThan(10);
    const ruined = readings(150, 1, 22);
    expect(ruined.wrong).toBe(0);
    expect(ruined.undecided).toBeGreaterThan(140);
  });

  test("stays as dirty as it is: what hides a digit hides it in the next picture too", () => {
    const random = seededRandom(31);
    let steady = 0;
    for (let nth = 0; nth < 30; nth++) {
      const numberB = someKeyB(random);
      const tries = Array.from({ length: 4 }, () => readKeyB(cardFront({ numberB, dirt: 0.4 }, random)) !== undefined);
      if (new Set(tries).size === 1) steady++;
    }
    expect(steady).toBeGreaterThan(20);
  });

  test("is not read where none is printed: an empty tray, noise, pictures of other sizes", () => {
    const random = seededRandom(41);
    const empty: Picture = { width: 240, height: 152, grey: new Uint8Array(240 * 152) };
    expect(readKeyB(empty)).toBeUndefined();
    for (const [width, height] of [
      [240, 152],
      [1, 1],
      [60, 60],
      [0, 0],
    ] as const)
      expect(readKeyB({ width, height, grey: random.bytes(width * height) })).toBeUndefined();
  });

  test("is not read where a date is printed that does not exist", () => {
    const random = seededRandom(51);
    for (const numberB of ["05130820301234", "00030820301234", "05033220301234", "05030019991234"])
      expect(readKeyB(cardFront({ numberB }, random))).toBeUndefined();
  });
});
