import { BENIGN } from "../../conformance/strength/benign.data.ts";
import { MUTANTS } from "../../conformance/strength/mutants.data.ts";
import type { CounterLie } from "../../simulator/counter.ts";
import { BEHIND_THE_COUNTER } from "../../simulator/faults/terminal-corners.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";
import type { Text } from "../say.ts";
import { type Variant, variantOf } from "./variants.ts";

const ELSEWHERE: readonly string[] = ["B-RDR-SLOW", "M-RDR-CAMERA-UNSEEN", ...Object.keys(BEHIND_THE_COUNTER)];

/** What a whole counter can be made to do otherwise, by name: the suite's mutants and legal variants of its three parts. */
export const COUNTER_LIES: ReadonlyMap<string, Text> = new Map(
  [...MUTANTS, ...BENIGN].flatMap(({ id, role, does }) =>
    // A late line to the reader is no door of the counter's, nor is the centre behind it, nor who watches a reader.
    (["reader", "terminal", "receipt"] as readonly string[]).includes(role) && !ELSEWHERE.includes(id)
      ? [[id, does]]
      : [],
  ),
);

/** All of these at once: one behind the other where they share a door. Of two receipt computers the later one stands there. */
export function counterLie(names: Iterable<string>, usual: CounterLie): CounterLie {
  const variants = [...names].map((name): Variant => variantOf(name)());
  const counters = [usual, ...variants.flatMap(({ counter }) => counter ?? [])];
  const readers = variants.flatMap(({ reader }) => reader ?? []);
  const receipt = variants.findLast((variant) => variant.receipt)?.receipt;
  return {
    reader: allOf(readers),
    line: (line, clock) => counters.reduce((inner, lie) => lie.line?.(inner, clock) ?? inner, line),
    terminalFolders: through(counters.flatMap(({ terminalFolders }) => terminalFolders ?? [])),
    onReceived: (received, folders) => counters.forEach(({ onReceived }) => onReceived?.(received, folders)),
    manner: Object.assign({}, ...counters.map(({ manner }) => manner)) as NonNullable<CounterLie["manner"]>,
    ...(receipt ? { receipt } : {}),
  };
}

const allOf = (lies: readonly ReaderLie[]): ReaderLie => ({
  ...lies.reduce<ReaderLie>((sum, lie) => ({ ...sum, ...lie }), {}),
  slot: (slot, clock) => lies.reduce((inner, lie) => lie.slot?.(inner, clock) ?? inner, slot),
  panel: through(lies.flatMap(({ panel }) => panel ?? [])),
  matcher: through(lies.flatMap(({ matcher }) => matcher ?? [])),
  device: (device, key, clock) => lies.reduce((inner, lie) => lie.device?.(inner, key, clock) ?? inner, device),
  machine: through(lies.flatMap(({ machine }) => machine ?? [])),
});

const through =
  <T>(doors: readonly ((inner: T) => T)[]) =>
  (innermost: T): T =>
    doors.reduce((inner, door) => door(inner), innermost);
