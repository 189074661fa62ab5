import type { Picture } from "../ports.ts";
import type { Step } from "../state-machine.ts";
import type { ConsentItem, FaceMessage, FaceMessageOf, Method, Screen } from "../wire/face.ts";

/** What the machines inside a face-auth reader hear, and what they may wish for. A reception is made of parts, each a machine. */

/** What the central system grants so that the card signs without PIN: a card-verifiable certificate and its signature. */
export interface Authority {
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
}

export type ReaderEvent =
  // the host; `able` is what this reader can do
  | { readonly is: "began"; readonly begin: FaceMessageOf<"begin">; readonly able: readonly Method[] }
  | { readonly is: "cancelled"; readonly id: number }
  | { readonly is: "authority"; readonly id: number; readonly given: Authority | undefined }
  | { readonly is: "registration"; readonly id: number; readonly registered: boolean }
  /** Power came back: this reception was under way when it went. */
  | { readonly is: "restarted"; readonly id: number; readonly cardPresent: boolean }
  // the slot
  | { readonly is: "slotTaken"; readonly cardPresent: boolean }
  | { readonly is: "cardPlaced" }
  | { readonly is: "cardRemoved" }
  // the panel
  | { readonly is: "methodTouched"; readonly method: Method }
  | { readonly is: "pinTyped"; readonly digits: string }
  | { readonly is: "staffEntered"; readonly passwordRight: boolean; readonly samePerson: boolean }
  | { readonly is: "consentTouched"; readonly items: readonly ConsentItem[]; readonly together: boolean }
  | { readonly is: "registerTouched"; readonly choice: "yes" | "no" }
  | { readonly is: "prescriptionTouched"; readonly choice: "electronic" | "paper" }
  | { readonly is: "cancelTouched" }
  // the clock
  | { readonly is: "timedOut" }
  // the jobs, each with its one result; `jobFailed` when it ended in none
  | { readonly is: "cardActivated"; readonly card: CardKind }
  | { readonly is: "frontRead"; readonly keyB: string | undefined }
  | { readonly is: "keyBTried"; readonly outcome: "opened" | "wrong" | "spared" | "blocked" }
  | { readonly is: "photographRead"; readonly picture: Picture }
  | {
      readonly is: "faceCompared";
      readonly outcome: FaceOutcome;
      readonly score: number;
      /** That it was a person and no picture, 0 to 1; without a face nothing. */
      readonly liveness?: number;
    }
  | { readonly is: "pinCounted"; readonly triesLeft: number }
  | { readonly is: "pinVerified"; readonly outcome: "verified" | "wrong" | "locked"; readonly triesLeft: number }
  | { readonly is: "challengeGiven"; readonly challenge: Uint8Array }
  | { readonly is: "authorityLoaded"; readonly accepted: boolean }
  | { readonly is: "signed"; readonly certificate: Uint8Array; readonly signature: Uint8Array }
  | { readonly is: "jobFailed" };

export type FaceOutcome = FaceMessageOf<"matched">["outcome"];

/** What lies on the reader: a face-only card (顔認証マイナンバーカード) has no PIN; a phone carries the certificate alone. */
export type CardKind = "myNumberCard" | "faceOnlyCard" | Phone | "otherCard";
export type Phone = Extract<Method, "iphone" | "android">;

/** How long a reader waits, by what it waits for. */
export type Wait = HumanWait | "authority" | "registration" | "removal" | "again";
/** What a person is waited for; the host may say for how long. */
export type HumanWait = "card" | "method" | "pin" | "staff" | "consent" | "prescription" | "register";

export type ReaderEffect =
  | { readonly do: "send"; readonly message: FaceMessage }
  /** Sends the result with its proof over `nonce`. */
  | { readonly do: "complete"; readonly completed: FaceMessageOf<"completed">; readonly nonce: Uint8Array }
  /** Shows a screen; with `id`, the host is told by a prompt of that reception. */
  | {
      readonly do: "show";
      readonly screen: Screen;
      readonly id?: number;
      readonly triesLeft?: number;
      readonly methods?: readonly Method[];
      readonly items?: readonly ConsentItem[];
      readonly code?: string;
    }
  /** Starts the one timer anew; `timedOut` is heard when it ends. */
  | { readonly do: "wait"; readonly for: Wait }
  | { readonly do: "stopWaiting" }
  /** Forgets what the card was shown, and gives the slot back if it was taken. */
  | { readonly do: "releaseSlot" }
  /** Lets nothing more be heard of the job under way. */
  | { readonly do: "abandonJob" }
  | Job;

/** Work that takes time: one at a time, and a new one abandons the last. */
export type Job =
  /** Done once the PC sees an empty slot. */
  | { readonly do: "takeSlot" }
  | { readonly do: "activateCard" }
  | { readonly do: "readFront" }
  | { readonly do: "tryKeyB"; readonly keyB: string }
  | { readonly do: "readPhotograph" }
  | { readonly do: "compareFace"; readonly photograph: Picture }
  | { readonly do: "countPinTries" }
  | { readonly do: "verifyPin"; readonly digits: string }
  | { readonly do: "getCardChallenge" }
  | { readonly do: "loadAuthority"; readonly authority: Authority }
  | { readonly do: "sign"; readonly challenge: Uint8Array };

/** Where a part ends; what follows is its parent's decision. */
export interface Ended<O> {
  readonly at: "ended";
  readonly outcome: O;
}

export type PartStep<S> = Step<S, ReaderEffect>;

export const ended = <const O>(outcome: O): Ended<O> => ({ at: "ended", outcome });

/** What a part's step means to its parent: it is still held, or it has ended, with its timer, and the parent goes on. */
export function within<P extends { readonly at: string }, O, H, C extends PartStep<unknown>>(
  [part, ...effects]: PartStep<P | Ended<O>>,
  hold: (part: P) => H,
  conclude: (outcome: O) => C,
): PartStep<H | C[0]> {
  if (!hasEnded(part)) return [hold(part), ...effects];
  const [next, ...more] = conclude(part.outcome);
  return [next, ...effects, { do: "stopWaiting" }, ...more];
}

const hasEnded = <O>(part: { readonly at: string } | Ended<O>): part is Ended<O> => part.at === "ended";
