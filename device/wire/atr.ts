import { concat, hex, xor } from "./bytes.ts";
import type { Codec, Reader } from "./codec.ts";

/**
 * Answer to reset (ISO/IEC 7816-3 §8.2): what a card says of itself when it is powered. A group of interface bytes holds what
 * one T0 or TD byte announced; an absent byte is absent, not zero.
 */
export interface Atr {
  readonly convention: "direct" | "inverse";
  readonly groups: readonly InterfaceBytes[];
  readonly historical: Uint8Array;
  /** There is a check byte TCK. It is left out when T=0 is the only protocol (§8.2.5). */
  readonly check: boolean;
}

export interface InterfaceBytes {
  readonly ta?: number;
  readonly tb?: number;
  readonly tc?: number;
  /** The low half of the TD byte that follows: a protocol, or 15 for global bytes. Absent in the last group. */
  readonly next?: number;
}

const CONVENTION = { direct: 0x3b, inverse: 0x3f } as const;

export const atr: Codec<Atr> = {
  write({ convention, groups, historical, check }) {
    if (historical.length > 15) throw new RangeError(`${historical.length} historical bytes do not fit an ATR`);
    const bytes: number[] = [];
    let low = historical.length;
    for (const group of groups) {
      bytes.push((announced(group) << 4) | low);
      for (const byte of [group.ta, group.tb, group.tc]) if (byte !== undefined) bytes.push(byte);
      low = group.next ?? 0;
    }
    const body = concat(Uint8Array.from(bytes), historical);
    return concat(Uint8Array.of(CONVENTION[convention]), body, check ? Uint8Array.of(xor(body)) : new Uint8Array(0));
  },
  read(from) {
    const ts = from.take(1)[0];
    if (ts !== CONVENTION.direct && ts !== CONVENTION.inverse) from.fail("TS is neither 3B nor 3F");
    const start = from.at;
    const { groups, low } = readGroups(from);
    const historical = from.take(low).slice();
    const check = needsCheck(groups);
    if (check) {
      from.take(1);
      if (xor(from.bytes.subarray(start, from.at)) !== 0) from.fail("TCK is wrong");
    }
    return { convention: ts === CONVENTION.direct ? "direct" : "inverse", groups, historical, check };
  },
};

/** The protocols a card offers, in its order; T=0 when it names none (§8.2.3). */
export function protocolsOf({ groups }: Atr): readonly number[] {
  const named = groups.flatMap(({ next }) => (next === undefined || next === 15 ? [] : [next]));
  return named.length > 0 ? [...new Set(named)] : [0];
}

/** Longest information field the card takes over T=1: the first TA after TD for T=1 (§11.4.2), 32 when it does not say. */
export function ifscOf({ groups }: Atr): number {
  const at = groups.findIndex((_, index) => index >= 2 && groups[index - 1]?.next === 1);
  return groups[at]?.ta ?? 32;
}

/** One line for a person. */
export function showAtr(value: Atr): string {
  const protocols = protocolsOf(value).map((protocol) => `T=${protocol}`);
  const groups = value.groups.map((group, index) =>
    (["ta", "tb", "tc"] as const)
      .flatMap((name) => (group[name] === undefined ? [] : `${name.toUpperCase()}${index + 1} ${byte(group[name])}`))
      .join(" "),
  );
  const historical = value.historical.length > 0 ? `historical ${hex(value.historical)}` : "no historical bytes";
  return [value.convention, protocols.join(" "), ...groups.filter(Boolean), historical].join(" · ");
}

const byte = (value: number) => value.toString(16).padStart(2, "0");

function announced({ ta, tb, tc, next }: InterfaceBytes): number {
  return [ta, tb, tc, next].reduce<number>((bits, field, index) => bits | (field === undefined ? 0 : 1 << index), 0);
}

function readGroups(from: Reader): { groups: InterfaceBytes[]; low: number } {
  const groups: InterfaceBytes[] = [];
  const [t0 = 0] = from.take(1);
  let indicator = t0;
  for (;;) {
    const optional = (bit: number) => (indicator & bit ? from.take(1)[0] : undefined);
    const [ta, tb, tc, td] = [optional(0x10), optional(0x20), optional(0x40), optional(0x80)];
    groups.push({
      ...(ta === undefined ? {} : { ta }),
      ...(tb === undefined ? {} : { tb }),
      ...(tc === undefined ? {} : { tc }),
      ...(td === undefined ? {} : { next: td & 0x0f }),
    });
    if (td === undefined) return { groups, low: t0 & 0x0f };
    indicator = td;
  }
}

const needsCheck = (groups: readonly InterfaceBytes[]) => groups.some(({ next }) => next !== undefined && next !== 0);
