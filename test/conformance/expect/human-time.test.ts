import { describe, expect, test } from "vitest";
import type { Finding } from "../../../conformance/expect/finding.ts";
import { imported } from "../../../conformance/expect/chart.ts";
import { prompt, received } from "../../../conformance/expect/host.ts";
import { acted } from "../../../conformance/expect/operator.ts";
import { type Span, withinBudget } from "../../../conformance/expect/quantity.ts";
import { within } from "../../../conformance/expect/vocabulary.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { fromReader, type Loose } from "../fake-bench.ts";

/** Traces of one trial with human hands in them, in milliseconds: what is the product's own share of each leg? */
type Step = readonly [at: number, happening: Loose];

const trace = (...steps: readonly Step[]): TraceEvent[] =>
  steps.map(([at, happening], seq) => ({ seq, at: at * 1000, ...happening }));

const asked = (intent: string): Loose => ({ channel: "operator", is: "asked", intent });
const done = (intent: string, human: number, by: "dialog" | "http" = "dialog"): Loose => ({
  channel: "operator",
  is: "did",
  intent,
  by,
  human: human * 1000,
});

const PLACED = fromReader({ is: "cardPlaced" });
const REMOVED = fromReader({ is: "cardRemoved" });
const CHOSEN = fromReader({ is: "methodChosen", reception: 1, method: "face" });
const CONSENTED = fromReader({ is: "consentGiven", reception: 1, consents: ["medicines"] });
const shows = (screen: "chooseMethod" | "lookAtCamera" | "consent") =>
  fromReader({ is: "prompt", reception: 1, screen });
const IMPORTED: Loose = { channel: "chart", is: "imported", source: "f", patient: {} };

const shown = prompt;
const HUMAN = acted("chooseMethod", "showFace", "enterPin", "consent", "refuseConsent", "confirmVisual");
const LAT_03: Span = { from: acted("placeCard"), to: imported, human: HUMAN, fromSign: true };
const LAT_04: Span = { from: acted("placeCard"), to: received("cardPlaced") };
const LAT_09: Span = { from: acted("removeCard"), to: received("cardRemoved") };

/** Each look is at events of its own, since what is read of an event is kept with it. */
const measured = (span: Span, events: readonly TraceEvent[], leg: "LAT-03" | "LAT-04" | "LAT-06" | "LAT-09") =>
  withinBudget(leg, span).look({ events: events.map((event) => ({ ...event })), cast: {}, latency: {} });
const took = (finding: Finding) => ("measure" in finding ? finding.measure.worst : finding.is);

/** A whole reception by hand: the product needs 300 + 700 + 1000 ms between its waits, the person some 20 s. */
const RECEPTION = trace(
  [0, asked("placeCard")],
  [4000, PLACED],
  [4300, shows("chooseMethod")],
  [6000, done("placeCard", 6000)],
  [6001, asked("chooseMethod")],
  [9000, CHOSEN],
  [9700, shows("consent")],
  // The hand that chose says so only now, while the consent screen waits already.
  [13_000, done("chooseMethod", 6999)],
  [13_001, asked("consent")],
  [18_000, CONSENTED],
  [19_000, IMPORTED],
  [21_000, done("consent", 7999)],
);

describe("human time", () => {
  test("is cut from the product's screen to the product's own sign, however late the hand speaks", () => {
    expect(took(measured(LAT_03, RECEPTION, "LAT-03"))).toBe(300 + 700 + 1000);
  });
  test("of a leg that begins with an act counts from the product's first event of it, or from the word, whichever is first", () => {
    const early = trace([0, asked("placeCard")], [2000, done("placeCard", 2000)], [2400, PLACED], [5000, IMPORTED]);
    expect(took(measured(LAT_03, early, "LAT-03"))).toBe(3000);
  });
  test("at the edge: an act asked for before the leg and done inside it loses only what lies inside", () => {
    const face: Span = { from: shown("lookAtCamera"), to: imported, human: acted("showFace") };
    const edge = trace(
      [0, asked("showFace")],
      [1000, shows("lookAtCamera")],
      [4000, done("showFace", 4000)],
      [4500, IMPORTED],
    );
    expect(took(measured(face, edge, "LAT-06"))).toBe(500);
  });
  test("that two acts share is cut once", () => {
    const twice = trace(
      [0, shows("lookAtCamera")],
      [0, asked("showFace")],
      [3000, asked("consent")],
      [4000, done("showFace", 4000)],
      [5000, done("consent", 2000)],
      [5500, IMPORTED],
    );
    const both: Span = { from: shown("lookAtCamera"), to: imported, human: HUMAN };
    expect(took(measured(both, twice, "LAT-06"))).toBe(500);
  });
  test("that lasts to the end of the leg leaves no number at all", () => {
    const late = trace(
      [0, shows("lookAtCamera")],
      [1, asked("showFace")],
      [3000, IMPORTED],
      [4000, done("showFace", 3999)],
    );
    const face: Span = { from: shown("lookAtCamera"), to: imported, human: acted("showFace") };
    expect(measured(face, late, "LAT-06")).toMatchObject({ is: "unseen", because: { en: /by hand/ } });
  });
  test("outside the leg is left alone", () => {
    const before = trace(
      [0, asked("showFace")],
      [4000, done("showFace", 4000)],
      [4500, shows("lookAtCamera")],
      [5000, IMPORTED],
    );
    const face: Span = { from: shown("lookAtCamera"), to: imported, human: acted("showFace") };
    expect(took(measured(face, before, "LAT-06"))).toBe(500);
  });
});

describe("what only a machine can time", () => {
  test.each([
    ["a card placed", LAT_04, "LAT-04", trace([0, asked("placeCard")], [900, PLACED], [5000, done("placeCard", 5000)])],
    [
      "a card placed, told at once",
      LAT_04,
      "LAT-04",
      trace([0, asked("placeCard")], [3000, done("placeCard", 3000)], [3100, PLACED]),
    ],
    [
      "a card taken",
      LAT_09,
      "LAT-09",
      trace([0, asked("removeCard")], [100, REMOVED], [2000, done("removeCard", 2000)]),
    ],
  ] as const)("%s by hand gives no number", (_, span, leg, events) => {
    expect(measured(span, events, leg)).toMatchObject({ is: "unseen", because: { ja: /手/, en: /cannot be timed/ } });
  });
  test("a machine behind the control API is timed by what is certain", () => {
    const quick = trace([0, asked("placeCard")], [40, done("placeCard", 40, "http")], [340, PLACED]);
    expect(took(measured(LAT_04, quick, "LAT-04"))).toBe(340);
    const slow = trace([0, asked("placeCard")], [40, done("placeCard", 40, "http")], [1440, PLACED]);
    expect(took(measured(LAT_04, slow, "LAT-04"))).toBe(1400);
    const between = trace([0, asked("placeCard")], [400, done("placeCard", 400, "http")], [1200, PLACED]);
    expect(measured(LAT_04, between, "LAT-04").is).toBe("unseen");
  });
});

describe("a time limit that an act starts", () => {
  const ended = fromReader({ is: "ended", reception: 1, reason: "cardTakenEarly" });
  const look = (...steps: readonly Step[]) =>
    within(2000, acted("removeCard"), received("ended")).look({ events: trace(...steps), cast: {}, latency: {} }).is;

  test("counts from the product's own event", () => {
    expect(look([0, asked("removeCard")], [4000, REMOVED], [5000, ended], [7000, done("removeCard", 7000)])).toBe(
      "held",
    );
    expect(look([0, asked("removeCard")], [4000, REMOVED], [7000, ended], [9000, done("removeCard", 9000)])).toBe(
      "broken",
    );
  });
  test("is not judged where nothing tells when the act was done", () => {
    expect(look([0, asked("removeCard")], [5000, ended], [7000, done("removeCard", 7000)])).toBe("unseen");
  });
  test("holds surely where even asking lies within it", () => {
    expect(look([0, asked("removeCard")], [1500, ended], [7000, done("removeCard", 7000)])).toBe("held");
  });
});
