import type { Application } from "../../device/wire/card-files.ts";
import { ANSWERS, type AnswerRow } from "../../simulator/card/answers.data.ts";

/** A command APDU as the fuzz reads it, by code of its own. */
export interface Sent {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data: Uint8Array;
  /** Bytes asked for; none when the command has no Le. */
  readonly le: number | undefined;
  readonly extended: boolean;
}

/** ISO/IEC 7816-3 §12.1.3, by counting: none of the seven cases means no command. */
export function readSent(bytes: Uint8Array): Sent | undefined {
  const n = bytes.length;
  if (n < 4) return undefined;
  const at = (i: number) => bytes[i] ?? 0;
  const made = (from: number, lc: number, le: number | undefined, extended: boolean): Sent => ({
    cla: at(0),
    ins: at(1),
    p1: at(2),
    p2: at(3),
    data: bytes.subarray(from, from + lc),
    le,
    extended,
  });
  if (n === 4) return made(4, 0, undefined, false);
  if (n === 5) return made(5, 0, at(4) || 0x100, false);
  if (at(4) !== 0) {
    const lc = at(4);
    if (n === 5 + lc) return made(5, lc, undefined, false);
    return n === 6 + lc ? made(5, lc, at(n - 1) || 0x100, false) : undefined;
  }
  if (n < 7) return undefined;
  const long = at(5) * 256 + at(6);
  if (n === 7) return made(7, 0, long || 0x10000, true);
  if (long === 0) return undefined;
  if (n === 7 + long) return made(7, long, undefined, true);
  return n === 9 + long ? made(7, long, at(n - 2) * 256 + at(n - 1) || 0x10000, true) : undefined;
}

interface Compiled {
  readonly row: AnswerRow;
  readonly fits: (sent: Sent, where: Application) => boolean;
}

/** Rows that may be meant by a class and instruction, in their order. */
const byHeader = new Map<number, readonly Compiled[]>();

/** The rows whose header, lengths and place fit, in the table's order. */
export function* rowsFor(sent: Sent, where: Application): Generator<AnswerRow> {
  const at = sent.cla * 256 + sent.ins;
  let rows = byHeader.get(at);
  if (!rows) {
    rows = ANSWERS.filter(({ cla, ins }) => set(cla, 16)(sent.cla) && set(ins, 16)(sent.ins)).map(compiled);
    byHeader.set(at, rows);
  }
  for (const { row, fits } of rows) if (fits(sent, where)) yield row;
}

export const NO_COMMAND = ANSWERS.find(({ when }) => when.includes("not a command"));

function compiled(row: AnswerRow): Compiled {
  const [p1, p2, data] = [set(row.p1, 16), set(row.p2, 16), set(row.data, 10)];
  const le = LE[row.le];
  return {
    row,
    fits: (sent, where) =>
      p1(sent.p1) &&
      p2(sent.p2) &&
      data(sent.data.length) &&
      le(sent) &&
      (row.where === "*" || row.where.includes(where)),
  };
}

const LE: Readonly<Record<AnswerRow["le"], (sent: Sent) => boolean>> = {
  "*": () => true,
  "none": ({ le }) => le === undefined,
  "some": ({ le }) => le !== undefined,
  "extended": ({ le, extended }) => le !== undefined && extended,
};

const sets = new Map<string, (value: number) => boolean>();

/** `*`, `00,04`, `10-7F`, `^00`. */
function set(text: string, base: 10 | 16): (value: number) => boolean {
  const key = `${base} ${text}`;
  const known = sets.get(key);
  if (known) return known;
  const except = text.startsWith("^");
  const ranges = text
    .replace("^", "")
    .split(",")
    .map((range) => range.split("-").map((end) => parseInt(end, base)));
  const member =
    text === "*"
      ? () => true
      : (value: number) => ranges.some(([low = 0, high = low]) => value >= low && value <= high) !== except;
  sets.set(key, member);
  return member;
}
