import type { DeviceError } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";

/** Milliseconds of real time, whatever time the bench keeps: the longest a run waits for what is not its own. */
export const WALL = { open: 60_000, steps: 600_000, close: 10_000 } as const;

/** A deadline by a clock outside the bench. Without a clock it never passes. */
export interface Deadline {
  /** Rejects when the time is up. */
  readonly passed: Promise<never>;
  /** The whole time again. */
  restart(): void;
  stop(): void;
}

export function deadline(wall: Clock | undefined, milliseconds: number, fault: () => DeviceError): Deadline {
  let fail: (error: DeviceError) => void = () => undefined;
  const passed = new Promise<never>((_, reject) => (fail = reject));
  passed.catch(() => undefined);
  const start = () => wall?.after(milliseconds, () => fail(fault()));
  let forget = start();
  return {
    passed,
    restart() {
      forget?.();
      forget = start();
    },
    stop: () => forget?.(),
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
