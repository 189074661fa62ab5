import { CURRENT_EF } from "../../../device/wire/card-files.ts";
import type { Access, Chip, File } from "../files.ts";
import type { CardState } from "../state.ts";

/** A file of the kind asked for, with the state in which it is the current one. */
export interface Located<K extends File["is"]> {
  readonly refused?: undefined;
  readonly id: number;
  readonly file: Extract<File, { is: K }>;
  readonly state: CardState;
}

export interface Refused {
  readonly refused: "noCurrentEf" | "notFound" | "wrongFileType";
}

export const CURRENT = "current";

/** The EF that P2 of VERIFY and its kin names; `undefined` when it names none. */
export function target(p2: number): number | typeof CURRENT | undefined {
  if (p2 === CURRENT_EF) return CURRENT;
  return p2 > 0x80 && p2 <= 0x9e ? p2 & 0x1f : undefined;
}

/** A file addressed by short id becomes the current one, whatever comes of the command (ISO/IEC 7816-4 §7.2.3). */
export function locate<K extends File["is"]>(
  chip: Chip,
  state: CardState,
  which: number | typeof CURRENT,
  ...kinds: readonly K[]
): Located<K> | Refused {
  const id = which === CURRENT ? state.ef : which;
  if (id === null) return { refused: "noCurrentEf" };
  const file = chip.applets.get(state.application)?.files.get(id);
  if (!file) return { refused: "notFound" };
  if (!isOneOf(file, kinds)) return { refused: "wrongFileType" };
  return { id, file, state: { ...state, ef: id } };
}

const isOneOf = <K extends File["is"]>(file: File, kinds: readonly K[]): file is Extract<File, { is: K }> =>
  (kinds as readonly string[]).includes(file.is);

export const isOpen = (state: CardState, opens: Access): boolean =>
  opens === "free" || opens.some((reference) => state.verified.includes(reference));
