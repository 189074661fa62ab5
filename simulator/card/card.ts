import { encodeResponse } from "../../device/wire/apdu.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { dispatch } from "./dispatch.ts";
import type { Chip } from "./files.ts";
import { activate } from "./random.ts";
import { loadState, saveState } from "./saved-state.ts";
import { freshState, resetState, tornState, type CardState } from "./state.ts";

export type { CardState } from "./state.ts";

/** A My Number Card: bytes in, bytes out, and nothing kept between two calls but the state that is handed back. */
export interface Card {
  readonly atr: { readonly contact: Uint8Array; readonly contactless: Uint8Array };
  readonly initial: CardState;
  /** Any bytes whatever are a command, and every command has an answer: it ends in a status word. */
  transact(state: CardState, command: Uint8Array): readonly [CardState, Uint8Array];
  /** What power-off, and a warm reset, leave of the state. */
  reset(state: CardState): CardState;
  /** What it calls itself in a reader's field, PUPI of type B: four random bytes, others at each activation. */
  activate(state: CardState): readonly [CardState, Uint8Array];
  /** Bytes from which `load` gives back exactly this state; they hold secrets. */
  save(state: CardState): Uint8Array;
  /** Refuses the bytes of another card, and what no card could have saved, as `peer.malformed`. */
  load(bytes: Uint8Array): CardState;
  /** What is left of two states, before and after a command, when the card loses its power in between. */
  tear(before: CardState, after: CardState): CardState;
}

/** ATRs of real cards: the contact one stands in OpenSC issue 3021, the contactless one is what pcsc-tools knows as this card. */
export const ATR = {
  contact: unhex("3BDA13FF8131FB468012392F31C173C601C03B"),
  contactless: unhex("3B888001000041E0B381A1003B"),
} as const;

/** Puts a chip behind bytes. `triesLeft` by "application/reference", for a card that was used before. */
export const cardOf = (chip: Chip, triesLeft?: Readonly<Record<string, number>>): Card => ({
  atr: ATR,
  initial: freshState(chip, triesLeft),
  transact(state, command) {
    const [next, response] = dispatch(chip, state, command);
    return [next, encodeResponse(response)];
  },
  reset: resetState,
  activate: (state) => activate(chip, state),
  save: (state) => saveState(chip, state),
  load: (bytes) => loadState(chip, bytes),
  tear: tornState,
});
