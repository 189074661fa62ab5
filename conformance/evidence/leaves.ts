import { createHmac } from "node:crypto";
import type { TraceEvent } from "../../device/trace.ts";
import type { AnyCase } from "../case.ts";
import type { Part } from "../cast.ts";
import type { CaseResult, Run } from "../run.ts";
import { factsOf, naming, parted } from "./apart.ts";
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
  /** Makes tokens and salts of what may be withheld: of the seed where everybody is invented, else random and told to nobody. */
  readonly saltKey: Uint8Array;
}

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
    ...run.cases.flatMap((result) => caseLeaves(result, cases, keyed(saltKey))),
  ];
}

/** Names for texts, and salts for places. The key of both is told to nobody, so that neither tells what it is of. */
interface Keyed {
  token(id: string, text: string): string;
  salt(id: string, place: string): string;
}

const keyed = (key: Uint8Array): Keyed => {
  const of = (...parts: readonly string[]) =>
    createHmac("sha256", key).update(JSON.stringify(parts)).digest("hex").slice(0, 32);
  return { token: (id, text) => of("token", id, text), salt: (id, place) => of("salt", id, place) };
};

function caseLeaves(result: CaseResult, cases: readonly AnyCase[], by: Keyed): Leaf[] {
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
  const { cast, events } = observation;
  const facts = Object.entries(cast).flatMap(([part, person]) => factLeaves(id, part as Part, person, by));
  const names = naming(Object.values(cast));
  return [["case", id, about], ...facts, ...events.flatMap((event) => eventLeaves(id, event, by, names))];
}

const factLeaves = (id: string, part: Part, person: object, by: Keyed): Leaf[] =>
  factsOf(person).flatMap(([name, text]): Leaf[] =>
    text === ""
      ? [["fact", id, part, name, ""]]
      : [
          ["fact", id, part, name, by.token(id, text)],
          ["piece", by.salt(id, `${part} ${name}`), text],
        ],
  );

function eventLeaves(id: string, event: TraceEvent, by: Keyed, names: (text: string) => boolean): Leaf[] {
  const { shown, pieces } = parted(event, (text) => by.token(id, text), names);
  return [["event", id, shown], ...pieces.map((piece, i): Leaf => ["piece", by.salt(id, `${event.seq} ${i}`), piece])];
}
