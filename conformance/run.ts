import type { Channel } from "../device/trace.ts";
import type { Bilingual } from "./bilingual.ts";
import type { Judgement } from "./judge.ts";
import type { Observation } from "./observation.ts";
import type { Profiles } from "./profile.ts";
import type { Role } from "./role.ts";
import type { SetupFinding } from "./setup/finding.ts";
import { count, type Counts, isEmitted } from "./verdict.ts";

export type { Profiles };

/** One case of a run: what was seen, and what it was judged to be. */
export interface CaseResult extends Judgement {
  readonly id: string;
  readonly role: Role;
  readonly title: Bilingual;
  readonly observation: Observation;
  /** That the product's way to us showed; without them nothing could be judged again. */
  readonly channels?: readonly Channel[];
  /** How often the operator had it started again after a mistake of his own; only the last attempt is judged. */
  readonly repeated?: number;
}

/** Where what was run is not what was planned. */
export interface Gap extends Bilingual {
  /** Of the case. */
  readonly id: string;
  /** The run was stopped before it, which is nobody's fault. */
  readonly is?: "notBegun";
}

/** A case that was known to fail beforehand, and what became of it: it failed as known, it no longer does, or nobody could tell. */
export interface KnownCase {
  readonly id: string;
  readonly reason: string;
  /** YYYY-MM-DD in JST. */
  readonly until?: string | undefined;
  readonly outcome: "failed" | "stale" | "untold";
}

export interface Run {
  readonly seed: number;
  /** Latencies of a virtual clock are a model, never a measurement. */
  readonly clock: "virtual" | "system";
  readonly profiles: Profiles;
  /** Checks, not cases and not trials. Cases that do not apply are in neither number. */
  readonly planned: number;
  readonly emitted: number;
  /** Cases by verdict. */
  readonly verdicts: Counts;
  readonly cases: readonly CaseResult[];
  readonly gaps?: readonly Gap[];
  readonly known?: readonly KnownCase[];
  /** What was found of the set-up before the first case. */
  readonly findings?: readonly SetupFinding[];
}

export function tally(about: Pick<Run, "seed" | "clock" | "profiles" | "planned">, cases: readonly CaseResult[]): Run {
  const applicable = cases.filter(({ verdict }) => verdict !== "inapplicable");
  const emitted = applicable.flatMap(({ checks }) => checks).filter(({ verdict }) => isEmitted(verdict)).length;
  return { ...about, emitted, verdicts: count(cases.map(({ verdict }) => verdict)), cases };
}
