import { bytesIn, conceal, Withheld } from "./hidden.ts";
import type { Fields } from "./material.ts";

/** docs/reader-protocol.md: messages between host and reader, from their tables. */

const ITEMS = ["medicines", "checkups", "diagnoses", "operations", "specificDiseases"];
const METHODS = ["face", "pin", "staff", "iphone", "android"];
const SCREENS = [
  ...["idle", "placeCard", "chooseMethod", "readingCard", "lookAtCamera", "enterPin", "staffPassword", "consent"],
  ...["choosePrescription", "pleaseWait", "takeCard", "cardLeft", "failed", "holdPhone", "register", "updating"],
];
const REASONS = [
  ...["cancelledByPatient", "cancelledByHost", "cardTakenEarly", "timedOut", "noMethodLeft", "cardUnreadable"],
  ...["notMyNumberCard", "notAuthorised", "readerFault", "busy", "notRegistered", "restarted"],
];

const CAPABILITIES = ["attestation", "selfTest", "log", "update", "liveness", "registration", "limits"];

const PARTS = ["slot", "camera", "cardCamera", "panel", "store", "resultKey"];
const LOGGED = [
  ...["started", "restartedMidway", "completed", "ended", "methodFailed", "staffRefused", "selfTest", "updated"],
  ...["updateRefused", "badMessage"],
];
const UPDATE_REFUSED = [
  ...["unreadable", "wrongSignature", "otherModel", "notNewer", "tooLarge", "truncated", "outOfOrder", "wrongDigest"],
];

type Decode = (bytes: Buffer) => unknown;

const number =
  (length: number): Decode =>
  (bytes) =>
    bytes.length === length ? bytes.readUIntBE(0, length) : undefined;
const exactly =
  (length: number): Decode =>
  (bytes) =>
    bytes.length === length ? bytes : undefined;
const raw: Decode = (bytes) => bytes;
const text: Decode = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
/** A table counts from 1, or from where it says. */
const named =
  (names: readonly string[], first = 1): Decode =>
  (bytes) =>
    bytes.length === 1 ? names[(bytes[0] ?? 0) - first] : undefined;
const bits =
  (names: readonly string[]): Decode =>
  (bytes) => {
    const [byte = 0] = bytes;
    return bytes.length === 1 && byte >> names.length === 0 ? names.filter((_, bit) => byte & (1 << bit)) : undefined;
  };

interface Field {
  readonly tag: number;
  readonly name: string;
  readonly decode: Decode;
  readonly optional: boolean;
}

const field = (tag: number, name: string, decode: Decode): Field => ({ tag, name, decode, optional: false });
const optional = (tag: number, name: string, decode: Decode): Field => ({ tag, name, decode, optional: true });

const reception = field(0x80, "reception", number(4));
const method = field(0x81, "method", named(METHODS));
const outcome = (...names: readonly string[]) => field(0x81, "outcome", named(names));
const yesNo = named(["no", "yes"], 0);
const paper = named(["electronic", "paper"]);

/** Those that rules speak of; any other is passed over. */
const MESSAGES: Readonly<Record<number, readonly [name: string, ...fields: readonly Field[]]>> = {
  0xff20: ["hello", field(0x80, "version", number(2))],
  0xff21: [
    "begin",
    reception,
    field(0x81, "nonce", exactly(32)),
    field(0x82, "challenge", exactly(32)),
    field(0x83, "methods", bits(METHODS)),
    field(0x84, "consents", bits(ITEMS)),
    field(0x85, "language", named(["ja", "en"])),
    field(0x86, "askPrescription", yesNo),
    optional(0x87, "attempts", number(1)),
    optional(0x88, "patience", number(2)),
    optional(0x89, "facility", named(["hospital", "clinic", "dentalClinic", "pharmacy"])),
    optional(0x8a, "askRegistration", yesNo),
  ],
  0xff22: ["cancel", reception],
  0xff23: ["authority", reception, optional(0x81, "certificate", raw), optional(0x82, "signature", raw)],
  0xff50: [
    "identity",
    field(0x80, "version", number(2)),
    field(0x81, "maker", text),
    field(0x82, "model", text),
    field(0x83, "serial", text),
    field(0x84, "firmware", text),
    field(0x85, "methods", bits(METHODS)),
    field(0x86, "attestation", raw),
    optional(0x87, "capabilities", bits(CAPABILITIES)),
    optional(0x88, "languages", bits(["ja", "en"])),
    optional(0x89, "counter", number(4)),
  ],
  0xff51: ["cardPlaced"],
  0xff52: ["cardRemoved"],
  0xff53: ["prompt", reception, field(0x81, "screen", named(SCREENS))],
  0xff54: ["methodChosen", reception, method],
  0xff55: [
    "matched",
    reception,
    field(0x81, "attempt", number(1)),
    field(0x82, "outcome", named(["accepted", "refused", "noFace", "notLive"])),
    field(0x83, "score", number(2)),
    field(0x84, "attemptsLeft", number(1)),
    optional(0x85, "liveness", number(2)),
  ],
  0xff56: [
    "pinChecked",
    reception,
    outcome("verified", "wrong", "locked", "cancelled", "timedOut"),
    optional(0x82, "triesLeft", number(1)),
  ],
  0xff57: ["staffChecked", reception, outcome("confirmed", "refused")],
  0xff58: ["authorityWanted", reception, field(0x81, "challenge", raw)],
  0xff59: [
    "consentGiven",
    reception,
    field(0x81, "consents", bits(ITEMS)),
    optional(0x82, "manner", named(["together", "separately"])),
  ],
  0xff5a: ["prescriptionChosen", reception, field(0x81, "choice", paper)],
  0xff5b: [
    "completed",
    reception,
    method,
    field(0x82, "certificate", raw),
    field(0x83, "signature", raw),
    field(0x84, "consents", bits(ITEMS)),
    optional(0x85, "prescription", paper),
    optional(0x86, "proof", exactly(64)),
    optional(0x87, "registration", yesNo),
  ],
  0xff5c: ["ended", reception, field(0x81, "reason", named(REASONS))],
  0xff5d: ["cardLeft", reception],
  0xff5e: ["screenCode", field(0x80, "code", number(2))],
  0xff24: ["registration", reception, field(0x81, "state", named(["registered", "notRegistered"]))],
  0xff25: ["attest", field(0x80, "nonce", exactly(32))],
  0xff26: ["selfTest"],
  0xff27: ["readLog", field(0x80, "from", number(4))],
  0xff28: ["offerUpdate", field(0x80, "manifest", raw), field(0x81, "signature", exactly(64))],
  0xff29: ["updateChunk", field(0x80, "offset", number(4)), field(0x81, "bytes", raw)],
  0xff5f: [
    "captured",
    reception,
    field(0x81, "attempt", number(1)),
    field(0x82, "faces", named(["none", "one"], 0)),
    optional(0x83, "liveness", number(2)),
  ],
  0xff60: ["registrationWanted", reception, method, field(0x82, "certificate", raw)],
  0xff61: ["registrationChosen", reception, field(0x81, "choice", yesNo)],
  0xff62: [
    "attested",
    field(0x80, "serial", text),
    field(0x81, "firmware", text),
    field(0x82, "counter", number(4)),
    field(0x83, "chain", raw),
    optional(0x84, "proof", exactly(64)),
  ],
  0xff63: ["tested", field(0x80, "passed", bits(PARTS)), field(0x81, "failed", bits(PARTS))],
  0xff64: [
    "logEntry",
    field(0x80, "number", number(4)),
    field(0x81, "age", number(4)),
    field(0x82, "event", named(LOGGED)),
    optional(0x83, "detail", number(2)),
  ],
  0xff65: ["logEnd", field(0x80, "next", number(4))],
  0xff66: ["updateWanted", field(0x80, "offset", number(4)), field(0x81, "size", number(2))],
  0xff67: ["updated", field(0x80, "firmware", text), field(0x81, "counter", number(4))],
  0xff68: ["updateRefused", field(0x80, "reason", named(UPDATE_REFUSED))],
  0xff69: ["notDone", field(0x80, "tag", number(2)), field(0x81, "reason", named(["unknown", "malformed", "busy"]))],
};

export const MESSAGE_NAMES: readonly string[] = Object.values(MESSAGES).map(([name]) => name);

/** A message as `{is, …fields}`; nothing where it is malformed. */
export function readerMessage(said: unknown): Fields | undefined {
  const { buffer, holes } = bytesIn(said);
  const read = whole(buffer);
  for (const [from, to] of holes) {
    const place = read?.places.find(({ start, end }) => start <= from && to <= end);
    // Of a hidden text nobody knows whether it is one; of a hidden tag or length nothing is known at all.
    if (!read || !place || !Buffer.isBuffer(read.value[place.name])) throw new Withheld();
  }
  for (const { name, start, end } of read?.places ?? [])
    if (read && holes.some(([from, to]) => start <= from && to <= end)) conceal(read.value, name);
  return read?.value;
}

interface Whole {
  readonly value: Record<string, unknown>;
  /** Where in the bytes the value of a field stands. */
  readonly places: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

function whole(bytes: Buffer): Whole | undefined {
  const outer = tlv(bytes, 0);
  if (outer?.end !== bytes.length) return undefined;
  const message = MESSAGES[outer.tag];
  if (!message) return undefined;
  const [is, ...fields] = message;
  const value: Record<string, unknown> = { is };
  const places: { name: string; start: number; end: number }[] = [];
  const base = outer.end - outer.value.length;
  let place = 0;
  for (const { tag, name, decode, optional: mayLack } of fields) {
    const inner = place < outer.value.length ? tlv(outer.value, place) : undefined;
    if (place < outer.value.length && !inner) return undefined;
    if (inner?.tag !== tag) {
      if (!mayLack) return undefined;
      continue;
    }
    const decoded = decode(inner.value);
    if (decoded === undefined) return undefined;
    value[name] = decoded;
    places.push({ name, start: base + inner.end - inner.value.length, end: base + inner.end });
    place = inner.end;
  }
  return place === outer.value.length ? { value, places } : undefined;
}

/** BER-TLV with tags of one or two bytes and lengths of the fewest bytes. */
export function tlv(bytes: Buffer, from: number): { tag: number; value: Buffer; end: number } | undefined {
  const first = bytes[from];
  if (first === undefined) return undefined;
  const isLong = (first & 0x1f) === 0x1f;
  const second = bytes[from + 1] ?? 0;
  if (isLong && second >= 0x80) return undefined;
  const tag = isLong ? (first << 8) | second : first;
  let at = from + (isLong ? 2 : 1);
  let length = bytes[at++];
  if (length === undefined) return undefined;
  if (length >= 0x80) {
    const size = length & 0x7f;
    if (size < 1 || size > 3 || at + size > bytes.length) return undefined;
    length = bytes.readUIntBE(at, size);
    at += size;
    if (length < (size === 1 ? 0x80 : 1 << (8 * (size - 1)))) return undefined;
  }
  if (at + length > bytes.length) return undefined;
  return { tag, value: bytes.subarray(at, at + length), end: at + length };
}

/** The message without one of its fields: without that of its proof it is what the reader's key signs after the nonce. */
export function withoutField(tag: number, bytes: unknown): Buffer {
  const outer = tlv(Buffer.from(String(bytes), "hex"), 0);
  if (!outer) return Buffer.alloc(0);
  const kept: Buffer[] = [];
  for (let place = 0; place < outer.value.length;) {
    const inner = tlv(outer.value, place);
    if (!inner) break;
    if (inner.tag !== tag) kept.push(outer.value.subarray(place, inner.end));
    place = inner.end;
  }
  const body = Buffer.concat(kept);
  const { length } = body;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([outer.tag >> 8, outer.tag & 0xff, ...head]), body]);
}
