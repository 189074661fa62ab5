import { expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import type { OpenBench } from "../../conformance/bench.ts";
import { plan } from "../../conformance/plan.ts";
import { recordedBench } from "../../conformance/recorded-bench.ts";
import { runPlan } from "../../conformance/runner.ts";
import { events, type Loose, PROFILE } from "./fake-bench.ts";

/** A card's side of a session, by hand: PIN, then a signature that no certificate goes with. */
const command = (bytes: string): Loose => ({ channel: "card", is: "command", bytes });
const response = (bytes: string): Loose => ({ channel: "card", is: "response", bytes });
const SESSION = events(
  { channel: "card", is: "reset", bytes: "3b888001000041e0b381a1003b" },
  ...[command("00a4040c0ad392f000260100000001"), response("9000")],
  ...[command("00a4020c020018"), response("9000")],
  ...[command("00200080"), response("63c3")],
  ...[command("00200080042a2a2a2a"), response("9000")],
  ...[command("00a4020c020017"), response("9000")],
  ...[command("802a00800301020300"), response("aabb9000")],
);

test("a session that somebody else held is judged by cases, without anything being done", async () => {
  const profiles = { generic: { ...PROFILE, role: "generic" as const } };
  const open = (() => Promise.resolve(recordedBench(SESSION, ["card", "clock"]))) as unknown as OpenBench;
  const run = await runPlan(plan(CASES, profiles, { roles: ["generic"] }), {
    open,
    profiles,
    seed: 1,
    clock: "virtual",
  });
  const verdicts = Object.fromEntries(run.cases.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts).toMatchObject({
    "GEN-CRD-0001": "pass",
    "GEN-CRD-0002": "pass",
    "GEN-CRD-0003": "pass",
    "GEN-CRD-0004": "pass",
    "GEN-CRD-0005": "not-reached",
  });
});
