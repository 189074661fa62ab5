import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";

/**
 * Readers that are wrong only from some moment on, or only in some kind of reception: a generated mutant, and what must have come up before
 * it holds (`scripts/built-in/places.ts`). Each is made for the one case that goes there, and no other case may notice it.
 */
export interface Narrowed {
  readonly of: string;
  readonly since: string;
  /** Where the case that goes there sees it by another clause than the mutant is known for. */
  readonly breaks?: readonly [Clause, Reason];
}

const INCOMPLETE = ["RCP-01", "reception.incomplete"] as const;

/** Each `[mutant, since]`. */
const AFTERWARDS: readonly (readonly [string, string])[] = [
  [
    "row-signing/challengingCard-challengeGiven-removed",
    "row confirming/matching/looking faceCompared.outcome=refused",
  ],
  ["said-pinChecked.triesLeft-off", "heard begin.methods=face,pin,staff"],
  [
    "row-confirming/enteringPin/verifying-pinVerified-kept",
    "row confirming/enteringPin/counting pinCounted.triesLeft=1",
  ],
  ["row-confirming/choosing-methodTouched-removed", "row confirming/enteringPin/verifying pinVerified.outcome=wrong"],
  ["row-confirming/choosing-methodTouched-removed", "row confirming/enteringPin/counting pinCounted.triesLeft=0"],
  ["row-confirming/choosing-methodTouched-removed", "row arriving/activating cardActivated.card=faceOnlyCard"],
  [
    "row-signing/challengingCard-challengeGiven-removed",
    "row confirming/checkingStaff/asking staffEntered.passwordRight=false",
  ],
  ["said-cardRemoved-dropped", "row confirming/choosing cardRemoved"],
  ["said-cardRemoved-dropped", "row confirming/choosing methodTouched.method=face"],
  ["said-cardRemoved-dropped", "row confirming/enteringPin/typing cardRemoved"],
  ["said-cardRemoved-dropped", "row consenting/asking cardRemoved"],
  ["row-arriving/takingSlot-slotTaken-kept", "row confirming/enteringPin/counting cardRemoved"],
  ["said-completed.consents-off", "said consentGiven.consents=medicines,checkups,diagnoses,operations"],
  ["said-completed-dropped", "row consenting/asking consentTouched.items=medicines"],
  ["said-completed-dropped", "row consenting/asking consentTouched.items="],
  [
    "row-confirming/enteringPin/verifying-pinVerified-kept",
    "row confirming/matching/looking faceCompared.outcome=accepted",
  ],
  ["row-arriving/takingSlot-slotTaken-kept", "heard begin.facility=clinic"],
  ["row-arriving/takingSlot-slotTaken-kept", "heard begin.facility=hospital"],
  ["said-completed-dropped", "row consenting/asking consentTouched.items=medicines,diagnoses"],
  ["row-arriving/takingSlot-slotTaken-kept", "heard begin.attempts=1"],
  ["row-arriving/takingSlot-slotTaken-kept", "heard begin.attempts=2"],
  ["said-completed.signature-off", "row arriving/waiting methodTouched.method=iphone"],
  ["said-completed.signature-off", "row arriving/waiting methodTouched.method=android"],
  ["said-pinChecked.triesLeft-off", "heard begin.methods=face,pin,staff,iphone,android"],
  ["row-confirming/enteringPin/typing-cardRemoved-removed", "heard begin.methods=face,pin,staff,iphone,android"],
  ["row-consenting/asking-consentTouched-removed", "row registering/asking registration.registered=false"],
  ["row-consenting/asking-consentTouched-removed", "row registering/asking registration.registered=true"],
  ["row-confirming/enteringPin/verifying-pinVerified-kept", "said notDone.reason=unknown"],
  ["row-confirming/enteringPin/verifying-pinVerified-kept", "heard selfTest"],
  ["row-cardToTake-cardRemoved-kept", "row changingCard cancelled"],
  ["row-cardToTake-cardRemoved-kept", "row changingCard cancelTouched"],
  ["row-arriving/activating-cardActivated-removed", "row arriving/takingSlot slotTaken.cardPresent=true"],
  ["said-prescriptionChosen.choice-off", "row consenting/choosing prescriptionTouched.choice=electronic"],
  ["said-prescriptionChosen.choice-off", "row consenting/choosing prescriptionTouched.choice=paper"],
];

/** Screens at which a reception is broken off, from four sides; the reader is then deaf to the next one. */
const BROKEN_OFF: readonly (readonly [string, readonly string[]])[] = [
  ["confirming/choosing", ["cancelled", "cancelTouched", "timedOut"]],
  ["confirming/matching/looking", ["cancelled", "cancelTouched"]],
  ["confirming/enteringPin/typing", ["cancelled", "cancelTouched", "timedOut"]],
  ["confirming/checkingStaff/asking", ["cancelled", "cancelTouched", "timedOut"]],
  ["consenting/asking", ["cancelled", "cancelTouched", "timedOut"]],
  ["consenting/choosing", ["cancelled", "cancelTouched", "timedOut"]],
  ["registering/offering", ["cancelled", "cancelTouched", "timedOut", "cardRemoved"]],
];

/** What a cancel meant for another reception stops, by the state in which it comes. */
const STRAYED: readonly (readonly [string, string])[] = [
  ["arriving/waiting", "cardPlaced"],
  ["confirming/choosing", "methodTouched"],
  ["confirming/matching/looking", "faceCompared"],
  ["confirming/enteringPin/typing", "pinTyped"],
  ["confirming/checkingStaff/asking", "staffEntered"],
  ["signing/askingLeave", "authority"],
  ["consenting/asking", "consentTouched"],
  ["consenting/choosing", "prescriptionTouched"],
  ["changingCard", "cardRemoved"],
];

export const NARROWED: readonly Narrowed[] = [
  { of: "row-idle-began-removed", since: "said completed", breaks: ["RCP-13", "reception.stuck"] },
  { of: "heard-hello-dropped", since: "said identity", breaks: ["RCP-01", "version.unanswered"] },
  ...AFTERWARDS.map(([of, since]) => ({ of, since })),
  ...BROKEN_OFF.flatMap(([state, events]) =>
    events.map((event): Narrowed => ({
      of: "row-idle-began-removed",
      since: `row ${state} ${event}`,
      breaks: ["RCP-13", "reception.incomplete"],
    })),
  ),
  ...STRAYED.map(([state, event]): Narrowed => ({
    of: `row-${state}-${event}-removed`,
    since: `row ${state} cancelled`,
    breaks: INCOMPLETE,
  })),
];
