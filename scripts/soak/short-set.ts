import { createHash } from "node:crypto";
import { CASES } from "../../conformance/cases/all.ts";
import { plan } from "../../conformance/plan.ts";
import { ROLES } from "../../conformance/role.ts";
import type { Run } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { builtInBenches } from "../built-in/benches.ts";
import { makeProducts } from "../built-in/products.ts";
import { BUILT_IN_PROFILES } from "../built-in/profiles.ts";

/** Verdict, reason and trace of each case, by its id. */
export type Fingerprints = Readonly<Record<string, string>>;

/** Runs the short set by a seed, on products that are made once. */
export function shortSet(): (seed: number) => Promise<Fingerprints> {
  const open = builtInBenches(makeProducts());
  const chosen = plan(CASES, BUILT_IN_PROFILES, { roles: ROLES, smoke: true });
  return async (seed) =>
    fingerprints(await runPlan(chosen, { open, profiles: BUILT_IN_PROFILES, seed, clock: "virtual" }));
}

const fingerprints = ({ cases }: Run): Fingerprints =>
  Object.fromEntries(
    cases.map(({ id, verdict, reason, observation }) => {
      const trace = createHash("sha256").update(JSON.stringify(observation.events)).digest("hex");
      return [id, `${verdict} ${reason ?? ""} ${trace}`];
    }),
  );
