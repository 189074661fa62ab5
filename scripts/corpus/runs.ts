import { CASES } from "../../conformance/cases/all.ts";
import type { OpenBench } from "../../conformance/bench.ts";
import { plan } from "../../conformance/plan.ts";
import { type Run, tally } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { ROLES } from "../../conformance/role.ts";
import { DeviceError } from "../../device/errors.ts";
import { builtInBenches } from "../built-in/benches.ts";
import { makeProducts, type Products } from "../built-in/products.ts";
import { BUILT_IN_PROFILES } from "../built-in/profiles.ts";
import { variantOf } from "../built-in/variants.ts";
import { humanPacedRun } from "../human-paced/run.ts";

/** Runs worth keeping: a good one of each role, one for each way to fail, and one by hand. Small enough to be read. */

const GOOD = [
  ...["RDR-FAC-0001", "RDR-PIN-0002", "RDR-CRD-0001", "RDR-CNS-0002", "RDR-DCL-0001", "RDR-PRV-0003"],
  ...["GEN-CRD-0003", "GEN-CRD-0005", "GEN-CRD-0007", "GEN-LTD-0001"],
  ...["RCT-IMP-0002", "RCT-MAT-0001", "RCT-FIL-0002", "RCT-REQ-0003", "RCT-DCL-0001"],
  ...["TRM-REC-0001", "TRM-CNS-0001", "TRM-NUM-0002", "TRM-MED-0002", "CTL-NET-0002"],
];

/** Broken on purpose; each is run on the first case that promises to find it. */
const BROKEN = [
  ...["M-RDR-FACE-ALWAYS", "M-RDR-PIN-COUNTER", "M-RDR-KEEPS-GOING", "M-RDR-CONSENT-INVENTED", "M-RDR-PIN-TOLD"],
  ...["M-RDR-NONCE-FORGOTTEN", "M-RCP-NEXT-FILE", "M-RCP-HALF-FILE", "M-RCP-TWICE", "M-RCP-INDIVIDUAL-NUMBER"],
  ...["M-RCP-SUFFIX-REUSED", "M-RCP-SLOW", "M-RCP-STALE-FIELD", "M-RCP-LAST-QUERY", "M-RCP-ERROR-UNSEEN"],
  ...["M-TRM-SUFFIX-SWAPPED", "M-TRM-EARLY-FILE", "M-TRM-CONSENT-KEPT"],
] as const;

/** Legal oddities that pass. */
const ODD = [
  ["B-TRM-TAG-ORDER", "TRM-REC-0001"],
  ["B-TRM-SHIFT-JIS", "TRM-REC-0001"],
  ["B-TRM-ZERO-PADDING", "TRM-NUM-0001"],
  ["B-RDR-PROMPTS-TWICE", "RDR-CNS-0002"],
] as const;

export interface Kept {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly run: Run;
}

export async function corpusRuns(): Promise<Kept[]> {
  const products = makeProducts();
  const kept: Kept[] = [{ name: "good", run: await runOf(GOOD, builtInBenches(products)) }];
  for (const mutant of BROKEN) {
    const killer = CASES.find(({ kills }) => kills.some((id) => id === mutant));
    if (killer) kept.push(await variant(products, mutant, killer.id));
  }
  for (const [id, caseId] of ODD) kept.push(await variant(products, id, caseId));
  for (const [name, fault] of Object.entries(UNTOLD))
    kept.push({ name, run: await runOf(["RDR-PIN-0001"], () => Promise.reject(fault)) });
  const byHand = await humanPacedRun();
  const known = byHand.run.cases.filter(({ id }) => CASES.some((each) => each.id === id) && !id.includes("LAT"));
  kept.push({ name: "by-hand", run: recounted(byHand.run, known.slice(0, 4)) });
  return kept;
}

/** What ends a case before anything can be said of the product. */
const UNTOLD = {
  "untold-link": new DeviceError("link.refused", { address: "tcp:127.0.0.1:1", why: "ECONNREFUSED" }),
  "untold-suite": new DeviceError("suite.broken", { why: "a bug of ours" }),
  "fault-silent": new DeviceError("link.silent", { link: "tcp", awaiting: "identity", seconds: 30 }),
};

async function variant(products: Products, id: string, caseId: string): Promise<Kept> {
  return { name: id.toLowerCase(), run: await runOf([caseId], builtInBenches(products, variantOf(id))) };
}

function runOf(only: readonly string[], open: OpenBench): Promise<Run> {
  const chosen = plan(CASES, BUILT_IN_PROFILES, { roles: ROLES, only });
  return runPlan(chosen, { open, profiles: BUILT_IN_PROFILES, seed: 1, clock: "virtual" });
}

const recounted = (run: Run, cases: Run["cases"]): Run => ({
  ...tally({ ...run, planned: cases.flatMap(({ checks }) => checks).length }, cases),
});
