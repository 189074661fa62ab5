import { createHash } from "node:crypto";
import { CASES } from "../../conformance/cases/all.ts";
import { plan } from "../../conformance/plan.ts";
import { ROLES } from "../../conformance/role.ts";
import type { Run } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { upperBound } from "../../conformance/statistics/interval.ts";
import { builtInBenches } from "../built-in/benches.ts";
import { makeProducts } from "../built-in/products.ts";
import { BUILT_IN_PROFILES } from "../built-in/profiles.ts";

export interface Soak {
  readonly repeats: number;
  /** Cases whose verdict or reason once was another than the first time with the same seed, or whose trace was. */
  readonly differing: readonly string[];
  /** Of the rate of differing repeats, with 95 % confidence. */
  readonly upperBound: number;
}

/** The short set so many times, by a handful of seeds in turn: a seed says the same each time it is asked. */
export async function soak(repeats: number, onRepeat?: (done: number) => void): Promise<Soak> {
  const open = builtInBenches(makeProducts());
  const chosen = plan(CASES, BUILT_IN_PROFILES, { roles: ROLES, smoke: true });
  const first = new Map<number, ReadonlyMap<string, string>>();
  const differing = new Set<string>();
  let different = 0;
  for (let done = 0; done < repeats; done++) {
    const seed = (done % SEEDS) + 1;
    const told = fingerprints(await runPlan(chosen, { open, profiles: BUILT_IN_PROFILES, seed, clock: "virtual" }));
    const before = first.get(seed);
    if (!before) first.set(seed, told);
    const other = before ? [...told].filter(([id, print]) => before.get(id) !== print).map(([id]) => id) : [];
    if (other.length > 0) different++;
    for (const id of other) differing.add(id);
    onRepeat?.(done + 1);
  }
  return { repeats, differing: [...differing], upperBound: upperBound(different, repeats, 0.95) };
}

const SEEDS = 5;

/** Verdict, reason and trace of each case. */
const fingerprints = ({ cases }: Run): ReadonlyMap<string, string> =>
  new Map(
    cases.map(({ id, verdict, reason, observation }) => {
      const trace = createHash("sha256").update(JSON.stringify(observation.events)).digest("hex");
      return [id, `${verdict} ${reason ?? ""} ${trace}`];
    }),
  );
