import type { FacilityKind } from "../facilities.ts";
import { mayLeaveUndecided, orderOn, READERS_GIVEN, type ReaderOrder, UNDECIDED } from "./readers.ts";
import { isWithoutChange, type Paid, type SubsidyClaim, subsidyFor, type SubsidyRefusal } from "./subsidies.ts";

/**
 * What the portal knows of a facility (FAC-02). Days are YYYYMMDD in Japan. Which modes of care it uses is no matter of the portal but of
 * its environment settings at the central system (simulator/central/settings.ts).
 */
export interface Account {
  readonly kind: FacilityKind;
  readonly opened: string;
  /** When the use of the system was applied for; care before that day adds no points (fee-points.ts). */
  readonly appliedForUse?: string;
  readonly readers?: ReaderOrder;
  /** When a model was chosen or an order taken back: the order itself has the day on which it was made. */
  readonly readersChanged?: string;
  /** Subsidies that were applied for and granted, in their order. */
  readonly subsidies?: readonly Paid[];
}

export type PortalAct =
  | { readonly act: "applyForUse" }
  | { readonly act: "orderReaders"; readonly count: number; readonly model?: string }
  | { readonly act: "chooseModel"; readonly model: string }
  | { readonly act: "cancelReaders" }
  | ({ readonly act: "applyForSubsidy" } & Pick<SubsidyClaim, "scheme" | "costs" | "completed" | "readers">);

export type PortalRefusal =
  | "outOfOrder"
  | "alreadyApplied"
  | "alreadyOrdered"
  | "tooManyReaders"
  | "modelMissing"
  | "nothingToChoose"
  | "chosenTooLate"
  | "nothingToCancel"
  | SubsidyRefusal;

export type PortalOutcome = { readonly account: Account } | { readonly refused: PortalRefusal };

export const openAccount = (kind: FacilityKind, day: string): Account => ({ kind, opened: day });

/** One step at the portal on a day; what it may not do changes nothing. */
export function atPortal(account: Account, act: PortalAct, day: string): PortalOutcome {
  if (day < lastStep(account)) return { refused: "outOfOrder" };
  const readers = account.readers && orderOn(account.readers, day);
  switch (act.act) {
    case "applyForUse":
      return account.appliedForUse === undefined
        ? { account: { ...account, appliedForUse: day } }
        : { refused: "alreadyApplied" };
    case "orderReaders":
      return order(account, readers, act, day);
    case "chooseModel":
      return choose(account, readers, act.model, day);
    case "cancelReaders":
      if (!readers || readers.is === "cancelled") return { refused: "nothingToCancel" };
      return {
        account: {
          ...account,
          readers: { is: "cancelled", count: readers.count, on: readers.on },
          readersChanged: day,
        },
      };
    case "applyForSubsidy":
      return grant(account, act, day);
  }
}

/** Nothing is done before what was done already. */
function lastStep({ opened, appliedForUse = "", readers, readersChanged = "", subsidies = [] }: Account): string {
  const days = [opened, appliedForUse, readers?.on ?? "", readersChanged, ...subsidies.map(({ on }) => on)];
  return days.reduce((last, day) => (day > last ? day : last));
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

function choose(account: Account, readers: ReaderOrder | undefined, model: string, day: string): PortalOutcome {
  if (readers?.is === "undecided")
    return {
      account: {
        ...account,
        readers: { is: "ordered", model, count: readers.count, on: readers.on },
        readersChanged: day,
      },
    };
  // The order that was cancelled for want of a choice is still there under its old name.
  return { refused: account.readers?.is === "undecided" ? "chosenTooLate" : "nothingToChoose" };
}

/** The readers of an introduction are those that were ordered, where nothing else is said. */
function grant(
  account: Account,
  { act: _, ...claim }: Extract<PortalAct, { act: "applyForSubsidy" }>,
  day: string,
): PortalOutcome {
  const { kind, readers, subsidies = [] } = account;
  const ordered = readers?.is === "ordered" ? { readers: readers.count } : {};
  const outcome = subsidyFor({ ...ordered, ...claim, kind, applied: day, paidBefore: subsidies });
  if (outcome.is === "refused") return { refused: outcome.why };
  const paid: Paid = {
    ...{ scheme: claim.scheme, amount: outcome.amount, on: day },
    ...(isWithoutChange(claim) ? { withoutChange: true } : {}),
  };
  return { account: { ...account, subsidies: [...subsidies, paid] } };
}

/** Until when an undecided order is to be decided, for whom shows it. */
export const chooseBy = ({ readers }: Account): string | undefined =>
  readers?.is === "undecided" ? UNDECIDED.chooseBy : undefined;
