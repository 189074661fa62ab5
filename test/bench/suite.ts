import { execFileSync } from "node:child_process";
import { CASES } from "../../conformance/cases/all.ts";
import { plan, type Selection } from "../../conformance/plan.ts";
import { ROLES } from "../../conformance/role.ts";
import { runPlan } from "../../conformance/runner.ts";
import { exitStatus } from "../../conformance/verdict.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { interleaved, summarise } from "./measure.ts";

/**
 * How long the suite takes on the built-in products by the virtual clock: the short set at most 2 s, everything at most 60 s by the wall. Beside
 * it the time of all cores, and what openssl signs in a second of one, round by round: on a busy machine the wall alone tells nothing.
 */
export async function suiteRuns(missed: string[]): Promise<void> {
  const products = makeProducts();
  const cores: number[] = [];
  const run = async (selection: Partial<Selection>): Promise<number> => {
    const chosen = plan(CASES, BUILT_IN_PROFILES, { roles: ROLES, ...selection });
    const open = builtInBenches(products);
    const [start, begun] = [performance.now(), process.cpuUsage()];
    const judged = await runPlan(chosen, { open, profiles: BUILT_IN_PROFILES, seed: 1, clock: "virtual" });
    if (exitStatus(judged) !== 0) throw new Error("the built-in products do not conform: their time says nothing");
    const { user, system } = process.cpuUsage(begun);
    cores.push((user + system) / 1e6);
    return (performance.now() - start) / 1000;
  };
  const parts = [
    { name: "short set, virtual clock", rounds: 5, most: 2, selection: { smoke: true } },
    { name: "full run, virtual clock", rounds: 1, most: 60, selection: {} },
  ];
  for (const { name, rounds, most, selection } of parts) {
    const peer = "openssl RSA-2048 signatures";
    const measured = await interleaved(rounds, [
      { name: peer, measure: () => Promise.resolve(signatures()) },
      { name, measure: () => run(selection) },
    ]);
    const all = summarise("all cores", cores.splice(0)).median;
    const [own, other] = [measured.get(name) ?? summarise(name, []), measured.get(peer) ?? summarise(peer, [])];
    console.log(
      `${name}: ${own.median.toFixed(2)} s [${own.least.toFixed(2)}–${own.most.toFixed(2)}] (at most ${most} s); ${all.toFixed(2)} s of all cores = ${(all * other.median).toFixed(0)} ${peer} at ${other.median.toFixed(0)}/s [${other.least.toFixed(0)}–${other.most.toFixed(0)}]`,
    );
    if (!(own.median <= most)) missed.push(name);
  }
}

/** Signatures per second of a core. */
function signatures(): number {
  const out = execFileSync("openssl", ["speed", "-mr", "-seconds", "1", "rsa2048"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return Number(/^\+F2:\d+:2048:([\d.]+):/m.exec(out)?.[1]);
}
