import { rows, stays, stepper, type Table } from "../state-machine.ts";
import type { EndReason } from "../wire/face.ts";
import {
  type CardKind,
  type Ended,
  ended,
  type PartStep,
  type Phone,
  type ReaderEffect,
  type ReaderEvent,
} from "./part-machine.ts";

/** From the slot taken for a reception to a card in it that is known to be a My Number Card, or to the phone that was chosen. */
export type ArrivalState =
  | (Arrival & { readonly at: "takingSlot" })
  | (Arrival & { readonly at: "waiting" })
  | (Arrival & { readonly at: "activating" })
  | (Arrival & { readonly at: "repositioning" })
  | Ended<Arrived | NotArrived>;

interface Arrival {
  readonly id: number;
  /** What may be laid down in place of a card. */
  readonly phones: readonly Phone[];
  /** The patient chose this one. */
  readonly phone?: Phone;
  /** The card could not be read once already. */
  readonly again: boolean;
}

export interface Arrived {
  readonly kind: Exclude<CardKind, "otherCard">;
}

export interface NotArrived {
  readonly reason: EndReason;
  readonly cardPresent: boolean;
  /** As the makers print it on the screen. */
  readonly code?: "001" | "002";
}

type In<A extends ArrivalState["at"]> = Extract<ArrivalState, { at: A }>;

export const awaitCard = (id: number, phones: readonly Phone[] = []): PartStep<In<"takingSlot">> => [
  { at: "takingSlot", id, phones, again: false },
  { do: "takeSlot" },
];

const to = rows<ArrivalState, ReaderEffect>();

const placed = { do: "send", message: { is: "cardPlaced" } } as const;
const removed = { do: "send", message: { is: "cardRemoved" } } as const;

const notArrived = (reason: EndReason, cardPresent: boolean, code?: "001" | "002") =>
  ended<In<"ended">["outcome"]>({ reason, cardPresent, ...(code ? { code } : {}) });

const cancellable = (cardPresent: boolean) => ({
  cancelled: to(["ended"], () => [notArrived("cancelledByHost", cardPresent)]),
  cancelTouched: to(["ended"], () => [notArrived("cancelledByPatient", cardPresent)]),
});

export const arrivalTable: Table<ArrivalState, ReaderEvent, ReaderEffect> = {
  takingSlot: {
    slotTaken: to(["waiting", "activating"], (state, { cardPresent }) =>
      cardPresent ? activate(state) : waitForCard(state),
    ),
    jobFailed: to(["ended"], () => [notArrived("readerFault", false)]),
    cardPlaced: stays(() => [placed]),
    cardRemoved: stays(() => [removed]),
    ...cancellable(false),
  },
  waiting: {
    cardPlaced: to(["activating"], (state) => {
      const [next, ...effects] = activate(state);
      return [next, placed, ...effects];
    }),
    methodTouched: to(["waiting"], (state, { method }) => {
      const phone = state.phones.find((one) => one === method);
      if (!phone || state.phone === phone) return [state];
      const [next, ...effects] = waitForCard({ ...state, phone });
      return [next, { do: "send", message: { is: "methodChosen", reception: state.id, method: phone } }, ...effects];
    }),
    timedOut: to(["ended"], () => [notArrived("timedOut", false)]),
    ...cancellable(false),
  },
  activating: {
    cardActivated: to(["ended"], ({ phone }, { card }) => {
      const isPhone = card === "iphone" || card === "android";
      if (card === "otherCard" || (phone ? card !== phone : isPhone))
        return [notArrived("notMyNumberCard", true, "002")];
      return [ended<In<"ended">["outcome"]>({ kind: card })];
    }),
    jobFailed: to(["repositioning", "ended"], (state) => {
      const { id, again } = state;
      if (again) return [notArrived("cardUnreadable", true, "001")];
      return [
        { ...state, at: "repositioning", again: true },
        { do: "send", message: { is: "screenCode", code: 1 } },
        { do: "show", screen: "placeCard", id, code: "001" },
        { do: "wait", for: "card" },
      ];
    }),
    cardRemoved: to(["ended"], () => [notArrived("cardTakenEarly", false), removed]),
    ...cancellable(true),
  },
  // The screen asks for the card to be laid down anew, so taking it away is not leaving.
  repositioning: {
    cardRemoved: to(["waiting"], (state) => {
      const [next, ...effects] = waitForCard(state);
      return [next, removed, ...effects];
    }),
    timedOut: to(["ended"], () => [notArrived("cardUnreadable", true, "001")]),
    ...cancellable(true),
  },
  ended: {},
};

export const arrival = stepper(arrivalTable);

const waitForCard = (state: Arrival): PartStep<In<"waiting">> => [
  { ...state, at: "waiting" },
  state.phone
    ? { do: "show", screen: "holdPhone", id: state.id }
    : { do: "show", screen: "placeCard", id: state.id, ...(state.phones.length > 0 ? { methods: state.phones } : {}) },
  { do: "wait", for: "card" },
];

const activate = (state: Arrival): PartStep<In<"activating">> => [
  { ...state, at: "activating" },
  { do: "stopWaiting" },
  { do: "show", screen: "readingCard", id: state.id },
  { do: "activateCard" },
];
