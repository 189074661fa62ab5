import { describe, expect, test } from "vitest";
import type { Leg } from "../../../conformance/catalog/budgets.data.ts";
import { controlMark } from "../../../conformance/expect/control.ts";
import type { Measure } from "../../../conformance/expect/finding.ts";
import { received } from "../../../conformance/expect/host.ts";
import { acted } from "../../../conformance/expect/operator.ts";
import { type Span, withinBudget } from "../../../conformance/expect/quantity.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { did, fromReader, type Loose, PROFILE } from "../fake-bench.ts";
import { found } from "./both-judges.ts";

/** Legs of many trials, by both judges: what is a span, what a sample, and what the samples come to. */

type Step = readonly [at: number, happening: Loose];
const P = fromReader({ is: "cardPlaced" });
const R = fromReader({ is: "cardRemoved" });
const LEFT = fromReader({ is: "cardLeft", reception: 1 });

const span: Span = { from: received("cardPlaced"), to: received("cardRemoved") };
const trace = (...steps: readonly Step[]): TraceEvent[] =>
  steps.map(([at, happening], seq) => ({ seq, at: at * 1000, ...happening }));
const trial = (start: number, milliseconds: number): Step[] => [
  [start, P],
  [start + milliseconds, R],
];
const trials = (...milliseconds: readonly number[]) =>
  trace(...milliseconds.flatMap((took, i) => trial(i * 10_000, took)));
const many = (count: number, milliseconds = 10) => Array.from({ length: count }, () => milliseconds);

const look = (events: readonly TraceEvent[], own: Span = span, latency = {}, plan?: "fixed" | "sequential") =>
  found(withinBudget("LAT-04", own, plan), events, { profile: { ...PROFILE, latency } });
const measure = (...args: Parameters<typeof look>): Measure | undefined => {
  const finding = look(...args);
  return "measure" in finding ? finding.measure : undefined;
};

describe("a span", () => {
  test("is a start with the next end before the next start", () => {
    const events = trace([0, R], [10, P], [20, P], [50, R], [60, R], [70, P]);
    expect(measure(events)).toMatchObject({ samples: 1, worst: 30 });
    expect(measure(trace([0, P], [5, R], [10, P], [12, LEFT], [19, R]))).toMatchObject({
      samples: 2,
      worst: 9,
      median: 5,
    });
  });
  test("that never is whole is nothing seen", () => {
    expect(look(trace([0, P]))).toMatchObject({
      is: "unseen",
      because: { en: "no cardPlaced was followed by cardRemoved" },
    });
    expect(look(trace([0, R]))).toMatchObject({ is: "unseen" });
    expect(look(trace([0, R], [1, P]))).toMatchObject({ is: "unseen" });
  });
});

describe("samples", () => {
  test("are held by the events at either end of them", () => {
    const finding = look(trials(...many(59)));
    expect(finding).toMatchObject({ is: "held" });
    expect("saw" in finding && finding.saw.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect("saw" in finding && finding.saw).toHaveLength(118);
  });
  test("are within the budget at it, and over it beyond", () => {
    expect(look(trials(...many(59, 1000)))).toMatchObject({ is: "held", measure: { exceeding: 0 } });
    expect(look(trials(...many(59, 1000.001)))).toMatchObject({ is: "broken", measure: { exceeding: 59 } });
  });
  test("are told by their median, the quantile and the worst", () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(measure(trials(...values))).toEqual({
      ...{ leg: "LAT-04", samples: 100, values, exceeding: 0, budget: 1000, declared: false },
      ...{ quantile: 0.95, confidence: 0.95, plan: "fixed", median: 50, at: 95, worst: 100, own: 0 },
      blame: { product: 0, bench: 0, human: 0 },
    });
  });
  test("that refute it are told in numbers", () => {
    expect(look(trials(...many(40), ...many(19, 2000)))).toMatchObject({
      is: "broken",
      actual: { ja: "19/59 > 1000 ms, p95 = 2000 ms でした", en: "19/59 > 1000 ms, p95 = 2000 ms" },
    });
  });
  test("that are too few leave it open, with the number that would decide", () => {
    expect(look(trials(...many(58)))).toMatchObject({ is: "open", more: 1 });
    expect(look(trials(...many(58), 2000))).toMatchObject({ is: "open", more: 34 });
    expect(look(trials(...many(72)), span, {}, "sequential")).toMatchObject({ is: "open", more: 1 });
    expect(look(trials(...many(73)), span, {}, "sequential")).toMatchObject({
      is: "held",
      measure: { plan: "sequential" },
    });
  });
  test("are held against the vendor's own budget, where he has one", () => {
    expect(look(trials(...many(59, 400)), span, { "LAT-04": 300 })).toMatchObject({
      is: "broken",
      measure: { budget: 300, declared: true, exceeding: 59 },
    });
    expect(look(trials(...many(59, 2000)), span, { "LAT-04": 2000 })).toMatchObject({ is: "held" });
    expect(look(trials(...many(59, 400)), span, { "LAT-05": 300 })).toMatchObject({
      is: "held",
      measure: { declared: false },
    });
  });
});

describe("the bench's own time", () => {
  const late = (...milliseconds: readonly number[]): TraceEvent[] =>
    milliseconds.map((each, i) => ({
      ...{ seq: 100_000 + i, at: 0, channel: "clock", is: "mark" },
      mark: controlMark(each * 1000),
    }));
  test("takes back a failure and nothing else, as both judges see it", () => {
    expect(look([...trials(...many(59, 1500)), ...late(201)])).toMatchObject({ is: "noisy", measure: { own: 201 } });
    expect(look([...trials(...many(59, 1500)), ...late(200)])).toMatchObject({ is: "broken" });
    expect(look([...trials(...many(59)), ...late(900)])).toMatchObject({ is: "held", measure: { own: 900 } });
    expect(look([...trials(...many(5)), ...late(900)])).toMatchObject({ is: "open" });
  });
  test("is whose the time is that goes beyond the budget by no more than it", () => {
    expect(measure([...trials(1100, 1150, 1151, 900), ...late(150)])?.blame).toEqual({
      product: 1,
      bench: 2,
      human: 0,
    });
    expect(measure(trials(1000.001))?.blame).toEqual({ product: 1, bench: 0, human: 0 });
  });
});

describe("acts in a leg", () => {
  const human = acted("showFace", "enterPin");
  const faced: Span = { ...span, human };
  const device = (intent: string, took: number): Loose => did(intent, took * 1000);
  test("of a device are cut by the time it says it took, within the leg alone", () => {
    expect(measure(trace([0, P], [400, device("showFace", 300)], [500, R]), faced)).toMatchObject({ worst: 200 });
    expect(measure(trace([0, P], [100, device("showFace", 300)], [500, R]), faced)).toMatchObject({ worst: 400 });
    expect(measure(trace([0, device("showFace", 300)], [10, P], [500, R]), faced)).toMatchObject({ worst: 490 });
    expect(measure(trace([0, P], [500, R], [600, device("showFace", 300)]), faced)).toMatchObject({ worst: 300 });
    expect(measure(trace([0, P], [400, device("showFace", 300)], [500, R]))).toMatchObject({ worst: 500 });
  });
  test("that overlap are cut once, in whatever order they end", () => {
    const events = trace([0, P], [300, device("showFace", 100)], [350, device("enterPin", 300)], [500, R]);
    expect(measure(events, faced)).toMatchObject({ worst: 200 });
    const inner = trace([0, P], [300, device("showFace", 50)], [350, device("enterPin", 300)], [500, R]);
    expect(measure(inner, faced)).toMatchObject({ worst: 200 });
  });
  test("leave the blame with the person where the rest is within the budget", () => {
    expect(measure(trace([0, P], [4900, device("showFace", 4500)], [5000, R]), faced)?.blame).toEqual({
      ...{ product: 0, bench: 0, human: 1 },
    });
    expect(measure(trace([0, P], [4900, device("showFace", 3500)], [5000, R]), faced)?.blame).toEqual({
      ...{ product: 1, bench: 0, human: 0 },
    });
  });
  test("are among the channels of the leg", () => {
    expect(withinBudget("LAT-04", faced).channels).toEqual(["host", "host", "operator"]);
    expect(withinBudget("LAT-04", span).channels).toEqual(["host", "host"]);
    expect(withinBudget("LAT-04", span).wants).toEqual({
      ja: "LAT-04: cardPlaced → cardRemoved の95パーセンタイルが予算内",
      en: "LAT-04: p95 of cardPlaced → cardRemoved within its budget",
    });
  });
});

describe("an act that begins a leg", () => {
  const asked = (intent: string): Loose => ({ channel: "operator", is: "asked", intent });
  const done = (intent: string, by: "dialog" | "http"): Loose => ({
    channel: "operator",
    is: "did",
    intent,
    by,
    human: 0,
  });
  const leg: Span = { from: acted("placeCard"), to: received("cardLeft") };
  const withSign: Span = { ...leg, fromSign: true };
  const seen = (by: "dialog" | "http", told: number, answered: number, own: Span, sign?: number) => {
    const steps: Step[] = [[0, asked("placeCard")]];
    if (sign !== undefined) steps.push([sign, P]);
    const rest: Step[] = [
      [told, done("placeCard", by)],
      [answered, LEFT],
    ];
    const finding = look(trace(...[...steps, ...rest].sort(([a], [b]) => a - b)), own);
    return "measure" in finding ? finding.measure.worst : finding.is;
  };
  test("by a person has no moment", () => {
    expect(seen("dialog", 100, 300, leg)).toBe("unseen");
    expect(seen("dialog", 400, 300, leg)).toBe("unseen");
  });
  test("by a machine lies between being asked and saying so", () => {
    expect(seen("http", 100, 1000, leg)).toBe(1000);
    expect(seen("http", 100, 1050, leg)).toBe("unseen");
    expect(seen("http", 100, 1100, leg)).toBe("unseen");
    expect(seen("http", 100, 1101, leg)).toBe(1001);
    expect(seen("http", 1200, 1100, leg)).toBe("unseen");
  });
  test("counts from the product's sign where the leg says so", () => {
    expect(seen("dialog", 900, 500, withSign, 200)).toBe(300);
    expect(seen("dialog", 900, 500, withSign)).toBe("unseen");
    expect(seen("dialog", 200, 500, withSign)).toBe(300);
  });
  test("and why there is no number is told", () => {
    const hidden = look(trace([0, asked("placeCard")], [100, done("placeCard", "dialog")], [300, LEFT]), leg);
    expect(hidden).toMatchObject({
      because: { en: expect.stringMatching(/^by hand placeCard → cardLeft cannot be timed/) as string },
    });
    const never = look(trace([0, asked("placeCard")], [100, done("placeCard", "dialog")]), leg);
    expect(never).toMatchObject({
      because: { en: expect.stringMatching(/^no placeCard was followed by cardLeft/) as string },
    });
  });
});

test("a leg is named by its own budget", () => {
  for (const leg of ["LAT-03", "LAT-08"] satisfies Leg[])
    expect(withinBudget(leg, span).rule).toMatchObject({
      budget: leg,
      quantile: 0.95,
      confidence: 0.95,
      plan: "fixed",
    });
});
