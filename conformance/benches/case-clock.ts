import type { Cancel, Clock } from "../../device/ports.ts";

/** The same time for one case alone: what is still waited for when the case is over never happens, and keeps no program running. */
export function caseClock(clock: Clock): Clock & { stop(): void } {
  const waiting = new Set<Cancel>();
  let stopped = false;
  return {
    source: clock.source,
    uncertainty: clock.uncertainty,
    now: () => clock.now(),
    after(milliseconds, act) {
      if (stopped) return () => undefined;
      const forget = clock.after(milliseconds, () => {
        waiting.delete(forget);
        act();
      });
      waiting.add(forget);
      return () => {
        waiting.delete(forget);
        forget();
      };
    },
    real: (work) => clock.real(work),
    stop() {
      stopped = true;
      for (const forget of waiting) forget();
      waiting.clear();
    },
  };
}
