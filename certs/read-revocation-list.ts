import { malformed } from "../device/errors.ts";
import { EMPTY, hex } from "../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs, encodeTlv, type Tlv } from "../device/wire/tlv.ts";
import { isTime, readTime } from "./read-time.ts";

/** What a revocation list says. Times are microseconds since 1970, serials hex without leading zeros. */
export interface RevocationList {
  /** The issuer's name, DER. */
  readonly issuer: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  readonly number: bigint | undefined;
  /** The number of the complete list that this one is a delta to. */
  readonly deltaOf: bigint | undefined;
  readonly entries: ReadonlyMap<string, { readonly at: number; readonly reason: number | undefined }>;
}

/**
 * Reads a list of any length, as general ASN.1 readers give up long before a hundred thousand entries. Throws `peer.malformed`, also on
 * a critical extension that it does not know: such a list does not say what it seems to (RFC 5280 §5.2). Checks no signature.
 */
export function readRevocationList(der: Uint8Array): RevocationList {
  const body = decodeTlv(decodeTlv(der, 0, WHAT).value, 0, WHAT).value;
  const fields = decodeTlvs(body, WHAT);
  if (fields[0]?.tag === 0x02) fields.shift();
  const [, issuer, thisUpdate, ...more] = fields;
  if (issuer?.tag !== 0x30 || !thisUpdate) throw malformed(WHAT, "no issuer or no date");
  const nextUpdate = more[0] && isTime(more[0]) ? more.shift() : undefined;
  const revoked = more[0]?.tag === 0x30 ? more.shift() : undefined;
  const wrapped = more[0]?.tag === 0xa0 ? more.shift() : undefined;
  if (more.length > 0) throw malformed(WHAT, "something behind its extensions");
  const known = wrapped ? extensionsOf(decodeTlv(wrapped.value, 0, WHAT).value, LIST_EXTENSIONS) : NONE;
  return {
    issuer: encodeTlv(issuer.tag, issuer.value),
    thisUpdate: moment(thisUpdate),
    nextUpdate: nextUpdate && moment(nextUpdate),
    number: numberIn(known.get(CRL_NUMBER)),
    deltaOf: numberIn(known.get(DELTA_OF)),
    entries: entriesOf(revoked?.value ?? EMPTY),
  };
}

const WHAT = "revocation list";
const NONE: ReadonlyMap<string, Uint8Array> = new Map();

/** Object identifiers as hex: CRL number, delta indicator, authority key, freshest list; and of entries reason and invalidity date. */
const [CRL_NUMBER, DELTA_OF, AUTHORITY_KEY, FRESHEST] = ["551d14", "551d1b", "551d23", "551d2e"] as const;
const [REASON, INVALID_SINCE] = ["551d15", "551d18"] as const;
const LIST_EXTENSIONS = new Set<string>([CRL_NUMBER, DELTA_OF, AUTHORITY_KEY, FRESHEST]);
const ENTRY_EXTENSIONS = new Set<string>([REASON, INVALID_SINCE]);

function entriesOf(list: Uint8Array): RevocationList["entries"] {
  const entries = new Map<string, { at: number; reason: number | undefined }>();
  // Few moments and fewer reasons, each in many entries.
  const moments = remembering(moment);
  const reasons = remembering(({ value }) => {
    const reason = extensionsOf(value, ENTRY_EXTENSIONS).get(REASON);
    return reason && decodeTlv(reason).value[0];
  });
  for (const { tag, value } of decodeTlvs(list, WHAT)) {
    const [serial, date, extensions, ...more] = decodeTlvs(value, WHAT);
    if (tag !== 0x30 || serial?.tag !== 0x02 || !date || more.length > 0)
      throw malformed(WHAT, "an entry of another form");
    entries.set(hex(serial.value).replace(/^(00)+(?=..)/, ""), {
      at: moments(date),
      reason: extensions && reasons(extensions),
    });
  }
  return entries;
}

function remembering<T>(read: (tlv: Tlv) => T): (tlv: Tlv) => T {
  const known = new Map<string, { readonly value: T }>();
  return (tlv) => {
    const spelled = `${tlv.tag} ${hex(tlv.value)}`;
    const found = known.get(spelled) ?? { value: read(tlv) };
    known.set(spelled, found);
    return found.value;
  };
}

/** Extensions by their object identifiers; an unknown one that is critical is malformed. */
function extensionsOf(list: Uint8Array, known: ReadonlySet<string>): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const { value } of decodeTlvs(list, WHAT)) {
    const [id, ...rest] = decodeTlvs(value, WHAT);
    const octets = rest.pop();
    if (id?.tag !== 0x06 || octets?.tag !== 0x04) throw malformed(WHAT, "an extension of another form");
    const name = hex(id.value);
    if (rest.length > 0 && !known.has(name)) throw malformed(WHAT, "a critical extension that is not known");
    if (found.has(name)) throw malformed(WHAT, "an extension twice");
    found.set(name, octets.value);
  }
  return found;
}

const moment = (time: Tlv): number => readTime(time, WHAT);

const numberIn = (value: Uint8Array | undefined): bigint | undefined =>
  value && BigInt(`0x0${hex(decodeTlv(value, 0, WHAT).value)}`);
