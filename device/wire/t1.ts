import { concat, EMPTY, xor } from "./bytes.ts";
import type { Codec, Reader } from "./codec.ts";

/**
 * One block of the protocol T=1 (ISO/IEC 7816-3 §11.3): NAD, PCB, LEN, information field, LRC. `nad` is the node address byte
 * as it stands; `seq` is N(S) of an I-block and N(R) of an R-block.
 */
export type T1Block =
  | { readonly is: "I"; readonly nad: number; readonly seq: Bit; readonly more: boolean; readonly data: Uint8Array }
  | { readonly is: "R"; readonly nad: number; readonly seq: Bit; readonly error: RError }
  | {
      readonly is: "S";
      readonly nad: number;
      readonly ask: Supervision;
      readonly answer: boolean;
      readonly value?: number;
    };

export type Bit = 0 | 1;
export type RError = (typeof R_ERRORS)[number];
export type Supervision = (typeof SUPERVISIONS)[number];

const R_ERRORS = ["none", "edc", "other"] as const;
/** In the order of their numbers. IFS and WTX carry one byte, the others none. */
const SUPERVISIONS = ["resynch", "ifs", "abort", "wtx"] as const;

/** LEN FF is reserved (§11.3.2.3). */
const LONGEST = 254;
const MORE = 0x20;

export const t1Block: Codec<T1Block> = {
  write(block) {
    const data = dataOf(block);
    if (data.length > LONGEST) throw new RangeError(`an information field of ${data.length} bytes`);
    const body = concat(Uint8Array.of(block.nad, pcbOf(block), data.length), data);
    return concat(body, Uint8Array.of(xor(body)));
  },
  read(from) {
    const start = from.at;
    const [nad = 0, pcb = 0, length = 0] = from.take(3);
    if (length > LONGEST) from.fail("LEN FF is reserved");
    const data = from.take(length).slice();
    from.take(1);
    if (xor(from.bytes.subarray(start, from.at)) !== 0) from.fail("LRC is wrong");
    return named(from, nad, pcb, data);
  },
};

/** Tells a block damaged on its way (R-block error 1) from one that is whole and wrong (error 2), §11.6.3.2 rule 7. */
export const lrcHolds = (bytes: Uint8Array): boolean => bytes.length >= 4 && xor(bytes) === 0;

/** The address of an answer: source and destination change places. */
export const turned = (nad: number): number => ((nad << 4) & 0xf0) | (nad >> 4);

export const flip = (bit: Bit): Bit => (bit === 0 ? 1 : 0);

function dataOf(block: T1Block): Uint8Array {
  if (block.is === "I") return block.data;
  return block.is === "S" && block.value !== undefined ? Uint8Array.of(block.value) : EMPTY;
}

function pcbOf(block: T1Block): number {
  switch (block.is) {
    case "I":
      return (block.seq << 6) | (block.more ? MORE : 0);
    case "R":
      return 0x80 | (block.seq << 4) | R_ERRORS.indexOf(block.error);
    case "S":
      return 0xc0 | (block.answer ? 0x20 : 0) | SUPERVISIONS.indexOf(block.ask);
  }
}

const bit = (value: number): Bit => (value ? 1 : 0);

function named(from: Reader, nad: number, pcb: number, data: Uint8Array): T1Block {
  if ((pcb & 0x80) === 0) {
    if (pcb & 0x1f) from.fail("reserved bits of an I-block are set");
    return { is: "I", nad, seq: bit(pcb & 0x40), more: (pcb & MORE) !== 0, data };
  }
  if ((pcb & 0x40) === 0) {
    const error = R_ERRORS[pcb & 0x0f];
    if (pcb & 0x20 || error === undefined || data.length > 0) return from.fail("not an R-block of ISO/IEC 7816-3");
    return { is: "R", nad, seq: bit(pcb & 0x10), error };
  }
  const ask = SUPERVISIONS[pcb & 0x1f];
  const carries = ask === "ifs" || ask === "wtx" ? 1 : 0;
  if (ask === undefined || data.length !== carries) return from.fail("not an S-block of ISO/IEC 7816-3");
  const [value] = data;
  return { is: "S", nad, ask, answer: (pcb & 0x20) !== 0, ...(value === undefined ? {} : { value }) };
}
