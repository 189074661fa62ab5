import { malformed } from "../device/errors.ts";
import { fromAscii } from "../device/wire/bytes.ts";
import type { Tlv } from "../device/wire/tlv.ts";

const UTC = 0x17;
const GENERALIZED = 0x18;

export const isTime = ({ tag }: Pick<Tlv, "tag">): boolean => tag === UTC || tag === GENERALIZED;

/** UTCTime and GeneralizedTime to the second, as RFC 5280 has them. Microseconds since 1970; throws `peer.malformed`. */
export function readTime({ tag, value }: Tlv, what: string): number {
  const text = fromAscii(value);
  const whole = tag === UTC ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(whole) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (!isTime({ tag }) || Number.isNaN(at)) throw malformed(what, "a date of another form");
  return at * 1000;
}
