import { describe, expect, test } from "vitest";
import { dice } from "./dice.ts";
import { type FramerUnderNoise, FRAMERS, underNoise } from "./frames.ts";

/** A slice of the noise that `npm run fuzz` makes. */
describe.each(FRAMERS.map((framer) => [framer.name, framer] as const))("%s under noise", (_, framer) => {
  test("keep little, and the next good message is heard", () => {
    expect(underNoise(framer, 100_000, dice(1))).toEqual([]);
  });
});

const [first] = FRAMERS;
if (!first) throw new Error("no framers");

/** Framers that are not what they should be. */
const PLANTED: readonly (readonly [string, FramerUnderNoise["open"], string])[] = [
  [
    "hears nothing after noise",
    () => ({ push: () => undefined, good: 0, held: 0 }),
    "no good message was heard within 4169 bytes behind the noise",
  ],
  [
    "keeps all that it is given",
    () => {
      const inner = first.open();
      let kept = 0;
      return {
        push(chunk) {
          kept += chunk.length;
          inner.push(chunk);
        },
        get good() {
          return inner.good;
        },
        get held() {
          return kept;
        },
      };
    },
    "bytes were kept",
  ],
];

test.each(PLANTED)("a framer that %s is caught", (_, open, said) => {
  const [fault = ""] = underNoise({ ...first, open }, 20_000, dice(1));
  expect(fault).toContain(said);
});
