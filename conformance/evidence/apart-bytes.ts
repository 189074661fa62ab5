import { decodeCommand } from "../../device/wire/apdu.ts";
import { decodeFace, FACE_DECLARATIONS } from "../../device/wire/face.ts";
import { decodeTlv } from "../../device/wire/tlv.ts";
import { CARD_FIELDS } from "./shown.data.ts";
import { type Span, whole } from "./span.ts";

/** Of a message between host and reader: what comes from the patient's card. Of one that cannot be read, all of it. */
export function messageSpans(bytes: Uint8Array): readonly Span[] {
  const message = read(() => decodeFace(bytes));
  if (!message) return whole(bytes);
  const apart = CARD_FIELDS[message.is] ?? [];
  const fields = Object.entries(FACE_DECLARATIONS[message.is].fields);
  const tags = fields.flatMap(([name, { tag }]) => (apart.includes(name) ? [tag] : []));
  const { end, value } = decodeTlv(bytes);
  const spans: Span[] = [];
  for (let at = end - value.length; at < end;) {
    const field = decodeTlv(bytes, at);
    if (tags.includes(field.tag) && field.value.length > 0)
      spans.push({ from: field.end - field.value.length, to: field.end });
    at = field.end;
  }
  return spans;
}

const SELECT = 0xa4;

/** Of a command to the card: its data, but for what it selects. */
export function commandSpans(bytes: Uint8Array): readonly Span[] {
  const command = read(() => decodeCommand(bytes));
  if (!command) return whole(bytes);
  const { cla, ins, data, extended } = command;
  if (!data || (cla === 0 && ins === SELECT)) return [];
  const from = extended ? 7 : 5;
  return [{ from, to: from + data.length }];
}

/** Of a response: all before the status word. */
export const responseSpans = (bytes: Uint8Array): readonly Span[] =>
  bytes.length < 2 ? whole(bytes) : bytes.length === 2 ? [] : [{ from: 0, to: bytes.length - 2 }];

/** Nothing where it cannot be read. */
export function read<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
