import { describe, expect, test } from "vitest";
import { observe } from "../../conformance/attempt.ts";
import type { OpenBench, ReaderBench } from "../../conformance/bench.ts";
import { type Case, check, readerCase } from "../../conformance/case.ts";
import { acted } from "../../conformance/expect/operator.ts";
import { eventually } from "../../conformance/expect/vocabulary.ts";
import { MOST_REPEATS, RepeatWished, StopWished } from "../../conformance/operator/wishes.ts";
import { plan } from "../../conformance/plan.ts";
import type { CaseResult } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { summary } from "../../conformance/report/terminal.ts";
import { exitStatus } from "../../conformance/verdict.ts";
import { deadline, WALL } from "../../conformance/wall.ts";
import { DeviceError } from "../../device/errors.ts";
import { type Clock, sleep } from "../../device/ports.ts";
import { virtualWorld } from "../../simulator/world.ts";
import { paperBench, PROFILE } from "./fake-bench.ts";

const SAYS = { ja: "そうである", en: "it is so" };

const cancels = (id: string): Case<"reader"> =>
  readerCase({
    id,
    title: SAYS,
    hands: ["cancel"],
    steps: ({ hand }) => hand.cancel(),
    expect: [check("RCP-13", "reception.notCancelled", SAYS, eventually(acted("cancel")))],
  });

/** Benches whose hands do, one after the other, what they are told here; the last of it for ever. */
function benches(...acts: readonly ((bench: ReaderBench) => Promise<void>)[]) {
  let opened = 0;
  let closed = 0;
  const open = (() => {
    const act = acts[Math.min(opened++, acts.length - 1)];
    const bench = paperBench(
      () => undefined,
      () => act?.(bench) ?? Promise.resolve(),
    );
    const close = async () => {
      closed++;
      await bench.close();
    };
    return Promise.resolve({ ...bench, operatedBy: "dialog", close });
  }) as unknown as OpenBench;
  return { open, counts: () => ({ opened, closed }) };
}

const again = () => Promise.reject(new RepeatWished());
const fine = () => Promise.resolve();

describe("I did it wrong, again", () => {
  test("starts the case from a clean bench, and the last attempt alone is judged", async () => {
    const { open, counts } = benches(again, again, fine);
    const run = await runPlan(plan([cancels("RDR-TST-0001")], { reader: PROFILE }, { roles: ["reader"] }), {
      open,
      profiles: { reader: PROFILE },
      seed: 1,
      clock: "virtual",
    });
    expect(run.cases[0]).toMatchObject({ verdict: "pass", repeated: 2 });
    expect(counts()).toEqual({ opened: 3, closed: 3 });
    const events = run.cases[0]?.observation.events ?? [];
    expect(events.filter(({ channel, is }) => channel === "operator" && is === "asked")).toHaveLength(1);
    expect(events).toContainEqual(expect.objectContaining({ mark: "operator repeated 2" }));
  });
  test("has an end, which says nothing of the product", async () => {
    const { open, counts } = benches(again);
    const run = await runPlan(plan([cancels("RDR-TST-0001")], { reader: PROFILE }, { roles: ["reader"] }), {
      open,
      profiles: { reader: PROFILE },
      seed: 1,
      clock: "virtual",
    });
    expect(run.cases[0]).toMatchObject({ verdict: "setup", reason: "operator.gaveUp" });
    expect(counts()).toEqual({ opened: MOST_REPEATS + 1, closed: MOST_REPEATS + 1 });
    expect(exitStatus(run)).toBe(3);
  });
});

test("a skipped case is a matter of set-up, and never green", async () => {
  const skip = () =>
    Promise.reject(new DeviceError("operator.gaveUp", { intent: "cancel", why: "skipped", ja: "飛ばした" }));
  const run = await runPlan(plan([cancels("RDR-TST-0001")], { reader: PROFILE }, { roles: ["reader"] }), {
    open: benches(skip).open,
    profiles: { reader: PROFILE },
    seed: 1,
    clock: "virtual",
  });
  expect(run.cases[0]).toMatchObject({ verdict: "setup", reason: "operator.gaveUp" });
  expect(exitStatus(run)).toBe(3);
});

test("stop ends the run: the case under way has no result, and what was judged is kept", async () => {
  const { open, counts } = benches(fine, () => Promise.reject(new StopWished()));
  const kept: CaseResult[] = [];
  const cases = ["RDR-TST-0001", "RDR-TST-0002", "RDR-TST-0003"].map(cancels);
  const run = await runPlan(plan(cases, { reader: PROFILE }, { roles: ["reader"] }), {
    open,
    profiles: { reader: PROFILE },
    seed: 1,
    clock: "virtual",
    keep: (result) => kept.push(result),
  });
  expect(run.cases.map(({ id }) => id)).toEqual(["RDR-TST-0001"]);
  expect(kept.map(({ id }) => id)).toEqual(["RDR-TST-0001"]);
  expect(run.gaps?.map(({ id, is }) => `${id} ${is ?? "strange"}`)).toEqual([
    "RDR-TST-0002 notBegun",
    "RDR-TST-0003 notBegun",
  ]);
  const told = summary(run, { lang: "en", colour: false });
  expect(told).toContain("stopped with 2 cases still to run");
  expect(told).not.toContain("‼");
  expect(counts()).toEqual({ opened: 2, closed: 2 });
  expect(exitStatus(run)).toBe(3);
});

test("an interruption does not wait for a bench that is still opening", async () => {
  const interruption = new AbortController();
  const open = () => {
    queueMicrotask(() => interruption.abort());
    return new Promise<never>(() => undefined);
  };
  const run = await runPlan(plan([cancels("RDR-TST-0001")], { reader: PROFILE }, { roles: ["reader"] }), {
    open,
    profiles: { reader: PROFILE },
    seed: 1,
    clock: "virtual",
    stop: interruption.signal,
  });
  expect(run.cases[0]).toMatchObject({ verdict: "setup", reason: "operator.gaveUp" });
});

describe("limits", () => {
  test("do not run while a person is about an act, however long", async () => {
    const wall = virtualWorld(2);
    const slow = async ({ clock }: ReaderBench) => {
      // A day passes by either clock before the hand is back.
      const day = (by: Clock) => sleep(by, 86_400_000);
      await clock.real(wall.run(day(wall.clock)));
      await day(clock);
    };
    const { observation } = await observe(cancels("RDR-TST-0001") as Case, PROFILE, {
      open: benches(slow).open,
      seed: 1,
      wall: wall.clock,
    });
    expect(observation.events.map((event) => ("mark" in event ? event.mark : ""))).toContain("script done");
  });

  test("a held deadline goes on with what was left", async () => {
    const world = virtualWorld(1);
    const { clock } = world;
    const late = new DeviceError("link.silent", { link: "x", awaiting: "y", seconds: 1 });
    const limit = deadline(clock, 1000, () => late);
    let passed = 0;
    limit.passed.catch(() => {
      passed = clock.now();
    });
    const start = clock.now();
    clock.after(400, () => limit.hold());
    clock.after(9400, () => limit.go());
    await world.run(sleep(clock, 20_000));
    expect((passed - start) / 1000).toBe(10_000);
    expect(WALL.steps).toBeGreaterThan(0);
  });
});
