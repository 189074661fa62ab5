import { randomInt } from "node:crypto";
import { systemClock } from "../device/io/system-clock.ts";
import type { Cancel } from "../device/ports.ts";
import { seededRandom, type World } from "../simulator/world.ts";

/** Seeds are of 32 bits. */
const SEEDS = 2 ** 32;

/** The world outside, for parts that run until they are told to end. */
export interface RealTime {
  readonly world: World;
  /** Forgets everything that was going to happen, so that nothing keeps the program from ending. */
  stop(): void;
}

/** In a container a process is called the same each time: what it draws must not be, where others remember it. */
export function realTime(seed: number = randomInt(SEEDS)): RealTime {
  const clock = systemClock();
  const pending = new Set<Cancel>();
  let stopped = false;
  return {
    world: {
      random: seededRandom(seed),
      run: (work) => work,
      clock: {
        ...clock,
        after(milliseconds, act) {
          if (stopped) return () => undefined;
          const forget = clock.after(milliseconds, () => {
            pending.delete(cancel);
            act();
          });
          const cancel = () => {
            pending.delete(cancel);
            forget();
          };
          pending.add(cancel);
          return cancel;
        },
      },
    },
    stop() {
      stopped = true;
      for (const cancel of [...pending]) cancel();
    },
  };
}
