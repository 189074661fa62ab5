import { createHash, type KeyObject } from "node:crypto";
import { z } from "zod";
import { unseal } from "./envelope.ts";
import { type Faults, isEmitted, judgeCase, type Judged, type Ruling } from "./judge.ts";
import { materialOf, type StoredCase } from "./material.ts";
import type { Schemas } from "./schema.ts";

/**
 * The second judge: it imports nothing of the suite (test/boundaries.test.ts) and is held to docs/evidence.md; that both agree on the
 * stored runs is test/conformance/verify/corpus.test.ts.
 */
export interface Published {
  /** docs/checks.json. */
  readonly checks: string;
  /** docs/xsd. */
  readonly schemas: Schemas;
}

export interface Difference {
  readonly id: string;
  /** Of a check: its place in the case, from 0. */
  readonly check?: number;
  readonly said: Ruling;
  readonly found: Ruling;
}

export interface Verification {
  readonly keyid: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly clock: "virtual" | "system";
  readonly cases: number;
  readonly checks: number;
  /** Verdicts that this judge does not come to, and sums that do not add up. */
  readonly differences: readonly Difference[];
  readonly sums: readonly string[];
  /** Checks that rest on what this copy withholds. */
  readonly withheld: number;
  /** Ids of cases whose rules are not those that are published. */
  readonly otherRules: readonly string[];
  readonly verdicts: Readonly<Record<string, number>>;
}

/** Throws a Refusal where the file is not what was signed. */
export function verifyEvidence(text: string, key: KeyObject, published: Published): Verification {
  const sealed = unseal(text, key);
  const { keyid, environment } = sealed;
  const { run, profiles, cases } = materialOf(sealed);
  const { faults, rules, needs } = publishedIn(published.checks);
  const isOfToday = run.suite === createHash("sha256").update(published.checks).digest("hex");
  const differences: Difference[] = [];
  let [withheld, checks] = [0, 0];
  const otherNeeds: string[] = [];
  for (const stored of cases) {
    checks += stored.checks.length;
    const profile = profiles[stored.role];
    const misplaced = profile && wronglyApplied(stored, needs.get(stored.id), profile.features);
    // What a case needed by other rules than these is not known.
    if (misplaced && isOfToday) differences.push(misplaced);
    else if (misplaced) otherNeeds.push(stored.id);
    if (misplaced || stored.verdict === INAPPLICABLE) continue;
    const judged: Judged | undefined =
      profile && judgeCase(stored, { profile, schemas: published.schemas, faults, overhead: run.overhead });
    withheld += judged?.checks.filter(({ verdict }) => verdict === "withheld").length ?? 0;
    differences.push(...(judged ? differencesIn(stored, judged) : [noProfile(stored)]));
  }
  const { seed, clock, verdicts } = run;
  return {
    ...{ keyid, environment, seed, clock, cases: cases.length, checks, differences, withheld, verdicts },
    sums: sumsOf(run, cases),
    otherRules: cases
      .filter((stored) => !isPublished(stored, rules) || otherNeeds.includes(stored.id))
      .map(({ id }) => id),
  };
}

const fileOfChecks = z.object({
  format: z.literal("shikaku-checks/1"),
  faults: z.record(z.string(), z.string()),
  cases: z.array(z.looseObject({ id: z.string(), needs: z.array(z.string()), checks: z.array(z.unknown()) })),
});

function publishedIn(text: string): {
  readonly faults: Faults;
  readonly rules: ReadonlyMap<string, string>;
  readonly needs: ReadonlyMap<string, readonly string[]>;
} {
  const { faults, cases } = fileOfChecks.parse(JSON.parse(text));
  return {
    faults,
    rules: new Map(cases.map(({ id, checks }) => [id, JSON.stringify(checks)])),
    needs: new Map(cases.map(({ id, needs }) => [id, needs])),
  };
}

/** A case applies where the profile has all that it needs, and nowhere else: or a skip would hide what nobody judged. */
function wronglyApplied(
  { id, verdict, checks }: StoredCase,
  needs: readonly string[] | undefined,
  features: readonly string[],
): Difference | undefined {
  if (!needs) return undefined;
  const applies = needs.every((feature) => features.includes(feature));
  const isSaidSo = [verdict, ...checks.map((check) => check.verdict)].every((word) => word !== INAPPLICABLE);
  const isDenied = verdict === INAPPLICABLE && checks.every((check) => check.verdict === INAPPLICABLE);
  if (applies ? isSaidSo : isDenied) return undefined;
  return { id, said: { verdict }, found: { verdict: applies ? "applicable" : INAPPLICABLE } };
}

const INAPPLICABLE = "inapplicable";

const isPublished = ({ id, checks }: StoredCase, rules: ReadonlyMap<string, string>): boolean =>
  rules.get(id) === JSON.stringify(checks.map(({ asks }) => asks));

const noProfile = ({ id, verdict }: StoredCase): Difference => ({
  id,
  said: { verdict },
  found: { verdict: "no profile of its role" },
});

function differencesIn(stored: StoredCase, judged: Judged): Difference[] {
  const { id } = stored;
  const ofChecks = stored.checks.flatMap(({ verdict, reason }, check) => {
    const found = judged.checks[check] ?? { verdict: "nothing" };
    const said = { verdict, ...(reason === undefined ? {} : { reason }) };
    return isSame(said, found) ? [] : [{ id, check, said, found: bare(found) }];
  });
  const { verdict, reason } = stored;
  const said = { verdict, ...(reason === undefined ? {} : { reason }) };
  return isSame(said, judged) ? ofChecks : [...ofChecks, { id, said, found: bare(judged) }];
}

const bare = ({ verdict, reason }: Ruling): Ruling => ({ verdict, ...(reason === undefined ? {} : { reason }) });

const isSame = (said: Ruling, found: Ruling): boolean =>
  found.verdict === "withheld" || (said.verdict === found.verdict && said.reason === found.reason);

function sumsOf(
  run: Pick<ReturnType<typeof materialOf>["run"], "planned" | "emitted" | "verdicts" | "gaps">,
  cases: readonly StoredCase[],
): string[] {
  const live = cases.filter(({ verdict }) => verdict !== INAPPLICABLE);
  const checks = live.flatMap((each) => each.checks);
  const emitted = checks.filter(isEmitted).length;
  const isPlanned = run.gaps.length > 0 || checks.length === run.planned;
  const wrong = Object.entries(run.verdicts).filter(
    ([name, count]) => cases.filter(({ verdict }) => verdict === name).length !== count,
  );
  const total = Object.values(run.verdicts).reduce((sum, count) => sum + count, 0);
  return [
    ...(isPlanned ? [] : [`planned: ${run.planned} said, ${checks.length} there, and no case named as not run`]),
    ...(emitted === run.emitted ? [] : [`emitted: ${run.emitted} said, ${emitted} counted`]),
    ...wrong.map(([name, count]) => `${name}: ${count} said`),
    ...(total === cases.length ? [] : [`cases: ${total} said, ${cases.length} counted`]),
  ];
}
