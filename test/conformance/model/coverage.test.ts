import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Coverage, coverageOf, FORBIDDEN } from "../../../conformance/model/coverage.ts";
import { coverageFile } from "../../../conformance/report/coverage-picture.ts";
import type { FaceMessage } from "../../../device/wire/face.ts";
import { packageRoot } from "../../../scripts/package-root.ts";
import { protocolCoverage } from "../../../scripts/protocol-coverage.ts";
import { events, fromReader, type Loose, toReader } from "../fake-bench.ts";

/** Records walked along the model of a reception. */

const bytes = (length = 32) => new Uint8Array(length);
const begin = (reception: number) =>
  toReader({
    is: "begin",
    ...{ reception, nonce: bytes(), challenge: bytes(), methods: ["pin"], consents: [], language: "ja" },
    askPrescription: "no",
  });
const prompt = (screen: Extract<FaceMessage, { is: "prompt" }>["screen"]) =>
  fromReader({ is: "prompt", reception: 1, screen });
const cancel = (reception: number) => toReader({ is: "cancel", reception });
const over = fromReader({ is: "ended", reception: 1, reason: "cancelledByHost" });
const INSERTED: Loose = { channel: "card", is: "inserted" };

const walk = (...trace: readonly Loose[]) => coverageOf([{ name: "RDR-TST-0001", events: events(...trace) }]);
const times = ({ transitions }: Coverage, from: string, on: string) =>
  transitions.find((each) => each.from === from && each.on === on)?.times;

describe("a record", () => {
  const short = walk(begin(1), prompt("placeCard"), cancel(1), over);
  test("counts states, transitions and pairs of them", () => {
    expect(short.states.filter((each) => each.times > 0)).toEqual([
      { state: "idle", times: 2 },
      { state: "asked", times: 1 },
      { state: "placing", times: 1 },
    ]);
    expect([times(short, "idle", "begin"), times(short, "asked", "placeCard")]).toEqual([1, 1]);
    expect(times(short, "placing", "cancel")).toBe(1);
    expect(times(short, "placing", "ended without card")).toBe(1);
    expect(short.pairs.seen).toBe(3);
    expect(short.pairs.unseen).toHaveLength(short.pairs.possible - 3);
    expect(short.strange).toEqual([]);
  });
  test("knows whether a card was there when it ended", () => {
    const ended = walk(begin(1), prompt("placeCard"), INSERTED, over);
    expect([times(ended, "placing", "ended with card"), times(ended, "placing", "ended without card")]).toEqual([1, 0]);
  });
  test("names what the model does not know, and by which record", () => {
    const odd = walk(begin(1), prompt("consent"));
    expect(odd.strange).toEqual([{ state: "asked", step: "consent", record: "RDR-TST-0001" }]);
  });
  test("tells what was tried out of turn", () => {
    const tried = walk(begin(1), prompt("placeCard"), begin(2), cancel(9), toReader({ is: "authority", reception: 1 }));
    expect(tried.forbidden.filter((each) => each.times > 0)).toEqual([
      { state: "placing", stimulus: "begin while busy", times: 1 },
      { state: "placing", stimulus: "cancel of another", times: 1 },
      { state: "placing", stimulus: "leave unasked", times: 1 },
    ]);
  });
  test("of bytes that are no message has no step", () => {
    expect(walk({ channel: "host", is: "received", bytes: "ff" }, { channel: "host", is: "opened" }).pairs.seen).toBe(
      0,
    );
  });
});

/** A reader reads no card twice in one go, and a card that is there is read; while a phone is awaited nobody has yet come in between. */
const UNWALKED = [
  "placing ended with card",
  "reading readingCard",
  ...["begin while busy", "busy", "cancel", "ended with card", "ended without card"].map((on) => `holding ${on}`),
  ...["begin while busy", "busy"].map((on) => `registering ${on}`),
];
const UNTRIED = ["holding", "registering"].flatMap((state) => FORBIDDEN.map((stimulus) => `${state} ${stimulus}`));

const missing = ({ states, transitions, forbidden, strange }: Coverage) => ({
  states: states.filter((each) => each.times === 0).map(({ state }) => state),
  transitions: transitions.filter((each) => each.times === 0).map(({ from, on }) => `${from} ${on}`),
  forbidden: forbidden.filter((each) => each.times === 0).map(({ state, stimulus }) => `${state} ${stimulus}`),
  strange,
});

describe("docs/protocol-coverage", () => {
  const read = (name: string) => readFileSync(join(packageRoot(), "docs", name), "utf8");
  const stored = JSON.parse(read("protocol-coverage.json")) as Coverage;
  test("pictures what its data say", () => {
    for (const lang of ["ja", "en"] as const)
      expect(read(`protocol-coverage.${lang}.svg`)).toBe(coverageFile(stored, lang));
  });
  test("is of the model as it stands, and lacks what no case does yet and nothing else", () => {
    const model = walk();
    const bare = ({ states, transitions, forbidden }: Coverage) => ({
      states: states.map(({ state }) => state),
      transitions: transitions.map(({ from, on, to }) => `${from} ${on} ${to}`),
      forbidden: forbidden.map(({ state, stimulus }) => `${state} ${stimulus}`),
    });
    expect(bare(stored)).toEqual(bare(model));
    expect(missing(stored)).toEqual({ states: [], transitions: UNWALKED, forbidden: UNTRIED, strange: [] });
  });
  test("lacks what the cases of today lack: `npm run coverage` writes it anew", async () => {
    expect(missing(await protocolCoverage())).toEqual(missing(stored));
  }, 120_000);
});
