import type { SearchInfo } from "../../device/wire/oqs/siquc.ts";
import type { Entitlement, Insured, Ledger, Registration } from "./ledger.ts";
import { ticketsFor } from "./tickets.ts";

/** What a question about eligibility comes to (code table OQSCD006). */
export type Eligibility =
  | { readonly validity: "1" | "2" | "3" | "6"; readonly insured: Insured; readonly entitlement: Entitlement }
  | { readonly validity: "4" | "5" };

/** By card: the entitlement that counts on the day; when none does, the last one, shown as lost. */
export function eligibilityByCard(insured: Insured, day: string): Eligibility {
  const current = insured.entitlements.find((entitlement) => counts(entitlement, day));
  if (current) return { validity: "1", insured, entitlement: current };
  const last = insured.entitlements.at(-1);
  return last ? { validity: "2", insured, entitlement: last } : { validity: "4" };
}

/** By number: the entitlement that was asked for, and never another one; only that a newer one exists is told. */
export function eligibilityByNumber(ledger: Ledger, asked: SearchInfo, day: string): Eligibility {
  const found = registrationsOf(ledger, {
    insurer: asked.InsurerNumber,
    symbol: asked.InsuredCardSymbol,
    number: asked.InsuredIdentificationNumber,
    branch: asked.InsuredBranchNumber,
  }).filter(({ insured }) => insured.birthDate === asked.Birthdate);
  const [only, ...others] = found;
  if (!only) return { validity: "4" };
  if (others.length > 0) return { validity: "5" };
  if (counts(only.entitlement, day)) return { validity: "1", ...only };
  const newer = only.insured.entitlements.some(
    (entitlement) => entitlement.from > only.entitlement.from && counts(entitlement, day),
  );
  return { validity: newer ? "3" : "2", ...only };
}

/** What it comes to at one institution: medical assistance that has no ticket there in the month of the day is unregistered. */
export function atInstitution(eligibility: Eligibility, institutionCode: string, day: string): Eligibility {
  if (eligibility.validity !== "1" || !eligibility.insured.assistance) return eligibility;
  const tickets = ticketsFor(eligibility.insured, institutionCode, day.slice(0, 6));
  return tickets.length > 0 ? eligibility : { ...eligibility, validity: "6" };
}

/** Everybody whom a number fits. A branch number that was not given leaves the question open among a family. */
export function registrationsOf(
  ledger: Ledger,
  asked: { insurer: string; symbol: string | undefined; number: string; branch: string | undefined },
): readonly Registration[] {
  const { insurer, symbol = "", number, branch } = asked;
  return ledger
    .byNumber({ insurer, symbol, number })
    .filter(({ entitlement }) => branch === undefined || twoDigits(entitlement.branch) === twoDigits(branch));
}

export const counts = ({ from, until }: Entitlement, day: string): boolean =>
  from <= day && (until === undefined || day <= until);

const twoDigits = (branch: string) => branch.padStart(2, "0");
