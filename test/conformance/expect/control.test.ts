import { describe, expect, test } from "vitest";
import { control, controlMark, controlsIn, noiseIn, ownTime } from "../../../conformance/expect/control.ts";
import { events, type Loose } from "../fake-bench.ts";

/** The bench's own time, and the control of the same with the same (A/A). */

const mark = (text: string): Loose => ({ channel: "clock", is: "mark", mark: text });

test("a control says by how many microseconds the bench came late, and never less than none", () => {
  expect(controlMark(1500)).toBe("control 1500");
  expect(controlMark(1500.6)).toBe("control 1501");
  expect(controlMark(-3)).toBe("control 0");
});

test("controls are read in milliseconds, in order, and nothing else is one", () => {
  const trace = events(
    mark(controlMark(1500)),
    mark("script done"),
    { channel: "clock", is: "source", source: "virtual", uncertainty: 0 },
    mark(controlMark(250)),
    mark("no control 9"),
  );
  const seen = { events: trace, cast: {}, latency: {} };
  expect(controlsIn(seen)).toEqual([1.5, 0.25]);
  expect(control.find(seen).map(({ seq }) => seq)).toEqual([0, 3]);
});

test("the bench's own time is its 95th percentile, and nothing where nobody looked", () => {
  expect(ownTime([])).toBe(0);
  expect(ownTime(Array.from({ length: 100 }, (_, i) => i + 1))).toBe(95);
});

describe("noise", () => {
  test("is the bench's own time beyond a fifth of the budget", () => {
    expect(noiseIn([], 1000)).toBeUndefined();
    expect(noiseIn([200], 1000)).toBeUndefined();
    expect(noiseIn([201], 1000)).toEqual({
      ja: "試験台だけで 201 ms かかり、予算 1000 ms の製品を測れません",
      en: "the bench alone takes 201 ms, so that a product's 1000 ms cannot be measured with it",
    });
  });
  test("is a difference of the control with itself that chance makes once in a thousand", () => {
    const pairs = (more: number, less: number, same = 0) => [
      ...Array.from({ length: more }, () => [2, 1]),
      ...Array.from({ length: less }, () => [1, 2]),
      ...Array.from({ length: same }, () => [1, 1]),
    ];
    const of = (...counts: Parameters<typeof pairs>) => noiseIn(pairs(...counts).flat(), 1000);
    // Two-sided sign test: 10 of 10 by chance is 2/1024, 11 of 11 is 2/2048.
    expect(of(10, 0)).toBeUndefined();
    expect(of(11, 0)).toEqual({
      ja: "同じもの同士の対照（A/A）に 11 対 0 の差があり、この環境では測れません",
      en: "twins of the control (A/A) differ, 11 to 0: nothing can be measured in this environment",
    });
    expect(of(0, 11)?.en).toMatch(/0 to 11/);
    expect(of(11, 0, 40)).toBeDefined();
    expect(of(30, 30)).toBeUndefined();
    expect(of(0, 0, 40)).toBeUndefined();
    // A control without a twin is left out.
    expect(noiseIn([...pairs(10, 0).flat(), 2], 1000)).toBeUndefined();
    expect(noiseIn([...pairs(11, 0).flat(), 0], 1000)).toBeDefined();
  });
});
