import type { DeviceError } from "../device/errors.ts";
import type { Cancel, Clock } from "../device/ports.ts";

/**
 * Milliseconds of real time, whatever time the bench keeps: the longest a run waits for what is not its own. Where a person clears
 * the counter before a case, opening takes a person's time.
 */
export const WALL = { open: 60_000, openByHand: 600_000, steps: 600_000, close: 10_000 } as const;

/** A deadline by a clock outside the bench. Without a clock it never passes. */
export interface Deadline {
  /** Rejects when the time is up. */
  readonly passed: Promise<never>;
  /** The whole time again. */
  restart(): void;
  /** Time does not count until `go`, which goes on with what was left. */
  hold(): void;
  go(): void;
  stop(): void;
}

export function deadline(clock: Clock | undefined, milliseconds: number, fault: () => DeviceError): Deadline {
  let fail: (error: DeviceError) => void = () => undefined;
  const passed = new Promise<never>((_, reject) => (fail = reject));
  passed.catch(() => undefined);
  let over = false;
  let left = milliseconds;
  let since = 0;
  let forget: Cancel | undefined;
  const start = () => {
    since = clock?.now() ?? 0;
    forget = clock?.after(left, () => fail(fault()));
  };
  const hold = () => {
    if (!forget) return;
    forget();
    forget = undefined;
    left -= ((clock?.now() ?? 0) - since) / 1000;
  };
  start();
  return {
    passed,
    hold,
    go: () => {
      if (!forget && !over) start();
    },
    restart() {
      forget?.();
      left = milliseconds;
      start();
    },
    stop() {
      over = true;
      forget?.();
      forget = undefined;
    },
  };
}

/** Settles as `work` does, or with the fault when that takes too long; what comes of `work` later is nobody's. */
export async function inTime<T>(
  work: Promise<T>,
  wall: Clock | undefined,
  milliseconds: number,
  fault: () => DeviceError,
): Promise<T> {
  const limit = deadline(wall, milliseconds, fault);
  try {
    return await Promise.race([work, limit.passed]);
  } finally {
    limit.stop();
  }
}
