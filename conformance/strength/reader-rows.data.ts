import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import type { RowHow } from "./change.ts";

/** One row of the reference firmware's tables, and what a reader breaks in which it is changed. A change that is absent changes nothing. */
export interface BrokenRow {
  readonly state: string;
  readonly event: string;
  readonly breaks: Readonly<Partial<Record<RowHow, readonly [Clause, Reason]>>>;
  /** What else goes wrong with it by its nature. */
  readonly also?: readonly Reason[];
}

const row = (state: string, event: string, breaks: BrokenRow["breaks"]): BrokenRow => ({ state, event, breaks });

const INCOMPLETE = ["RCP-01", "reception.incomplete"] as const;
const NOT_STARTED = ["RCP-01", "reception.notStarted"] as const;
const BUSY = ["RCP-01", "reception.notBusy"] as const;
const PLACED = ["RCP-01", "card.notNoticed"] as const;
const TAKEN = ["RCP-13", "card.notNoticed"] as const;
const TAKEN_EARLY = ["RCP-13", "card.takenUnnoticed"] as const;
const NOT_CANCELLED = ["RCP-13", "reception.notCancelled"] as const;
const NO_TIMEOUT = ["RCP-13", "reception.noTimeout"] as const;
const TWICE = ["RCP-13", "reception.endedTwice"] as const;
const STUCK = ["RCP-13", "reception.stuck"] as const;
const FORGOTTEN = ["RCP-13", "card.notReminded"] as const;
const FACE = ["RCP-02", "face.notAccepted"] as const;
const PIN = ["RCP-03", "pin.notVerified"] as const;
const STAFF = ["RCP-04", "staff.notConfirmed"] as const;
const CHANGE = ["RCP-12", "fallback.missing"] as const;

/** A step towards the result: without it, or without what it leads to, there is none. */
const step = (state: string, event: string, removed: readonly [Clause, Reason], others = removed): BrokenRow =>
  row(state, event, { removed, kept: others, home: others });

/** A reception that waits for somebody while the card lies there can be ended from four sides. */
const whileCardLies = (state: string): readonly BrokenRow[] => [
  row(state, "began", { removed: BUSY, home: INCOMPLETE }),
  row(state, "cancelled", { removed: NOT_CANCELLED, kept: TWICE, home: FORGOTTEN }),
  row(state, "cancelTouched", { removed: NOT_CANCELLED, kept: TWICE, home: FORGOTTEN }),
  row(state, "cardRemoved", { removed: TAKEN_EARLY, kept: STUCK }),
];

const waiting = (state: string): readonly BrokenRow[] => [
  ...whileCardLies(state),
  row(state, "timedOut", { removed: NO_TIMEOUT, kept: TWICE, home: FORGOTTEN }),
];

export const READER_ROWS: readonly BrokenRow[] = [
  row("idle", "began", { removed: NOT_STARTED, kept: INCOMPLETE }),
  row("idle", "cardPlaced", { removed: PLACED }),
  row("idle", "cardRemoved", { removed: TAKEN }),

  // Whoever has forgotten the reception is not busy, and takes an update or a self-test.
  { ...step("arriving/takingSlot", "slotTaken", NOT_STARTED, INCOMPLETE), also: ["selfTest.disturbs"] },
  row("arriving/waiting", "began", { removed: BUSY, home: INCOMPLETE }),
  row("arriving/waiting", "cardPlaced", { removed: PLACED, kept: INCOMPLETE, home: INCOMPLETE }),
  row("arriving/waiting", "timedOut", { removed: NO_TIMEOUT, kept: STUCK }),
  row("arriving/waiting", "cancelled", { removed: NOT_CANCELLED, kept: STUCK }),
  row("arriving/waiting", "cancelTouched", { removed: NOT_CANCELLED, kept: STUCK }),
  step("arriving/activating", "cardActivated", INCOMPLETE),
  ...whileCardLies("arriving/activating"),

  ...waiting("confirming/choosing"),
  step("confirming/choosing", "methodTouched", INCOMPLETE),
  step("confirming/openingCard/reading", "frontRead", FACE),
  step("confirming/openingCard/trying", "keyBTried", FACE),
  step("confirming/readingPhotograph/reading", "photographRead", FACE),
  // The state that is kept is the one that counts the attempts.
  {
    ...step("confirming/matching/looking", "faceCompared", FACE, INCOMPLETE),
    also: ["face.attemptsWrong", "limit.ignored"],
  },
  step("confirming/matching/looking", "methodTouched", CHANGE, INCOMPLETE),
  ...whileCardLies("confirming/matching/looking"),
  { ...step("confirming/matching/pausing", "timedOut", INCOMPLETE), also: ["face.noRetry"] },
  { ...step("confirming/enteringPin/counting", "pinCounted", PIN), also: ["selfTest.disturbs"] },
  step("confirming/enteringPin/typing", "pinTyped", PIN),
  step("confirming/enteringPin/typing", "methodTouched", CHANGE, INCOMPLETE),
  ...waiting("confirming/enteringPin/typing"),
  step("confirming/enteringPin/verifying", "pinVerified", PIN, INCOMPLETE),
  step("confirming/checkingStaff/asking", "staffEntered", STAFF, INCOMPLETE),
  step("confirming/checkingStaff/asking", "methodTouched", CHANGE, INCOMPLETE),
  ...waiting("confirming/checkingStaff/asking"),

  step("signing/challengingCard", "challengeGiven", INCOMPLETE),
  step("signing/askingLeave", "authority", INCOMPLETE),
  ...waiting("signing/askingLeave"),
  step("signing/loadingLeave", "authorityLoaded", INCOMPLETE),
  step("signing/signing", "signed", INCOMPLETE),

  row("consenting/asking", "consentTouched", { removed: INCOMPLETE, kept: TWICE, home: FORGOTTEN }),
  ...waiting("consenting/asking"),
  row("consenting/choosing", "prescriptionTouched", { removed: INCOMPLETE, kept: TWICE, home: FORGOTTEN }),
  ...waiting("consenting/choosing"),

  step("cardToTake", "began", NOT_STARTED, INCOMPLETE),
  row("cardToTake", "cardRemoved", { removed: TAKEN, kept: STUCK }),
  row("cardToTake", "timedOut", { removed: FORGOTTEN, home: ["RCP-13", "card.oldOneTaken"] }),
  step("changingCard", "cardRemoved", TAKEN, INCOMPLETE),
  row("changingCard", "timedOut", { removed: NO_TIMEOUT, kept: TWICE, home: FORGOTTEN }),
  row("changingCard", "began", { removed: BUSY, home: INCOMPLETE }),
  row("changingCard", "cancelled", { removed: NOT_CANCELLED, kept: STUCK, home: FORGOTTEN }),
  row("changingCard", "cancelTouched", { removed: NOT_CANCELLED, kept: STUCK, home: FORGOTTEN }),
];

/** Rows that no act of the suite can lead to, and why: they are no mutants, since nothing could be learnt from their survival. */
export const UNTRIED_ROWS: readonly { readonly rows: RegExp; readonly because: string }[] = [
  {
    rows: /^arriving\/takingSlot (jobFailed|cardPlaced|cardRemoved|cancelled|cancelTouched|began|timedOut)$/,
    because: "the slot of a reader that shares it with nobody is taken at once",
  },
  {
    rows: / restarted$/,
    because: "no case takes the reader's power away, so that there is never a last reception to tell of",
  },
  {
    rows: /^registering\/(?!asking registration$|offering registerTouched$)/,
    because: "no case takes the card away, or waits, while a first registration is asked about",
  },
  {
    rows: /^confirming\/matching\/pausing (?!timedOut$)/,
    because: "the reader under test looks again at once: only where a person stands before it does it pause",
  },
  {
    rows: / jobFailed$/,
    because: "no test card and no operator makes a chip or a camera fail in the middle of one command",
  },
  {
    rows: /^arriving\/repositioning /,
    because: "it follows a card that could not be read, and no test card is unreadable",
  },
  {
    rows: /^(confirming\/(openingCard|readingPhotograph|enteringPin\/(counting|verifying))|signing\/(challengingCard|loadingLeave|signing))(\/\w+)? (began|cancelled|cancelTouched|cardRemoved|timedOut|methodTouched)$/,
    because: "it lasts some milliseconds of card work and is on no screen that a patient could act on",
  },
];
