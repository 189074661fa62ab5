import { describe, expect, test } from "vitest";
import { check, untilDecided } from "../../../conformance/case.ts";
import { controlMark } from "../../../conformance/expect/control.ts";
import { trialsOf } from "../../../conformance/preview.ts";
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

describe("a quantity that is looked at after each trial", () => {
  const sequential = withinBudget("LAT-04", span, "sequential");
  const seen = (trials: readonly ReturnType<typeof trial>[]) => ({ events: trace(trials), cast: {}, latency: {} });

  test("ends with the trial that decides it", () => {
    expect(sequential.progress(seen(many(72, () => 10)))).toBe("open");
    expect(sequential.progress(seen(many(73, () => 10)))).toBe("decided");
    expect(sequential.progress(seen(many(3, () => 5000)))).toBe("decided");
    expect(sequential.look(seen(many(73, () => 10)))).toMatchObject({ is: "held", measure: { plan: "sequential" } });
    expect(sequential.look(seen(many(3, () => 5000)))).toMatchObject({ is: "broken", measure: { exceeding: 3 } });
    expect(sequential.look(seen(many(60, () => 10)))).toMatchObject({ is: "open", more: 13 });
  });
  test("of a fixed plan is left early only when no further trial can change it", () => {
    const fixed = withinBudget("LAT-04", span);
    expect(fixed.progress(seen([]))).toBe("open");
    expect(fixed.progress(seen(many(6, () => 5000)))).toBe("open");
    expect(fixed.progress(seen(many(7, () => 5000)))).toBe("decided");
    expect(fixed.progress(seen(many(59, () => 10)))).toBe("open");
    expect(fixed.look(seen(many(7, () => 5000)))).toMatchObject({ is: "broken" });
  });
  test("decides how many trials a case has", () => {
    const about = { ja: "速い", en: "it is fast" };
    const of = (plan: "fixed" | "sequential") =>
      untilDecided(check("LAT-04", "latency.over", about, withinBudget("LAT-04", span, plan)));
    const typical = (sampler: ReturnType<typeof of>) => trialsOf({ sampler });
    expect([typical(of("fixed")), typical(of("sequential"))]).toEqual([59, 73]);
    expect(of("sequential")(seen(many(73, () => 10)), 73)).toBe("enough");
    expect(of("sequential")(seen(many(70, () => 10)), 70)).toBe("again");
    expect(of("sequential")(seen(many(100, (i) => (i % 25 === 24 ? 5000 : 10))), 300)).toBe("enough");
    expect(of("fixed")(seen(many(58, () => 10)), 58)).toBe("again");
    expect(of("fixed")(seen(many(59, () => 10)), 59)).toBe("enough");
    expect(of("fixed")(seen(many(7, () => 5000)), 7)).toBe("enough");
    expect(untilDecided()(seen([]), 1)).toBe("enough");
  });
});

describe("the bench's own time", () => {
  const controls = (late: readonly number[]): TraceEvent[] =>
    late.map((milliseconds, i) => ({
      ...{ seq: 1_000_000 + i, at: 0, channel: "clock", is: "mark" },
      mark: controlMark(1000 * milliseconds),
    }));
  const look = (milliseconds: number, late: readonly number[]) =>
    withinBudget("LAT-04", span).look({
      ...{ cast: {}, latency: {} },
      events: [...trace(many(59, () => milliseconds)), ...controls(late)],
    });

  test("is told with the measure and never taken off", () => {
    expect(look(900, [1, 2, 3])).toMatchObject({ is: "held", measure: { own: 3, worst: 900 } });
  });
  test("takes a failure back where it is a large part of the budget, and nothing else", () => {
    expect(look(1500, [200])).toMatchObject({ is: "broken" });
    expect(look(1500, [201])).toMatchObject({ is: "noisy" });
    expect(look(900, [900])).toMatchObject({ is: "held" });
  });
  test("takes a failure back where its own halves differ (A/A)", () => {
    const drifting = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? 2 : 1));
    expect(look(1500, drifting)).toMatchObject({ is: "noisy" });
    expect(look(1500, drifting.slice(0, 18))).toMatchObject({ is: "broken" });
    expect(look(1500, [...drifting.slice(0, 12), ...drifting.slice(0, 12).reverse()])).toMatchObject({ is: "broken" });
  });
});

test("time beyond the budget is told by whose it was", () => {
  const blame = (trials: readonly ReturnType<typeof trial>[], late = 0) => {
    const mark = { channel: "clock", is: "mark", mark: controlMark(late * 1000) } as const;
    const events: TraceEvent[] = [...trace(trials), { seq: 1_000_000, at: 0, ...mark }];
    const finding = withinBudget("LAT-04", span).look({ events, cast: {}, latency: {} });
    return "measure" in finding ? finding.measure.blame : undefined;
  };
  expect(blame(many(3, () => 999))).toEqual({ product: 0, bench: 0, human: 0 });
  expect(blame(many(3, () => 1500))).toEqual({ product: 3, bench: 0, human: 0 });
  expect(
    blame(
      many(3, () => 1100),
      150,
    ),
  ).toEqual({ product: 0, bench: 3, human: 0 });
  expect(blame([trial(0, 5000, 4500)])).toEqual({ product: 0, bench: 0, human: 1 });
});
