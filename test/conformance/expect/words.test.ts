import { describe, expect, test } from "vitest";
import { imported } from "../../../conformance/expect/chart.ts";
import type { Expectation, Finding } from "../../../conformance/expect/finding.ts";
import { received } from "../../../conformance/expect/host.ts";
import { acted } from "../../../conformance/expect/operator.ts";
import { is } from "../../../conformance/expect/predicate.ts";
import { anyOf, nth, type Selector, where } from "../../../conformance/expect/selector.ts";
import {
  after,
  alike,
  atMost,
  consistent,
  distinct,
  eventually,
  every,
  given,
  inOrder,
  never,
  sequence,
  times,
  within,
} from "../../../conformance/expect/vocabulary.ts";
import { ended, fromReader, type Loose } from "../fake-bench.ts";
import { found, onDay } from "./both-judges.ts";

/** Each word of the vocabulary on traces by hand: what both judges come to, by which events, and what is told of it. */

const placed = received("cardPlaced");
const removed = received("cardRemoved");
const chose = received("methodChosen");
const [P, R] = [fromReader({ is: "cardPlaced" }), fromReader({ is: "cardRemoved" })];
const choice = (method: "face" | "pin" | "staff", reception = 1) =>
  fromReader({ is: "methodChosen", reception, method });
const [FACE, PIN] = [choice("face"), choice("pin")];
const END = ended();
const STOPPED = ended({ is: "inVain", for: "cardRemoved" });
const took = (source: string, name?: string): Loose => ({
  channel: "chart",
  is: "imported",
  source,
  patient: name === undefined ? {} : { name },
});
const asked = (intent: string): Loose => ({ channel: "operator", is: "asked", intent });
const byHand = (intent: string): Loose => ({ channel: "operator", is: "did", intent, by: "dialog", human: 0 });

const SAYS = { ja: "そうである", en: "it is so" };
type Row = [comesTo: Finding["is"], trace: readonly Loose[], saw?: readonly number[] | undefined, says?: RegExp];

const word = (name: string, expectation: Expectation, wants: RegExp, rows: Row[]) =>
  describe(name, () => {
    test.each(rows)("%s %#", (comesTo, trace, saw, says) => {
      const finding = found(expectation, onDay(trace));
      expect(finding.is).toBe(comesTo);
      if (saw) expect("saw" in finding && finding.saw).toEqual(saw);
      const told = finding.is === "broken" ? finding.actual : finding.is === "unseen" ? finding.because : undefined;
      if (says) expect(told?.en).toMatch(says);
    });
    test("says what it wants", () => {
      expect(expectation.wants.en).toMatch(wants);
    });
  });

word("eventually", eventually(placed), /^cardPlaced is seen$/, [
  ["held", [R, P, P], [1]],
  ["broken", [R], [], /^cardPlaced was not seen$/],
]);

word("never", never(removed), /cardRemoved is never seen before end of the steps/, [
  ["held", [P, END], [1]],
  ["held", [P, END, R], [1]],
  ["broken", [P, R, R, END], [1], /^cardRemoved was seen$/],
  ["broken", [R, STOPPED], [0]],
  ["unseen", [P, STOPPED], undefined, /not watched until end of the steps/],
]);

word("never, before another end", never(removed, chose), /before methodChosen$/, [
  ["held", [P, FACE, R, END], [1]],
  ["broken", [R, FACE], [0]],
  ["unseen", [P, END], undefined, /not watched until methodChosen/],
]);

word("times", times(2, placed), /seen 2 times/, [
  ["held", [P, R, P, END], [0, 2]],
  ["held", [P, P, END, P], [0, 1]],
  ["broken", [P, END, P], [0], /seen 1 times/],
  ["broken", [P, P, P, END], [0, 1, 2], /seen 3 times/],
  ["broken", [P, P, P], [0, 1, 2]],
  ["unseen", [P, P], undefined, /not watched/],
  ["unseen", [P], undefined, /not watched/],
]);

word("times none", times(0, placed), /seen 0 times/, [
  ["held", [R, END], []],
  ["broken", [P, END], [0]],
]);

word("atMost", atMost(2, placed), /seen at most 2 times/, [
  ["held", [P, END], [0]],
  ["held", [P, P, END, P], [0, 1]],
  ["broken", [P, P, P, END], [0, 1, 2], /seen 3 times/],
  ["broken", [P, P, P]],
  ["unseen", [R, END], undefined, /cardPlaced, which it builds on, never came/],
  ["unseen", [P], undefined, /not watched/],
]);

word("sequence", sequence(chose, "method", ["face", "pin"]), /is, in turn, \[face, pin\]/, [
  ["held", [FACE, R, PIN], [0, 2]],
  ["broken", [PIN], [0], /it was, in turn, \[pin\]/],
  ["broken", [FACE, FACE], [0, 1], /\[face, face\]/],
  ["broken", [FACE, PIN, PIN], [0, 1, 2]],
  ["unseen", [FACE], undefined, /methodChosen × 2/],
  ["unseen", [], undefined, /never came/],
]);

word("sequence with nothing in it", sequence(imported, "patient.name", ["a", undefined]), /\[a, –\]/, [
  ["held", [took("f", "a"), took("g")], [0, 1]],
  ["broken", [took("f"), took("g", "a")], [0, 1], /\[–, a\]/],
  ["unseen", [took("f", "a")]],
]);

word("every", every(chose, SAYS, is("method", "face")), /^it is so$/, [
  ["held", [FACE, R, FACE], [0, 2]],
  ["broken", [FACE, PIN, PIN], [1], /one was not/],
  ["unseen", [R], undefined, /methodChosen, which/],
]);

word(
  "every, told in its own words",
  every(chose, SAYS, is("method", "face"), ({ method }) => ({ ja: `${method} でした`, en: `was ${method}` })),
  /it is so/,
  [["broken", [PIN], [0], /^was pin$/]],
);

word(
  "distinct",
  distinct<{ readonly source: string; readonly patient: object }>(
    imported,
    ["patient.name", "source"],
    SAYS,
    ({ source }) => ({ ja: `${source} が再び`, en: `${source} again` }),
  ),
  /it is so/,
  [
    ["held", [took("f", "a"), took("f", "b")], [0, 1]],
    ["held", [took("f"), took("g")]],
    ["broken", [took("f", "a"), took("g", "a")], [1], /^g again$/],
    ["broken", [took("f"), took("g", "f")], [1]],
    ["broken", [took("f", "a"), took("g", "b"), took("h", "b"), took("i", "b")], [2]],
    ["unseen", [took("f", "a")], undefined, /import × 2/],
    ["unseen", []],
  ],
);

word("alike", alike(imported, "patient.name", SAYS), /it is so/, [
  ["held", [took("f", "a"), took("g", "a")], [0, 1]],
  ["held", [took("f", "a")]],
  ["broken", [took("f", "a"), took("g", "b"), took("g", "c")], [1], /^a, b$/],
  ["broken", [took("f", "a"), took("g")], [1], /^a, –$/],
  ["broken", [took("f")], [0], /^–, –$/],
  ["unseen", [P], undefined, /import, which/],
]);

const charted = (referenceNumber: string | undefined, name?: string): Loose => ({
  channel: "chart",
  is: "imported",
  source: "f",
  patient: { ...(referenceNumber === undefined ? {} : { referenceNumber }), ...(name === undefined ? {} : { name }) },
});

word("consistent", consistent(imported, "patient.referenceNumber", "patient.name", SAYS), /it is so/, [
  ["held", [charted("1", "a"), charted("2", "b"), charted("1", "a")], [0, 1, 2]],
  ["held", [charted("1", "a"), charted("2", "a")], [0, 1]],
  ["held", [charted("1", "a"), charted(undefined, "b"), charted(undefined, "c")], [0]],
  ["broken", [charted("1", "a"), charted("2", "b"), charted("1", "b")], [2], /^a, b$/],
  ["broken", [charted("1"), charted("1", "b")], [1], /^–, b$/],
  ["unseen", [P, charted(undefined, "a")], undefined, /import, which/],
]);

word("inOrder", inOrder(placed, chose, removed), /^cardPlaced → methodChosen → cardRemoved, in this order$/, [
  ["held", [R, P, P, FACE, R], [1, 3, 4]],
  ["broken", [FACE], [], /^cardPlaced was not seen$/],
  ["broken", [P, R], [0], /^… → methodChosen was not seen$/],
  ["broken", [FACE, P, R, FACE], [1, 3], /^… → cardRemoved was not seen$/],
]);

word("inOrder of the same twice", inOrder(placed, placed), /in this order/, [
  ["held", [P, P], [0, 1]],
  ["broken", [P], [0]],
]);

word("within", within(1500, placed, removed), /cardRemoved within 1500 ms of cardPlaced/, [
  ["held", [P, R], [0, 1]],
  ["broken", [R, P, P, R], [1, 3], /it took 2000 ms/],
  ["broken", [P, FACE, R], [0, 2], /it took 2000 ms/],
  ["broken", [R, P], [1], /cardRemoved was not seen/],
  ["unseen", [R], undefined, /cardPlaced, which/],
]);

word("within, of an act by hand", within(1000, acted("placeCard"), chose), /methodChosen within 1000 ms/, [
  ["held", [asked("placeCard"), FACE, byHand("placeCard")]],
  ["held", [asked("placeCard"), P, FACE, byHand("placeCard")], [0, 2]],
  ["unseen", [asked("placeCard"), R, FACE, byHand("placeCard")], undefined, /by hand is not known/],
  ["broken", [asked("placeCard"), P, R, FACE, byHand("placeCard")], [0, 3], /2000 ms/],
]);

word("given", given(chose, eventually(removed)), /^where there is methodChosen: cardRemoved is seen$/, [
  ["held", [R, FACE], [0]],
  ["broken", [FACE], [], /cardRemoved was not seen/],
  ["unseen", [R], undefined, /methodChosen, which/],
]);

word("after", after(chose, eventually(removed)), /^after methodChosen: cardRemoved is seen$/, [
  ["held", [R, FACE, R], [2]],
  ["broken", [R, FACE], [], /cardRemoved was not seen/],
  ["unseen", [R], undefined, /methodChosen, which/],
]);

word("after the first alone", after(chose, times(1, removed)), /after methodChosen/, [
  ["held", [FACE, R, PIN, END], [1]],
  ["broken", [FACE, R, PIN, R, END], [1, 3]],
]);

test("a word reads the channels of what it is about", () => {
  const host = ["host"];
  const withEnd = ["host", "clock"];
  expect(eventually(placed).channels).toEqual(host);
  expect(never(placed).channels).toEqual(withEnd);
  expect(never(placed, imported).channels).toEqual(["host", "chart"]);
  expect(times(1, placed).channels).toEqual(withEnd);
  expect(atMost(1, placed).channels).toEqual(withEnd);
  expect(sequence(chose, "method", []).channels).toEqual(host);
  expect(every(chose, SAYS, is("method", "pin")).channels).toEqual(host);
  expect(distinct(chose, ["method"], SAYS, () => SAYS).channels).toEqual(host);
  expect(alike(chose, "method", SAYS).channels).toEqual(host);
  expect(consistent(imported, "source", "patient", SAYS).channels).toEqual(["chart"]);
  expect(inOrder(placed, imported).channels).toEqual(["host", "chart"]);
  expect(within(1, imported, placed).channels).toEqual(["chart", "host"]);
  expect(given(imported, eventually(placed)).channels).toEqual(["chart", "host"]);
  expect(after(imported, eventually(placed)).channels).toEqual(["chart", "host"]);
});

test("a word over what has no rule has none itself", () => {
  const free: Selector<unknown> = { name: "free", channels: ["host"], find: () => [] };
  const words = [
    ...[eventually(free), never(free), never(placed, free), times(1, free), atMost(1, free), inOrder(placed, free)],
    ...[
      within(1, free, placed),
      within(1, placed, free),
      given(free, eventually(placed)),
      after(placed, eventually(free)),
    ],
    ...[
      sequence(chose, ({ method }) => method, []),
      every(chose, SAYS, () => true),
      distinct(free, [], SAYS, () => SAYS),
    ],
  ];
  // A sequence by a function names no place for other programs.
  expect(words.map(({ rule }) => rule)).toEqual(words.map(() => undefined));
});

describe("a selector", () => {
  const find = (selector: Selector<unknown>, ...trace: readonly Loose[]) =>
    selector.find({ events: onDay(trace), cast: {}, latency: {} }).map(({ seq }) => seq);
  test("may be the n-th alone", () => {
    expect(find(nth(1, placed), P, P, P)).toEqual([0]);
    expect(find(nth(3, placed), P, R, P, P)).toEqual([3]);
    expect(find(nth(4, placed), P, P, P)).toEqual([]);
    expect(nth(2, placed)).toMatchObject({ name: "cardPlaced #2", channels: ["host"] });
    expect(found(eventually(nth(2, placed)), onDay([P, P])).is).toBe("held");
    expect(found(eventually(nth(2, placed)), onDay([P])).is).toBe("broken");
  });
  test("may be either of several, in the order of the trace and reading each channel once", () => {
    const either = anyOf<unknown>(removed, placed, imported);
    expect(find(either, P, took("f"), R, P)).toEqual([0, 1, 2, 3]);
    expect(either).toMatchObject({ name: "cardRemoved | cardPlaced | import", channels: ["host", "chart"] });
    expect(found(eventually(either), onDay([took("f")])).is).toBe("held");
    expect(found(eventually(either), onDay([FACE])).is).toBe("broken");
  });
  test("may be narrowed, by name", () => {
    const faces = where(chose, "face", is("method", "face"));
    expect(find(faces, PIN, FACE)).toEqual([1]);
    expect(faces).toMatchObject({ name: "methodChosen(face)", channels: ["host"] });
  });
});
