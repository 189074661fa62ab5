import { EMPTY } from "../device/wire/bytes.ts";
import { encodeTlv } from "../device/wire/tlv.ts";
import { explicit, integer, sequence, time } from "./der.ts";
import { extensions, type Reason } from "./extension.ts";
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
  const reasons = memory((reason: Reason) => extensions([{ is: "reason", reason }]));
  const whole = new Uint8Array(revoked.reduce((sum, { serial }) => sum + serial.length + MOST_BESIDE_SERIAL, 0));
  let end = 0;
  for (const { serial, at, reason } of revoked) {
    const [date, extension] = [times(at), reason === undefined ? EMPTY : reasons(reason)];
    const number = integer(serial);
    const size = number.length + date.length + extension.length;
    // One byte of length: a serial is at most 20 bytes (RFC 5280 §4.1.2.2).
    if (size >= 0x80) throw new RangeError("a serial number too long for any certificate");
    whole[end] = 0x30;
    whole[end + 1] = size;
    whole.set(number, end + 2);
    whole.set(date, end + 2 + number.length);
    whole.set(extension, end + 2 + number.length + date.length);
    end += 2 + size;
  }
  return whole.subarray(0, end);
}

/** Two headers, a zero before the serial, the longer kind of time (17), and a reason (14). */
const MOST_BESIDE_SERIAL = 40;

function memory<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
