import { bytesIn, Hidden, shown, stretch, Withheld } from "./hidden.ts";
import type { TraceEvent } from "./material.ts";

/** docs/evidence.md, "Card commands". */

export interface Sighting {
  readonly seq: number;
  readonly at: number;
  readonly value: unknown;
}

export interface Exchange {
  readonly application: string;
  readonly file: number | undefined;
  readonly response: { readonly sw: number; readonly data: Buffer | Hidden };
  readonly command: Apdu;
}

interface Apdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Buffer | Hidden;
  readonly le?: number;
}

const APPLICATIONS: readonly (readonly [name: string, aid: string])[] = [
  ["jpki", "d392f000260100000001"],
  ["visual", "d3921000310001010402"],
  ["text", "d3921000310001010408"],
  ["juki", "d3921000310001010401"],
  ["common", "d3921000310001010100"],
  ["cardManager", "a0000001510000"],
];

export function exchanges(events: readonly TraceEvent[]): (Sighting & { readonly value: Exchange })[] {
  const found: (Sighting & { readonly value: Exchange })[] = [];
  const reset = { application: "cardManager", file: undefined as number | undefined };
  let state = reset;
  let pending: { event: TraceEvent; command: Apdu } | undefined;
  let more = false;
  for (const event of events) {
    if (event.channel !== "card") continue;
    if (["reset", "removed", "inserted"].includes(event.is)) {
      [state, pending, more] = [reset, undefined, false];
    } else if (event.is === "command") {
      const command = apdu(event["bytes"]);
      pending = command && { event, command };
    } else if (event.is === "response" && pending) {
      const { command, event: asked } = pending;
      pending = undefined;
      const source = bytesIn(event["bytes"]);
      const end = source.buffer.length - 2;
      if (end < 0) continue;
      const response = { sw: shown(stretch(source, end, end + 2)).readUInt16BE(0), data: stretch(source, 0, end) };
      const before = more && command.cla === 0 && command.ins === 0xc0 ? found.at(-1) : undefined;
      more = response.sw >> 8 === 0x61;
      if (before) {
        const data = joined(before.value.response.data, response.data);
        found[found.length - 1] = { ...before, value: { ...before.value, response: { sw: response.sw, data } } };
        continue;
      }
      const chosen = chosenFile(command);
      const file = chosen ?? referenced(command) ?? state.file;
      found.push({ seq: asked.seq, at: asked.at, value: { application: state.application, file, response, command } });
      if (response.sw !== 0x9000 && response.sw >> 8 !== 0x61) continue;
      const aid = selectedAid(command);
      if (aid !== undefined) state = { application: applicationOf(aid), file: undefined };
      else if (chosen !== undefined) state = { ...state, file: chosen };
    }
  }
  return found;
}

const joined = (a: Buffer | Hidden, b: Buffer | Hidden): Buffer | Hidden =>
  a instanceof Hidden ? a : b instanceof Hidden ? b : Buffer.concat([a, b]);

function apdu(hex: unknown): Apdu | undefined {
  const source = bytesIn(hex);
  const read = wholeApdu(source.buffer);
  const [start, end] = read?.at ?? [0, 0];
  // Of what is hidden in anything but its data nothing is known.
  if (source.holes.some(([from, to]) => from < start || to > end)) throw new Withheld();
  return read?.at ? { ...read.command, data: stretch(source, start, end) } : read?.command;
}

interface Parsed {
  readonly command: Apdu;
  /** Where its data stand. */
  readonly at?: readonly [start: number, end: number];
}

function wholeApdu(bytes: Buffer): Parsed | undefined {
  if (bytes.length < 4) return undefined;
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes;
  const head = { cla, ins, p1, p2 };
  const body = bytes.subarray(4);
  if (body.length === 0) return { command: head };
  if (body.length === 1) return { command: { ...head, le: body[0] || 256 } };
  const isLong = body[0] === 0;
  if (isLong && body.length < 3) return undefined;
  const start = isLong ? 3 : 1;
  const length = isLong ? body.readUInt16BE(1) : (body[0] ?? 0);
  if (isLong && body.length === 3) return { command: { ...head, le: length || 65_536 } };
  if (length === 0) return undefined;
  const data = body.subarray(start, start + length);
  const left = body.subarray(start + length);
  if (data.length < length) return undefined;
  const at = [4 + start, 4 + start + length] as const;
  if (left.length === 0) return { command: head, at };
  if (left.length !== (isLong ? 2 : 1)) return undefined;
  return { command: { ...head, le: left.readUIntBE(0, left.length) || (isLong ? 65_536 : 256) }, at };
}

const plainP2 = (p2: number) => p2 === 0x00 || p2 === 0x0c;

function selectedAid({ cla, ins, p1, p2, data }: Apdu): string | undefined {
  return cla === 0 && ins === 0xa4 && p1 === 0x04 && plainP2(p2) ? shown(data)?.toString("hex") : undefined;
}

function applicationOf(aid: string): string {
  const exact = APPLICATIONS.find(([, whole]) => whole === aid);
  return (exact ?? APPLICATIONS.find(([, whole]) => whole.startsWith(aid)))?.[0] ?? "unknown";
}

/** The file that a command makes the current one. */
function chosenFile(command: Apdu): number | undefined {
  const { cla, ins, p1, p2, data } = command;
  if (is("SELECT EF", command)) return shown(data)?.readUInt16BE(0);
  if (is("READ BINARY (SFI)", command)) return p1 & 0x1f || undefined;
  const isRecord = cla === 0 && ins === 0xb2 && (p2 & 0x07) === 0x04 && !data && command.le !== undefined;
  return isRecord ? p2 >> 3 || undefined : undefined;
}

/** The file or key that a command names for itself alone. */
function referenced(command: Apdu): number | undefined {
  const names =
    is("VERIFY", command) || is("VERIFY (retry query)", command) || is("COMPUTE DIGITAL SIGNATURE", command);
  return names && command.p2 > 0x80 ? command.p2 & 0x1f : undefined;
}

/** What was read of a file block by block, put together; zeros where nothing was. */
export function bytesRead(events: readonly TraceEvent[], application: string, file: number): Buffer {
  const bytes: number[] = [];
  for (const { value } of exchanges(events)) {
    const { command, response } = value;
    const isOfFile = value.application === application && value.file === file;
    if (!isOfFile || response.sw !== 0x9000 || !is("READ BINARY", command)) continue;
    shown(response.data).forEach((byte, i) => (bytes[((command.p1 << 8) | command.p2) + i] = byte));
  }
  return Buffer.from(Array.from(bytes, (byte: number | undefined) => byte ?? 0));
}

/** Commands that rules name. */
export const COMMANDS: readonly string[] = [
  ...["SELECT EF", "READ BINARY", "READ BINARY (SFI)", "VERIFY", "VERIFY (retry query)", "COMPUTE DIGITAL SIGNATURE"],
  "GET CHALLENGE",
];

/** Whether a command is one of those that rules name. */
export function is(name: string, { cla, ins, p1, p2, data, le }: Apdu): boolean {
  switch (name) {
    case "SELECT EF":
      return cla === 0 && ins === 0xa4 && p1 === 0x02 && plainP2(p2) && shown(data)?.length === 2;
    case "READ BINARY":
      return cla === 0 && ins === 0xb0 && p1 < 0x80 && !data && le !== undefined;
    case "READ BINARY (SFI)":
      return cla === 0 && ins === 0xb0 && (p1 & 0xe0) === 0x80 && !data && le !== undefined;
    case "VERIFY":
      return cla === 0 && ins === 0x20 && p1 === 0 && data !== undefined;
    case "VERIFY (retry query)":
      return cla === 0 && ins === 0x20 && p1 === 0 && !data;
    case "COMPUTE DIGITAL SIGNATURE":
      return cla === 0x80 && ins === 0x2a && data !== undefined;
    case "GET CHALLENGE":
      return cla === 0 && ins === 0x84 && p1 === 0 && p2 === 0 && !data && le !== undefined;
    default:
      throw new RangeError(`unknown command ${name}`);
  }
}

const OUTCOMES: Readonly<Record<string, string>> = {
  "SELECT EF": "selected",
  "READ BINARY": "read",
  "READ BINARY (SFI)": "read",
  "COMPUTE DIGITAL SIGNATURE": "signed",
  "VERIFY": "verified",
  "GET CHALLENGE": "challenge",
};

/** Exchanges of one command, with what rules ask of it. */
export const exchangesOf = (name: string, events: readonly TraceEvent[]): Sighting[] =>
  exchanges(events)
    .filter(({ value }) => is(name, value.command))
    .map((sighting) => {
      const { command, response } = sighting.value;
      const outcome = response.sw === 0x9000 ? OUTCOMES[name] : undefined;
      const answer = outcome === undefined ? {} : { answer: { outcome } };
      return { ...sighting, value: { ...sighting.value, request: { mode: command.p1 }, ...answer } };
    });
