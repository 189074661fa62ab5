import { runJson } from "../../conformance/report/json.ts";
import type { Observation } from "../../conformance/observation.ts";
import type { Run } from "../../conformance/run.ts";

/** A run as it is kept: what was reported of it, and what was seen, by case id. */
export interface StoredRun {
  readonly run: Omit<ReturnType<typeof runJson>, "coverage">;
  /** The case in whose middle the person stopped the run; it was begun anew when the run went on. */
  readonly stoppedBefore: string;
  readonly observations: Readonly<Record<string, Observation>>;
}

/** One case a line: readable enough to be compared, and small. */
export function writeStored({ run, stoppedBefore }: { readonly run: Run; readonly stoppedBefore: string }): string {
  const { coverage: _, ...told } = runJson(run);
  const seen = run.cases.map(({ id, observation }) => `${JSON.stringify(id)}:${JSON.stringify(observation)}`);
  const cases = told.cases.map((each) => JSON.stringify(each));
  const about = JSON.stringify({ ...told, cases: [] }).replace('"cases":[]', () => `"cases":[\n${cases.join(",\n")}]`);
  return `{"run":${about},\n"stoppedBefore":${JSON.stringify(stoppedBefore)},\n"observations":{\n${seen.join(",\n")}\n}}\n`;
}
