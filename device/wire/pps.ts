import { xor } from "./bytes.ts";
import type { Codec } from "./codec.ts";

/**
 * Protocol and parameters selection (ISO/IEC 7816-3 §9.2), `FF PPS0 [PPS1] [PPS2] [PPS3] PCK`: the first thing after a reset, in
 * place of a block. A card that agrees to everything sends it back unchanged.
 */
export interface Pps {
  readonly protocol: number;
  /** Fi and Di as in TA1. */
  readonly pps1?: number;
  readonly pps2?: number;
  readonly pps3?: number;
}

export const PPSS = 0xff;

export const pps: Codec<Pps> = {
  write({ protocol, pps1, pps2, pps3 }) {
    const optional = [pps1, pps2, pps3];
    const announced = optional.reduce<number>((bits, byte, i) => bits | (byte === undefined ? 0 : 0x10 << i), 0);
    const bytes = [PPSS, announced | protocol, ...optional.filter((byte) => byte !== undefined)];
    return Uint8Array.from([...bytes, xor(Uint8Array.from(bytes))]);
  },
  read(from) {
    const start = from.at;
    const [ppss, pps0 = 0] = from.take(2);
    if (ppss !== PPSS) from.fail("PPSS is not FF");
    if (pps0 & 0x80) from.fail("a reserved bit of PPS0 is set");
    const optional = (bit: number) => (pps0 & bit ? from.take(1)[0] : undefined);
    const [pps1, pps2, pps3] = [optional(0x10), optional(0x20), optional(0x40)];
    from.take(1);
    if (xor(from.bytes.subarray(start, from.at)) !== 0) from.fail("PCK is wrong");
    return {
      protocol: pps0 & 0x0f,
      ...(pps1 === undefined ? {} : { pps1 }),
      ...(pps2 === undefined ? {} : { pps2 }),
      ...(pps3 === undefined ? {} : { pps3 }),
    };
  },
};
