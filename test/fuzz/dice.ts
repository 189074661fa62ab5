/** Chance from a seed: the same seed, the same commands. */
export interface Dice {
  /** 0 to n - 1. */
  below(n: number): number;
  one<T>(list: readonly [T, ...T[]]): T;
  bytes(length: number): Uint8Array;
}

/** mulberry32: 32 bits of state, good enough to wander about. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (n: number) => next() % n;
  return {
    below,
    one: (list) => list[below(list.length)] ?? list[0],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
