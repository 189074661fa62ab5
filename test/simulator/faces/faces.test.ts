import { describe, expect, test } from "vitest";
import { faceOf, twinOf } from "../../../simulator/faces/face.ts";
import { cameraView } from "../../../simulator/faces/camera-view.ts";
import { paperView } from "../../../simulator/faces/paper-view.ts";
import { photographOf } from "../../../simulator/faces/photograph.ts";
import { seededRandom } from "../../../simulator/world.ts";

describe("a face", () => {
  test("is the same for the same seed and age, and another for another", () => {
    expect(faceOf(7)).toEqual(faceOf(7));
    expect(faceOf(7)).not.toEqual(faceOf(8));
    expect(faceOf(7, 30)).not.toEqual(faceOf(7, 60));
  });

  test("changes little from one year to the next, more in ten", () => {
    for (const age of [4, 9, 16, 17, 30, 55, 80]) {
      const [now, soon, later] = [faceOf(5, age), faceOf(5, age + 1), faceOf(5, age + 10)];
      expect(distance(now, soon)).toBeLessThan(0.3);
      expect(distance(now, soon)).toBeLessThan(distance(now, later));
    }
  });

  test("is nearer to a twin's than to any stranger's, and moles are one's own", () => {
    for (let seed = 100; seed < 140; seed++) {
      const twins = distance(faceOf(seed), faceOf(twinOf(seed)));
      expect(twins).toBeGreaterThan(0);
      for (let other = 200; other < 240; other++) expect(twins).toBeLessThan(distance(faceOf(seed), faceOf(other)));
    }
    const moles = Array.from({ length: 40 }, (_, seed) => faceOf(seed).moles.length);
    expect(new Set(moles).size).toBeGreaterThan(1);
  });

  test("has as many twins as one likes, and the twin of a twin is family", () => {
    expect(faceOf(twinOf(3, 1))).not.toEqual(faceOf(twinOf(3, 2)));
    expect(twinOf(twinOf(3), 2)).toBe(twinOf(3, 2));
  });
});

describe("a picture of a face", () => {
  test("is the same, byte for byte, for the same seed", () => {
    expect(photographOf(3)).toEqual(photographOf(3));
    const seen = () => cameraView(faceOf(3), { mask: true }, seededRandom(1)).grey;
    expect(seen()).toEqual(seen());
    const held = () => paperView(photographOf(3), seededRandom(1)).grey;
    expect(held()).toEqual(held());
  });

  test("is another for another seed, another year and another look", () => {
    expect(photographOf(3).grey).not.toEqual(photographOf(4).grey);
    expect(photographOf(3, { age: 50 }).grey).not.toEqual(photographOf(3, { age: 50, yearsAgo: 9 }).grey);
    const random = seededRandom(1);
    expect(cameraView(faceOf(3), {}, random).grey).not.toEqual(cameraView(faceOf(3), {}, random).grey);
  });

  test("has head, wall and shoulders where they belong", () => {
    for (let seed = 300; seed < 340; seed++) {
      const { width, grey } = photographOf(seed);
      const at = (x: number, y: number) => grey[y * width + x] ?? 0;
      // The wall in both upper corners, the hair over the forehead darker than the cheeks, the clothes at the bottom.
      expect(Math.min(at(3, 3), at(width - 4, 3))).toBeGreaterThan(200);
      expect(at(width / 2, 50)).toBeLessThan(at(62, 130));
      expect(at(20, 198)).toBeLessThan(90);
    }
  });
});

/** Between two faces, over all traits that are lengths or tones. */
function distance(a: ReturnType<typeof faceOf>, b: ReturnType<typeof faceOf>): number {
  let sum = 0;
  for (const [name, value] of Object.entries(a)) {
    const other = Object.entries(b).find(([same]) => same === name)?.[1];
    if (typeof value === "number" && typeof other === "number") sum += (value - other) * (value - other);
  }
  return Math.sqrt(sum);
}
