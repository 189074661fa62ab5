import { z } from "zod";
import { NETWORK, type NetworkShown } from "../../device/control/network.ts";
import type { Records } from "../../simulator/central/records.ts";
import { get, put, readable, type Shelf } from "../../simulator/central/shelf.ts";
import type { Line } from "../../simulator/network/closed-network.ts";

/** A line that was let in beforehand. */
export interface NamedLine {
  readonly line: string;
  readonly institutionCode: string;
}
type Entry = NetworkShown["log"][number];

interface KeptLines {
  /** Which lines were named when these were first let in. */
  readonly named: readonly NamedLine[];
  readonly lines: readonly Line[];
}
const LINES: Shelf<KeptLines> = {
  name: "network-lines",
  holds: z.strictObject({
    named: z.array(z.strictObject({ line: z.string(), institutionCode: z.string() })),
    lines: NETWORK.shape.lines,
  }),
};

/** Attempts that are still told: as many places, which are written over in turn. */
const KEPT = 1000;
const ATTEMPTS: Shelf<{ readonly count: number; readonly entry: Entry }> = {
  name: "network-log",
  holds: z.strictObject({ count: z.int(), entry: NETWORK.shape.log.unwrap().element }),
};

export interface KeptNetwork {
  /** As they stood when they were last kept, where the same lines are named as then. */
  readonly lines: readonly Line[];
  /** The attempts of before, oldest first. */
  readonly log: readonly Entry[];
  /** Resolves once it outlasts the process. */
  keepLines(lines: readonly Line[]): Promise<void>;
  note(entry: Entry): Promise<void>;
}

/** The closed network where the central system keeps what it keeps: a line that was shut is not let in because a process ended. */
export async function keptNetwork(records: Records, named: readonly NamedLine[]): Promise<KeptNetwork> {
  const before = await get(records, LINES, "all");
  const goesOn = before !== undefined && written(before.named) === written(named);
  const attempts = (await records.list(ATTEMPTS.name, ""))
    .flatMap(({ value }) => readable(ATTEMPTS, value) ?? [])
    .toSorted((one, other) => one.count - other.count);
  let count = attempts.at(-1)?.count ?? 0;
  return {
    lines: goesOn ? before.lines : named.map((one) => ({ ...one, open: true })),
    log: attempts.map(({ entry }) => entry),
    keepLines: (lines) => records.write([put(LINES, "all", { named, lines })]),
    note(entry) {
      count += 1;
      return records.write([put(ATTEMPTS, String(count % KEPT), { count, entry })]);
    },
  };
}

const written = (named: readonly NamedLine[]) =>
  named
    .map(({ line, institutionCode }) => `${line}=${institutionCode}`)
    .toSorted()
    .join();
