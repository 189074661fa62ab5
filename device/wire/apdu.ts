import { malformed } from "../errors.ts";
import { concat, EMPTY } from "./bytes.ts";

/**
 * A command APDU as it stood on the wire (ISO/IEC 7816-4 §5.2). Nothing is defaulted: no `data` is not empty data, no `le` is
 * not Le = 0; `le` counts bytes (256 and 65,536 for the all-zero codings); `extended` tells which length coding was used.
 */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Uint8Array;
  readonly le?: number;
  readonly extended?: boolean;
}

export interface ResponseApdu {
  readonly data: Uint8Array;
  /** SW1 SW2 as one number, 0x9000. */
  readonly sw: number;
}

const u16 = (value: number) => Uint8Array.of(value >> 8, value & 0xff);

export function encodeCommand(command: CommandApdu): Uint8Array {
  const { cla, ins, p1, p2, data, le, extended = false } = command;
  const longest = extended ? 0xffff : 0xff;
  if ([cla, ins, p1, p2].some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 0xff))
    throw new RangeError(`${cla} ${ins} ${p1} ${p2} are not four bytes`);
  if (data && (data.length === 0 || data.length > longest))
    throw new RangeError(`Lc ${data.length} is not 1 to ${longest}`);
  if (le !== undefined && (le < 1 || le > longest + 1)) throw new RangeError(`Le ${le} is not 1 to ${longest + 1}`);
  const head = Uint8Array.of(cla, ins, p1, p2);
  if (!extended) {
    return concat(
      head,
      data ? Uint8Array.of(data.length) : EMPTY,
      data ?? EMPTY,
      le === undefined ? EMPTY : Uint8Array.of(le & 0xff),
    );
  }
  if (!data && le === undefined) throw new RangeError("an extended command has data or Le");
  const lc = data ? concat(Uint8Array.of(0), u16(data.length), data) : Uint8Array.of(0);
  return concat(head, lc, le === undefined ? EMPTY : u16(le & 0xffff));
}

export function decodeCommand(bytes: Uint8Array): CommandApdu {
  const what = "command APDU";
  if (bytes.length < 4) throw malformed(what, `4 bytes wanted, ${bytes.length} found`, bytes.length);
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, first] = bytes;
  const head = { cla, ins, p1, p2 };
  if (first === undefined) return head;
  if (bytes.length === 5) return { ...head, le: first || 256 };
  if (first !== 0) return { ...head, ...tail(bytes, 5, first, 1) };
  const long = ((bytes[5] ?? 0) << 8) | (bytes[6] ?? 0);
  if (bytes.length < 7) throw malformed(what, "an extended length takes three bytes", 4);
  if (bytes.length === 7) return { ...head, le: long || 65_536, extended: true };
  if (long === 0) throw malformed(what, "extended Lc is zero", 5);
  return { ...head, ...tail(bytes, 7, long, 2), extended: true };
}

function tail(bytes: Uint8Array, start: number, lc: number, leSize: 1 | 2): { data: Uint8Array; le?: number } {
  const data = bytes.slice(start, start + lc);
  const left = bytes.length - start - lc;
  if (left === 0) return { data };
  if (left !== leSize) throw malformed("command APDU", `Lc says ${lc}, ${bytes.length - start} bytes follow`, start);
  const le = leSize === 1 ? bytes[start + lc] : ((bytes[start + lc] ?? 0) << 8) | (bytes[start + lc + 1] ?? 0);
  return { data, le: le || (leSize === 1 ? 256 : 65_536) };
}

export const encodeResponse = ({ data, sw }: ResponseApdu): Uint8Array => concat(data, u16(sw));

export function decodeResponse(bytes: Uint8Array): ResponseApdu {
  if (bytes.length < 2) throw malformed("response APDU", `2 bytes wanted, ${bytes.length} found`, bytes.length);
  const end = bytes.length - 2;
  return { data: bytes.slice(0, end), sw: ((bytes[end] ?? 0) << 8) | (bytes[end + 1] ?? 0) };
}
