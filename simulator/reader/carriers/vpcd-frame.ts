import { concat } from "../../../device/wire/bytes.ts";

/**
 * What vsmartcard's vpcd driver sends a card, and how it is answered: a length in two bytes, high byte first, and as many bytes.
 * One byte is an order to the card; anything longer is an APDU (vsmartcard, src/vpcd/vpcd.h).
 */
export type VpcdMessage = { readonly is: Order } | { readonly is: "apdu"; readonly bytes: Uint8Array };

type Order = "powerOff" | "powerOn" | "reset" | "atr" | "unknown";

const ORDERS: Readonly<Record<number, Order>> = { 0x00: "powerOff", 0x01: "powerOn", 0x02: "reset", 0x04: "atr" };

/** Whole messages out of a stream, however it was cut. A length is at most 65,535, and no more is ever kept. */
export function vpcdReader(take: (message: VpcdMessage) => void): (chunk: Uint8Array) => void {
  let kept: Uint8Array = new Uint8Array(0);
  return (chunk) => {
    let rest = kept.length > 0 ? concat(kept, chunk) : chunk;
    for (;;) {
      const [high, low] = rest;
      if (high === undefined || low === undefined) break;
      const end = 2 + ((high << 8) | low);
      if (rest.length < end) break;
      const bytes = rest.slice(2, end);
      rest = rest.subarray(end);
      take(messageOf(bytes));
    }
    kept = rest.slice();
  };
}

function messageOf(bytes: Uint8Array): VpcdMessage {
  const [order] = bytes;
  if (bytes.length > 1) return { is: "apdu", bytes };
  return { is: (order === undefined ? undefined : ORDERS[order]) ?? "unknown" };
}

export function vpcdAnswer(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 0xffff) throw new RangeError(`${bytes.length} bytes do not fit one vpcd message`);
  return concat(Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes);
}
