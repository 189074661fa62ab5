import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { imported } from "../../conformance/expect/chart.ts";
import { acted } from "../../conformance/expect/operator.ts";
import { withinBudget } from "../../conformance/expect/quantity.ts";
import { judge } from "../../conformance/judge.ts";
import type { Observation } from "../../conformance/observation.ts";
import { ACTS } from "../../conformance/operator/acts.data.ts";
import type { TraceEvent } from "../../device/trace.ts";
import { CHANNELS } from "../../device/trace.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { CHOSEN, handlessRun, humanPacedRun } from "../../scripts/human-paced/run.ts";
import type { StoredRun } from "../../scripts/human-paced/stored.ts";
import { packageRoot } from "../../scripts/package-root.ts";

/** A run that a person did by hand and by dialog, judged again as it was stored. `npx tsx scripts/human-paced/write.ts` writes it anew. */
const stored = JSON.parse(readFileSync(join(packageRoot(), "test", "corpus", "human-paced.json"), "utf8")) as StoredRun;

const seen = (id: string): Observation => {
  const observation = stored.observations[id];
  if (!observation) throw new Error(`nothing is stored of ${id}`);
  return observation;
};
const everything = Object.values(stored.observations).flatMap(({ events }) => events);
const operatorEvents = everything.filter(
  (event): event is Extract<TraceEvent, { channel: "operator"; intent: string }> =>
    event.channel === "operator" && event.is !== "secret",
);

describe("the stored run", () => {
  test("goes through the dialog of every intent, by hand and at a human pace", () => {
    const asked = operatorEvents.filter(({ is }) => is === "asked").map(({ intent }) => intent);
    expect([...new Set(asked)].sort()).toEqual(Object.keys(ACTS).sort());
    for (const event of operatorEvents) if (event.is === "did") expect(event).toMatchObject({ by: "dialog" });
    const human = operatorEvents.flatMap((event) => (event.is === "did" ? [event.human] : []));
    expect(Math.min(...human)).toBeGreaterThan(2_000_000);
  });
  test("has every key in it: done, again, skip, pause, stop, and nobody there", () => {
    const marks = everything.flatMap((event) => (event.channel === "clock" && event.is === "mark" ? [event.mark] : []));
    expect(marks).toContain("operator repeated 1");
    expect(marks.filter((mark) => mark === "operator paused")).toHaveLength(1);
    expect(marks.filter((mark) => mark === "operator resumed")).toHaveLength(1);
    expect(marks.some((mark) => mark.includes("skipped the case"))).toBe(true);
    expect(marks.some((mark) => mark.includes("nobody answered in time"))).toBe(true);
    expect(stored.run.cases.filter(({ repeated }) => repeated === 1).map(({ id }) => id)).toEqual(["RDR-FAC-0001"]);
    expect(stored.run.cases.map(({ id }) => id)).toContain(stored.stoppedBefore);
  });
  test("says nothing of what was typed", () => {
    const texts = operatorEvents.map((event) => JSON.stringify({ ...event, at: 0, seq: 0, human: 0 })).join();
    expect(texts).not.toMatch(/1234|9876|mihon-2026/);
  });
  test.each(CHOSEN.map((testCase) => [testCase.id, testCase] as const))(
    "%s is judged today as it was then",
    (id, testCase) => {
      const { verdict, reason } = judge(testCase, seen(id), {
        channels: CHANNELS,
        profile: BUILT_IN_PROFILES[testCase.role],
      });
      const then = stored.run.cases.find((each) => each.id === id);
      expect({ verdict, reason }).toEqual({ verdict: then?.verdict, reason: then?.reason });
    },
  );
});

/** What a person's hands change, and all that they change. */
const BY_HAND: Readonly<Record<string, readonly [verdict: string, reason: string]>> = {
  "RDR-SES-0003": ["not-reached", "premise.missing"],
  "RDR-LAT-0001": ["not-reached", "premise.missing"],
  "RDR-LAT-0002": ["not-reached", "premise.missing"],
  "RDR-DRL-0004": ["setup", "operator.gaveUp"],
  "RDR-DRL-0005": ["setup", "operator.gaveUp"],
};

test("hands change no verdict but those that nobody can give by hand; done again it comes out the same", async () => {
  const [paced, handless] = [(await humanPacedRun()).run, await handlessRun()];
  const verdicts = (cases: readonly { readonly id: string; readonly verdict: string }[]) =>
    Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts(paced.cases)).toEqual(verdicts(stored.run.cases));
  const changed = paced.cases.filter(({ verdict }, i) => verdict !== handless.cases[i]?.verdict);
  expect(Object.fromEntries(changed.map(({ id, verdict, reason }) => [id, [verdict, reason]]))).toEqual(BY_HAND);
});

test("latencies leave human time out", () => {
  const span = { from: acted("placeCard"), to: imported, fromSign: true } as const;
  const worst = (human: Partial<Parameters<typeof withinBudget>[1]>) => {
    const finding = withinBudget("LAT-03", { ...span, ...human }).look(seen("TRM-LAT-0001"));
    return "measure" in finding ? finding.measure.worst : 0;
  };
  // Nobody takes less than two seconds for an act, and two of them lie in the leg.
  const uncut = worst({});
  const cut = worst({ human: acted("chooseMethod", "consent") });
  expect(uncut - cut).toBeGreaterThan(4000);
  expect(cut).toBeLessThan(3000);
  const judged = stored.run.cases
    .find(({ id }) => id === "TRM-LAT-0001")
    ?.checks.find(({ clause }) => clause === "LAT-03");
  expect(judged?.measure?.worst).toBe(cut);
});
