import { z } from "zod";
import type { Lang } from "../../device/errors.ts";
import { ROLES } from "../role.ts";
import { isDead, type MutantOutcome, type Strength } from "./strength.ts";

/** The kill matrix as JSON: a contract with users' scripts. */
export const STRENGTH_SCHEMA = z.strictObject({
  mutants: z.array(
    z.strictObject({
      id: z.string(),
      role: z.enum(ROLES),
      clause: z.string(),
      expectedReason: z.string(),
      killed: z.boolean(),
      killedBy: z.array(z.string()),
      rightReason: z.boolean(),
      strayReasons: z.array(z.strictObject({ case: z.string(), reason: z.string() })),
      equivalent: z
        .strictObject({ ja: z.string(), en: z.string() })
        .optional()
        .describe("the proof that no observation can tell it from a product that conforms; it counts neither way"),
    }),
  ),
  benign: z.array(z.strictObject({ id: z.string(), spared: z.boolean(), failedBy: z.array(z.string()) })),
  killRate: z.number(),
  lowerBound: z
    .number()
    .describe("of the kill rate, one-sided, 95 % confidence, if the mutants were a random sample of faults"),
  casesThatKillNothing: z.array(z.string()),
  casesThatAloneKill: z
    .array(z.strictObject({ case: z.string(), mutant: z.string() }))
    .describe("cases without which some mutant would live, each with the first such mutant"),
  casesThatAloneVerify: z
    .array(z.strictObject({ case: z.string(), clause: z.string() }))
    .describe("cases that alone have a check of some clause, each with the first such clause"),
  casesThatDoNotCount: z
    .array(z.string())
    .describe("cases that are the only ones neither to kill a mutant nor to verify a clause"),
  brokenPromises: z.array(z.strictObject({ case: z.string(), variant: z.string() })),
});

export type StrengthJson = z.infer<typeof STRENGTH_SCHEMA>;

export const strengthJson = (strength: Strength): StrengthJson => STRENGTH_SCHEMA.parse(strength);

/** 0: every mutant dead for the right reason, every legal variant spared, every promise kept. */
export function strengthStatus({ mutants, benign, brokenPromises }: Strength): 0 | 1 {
  const strong =
    mutants.every((mutant) => (mutant.equivalent ? isUnnoticed(mutant) : isDead(mutant))) &&
    benign.every(({ spared }) => spared) &&
    brokenPromises.length === 0;
  return strong ? 0 : 1;
}

/** What was proven equivalent and was noticed all the same has a wrong proof. */
const isUnnoticed = ({ killed, strayReasons }: MutantOutcome) => !killed && strayReasons.length === 0;

/** For a person: a line a mutant, a line a variant, then the cases that are idle or do not count, and the rate last. */
export function strengthSummary(strength: Strength, lang: Lang): string {
  const { mutants, benign, killRate, lowerBound, brokenPromises } = strength;
  const { casesThatAloneKill, casesThatAloneVerify, casesThatDoNotCount, casesThatKillNothing } = strength;
  const text = WORDS[lang];
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const counting = new Set([...casesThatAloneKill, ...casesThatAloneVerify].map((each) => each.case)).size;
  return [
    ...mutants.map((mutant) => mutantLine(mutant, lang)),
    ...benign.map(
      ({ id, spared, failedBy }) => `${spared ? "✓" : "✗"} ${id}  ${spared ? text.spared : failedBy.join(", ")}`,
    ),
    ...brokenPromises.map(({ case: id, variant }) => `✗ ${id}  ${text.promise} ${variant}`),
    listed(text.idle(casesThatKillNothing.length), casesThatKillNothing),
    listed(text.counting(counting, counting + casesThatDoNotCount.length), casesThatDoNotCount),
    text.rate(percent(killRate), percent(lowerBound), benign.filter(({ spared }) => spared).length, benign.length),
  ].join("\n");
}

function mutantLine(mutant: MutantOutcome, lang: Lang): string {
  const { id, clause, expectedReason, killed, rightReason, killedBy, strayReasons, equivalent } = mutant;
  const text = WORDS[lang];
  if (equivalent) return `${isUnnoticed(mutant) ? "=" : "✗"} ${id}  ${text.equivalent(equivalent[lang])}`;
  const wrong = text.wrongReason(strayReasons.map(({ reason }) => reason));
  const how = !killed ? text.alive : rightReason ? killedBy.join(", ") : wrong;
  return `${isDead(mutant) ? "✓" : "✗"} ${id}  ${clause} ${expectedReason}  ${how}`;
}

const listed = (what: string, ids: readonly string[]): string =>
  ids.length === 0 ? what : `${what}: ${ids.join(", ")}`;

const WORDS = {
  ja: {
    alive: "見つからない",
    equivalent: (proof: string) => `正しい製品と区別できない（数えない）: ${proof}`,
    wrongReason: (reasons: readonly string[]) => `理由が違う: ${reasons.join(", ")}`,
    spared: "咎められない",
    promise: "約束が果たされない:",
    idle: (count: number) => `どの変異も見つけない試験 ${count} 件`,
    counting: (count: number, all: number) =>
      `その試験だけが見つける変異か、その試験だけが確かめる条文がある試験 ${all} 件中 ${count} 件。ほかの試験と重なるもの ${all - count} 件`,
    rate: (rate: string, bound: string, spared: number, all: number) =>
      `変異の検出 ${rate}（変異を欠陥の無作為標本とみなせば、95 % 下限 ${bound}） · 咎められない合法な変種 ${spared}/${all}`,
  },
  en: {
    alive: "alive",
    equivalent: (proof: string) => `no different from a right product (not counted): ${proof}`,
    wrongReason: (reasons: readonly string[]) => `for another reason: ${reasons.join(", ")}`,
    spared: "spared",
    promise: "does not keep its promise on",
    idle: (count: number) => `${count} cases kill nothing`,
    counting: (count: number, all: number) =>
      `${count} of ${all} cases alone kill some mutant or alone verify some clause, ${all - count} share all that they do`,
    rate: (rate: string, bound: string, spared: number, all: number) =>
      `mutants killed ${rate} (were they a random sample of faults: at least ${bound} with 95 % confidence) · legal variants spared ${spared}/${all}`,
  },
} as const;
