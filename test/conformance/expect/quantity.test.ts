import { expect, test } from "vitest";
import { received } from "../../../conformance/expect/host.ts";
import { acted } from "../../../conformance/expect/operator.ts";
import { withinBudget } from "../../../conformance/expect/quantity.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { did, fromReader } from "../fake-bench.ts";

const span = { from: acted("placeCard"), to: received("cardPlaced"), human: acted("showFace") };

/** One trial: the act at `start` and the report `milliseconds` later, with so much human time between. */
const trial = (start: number, milliseconds: number, human = 0) =>
  [
    [start, did("placeCard")],
    ...(human > 0 ? [[start + 1 + human, did("showFace", human * 1000)] as const] : []),
    [start + milliseconds, fromReader({ is: "cardPlaced" })],
  ] as const;

const trace = (trials: readonly ReturnType<typeof trial>[]): TraceEvent[] =>
  trials.flat().map(([at, happening], seq) => ({ seq, at: at * 1000, ...happening }));

const measure = (trials: readonly ReturnType<typeof trial>[], latency = {}) =>
  withinBudget("LAT-04", span).look({ events: trace(trials), cast: {}, latency });

const many = (count: number, milliseconds: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => trial(i * 10_000, milliseconds(i)));

test("59 samples within the budget show it", () => {
  expect(measure(many(59, () => 1000))).toMatchObject({ is: "held", measure: { samples: 59, exceeding: 0, at: 1000 } });
});

test("one above it leaves the matter open, with the number of samples that would close it", () => {
  expect(measure(many(59, (i) => (i === 7 ? 1001 : 10)))).toMatchObject({
    is: "open",
    more: 34,
    measure: { worst: 1001, median: 10 },
  });
});

test("many above it refute it", () => {
  expect(measure(many(59, (i) => (i % 5 === 0 ? 2000 : 10)))).toMatchObject({
    is: "broken",
    measure: { exceeding: 12 },
  });
});

test("human time is cut out of the leg it falls into", () => {
  const slowHands = Array.from({ length: 59 }, (_, i) => trial(i * 10_000, 5000, 4500));
  expect(measure(slowHands)).toMatchObject({ is: "held", measure: { worst: 500 } });
});

test("an act that nothing answers is no sample, and the next answer is not counted for it", () => {
  const unanswered = [[500, did("placeCard")]] as unknown as ReturnType<typeof trial>;
  expect(measure([unanswered, ...many(3, () => 10).map((each) => each)])).toMatchObject({
    measure: { samples: 3, worst: 10 },
  });
});

test("no sample at all is nothing seen", () => {
  expect(measure([])).toMatchObject({ is: "unseen" });
});

test("the vendor's own budget takes the place of the assumed one", () => {
  const result = measure(
    many(59, () => 400),
    { "LAT-04": 300 },
  );
  expect(result).toMatchObject({ is: "broken", measure: { budget: 300, declared: true } });
});
