import { expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import type { AnyCase, Case } from "../../conformance/case.ts";
import type { OpenBench } from "../../conformance/bench.ts";
import { plan } from "../../conformance/plan.ts";
import { runPlan } from "../../conformance/runner.ts";
import { type Operator, sleep } from "../../device/ports.ts";
import { observe } from "../../conformance/attempt.ts";
import { exchangesOf } from "../../conformance/expect/card.ts";
import type { Observation } from "../../conformance/observation.ts";
import { VERIFY } from "../../device/wire/card.ts";
import type { Profile } from "../../conformance/profile.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";

/** What a preview promises a person is what the steps ask of him, act by act. */
const open = builtInBenches(makeProducts());

/** Products that take in no face results are asked by number instead; the built-in one needs no hand. */
const AT_MOST: readonly string[] = ["RCT-DCL-0003"];

/** Two trials of a quantity case are enough to tell its trials from what prepares them. */
const shortened = (testCase: AnyCase): Case =>
  ({
    ...testCase,
    ...(testCase.sampler ? { sampler: (_: unknown, done: number) => (done < 2 ? "again" : "enough") } : {}),
  }) as Case;

const wrong = (pins: readonly string[]) => pins.filter((pin) => pin === "wrong").length;

test.each(CASES.map((testCase) => [testCase.id, testCase] as const))(
  "%s needs the hands it says",
  async (_, testCase) => {
    const profile = BUILT_IN_PROFILES[testCase.role];
    const { observation } = await observe(shortened(testCase), profile, { open, seed: 1 });
    const acts = observation.events.flatMap((event) =>
      event.channel === "operator" && event.is === "asked" ? [event.intent] : [],
    );
    const { prepares = [], hands, sampler } = testCase;
    if (AT_MOST.includes(testCase.id)) expect(hands).toEqual(expect.arrayContaining(acts));
    else expect(acts).toEqual([...prepares, ...hands, ...(sampler ? hands : [])]);
  },
);

test("a case that enters wrong PINs says how many tries it burns", async () => {
  for (const testCase of CASES) {
    const profile = BUILT_IN_PROFILES[testCase.role];
    if (testCase.sampler || testCase.role === "generic") continue;
    const { pins, most } = await typedBy(testCase, profile);
    expect([testCase.id, testCase.burns?.tries ?? 0]).toEqual([testCase.id, most]);
    expect(wrong(pins) === 0).toBe(testCase.burns === undefined);
  }
}, 120_000);

test("a program that could lock a PIN says how many tries it burns; one alone it spends only after asking the card", async () => {
  for (const testCase of CASES.filter(({ role }) => role === "generic")) {
    const { observation } = await observe(testCase as Case, BUILT_IN_PROFILES.generic, { open, seed: 1 });
    const most = Math.max(0, ...refusedInARow(observation));
    const { burns } = testCase;
    expect([testCase.id, burns?.tries ?? 1]).toEqual([testCase.id, burns ? most : Math.max(1, most)]);
  }
});

/** Wrong secrets, counted for each reference up to a right one or to the lock. */
function refusedInARow(observation: Observation): number[] {
  const counts = new Map<number | undefined, number>();
  const rows: number[] = [];
  for (const { value } of exchangesOf(VERIFY).find(observation)) {
    const { file, answer } = value;
    const row = answer?.outcome === "rejected" ? (counts.get(file) ?? 0) + 1 : 0;
    counts.set(file, row);
    rows.push(row);
  }
  return rows;
}

test("two people who change places more slowly than the reader tries are nobody's fault", async () => {
  const late =
    (seconds: number): OpenBench =>
    async (request) => {
      const bench = await open(request);
      let faces = 0;
      const operator: Operator = {
        async perform(intent) {
          if (intent.intent === "showFace" && ++faces === 2) await sleep(bench.clock, seconds * 1000);
          await bench.operator.perform(intent);
        },
      };
      return { ...bench, operator, operatedBy: "dialog" };
    };
  const judged = async (seconds: number) => {
    const chosen = plan(CASES, BUILT_IN_PROFILES, { roles: ["reader"], only: ["RDR-FAC-0003"] });
    const run = await runPlan(chosen, { open: late(seconds), profiles: BUILT_IN_PROFILES, seed: 1, clock: "virtual" });
    return run.cases.map(({ verdict, reason }) => [verdict, reason]);
  };
  expect(await judged(0)).toEqual([["pass", undefined]]);
  expect(await judged(60)).toEqual([["setup", "operator.gaveUp"]]);
});

/** Which PINs were the holder's own, and the longest row of those that were not. */
async function typedBy(testCase: AnyCase, profile: Profile) {
  const pins: ("right" | "wrong")[] = [];
  await observe(testCase as Case, profile, {
    seed: 1,
    open: async (request) => {
      const bench = await open(request);
      const perform: typeof bench.operator.perform = (intent) => {
        if (intent.intent === "enterPin")
          pins.push(
            Object.keys(bench.cast).some((part) => bench.pinOf(part as never) === intent.pin) ? "right" : "wrong",
          );
        return bench.operator.perform(intent);
      };
      return { ...bench, operator: { perform } };
    },
  });
  const rows = pins
    .join(" ")
    .split("right")
    .map((row) => wrong(row.trim().split(" ") as readonly string[]));
  return { pins, most: Math.max(0, ...rows) };
}
