import { EMPTY } from "../device/wire/bytes.ts";
import { encodeTlv } from "../device/wire/tlv.ts";
import { explicit, integer, sequence, time } from "./der.ts";
import { extensions, type Extension, type Reason } from "./extension.ts";
import { signed, type Authority } from "./issue.ts";
import { encodeName, type Name } from "./name.ts";

/** A certificate taken back, or in a delta list given back (`removeFromCRL`). `at` in microseconds. */
export interface Revoked {
  readonly serial: Uint8Array;
  readonly at: number;
  readonly reason?: Reason;
}

export interface ListOrder {
  readonly issuer: Pick<Authority, "name" | "signer">;
  readonly revoked: readonly Revoked[];
  readonly at: number;
  readonly nextUpdate: number;
  readonly number: number;
  /** The number of the complete list that this one only brings up to date: a delta list. */
  readonly deltaOf?: number;
  /** Where delta lists to this one are found. */
  readonly freshest?: Name;
}

/** A certificate revocation list (RFC 5280 §5), DER. It holds from `at` to `nextUpdate`. */
export function revocationList({ issuer, revoked, at, nextUpdate, number, deltaOf, freshest }: ListOrder): Uint8Array {
  const body = sequence(
    integer(1),
    issuer.signer.algorithm,
    encodeName(issuer.name),
    time(at),
    time(nextUpdate),
    // An empty list is left out, not written empty (RFC 5280 §5.1.2.6).
    revoked.length > 0 ? encodeTlv(0x30, entries(revoked)) : EMPTY,
    explicit(
      0,
      extensions([
        { is: "issuerKey", spki: issuer.signer.spki },
        { is: "crlNumber", number },
        ...(deltaOf === undefined ? [] : [{ is: "deltaOf", number: deltaOf } as const]),
        ...(freshest === undefined ? [] : [{ is: "freshestCrl", name: freshest } as const]),
      ]),
    ),
  );
  return signed(body, issuer.signer);
}

/**
 * One SEQUENCE an entry, side by side. Lists run to a hundred thousand of them, so what repeats (moments, reasons) is written once and
 * everything goes straight into one buffer.
 */
function entries(revoked: readonly Revoked[]): Uint8Array {
  const times = memory(time);
  const reasons = memory((reason: Reason): Uint8Array => {
    const one: Extension = { is: "reason", reason };
    return extensions([one]);
  });
  const parts = revoked.map(({ serial, at, reason }) => ({
    serial: integer(serial),
    tail: [times(at), reason === undefined ? EMPTY : reasons(reason)] as const,
  }));
  const sizes = parts.map(({ serial, tail }) => serial.length + tail[0].length + tail[1].length);
  const whole = new Uint8Array(sizes.reduce((sum, size) => sum + size + (size < 0x80 ? 2 : 3), 0));
  let at = 0;
  parts.forEach(({ serial, tail }, index) => {
    const size = sizes[index] ?? 0;
    whole[at++] = 0x30;
    // A serial is at most 20 bytes, so that no entry reaches 256.
    if (size >= 0x80) whole[at++] = 0x81;
    whole[at++] = size;
    for (const part of [serial, ...tail]) {
      whole.set(part, at);
      at += part.length;
    }
  });
  return whole;
}

function memory<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
