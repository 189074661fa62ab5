import { rows, stays, stepper, type Table } from "../state-machine.ts";
import type { EndReason } from "../wire/face.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/** From the slot taken for a reception to a card in it that is known to be a My Number Card. */
export type ArrivalState =
  | (Arrival & { readonly at: "takingSlot" })
  | (Arrival & { readonly at: "waiting" })
  | (Arrival & { readonly at: "activating" })
  | (Arrival & { readonly at: "repositioning" })
  | Ended<"arrived" | NotArrived>;

interface Arrival {
  readonly id: number;
  /** The card could not be read once already. */
  readonly again: boolean;
}

export interface NotArrived {
  readonly reason: EndReason;
  readonly cardPresent: boolean;
  /** As the makers print it on the screen. */
  readonly code?: "001" | "002";
}

type In<A extends ArrivalState["at"]> = Extract<ArrivalState, { at: A }>;

export const awaitCard = (id: number): PartStep<In<"takingSlot">> => [
  { at: "takingSlot", id, again: false },
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
    timedOut: to(["ended"], () => [notArrived("timedOut", false)]),
    ...cancellable(false),
  },
  activating: {
    cardActivated: to(["ended"], (_, { card }) => {
      if (card === "myNumberCard") return [ended<In<"ended">["outcome"]>("arrived")];
      return [notArrived("notMyNumberCard", true, "002")];
    }),
    jobFailed: to(["repositioning", "ended"], ({ id, again }) => {
      if (again) return [notArrived("cardUnreadable", true, "001")];
      return [
        { at: "repositioning", id, again: true },
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

const waitForCard = ({ id, again }: Arrival): PartStep<In<"waiting">> => [
  { at: "waiting", id, again },
  { do: "show", screen: "placeCard", id },
  { do: "wait", for: "card" },
];

const activate = ({ id, again }: Arrival): PartStep<In<"activating">> => [
  { at: "activating", id, again },
  { do: "stopWaiting" },
  { do: "show", screen: "readingCard", id },
  { do: "activateCard" },
];
