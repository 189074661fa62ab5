import type { Cancel } from "../ports.ts";

/** What waits at an IN endpoint for the host to fetch it. */
export interface UsbPipe {
  /** The oldest transfer makes room when there is none. */
  push(data: Uint8Array): void;
  wait(longest: number, told: (data: Uint8Array) => void): Cancel;
  /** Forgets what waits, and whoever waits for it. */
  clear(): void;
}

/** A host that stopped asking finds no more than `room` transfers when it asks again. */
export function usbPipe(room: number): UsbPipe {
  let held: Uint8Array[] = [];
  let waiting: { readonly longest: number; readonly told: (data: Uint8Array) => void }[] = [];
  const settle = () => {
    for (;;) {
      const [data] = held;
      const [next] = waiting;
      if (!data || !next) return;
      waiting.shift();
      held.shift();
      if (data.length > next.longest) held.unshift(data.subarray(next.longest));
      next.told(data.slice(0, next.longest));
    }
  };
  return {
    push(data) {
      held.push(data.slice());
      if (held.length > room) held.shift();
      settle();
    },
    wait(longest, told) {
      const one = { longest, told };
      waiting.push(one);
      settle();
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    clear() {
      held = [];
      waiting = [];
    },
  };
}
