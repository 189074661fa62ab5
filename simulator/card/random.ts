import { concat } from "../../device/wire/bytes.ts";
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

function counter(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}
