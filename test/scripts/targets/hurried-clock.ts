import type { Cancel, Clock } from "../../../device/ports.ts";

/** Milliseconds: the most that counts between two looks. What is longer, this process was kept waiting by others. */
const LONGEST = 5;

let awake = 0;
let last = performance.now();
const start = performance.timeOrigin + last;

function beat(): number {
  const now = performance.now();
  awake += Math.min(now - last, LONGEST);
  last = now;
  return awake;
}

interface Alarm {
  readonly due: number;
  readonly act: () => void;
}
const alarms = new Set<Alarm>();
let pumping = false;

function pump(): void {
  const now = beat();
  const due = [...alarms].filter((alarm) => alarm.due <= now).sort((a, b) => a.due - b.due);
  // One that goes off may take back another.
  for (const alarm of due) if (alarms.delete(alarm)) alarm.act();
  pumping = alarms.size > 0;
  if (pumping) setTimeout(pump, 1);
}

/**
 * Time that goes `speed` times as fast as this process is awake: on a machine that has too much to do it goes slower, so that nobody
 * in this process is ever late through no fault of his. All clocks of one speed show the same time.
 */
export function hurriedClock(speed: number): Clock {
  return {
    source: "system",
    uncertainty: 1000 * speed,
    now: () => Math.round((start + beat() * speed) * 1000),
    after(milliseconds, act): Cancel {
      const alarm = { due: beat() + milliseconds / speed, act };
      alarms.add(alarm);
      if (!pumping) {
        pumping = true;
        setTimeout(pump, 1);
      }
      return () => void alarms.delete(alarm);
    },
    real: (work) => work,
  };
}
