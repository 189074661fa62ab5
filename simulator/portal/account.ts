import type { FacilityKind } from "../facilities.ts";
import { mayLeaveUndecided, orderOn, READERS_GIVEN, type ReaderOrder, UNDECIDED } from "./readers.ts";

/** Modes that a facility switches on in the portal's environment settings (HVS-06, FAC-02). */
export const MODES = ["homeVisit", "online", "otherRoute", "eligibilityOnly"] as const;
export type Mode = (typeof MODES)[number];

/** What the portal knows of a facility. Days are YYYYMMDD in Japan. */
export interface Account {
  readonly kind: FacilityKind;
  readonly opened: string;
  /** When the use of the system was applied for; without it nothing is let in. */
  readonly appliedForUse?: string;
  readonly readers?: ReaderOrder;
  readonly modes: readonly Mode[];
}

export type PortalAct =
  | { readonly act: "applyForUse" }
  | { readonly act: "orderReaders"; readonly count: number; readonly model?: string }
  | { readonly act: "chooseModel"; readonly model: string }
  | { readonly act: "cancelReaders" }
  | { readonly act: "switchMode"; readonly mode: Mode; readonly on: boolean };

export type PortalRefusal =
  | "noUseApplied"
  | "alreadyApplied"
  | "alreadyOrdered"
  | "tooManyReaders"
  | "modelMissing"
  | "nothingToChoose"
  | "chosenTooLate"
  | "nothingToCancel";

export type PortalOutcome = { readonly account: Account } | { readonly refused: PortalRefusal };

export const openAccount = (kind: FacilityKind, day: string): Account => ({ kind, opened: day, modes: [] });

/** One step at the portal on a day; what it may not do changes nothing. */
export function atPortal(account: Account, act: PortalAct, day: string): PortalOutcome {
  const readers = account.readers && orderOn(account.readers, day);
  switch (act.act) {
    case "applyForUse":
      return account.appliedForUse === undefined
        ? { account: { ...account, appliedForUse: day } }
        : { refused: "alreadyApplied" };
    case "orderReaders":
      return order(account, readers, act, day);
    case "chooseModel":
      return choose(account, readers, act.model);
    case "cancelReaders":
      if (!readers || readers.is === "cancelled") return { refused: "nothingToCancel" };
      return { account: { ...account, readers: { is: "cancelled", count: readers.count, on: readers.on } } };
    case "switchMode":
      return switchMode(account, act.mode, act.on);
  }
}

function order(
  account: Account,
  readers: ReaderOrder | undefined,
  { count, model }: Extract<PortalAct, { act: "orderReaders" }>,
  day: string,
): PortalOutcome {
  if (readers && readers.is !== "cancelled") return { refused: "alreadyOrdered" };
  if (count < 1 || count > READERS_GIVEN[account.kind]) return { refused: "tooManyReaders" };
  if (model !== undefined) return { account: { ...account, readers: { is: "ordered", model, count, on: day } } };
  if (!mayLeaveUndecided(day)) return { refused: "modelMissing" };
  return { account: { ...account, readers: { is: "undecided", count, on: day } } };
}

function choose(account: Account, readers: ReaderOrder | undefined, model: string): PortalOutcome {
  if (readers?.is === "undecided")
    return { account: { ...account, readers: { is: "ordered", model, count: readers.count, on: readers.on } } };
  // The order that was cancelled for want of a choice is still there under its old name.
  return { refused: account.readers?.is === "undecided" ? "chosenTooLate" : "nothingToChoose" };
}

function switchMode(account: Account, mode: Mode, on: boolean): PortalOutcome {
  if (account.appliedForUse === undefined) return { refused: "noUseApplied" };
  const others = account.modes.filter((other) => other !== mode);
  return { account: { ...account, modes: on ? [...others, mode] : others } };
}

/** Until when an undecided order is to be decided, for whom shows it. */
export const chooseBy = ({ readers }: Account): string | undefined =>
  readers?.is === "undecided" ? UNDECIDED.chooseBy : undefined;
