import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenBench } from "../conformance/bench.ts";
import type { BenchRequest } from "../conformance/bench.ts";
import { CASES } from "../conformance/cases/all.ts";
import { type Coverage, coverageOf, type Recorded } from "../conformance/model/coverage.ts";
import { plan } from "../conformance/plan.ts";
import { coverageFile } from "../conformance/report/coverage-picture.ts";
import type { Role } from "../conformance/role.ts";
import { runPlan } from "../conformance/runner.ts";
import { builtInBenches } from "./built-in/benches.ts";
import { makeProducts } from "./built-in/products.ts";
import { BUILT_IN_PROFILES } from "./built-in/profiles.ts";
import { packageRoot } from "./package-root.ts";

/** How much of the reference protocol's model the reader cases walk along on the built-in reader; measured quantities apart. */
export async function protocolCoverage(): Promise<Coverage> {
  const openBuiltIn = builtInBenches(makeProducts());
  const records: Recorded[] = [];
  const open: OpenBench = async <R extends Role>(request: BenchRequest<R>) => {
    const bench = await openBuiltIn(request);
    records.push({ name: request.caseId, events: bench.trace.events });
    return bench;
  };
  const cases = CASES.filter(({ role, sampler }) => role === "reader" && !sampler);
  const run = { profiles: BUILT_IN_PROFILES, seed: 1, clock: "virtual" as const, open };
  await runPlan(plan(cases, BUILT_IN_PROFILES, { roles: ["reader"] }), run);
  return coverageOf(records);
}

/** docs/protocol-coverage.json, and its picture in both languages. */
export async function writeProtocolCoverage(): Promise<Coverage> {
  const coverage = await protocolCoverage();
  const write = (name: string, text: string) => writeFileSync(join(packageRoot(), "docs", name), text);
  write("protocol-coverage.json", `${JSON.stringify(coverage, null, 2)}\n`);
  for (const lang of ["ja", "en"] as const) write(`protocol-coverage.${lang}.svg`, coverageFile(coverage, lang));
  return coverage;
}
