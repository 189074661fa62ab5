import type { Clock } from "../ports.ts";

/** The clock of this machine, good to a millisecond. */
export function systemClock(): Clock {
  return {
    source: "system",
    uncertainty: 1000,
    now: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
    after(milliseconds, act) {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
    real: (work) => work,
  };
}
