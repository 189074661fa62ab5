import * as part from "../html-sections.ts";
import type { StoredRun } from "../stored-run.ts";

/** The report's own sections, as `html.ts` puts them together. */
export const sectionsOf = (run: StoredRun): string =>
  [
    part.head(run, run.strict ?? false),
    ...[part.setup, part.troubles, part.knownFailing, part.latencies].map((section) => section(run)),
    ...[part.clauses, part.protocol, part.cases, part.assumptions].map((section) => section(run)),
  ].join("\n");
