import { rows, stepper, type Table } from "../state-machine.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/**
 * Has the card's authentication key sign the central system's challenge. After a PIN it signs at once. After a face match or a
 * visual check it needs leave: the card gives a challenge, the host has the central system sign it, and the card accepts that or
 * not. The real last step is not public; this one is a profile of this bench.
 */
export type SignatureState =
  | (Wanted & { readonly at: "challengingCard" })
  | (Wanted & { readonly at: "askingLeave" })
  | (Wanted & { readonly at: "loadingLeave" })
  | (Wanted & { readonly at: "signing" })
  | Ended<Signature | "refused" | "timedOut" | "unreadable">;

interface Wanted {
  readonly id: number;
  readonly challenge: Uint8Array;
}

export interface Signature {
  /** The user-authentication certificate, DER. */
  readonly certificate: Uint8Array;
  readonly signature: Uint8Array;
}

type In<A extends SignatureState["at"]> = Extract<SignatureState, { at: A }>;
type Outcome = In<"ended">["outcome"];

export function obtainSignature(
  { id, challenge }: Wanted,
  pinVerified: boolean,
): PartStep<In<"challengingCard" | "signing">> {
  const wait = { do: "show", screen: "pleaseWait", id } as const;
  if (pinVerified) return [{ at: "signing", id, challenge }, wait, { do: "sign", challenge }];
  return [{ at: "challengingCard", id, challenge }, wait, { do: "getCardChallenge" }];
}

const to = rows<SignatureState, ReaderEffect>();

const unreadable = to(["ended"], () => [ended<Outcome>("unreadable")]);

export const signatureTable: Table<SignatureState, ReaderEvent, ReaderEffect> = {
  challengingCard: {
    challengeGiven: to(["askingLeave"], (state, { challenge }) => [
      { ...state, at: "askingLeave" },
      { do: "send", message: { is: "authorityWanted", reception: state.id, challenge } },
      { do: "wait", for: "authority" },
    ]),
    jobFailed: unreadable,
  },
  askingLeave: {
    authority: to(["loadingLeave", "ended"], (state, { given }) => {
      if (!given) return [ended<Outcome>("refused")];
      return [{ ...state, at: "loadingLeave" }, { do: "stopWaiting" }, { do: "loadAuthority", authority: given }];
    }),
    timedOut: to(["ended"], () => [ended<Outcome>("timedOut")]),
  },
  loadingLeave: {
    authorityLoaded: to(["signing", "ended"], (state, { accepted }) => {
      if (!accepted) return [ended<Outcome>("refused")];
      return [
        { ...state, at: "signing" },
        { do: "sign", challenge: state.challenge },
      ];
    }),
    jobFailed: unreadable,
  },
  signing: {
    signed: to(["ended"], (_, { certificate, signature }) => [ended<Outcome>({ certificate, signature })]),
    jobFailed: unreadable,
  },
  ended: {},
};

export const signature = stepper(signatureTable);
