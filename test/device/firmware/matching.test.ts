import { beforeAll, describe, expect, test } from "vitest";
import { similarity, type Template, templateOf, THRESHOLD } from "../../../device/firmware/matching.ts";
import type { Picture } from "../../../device/ports.ts";
import { cameraView, type Pose } from "../../../simulator/faces/camera-view.ts";
import { faceOf, twinOf } from "../../../simulator/faces/face.ts";
import { photographOf } from "../../../simulator/faces/photograph.ts";
import { seededRandom } from "../../../simulator/world.ts";

/** People who taught the matcher nothing. */
const FIRST = 700_000;
const PEOPLE = 60;

const seeds = Array.from({ length: PEOPLE }, (_, nth) => FIRST + nth);
const presented = (seed: number, pose: Pose = {}, age = 40): Template =>
  templateOf(cameraView(faceOf(seed, age), pose, seededRandom(seed)));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

let cards: Template[];
let faces: Template[];
beforeAll(() => {
  cards = seeds.map((seed) => templateOf(photographOf(seed)));
  faces = seeds.map((seed) => presented(seed));
});

const own = () => seeds.map((_, i) => similarity(cards[i], faces[i]));
const strangers = () =>
  seeds.flatMap((_, i) => [1, 2, 3].map((far) => similarity(cards[i], faces[(i + far) % PEOPLE])));

describe("the matcher", () => {
  test("knows people by the photograph on their card, and strangers not", () => {
    expect(own().filter((score) => score < THRESHOLD).length).toBeLessThanOrEqual(1);
    expect(strangers().filter((score) => score >= THRESHOLD).length).toBeLessThanOrEqual(1);
    expect(mean(own())).toBeGreaterThan(mean(strangers()) + 0.5);
  });

  test("gives one score for one pair, whichever comes first, and scores from 0 to 1", () => {
    for (const [i, card] of cards.entries()) {
      const score = similarity(card, faces[i]);
      expect(similarity(faces[i], card)).toBe(score);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(similarity(card, card)).toBeCloseTo(1, 5);
    }
  });

  test("does not take the card of a person with another one's photograph", () => {
    const swapped = seeds.map((_, i) => similarity(cards[(i + 1) % PEOPLE], faces[i]));
    expect(swapped.filter((score) => score >= THRESHOLD)).toEqual([]);
  });

  test("looks at the pixels: shuffled, mirrored top to bottom or blanked they are nobody", () => {
    for (const seed of seeds.slice(0, 12)) {
      const card = templateOf(photographOf(seed));
      const view = cameraView(faceOf(seed), {}, seededRandom(seed));
      const whole = similarity(card, templateOf(view));
      for (const spoilt of [shuffled(view, seed), upsideDown(view), blank(view)])
        expect(similarity(card, templateOf(spoilt))).toBeLessThan(Math.min(whole, THRESHOLD) - 0.1);
    }
  });

  test("finds a twin more alike than strangers are", () => {
    const twins = seeds.map((seed, i) => similarity(cards[i], presented(twinOf(seed))));
    expect(mean(twins)).toBeGreaterThan(mean(strangers()) + 0.4);
    expect(mean(twins)).toBeLessThan(mean(own()));
  });

  test("knows most people behind a mask, in poor light, and hardly anybody who looks away", () => {
    const refused = (pose: Pose) =>
      seeds.filter((seed, i) => similarity(cards[i], presented(seed, pose)) < THRESHOLD).length;
    expect(refused({ mask: true })).toBeLessThan(0.2 * PEOPLE);
    expect(refused({ light: "poor" })).toBeLessThan(0.2 * PEOPLE);
    expect(refused({ lookAway: true })).toBeGreaterThan(0.9 * PEOPLE);
  });

  test("finds people less alike to a photograph that is nine years old", () => {
    const fresh = seeds.map((seed) => similarity(templateOf(photographOf(seed, { age: 60 })), presented(seed, {}, 60)));
    const old = seeds.map((seed) =>
      similarity(templateOf(photographOf(seed, { age: 60, yearsAgo: 9 })), presented(seed, {}, 60)),
    );
    expect(mean(old)).toBeLessThan(mean(fresh));
    expect(old.filter((score) => score >= THRESHOLD).length).toBeGreaterThan(PEOPLE / 2);
  });

  test("sees no face in noise, in a wall and in pictures of no size to speak of", () => {
    const random = seededRandom(1);
    const noise = (width: number, height: number) => ({ width, height, grey: random.bytes(width * height) });
    for (const picture of [
      noise(1, 1),
      noise(3, 200),
      noise(200, 3),
      blank(photographOf(1)),
      { width: 0, height: 0, grey: new Uint8Array() },
    ])
      expect(templateOf(picture)).toBeUndefined();
    const matched = Array.from({ length: 40 }, () => similarity(cards[0], templateOf(noise(108, 136))));
    expect(matched.filter((score) => score >= THRESHOLD)).toEqual([]);
  });
});

function shuffled(picture: Picture, seed: number): Picture {
  const random = seededRandom(seed);
  const grey = picture.grey.slice();
  for (let i = grey.length - 1; i > 0; i--) {
    const j = random.next() % (i + 1);
    [grey[i], grey[j]] = [grey[j] ?? 0, grey[i] ?? 0];
  }
  return { ...picture, grey };
}

function upsideDown({ width, height, grey }: Picture): Picture {
  return {
    width,
    height,
    grey: grey.map((_, at) => grey[(height - 1 - Math.floor(at / width)) * width + (at % width)] ?? 0),
  };
}

const blank = ({ width, height }: Picture): Picture => ({
  width,
  height,
  grey: new Uint8Array(width * height).fill(128),
});
