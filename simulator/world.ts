import { DeviceError } from "../device/errors.ts";
import type { Cancel, Clock, Random } from "../device/ports.ts";

/** A clock with nothing behind it but the next timer: years in milliseconds, and the same order of events every time. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  /** Runs `work`, moving time from timer to timer while nothing real is open, until `work` and what is real have ended. */
  run<T>(work: Promise<T>): Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly act: () => void;
}

/** 2026-04-01 09:00 JST, a Wednesday: a clinic opens. Microseconds. */
export const OPENING = Date.UTC(2026, 3, 1, 0, 0, 0) * 1000;

export function virtualWorld(seed: number, start = OPENING): World {
  let now = start;
  let order = 0;
  let open = 0;
  let wake: (() => void) | undefined;
  const timers: Timer[] = [];

  const clock: Clock = {
    source: "virtual",
    uncertainty: 0,
    now: () => now,
    after(milliseconds, act): Cancel {
      const timer: Timer = { at: now + Math.max(0, Math.round(milliseconds * 1000)), order: order++, act };
      insert(timers, timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    },
    async real(work) {
      open++;
      try {
        return await work;
      } finally {
        open--;
        wake?.();
      }
    },
  };

  const untilRealWorkEnds = () => new Promise<void>((resolve) => (wake = resolve));

  return {
    clock,
    random: seededRandom(seed),
    async run(work) {
      const progress = { ended: false };
      const result = work.finally(() => {
        progress.ended = true;
        wake?.();
      });
      // Its rejection is the caller's; this loop only needs to know that it ended.
      result.catch(() => undefined);
      for (;;) {
        await quiet();
        // Also at the end: what the disk is still about was begun before, and is seen by whoever looks next, on a fast disk or a slow one.
        if (open > 0) {
          await untilRealWorkEnds();
          continue;
        }
        if (progress.ended) return result;
        const next = timers.shift();
        if (!next)
          throw new DeviceError("suite.broken", { why: "everything in the virtual world waits and no timer is set" });
        now = next.at;
        next.act();
      }
    },
  };
}

/** Lets every promise that can settle without time or real work settle. */
const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Sorted by time, then by who asked first. */
function insert(timers: Timer[], timer: Timer): void {
  let at = timers.length;
  while (at > 0 && (timers[at - 1]?.at ?? 0) > timer.at) at--;
  timers.splice(at, 0, timer);
}

/** xoshiro128** on a seed spread by splitmix32: integer arithmetic only, so the same on every machine. Not for keys. */
export function seededRandom(seed: number): Random & { next(): number } {
  let mix = seed >>> 0;
  const spread = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  const state = [spread(), spread(), spread(), spread()] as [number, number, number, number];
  const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  /** 32 bits. */
  const next = () => {
    const result = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return result;
  };
  return {
    next,
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i++) bytes[i] = next() >>> 24;
      return bytes;
    },
  };
}
