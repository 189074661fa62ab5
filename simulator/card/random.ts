import { ascii, concat } from "../../device/wire/bytes.ts";
import type { Chip } from "./files.ts";
import { sha256 } from "./signature.ts";
import type { CardState } from "./state.ts";

const BLOCK = 32;

/** Random bytes of the card: they follow from its seed and how often it was asked, so a saved card goes on where it stopped. */
export function draw(chip: Chip, state: CardState, length: number): { state: CardState; bytes: Uint8Array } {
  const blocks = Array.from({ length: Math.ceil(length / BLOCK) }, (_, i) =>
    sha256(chip.randomSeed, counter(state.drawn), Uint8Array.of(i)),
  );
  return { state: { ...state, drawn: state.drawn + 1 }, bytes: concat(...blocks).slice(0, length) };
}

const PUPI_BYTES = 4;
const PUPI = ascii("PUPI");

/** Apart from the other random bytes, so that a challenge does not depend on how a card was reached. */
export function activate(chip: Chip, state: CardState): readonly [CardState, Uint8Array] {
  const pupi = sha256(chip.randomSeed, PUPI, counter(state.activations)).slice(0, PUPI_BYTES);
  return [{ ...state, activations: state.activations + 1 }, pupi];
}

function counter(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}
