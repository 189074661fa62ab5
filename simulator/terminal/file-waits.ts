import type { Clock } from "../../device/ports.ts";
import { equal } from "../../device/wire/bytes.ts";

interface Wait {
  readonly bytes: Uint8Array | undefined;
  /** When these bytes, and when the file, was first seen. Microseconds. */
  readonly since: number;
  readonly first: number;
}

/** How long files have been lying in a folder. */
export function fileWaits(clock: Clock) {
  const waits = new Map<string, Wait>();
  return {
    /** For how many milliseconds these bytes, and the file, have been there; a file that cannot be read has no bytes. */
    see(name: string, bytes: Uint8Array | undefined): { settled: number; total: number } {
      const now = clock.now();
      const before = waits.get(name);
      const first = before?.first ?? now;
      const since = before && isSame(before.bytes, bytes) ? before.since : now;
      waits.set(name, { bytes, since, first });
      return { settled: (now - since) / 1000, total: (now - first) / 1000 };
    },
    forget: (name: string): void => void waits.delete(name),
    /** Forgets all others. */
    keep(names: ReadonlySet<string>): void {
      for (const name of waits.keys()) if (!names.has(name)) waits.delete(name);
    },
  };
}

const isSame = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one && other ? equal(one, other) : one === other;
