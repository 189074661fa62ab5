import { describe, expect, test } from "vitest";
import type { Bench, OpenBench, ReaderBench } from "../../conformance/bench.ts";
import { type AnyCase, check, readerCase } from "../../conformance/case.ts";
import { received } from "../../conformance/expect/host.ts";
import { eventually } from "../../conformance/expect/vocabulary.ts";
import { guard, learnTries } from "../../conformance/guard.ts";
import { plan } from "../../conformance/plan.ts";
import type { CaseResult } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { isFault } from "../../device/errors.ts";
import { events, fromReader, paperBench, PERSON, PROFILE, type Loose } from "./fake-bench.ts";

const SAYS = { ja: "そうである", en: "it is so" };

const bench = (more: Partial<ReaderBench>): Bench => ({ ...paperBench(() => undefined), cards: "real", ...more });
const burning = (tries: number) => ({ cast: ["patient"], burns: { reference: "auth", tries } }) as const;

/** What the guard says: nothing, or the counter it refuses at. */
const said = async (testCase: Parameters<typeof guard>[0], on: Bench, known = new Map<string, number>()) => {
  try {
    await guard(testCase, on, known);
    return "goes on";
  } catch (error) {
    if (isFault(error, "card.lastTry")) return `kept at ${error.context.left ?? "?"}`;
    throw error;
  }
};

const left = (tries: number | undefined) => ({ triesLeft: () => Promise.resolve(tries) });

describe("a case that burns tries", () => {
  test.each([
    [1, 3, "goes on"],
    [1, 2, "goes on"],
    [1, 1, "kept at 1"],
    [2, 3, "goes on"],
    [2, 2, "kept at 2"],
    [3, 3, "kept at 3"],
    [1, 0, "kept at 0"],
  ])("%i of %i: %s", async (tries, counter, outcome) => {
    expect(await said(burning(tries), bench(left(counter)))).toBe(outcome);
  });
  test("is not run where nobody knows the counter", async () => {
    expect(await said(burning(1), bench({}))).toBe("kept at ?");
    expect(await said(burning(1), bench({ askTriesLeft: () => Promise.resolve(undefined) }))).toBe("kept at ?");
  });
  test("goes by the card before the reader's word, and by the reader's word before a person's", async () => {
    const person = { askTriesLeft: () => Promise.resolve(3) };
    expect(await said(burning(1), bench({ ...left(1), ...person }), new Map([[PERSON.id, 3]]))).toBe("kept at 1");
    expect(await said(burning(1), bench(person), new Map([[PERSON.id, 1]]))).toBe("kept at 1");
    expect(await said(burning(1), bench(person))).toBe("goes on");
  });
  test("may do what it likes to a card that is none", async () => {
    expect(await said(burning(3), bench({ cards: "virtual" }))).toBe("goes on");
    expect(
      await said(
        burning(3),
        paperBench(() => undefined),
      ),
    ).toBe("goes on");
  });
  test("a clock that is not virtual means real cards until somebody says otherwise", async () => {
    const { clock, ...paper } = paperBench(() => undefined);
    expect(await said(burning(1), { ...paper, clock: { ...clock, source: "system" } })).toBe("kept at ?");
  });
});

describe("a part near its end", () => {
  const last = { cast: ["lastPinTry"] } as const;
  const locked = { cast: ["pinLocked"] } as const;
  const plays = (part: "lastPinTry" | "pinLocked") => ({ cast: { [part]: PERSON } });
  test("needs a card declared for it, and the counter that it is about", async () => {
    expect(await said(last, bench({ ...plays("lastPinTry"), ...left(1) }))).toBe("goes on");
    expect(await said(last, bench({ ...plays("lastPinTry"), ...left(3) }))).toBe("kept at 3");
    expect(await said(locked, bench({ ...plays("pinLocked"), ...left(0) }))).toBe("goes on");
    expect(await said(locked, bench({ ...plays("pinLocked"), ...left(1) }))).toBe("kept at 1");
    expect(await said(last, bench(left(1)))).toBe("kept at ?");
  });
  test("is never played by another part's card", async () => {
    const both = { cast: { patient: PERSON, lastPinTry: PERSON } };
    expect(await said({ cast: ["patient", "lastPinTry"] }, bench({ ...both, ...left(1) }))).toBe("kept at ?");
  });
});

describe("what the reader has said of a card", () => {
  const places = (persona: string): Loose => ({ channel: "operator", is: "asked", intent: "placeCard", persona });
  const pin = (outcome: "verified" | "wrong" | "locked", triesLeft?: number) =>
    fromReader({ is: "pinChecked", reception: 1, outcome, ...(triesLeft === undefined ? {} : { triesLeft }) });
  test("is kept by card, and the last word counts", () => {
    const known = new Map<string, number>();
    const trace = events(places("a"), pin("wrong", 2), places("b"), pin("wrong", 1), places("a"), pin("verified"));
    learnTries({ events: trace, cast: {}, latency: {} }, known);
    expect([...known]).toEqual([
      ["a", 3],
      ["b", 1],
    ]);
    learnTries({ events: events(places("b"), pin("locked")), cast: {}, latency: {} }, known);
    expect(known.get("b")).toBe(0);
  });
});

describe("there is no way round it", () => {
  let touched = 0;
  const burner = readerCase({
    id: "RDR-TST-0001",
    title: SAYS,
    cast: ["patient"],
    burns: { reference: "auth", tries: 1 },
    steps() {
      touched++;
      return Promise.resolve();
    },
    expect: [check("RCP-03", "pin.notLocked", SAYS, eventually(received("pinChecked")))],
  });
  const run = (cases: readonly AnyCase[], only?: string[], earlier?: ReadonlyMap<string, CaseResult>) =>
    runPlan(plan(cases, { reader: PROFILE }, { roles: ["reader"], ...(only ? { only } : {}) }), {
      open: (() => Promise.resolve(bench(left(1)))) as unknown as OpenBench,
      profiles: { reader: PROFILE },
      seed: 1,
      clock: "virtual",
      ...(earlier ? { earlier } : {}),
    });
  test("not by --only, and not by --resume", async () => {
    for (const result of [
      await run([burner]),
      await run([burner], [burner.id]),
      await run([burner], [burner.id], new Map()),
    ]) {
      expect(result.cases[0]).toMatchObject({ verdict: "setup", reason: "guard.lastTry" });
      expect(result.emitted).toBe(0);
    }
    expect(touched).toBe(0);
  });
  test("what earlier cases of a resumed run heard still counts", async () => {
    const other = { ...burner, id: "RDR-TST-0002" };
    const told = events(
      { channel: "operator", is: "asked", intent: "placeCard", persona: PERSON.id },
      fromReader({ is: "pinChecked", reception: 1, outcome: "wrong", triesLeft: 1 }),
    );
    const first = (await run([other])).cases[0];
    if (!first) throw new Error("no result");
    const earlier = new Map([[other.id, { ...first, observation: { events: told, cast: {}, latency: {} } }]]);
    const result = await runPlan(plan([other, burner], { reader: PROFILE }, { roles: ["reader"] }), {
      open: (() => Promise.resolve(bench({ askTriesLeft: () => Promise.resolve(3) }))) as unknown as OpenBench,
      profiles: { reader: PROFILE },
      seed: 1,
      clock: "virtual",
      earlier,
    });
    expect(result.cases[1]).toMatchObject({ id: "RDR-TST-0001", reason: "guard.lastTry" });
    expect(touched).toBe(0);
  });
});
