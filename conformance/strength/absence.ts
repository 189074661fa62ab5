import type { Reason } from "../catalog/reasons.data.ts";

/**
 * What a reader that falls silent in one step brings down with it: every reason that says no more than that something which should
 * have come did not. None of them accuses a product of having done a wrong thing, so none can be a kill by luck of a fault that does one.
 */
export const ABSENCE: readonly Reason[] = [
  "reception.notStarted",
  "reception.incomplete",
  "reception.disorder",
  "reception.notBusy",
  "reception.notCancelled",
  "reception.noTimeout",
  "reception.stuck",
  "face.notAccepted",
  "face.noRetry",
  "pin.notVerified",
  "pin.notLocked",
  "pin.triesWrong",
  "staff.notConfirmed",
  "fallback.missing",
  "method.wrong",
  "card.notNoticed",
  "card.takenUnnoticed",
  "card.notReminded",
  "message.missing",
  "message.late",
  "declared.missing",
  "declared.channel",
  "consent.lost",
  "phone.refused",
  "registration.missing",
  "face.livenessUntold",
  "version.unanswered",
  "log.incomplete",
  "log.disorder",
  "script.stopped",
  "peer.silent",
];
