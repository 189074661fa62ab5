import { createHmac } from "node:crypto";
import type { TraceEvent } from "../../device/trace.ts";
import type { AnyCase } from "../case.ts";
import type { Part } from "../cast.ts";
import type { CaseResult, Run } from "../run.ts";
import { publishedCase } from "./published-checks.ts";

/** One thing that can be shown or withheld by itself; docs/evidence.md lists the kinds. It is hashed as the JSON it stands in. */
export type Leaf = readonly [kind: string, ...rest: readonly unknown[]];

/** What a run was, beside what `Run` holds. */
export interface Circumstances {
  readonly version: string;
  /** SHA-256 of docs/checks.json, in hex. */
  readonly suite: string;
  readonly target: string;
  readonly operator: string;
  /** Makes the salts of what may be withheld: of the seed where everybody is invented, else random and told to nobody. */
  readonly saltKey: Uint8Array;
}

/** Fields of events that may be about a person: they are leaves of their own. */
export const APART = ["bytes", "patient"] as const;

/** A run in leaves, in the order of docs/evidence.md. */
export function leavesOf(run: Run, cases: readonly AnyCase[], about: Circumstances): Leaf[] {
  const { saltKey, ...told } = about;
  const { seed, clock, planned, emitted, verdicts, profiles, gaps = [], findings = [] } = run;
  const overhead = Math.max(0, ...findings.map((finding) => finding.overhead ?? 0));
  const gapIds = gaps.map(({ id }) => id);
  const judged = new Set<string>(run.cases.map(({ role }) => role));
  return [
    ["run", { ...told, seed, clock, planned, emitted, verdicts, gaps: gapIds, overhead }],
    ...Object.entries(profiles).flatMap(([role, profile]): Leaf[] =>
      judged.has(role) ? [["profile", role, profile]] : [],
    ),
    ...run.cases.flatMap((result) => caseLeaves(result, cases, saltFrom(saltKey))),
  ];
}

type Salt = (of: string) => string;

const saltFrom =
  (key: Uint8Array): Salt =>
  (of) =>
    createHmac("sha256", key).update(of).digest("hex").slice(0, 32);

function caseLeaves(result: CaseResult, cases: readonly AnyCase[], salt: Salt): Leaf[] {
  const { id, role, verdict, reason, repeated, checks, observation, channels = [] } = result;
  const published = cases.find((each) => each.id === id);
  const asked = published ? publishedCase(published).checks : [];
  const about = {
    ...{ role, channels, verdict },
    ...(reason ? { reason } : {}),
    ...(repeated ? { repeated } : {}),
    checks: checks.map((check, i) => ({
      verdict: check.verdict,
      ...(check.reason ? { reason: check.reason } : {}),
      asks: asked[i] ?? null,
    })),
  };
  const facts = Object.entries(observation.cast).flatMap(([part, person]) =>
    factLeaves(id, part as Part, person, salt),
  );
  return [["case", id, about], ...facts, ...observation.events.flatMap((event) => eventLeaves(id, event, salt))];
}

const factLeaves = (id: string, part: Part, person: object, salt: Salt): Leaf[] =>
  Object.entries(person).map(([name, value]) => ["fact", salt(`${id} ${part} ${name}`), id, part, name, value]);

function eventLeaves(id: string, event: TraceEvent, salt: Salt): Leaf[] {
  const apart = APART.filter((name) => name in event);
  if (apart.length === 0) return [["event", id, event]];
  const fields = Object.entries(event);
  const rest = Object.fromEntries(fields.filter(([name]) => !APART.some((each) => each === name)));
  return [
    ["event", id, { ...rest, apart }],
    ...fields.flatMap(([name, value]): Leaf[] =>
      apart.some((each) => each === name)
        ? [["field", salt(`${id} ${event.seq} ${name}`), id, event.seq, name, value]]
        : [],
    ),
  ];
}
