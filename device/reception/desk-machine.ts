import type { DeviceError } from "../errors.ts";
import { rows, stays, stepper, type Table } from "../state-machine.ts";
import type { ConsentItem, EndReason, FaceMessageOf, Method } from "../wire/face.ts";

/** The host's half of one reception: a challenge from the central system, the reader's result, the central system's answer. */
export type DeskState =
  | { readonly at: "fetchingChallenge" }
  | { readonly at: "reading"; readonly challenge: Uint8Array; readonly because?: Trouble }
  | { readonly at: "reporting"; readonly completed: Completed }
  | { readonly at: "over"; readonly outcome: ReceptionOutcome };

/** What the central system will not do, in its own words. */
export interface Refusal {
  readonly code: string;
  readonly message: { readonly ja: string; readonly en: string };
}

/** The JSON form of an `XmlMsg`. */
export interface XmlMsgJson {
  readonly XmlMsg: {
    readonly MessageHeader: Readonly<Record<string, unknown>>;
    readonly MessageBody: Readonly<Record<string, unknown>>;
  };
}

export type ReceptionOutcome =
  /** The central system answered; whether the person is insured stands in its answer. */
  | {
      readonly outcome: "answered";
      readonly answer: XmlMsgJson;
      readonly method: Method;
      readonly consents: readonly ConsentItem[];
      readonly prescription?: "electronic" | "paper";
    }
  /** The central system said no. */
  | ({ readonly outcome: "refused"; readonly during: "challenge" | "reception" } & Refusal)
  /** The reader ended it. */
  | ({ readonly outcome: "ended"; readonly reason: EndReason } & Trouble)
  /** Something broke. During `reception`, the centre may or may not have counted the visit. */
  | { readonly outcome: "faulted"; readonly during: "challenge" | "reader" | "reception"; readonly error: DeviceError };

/** Why the central system gave no leave to use the card's key, if it gave none. */
interface Trouble {
  readonly refusal?: Refusal;
  readonly error?: DeviceError;
}

type Completed = FaceMessageOf<"completed">;

export type DeskEvent =
  | { readonly is: "challengeGiven"; readonly challenge: Uint8Array }
  | { readonly is: "authorityDenied"; readonly because: Trouble }
  | { readonly is: "completed"; readonly completed: Completed }
  | { readonly is: "ended"; readonly reason: EndReason }
  | { readonly is: "answered"; readonly answer: XmlMsgJson }
  | { readonly is: "refused"; readonly refusal: Refusal }
  | { readonly is: "failed"; readonly error: DeviceError }
  | { readonly is: "cancelled" };

export type DeskEffect =
  | { readonly do: "fetchChallenge" }
  | { readonly do: "read"; readonly challenge: Uint8Array }
  | { readonly do: "cancelReader" }
  | { readonly do: "report"; readonly challenge: Uint8Array; readonly completed: Completed };

type In<A extends DeskState["at"]> = Extract<DeskState, { at: A }>;

export const patientArrives: readonly [DeskState, DeskEffect] = [{ at: "fetchingChallenge" }, { do: "fetchChallenge" }];

const to = rows<DeskState, DeskEffect>();
const over = (outcome: ReceptionOutcome): readonly [In<"over">] => [{ at: "over", outcome }];

export const deskTable: Table<DeskState, DeskEvent, DeskEffect> = {
  fetchingChallenge: {
    challengeGiven: to(["reading"], (_, { challenge }) => [
      { at: "reading", challenge },
      { do: "read", challenge },
    ]),
    refused: to(["over"], (_, { refusal }) => over({ outcome: "refused", during: "challenge", ...refusal })),
    failed: to(["over"], (_, { error }) => over({ outcome: "faulted", during: "challenge", error })),
    cancelled: to(["over"], () => over({ outcome: "ended", reason: "cancelledByHost" })),
  },
  reading: {
    // The reader may still come to a result, by PIN.
    authorityDenied: to(["reading"], (state, { because }) => [{ ...state, because }]),
    completed: to(["reporting"], ({ challenge }, { completed }) => [
      { at: "reporting", completed },
      { do: "report", challenge, completed },
    ]),
    ended: to(["over"], ({ because }, { reason }) => over({ outcome: "ended", reason, ...because })),
    failed: to(["over"], (_, { error }) => over({ outcome: "faulted", during: "reader", error })),
    // The reader says how it ended: it may just have completed.
    cancelled: stays(() => [{ do: "cancelReader" }]),
  },
  reporting: {
    answered: to(["over"], ({ completed: { method, consents, prescription } }, { answer }) =>
      over({ outcome: "answered", answer, method, consents, ...(prescription ? { prescription } : {}) }),
    ),
    refused: to(["over"], (_, { refusal }) => over({ outcome: "refused", during: "reception", ...refusal })),
    failed: to(["over"], (_, { error }) => over({ outcome: "faulted", during: "reception", error })),
  },
  over: {},
};

export const desk = stepper(deskTable);
