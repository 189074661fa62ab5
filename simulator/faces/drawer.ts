import type { Random } from "../../device/ports.ts";

/** Numbers drawn from a source of random bytes, by division only. */
export interface Drawer {
  /** From 0 to 1. */
  even(): number;
  /** From -most to most, the middle likelier than the ends. */
  spread(most: number): number;
}

export function drawer(random: Random): Drawer {
  const even = () => {
    const [high = 0, low = 0] = random.bytes(2);
    return (256 * high + low) / 65536;
  };
  return { even, spread: (most) => most * (even() + even() - 1) };
}
