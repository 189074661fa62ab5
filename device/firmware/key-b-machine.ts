import { rows, stepper, type Table } from "../state-machine.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/**
 * Opens the card's photograph with key B (照合番号B) as read from the card's front. The card blocks the key after ten wrong tries,
 * and only the municipality unblocks it, so a doubtful reading costs a new picture before it costs a try: a key that the card
 * refused is not sent again, and with few tries left (the job looks before it tries) none is sent at all.
 */
export type KeyBState =
  | { readonly at: "reading"; readonly readings: number; readonly refused: readonly string[] }
  | { readonly at: "trying"; readonly readings: number; readonly refused: readonly string[]; readonly keyB: string }
  | Ended<"opened" | "unreadable" | "spared">;

export const FRONT_READINGS = 3;

/** Tries of key B that this reader leaves to others: at this count it refuses to try. */
export const KEY_B_TRIES_SPARED = 3;

export const openByKeyB = (): PartStep<KeyBState> => [{ at: "reading", readings: 1, refused: [] }, { do: "readFront" }];

const to = rows<KeyBState, ReaderEffect>();

export const keyBTable: Table<KeyBState, ReaderEvent, ReaderEffect> = {
  reading: {
    frontRead: to(["reading", "trying", "ended"], (state, { keyB }) =>
      keyB === undefined || state.refused.includes(keyB)
        ? readAgain(state)
        : [
            { ...state, at: "trying", keyB },
            { do: "tryKeyB", keyB },
          ],
    ),
    jobFailed: to(["reading", "ended"], (state) => readAgain(state)),
  },
  trying: {
    keyBTried: to(["reading", "ended"], (state, { outcome }) => {
      if (outcome === "wrong") return readAgain({ ...state, refused: [...state.refused, state.keyB] });
      return [ended(outcome === "opened" ? "opened" : "spared")];
    }),
    jobFailed: to(["ended"], () => [ended("unreadable")]),
  },
  ended: {},
};

export const keyB = stepper(keyBTable);

type Reading = Extract<KeyBState, { at: "reading" }>;

function readAgain({ readings, refused }: Omit<Reading, "at">): PartStep<Reading | Ended<"unreadable">> {
  if (readings >= FRONT_READINGS) return [ended("unreadable")];
  return [{ at: "reading", readings: readings + 1, refused }, { do: "readFront" }];
}
