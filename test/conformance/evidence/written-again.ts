import type { Run } from "../../../conformance/run.ts";
import { CORPUS_KEY } from "../../../scripts/corpus/stored.ts";
import { readStoredRun } from "../../../scripts/stored-run.ts";

/** A stored run as it came out of the suite, so that it can be written as it is written today. */
export function runStoredIn(file: string): Run {
  const { run, profiles, cases } = readStoredRun(file, CORPUS_KEY);
  return {
    ...run,
    ...{ profiles, gaps: [], findings: run.overhead > 0 ? [{ overhead: run.overhead }] : [] },
    cases: cases.map(({ cast, events, ...told }) => ({ ...told, observation: { cast, events, latency: {} } })),
  } as unknown as Run;
}
