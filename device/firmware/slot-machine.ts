import { rows, stepper, type Table } from "../state-machine.ts";

/**
 * Who owns the card: the PC over CCID, or the firmware during a reception. While the firmware does, the slot reads empty for the
 * PC, and it reads "inserted" again only in answer to a poll, once the absence has been shown for long enough. Measured on pcscd
 * 1.9.9 with libccid 1.5.2: a host that has not been shown the absence goes on with a card that has lost its selection and verified
 * PINs, and no call ever tells it. One poll answered "absent" is not enough: a program's wish to reset the card polls, too, and
 * pcscd, whose own look a little later finds the card, then takes it for swallowed until somebody pulls it.
 */
export type SlotState =
  /** `seen`: every part of the PC has had the time to see that there is no card. */
  | { readonly at: "empty"; readonly seen: boolean }
  | { readonly at: "pc" }
  /** The firmware waits for the PC's APDU to end. */
  | { readonly at: "taking" }
  | { readonly at: "firmware"; readonly card: boolean; readonly seen: boolean }
  | { readonly at: "resetting"; readonly seen: boolean }
  /** The card is there and the PC is to learn that it was gone. */
  | { readonly at: "hidden" }
  /** The PC has missed the card: its next poll finds it. Until then nothing may power the card (it would be
   * powered a second time after the poll, and a client that came between would never know). */
  | { readonly at: "offered" };

export type SlotEvent =
  | { readonly is: "inserted" }
  | { readonly is: "removed" }
  | { readonly is: "take" }
  /** The PC stands between two APDUs, or has left one unfinished for too long. */
  | { readonly is: "between" }
  | { readonly is: "release" }
  | { readonly is: "reset" }
  /** The absence has been shown for long enough since the PC first asked. */
  | { readonly is: "missed" }
  /** A GetSlotStatus is about to be answered. */
  | { readonly is: "polled" };

export type SlotEffect =
  /** Change what the PC sees. */
  | { readonly do: "hide" }
  | { readonly do: "show" }
  /** The card-movement message of the carrier. */
  | { readonly do: "announce"; readonly present: boolean }
  | { readonly do: "reset" }
  /** Settle the promise that `take` or `release` gave. */
  | { readonly do: "granted" }
  | { readonly do: "released" };

const to = rows<SlotState, SlotEffect>();

const OUT: SlotEffect = { do: "announce", present: false };
const IN: SlotEffect = { do: "announce", present: true };

export const slotTable: Table<SlotState, SlotEvent, SlotEffect> = {
  empty: {
    inserted: to(["hidden", "offered"], ({ seen }) => (seen ? [{ at: "offered" }, IN] : [{ at: "hidden" }])),
    missed: to(["empty"], () => [{ at: "empty", seen: true }]),
    take: to(["firmware"], ({ seen }) => [{ at: "firmware", card: false, seen }, { do: "granted" }]),
  },
  pc: {
    removed: to(["empty"], () => [{ at: "empty", seen: false }, { do: "hide" }, OUT]),
    take: to(["taking"], () => [{ at: "taking" }]),
  },
  taking: {
    between: to(["firmware"], () => [
      { at: "firmware", card: true, seen: false },
      { do: "hide" },
      OUT,
      { do: "granted" },
    ]),
    removed: to(["firmware"], () => [
      { at: "firmware", card: false, seen: false },
      { do: "hide" },
      OUT,
      { do: "granted" },
    ]),
  },
  firmware: {
    inserted: to(["firmware"], ({ seen }) => [{ at: "firmware", card: true, seen }]),
    removed: to(["firmware"], ({ seen }) => [{ at: "firmware", card: false, seen }]),
    missed: to(["firmware"], ({ card }) => [{ at: "firmware", card, seen: true }]),
    release: to(["resetting", "empty"], ({ card, seen }) =>
      card ? [{ at: "resetting", seen }, { do: "reset" }] : [{ at: "empty", seen }, { do: "released" }],
    ),
  },
  resetting: {
    missed: to(["resetting"], () => [{ at: "resetting", seen: true }]),
    reset: to(["hidden", "offered"], ({ seen }) =>
      seen ? [{ at: "offered" }, IN, { do: "released" }] : [{ at: "hidden" }, { do: "released" }],
    ),
    removed: to(["empty"], ({ seen }) => [{ at: "empty", seen }, { do: "released" }]),
  },
  hidden: {
    missed: to(["offered"], () => [{ at: "offered" }, IN]),
    removed: to(["empty"], () => [{ at: "empty", seen: false }]),
    take: to(["firmware"], () => [{ at: "firmware", card: true, seen: false }, { do: "granted" }]),
  },
  offered: {
    polled: to(["pc"], () => [{ at: "pc" }, { do: "show" }]),
    removed: to(["empty"], () => [{ at: "empty", seen: true }, OUT]),
    take: to(["firmware"], () => [{ at: "firmware", card: true, seen: true }, OUT, { do: "granted" }]),
  },
};

export const stepSlot = stepper(slotTable);

/** A reader that starts with a card in it shows the card: no host has known it before. */
export const slotAtStart = (present: boolean): SlotState => (present ? { at: "pc" } : { at: "empty", seen: true });
