/** Figures are ratios in one run: each round measures every subject in turn, so that a noisy neighbour hits all alike. */

export interface Subject {
  readonly name: string;
  /** One measurement: operations per second. */
  measure(): Promise<number>;
}

export interface Measured {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export async function interleaved(rounds: number, subjects: readonly Subject[]): Promise<Map<string, Measured>> {
  const samples = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) samples.get(subject.name)?.push(await subject.measure());
  }
  return new Map([...samples].map(([name, rates]) => [name, summarise(name, rates)]));
}

export function summarise(name: string, rates: readonly number[]): Measured {
  const sorted = [...rates].sort((a, b) => a - b);
  return {
    name,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
  };
}

/** Calls `once` one after the other for about `milliseconds`; calls per second. */
export async function rate(milliseconds: number, once: () => unknown): Promise<number> {
  const start = performance.now();
  let count = 0;
  let passed = 0;
  do {
    await once();
    count++;
    passed = performance.now() - start;
  } while (passed < milliseconds);
  return (count * 1000) / passed;
}

/** How often a second of this process's CPU time it can be done: beside a peer that counts its own CPU time too. */
export async function cpuRate(milliseconds: number, once: () => unknown): Promise<number> {
  const [start, begun] = [performance.now(), process.cpuUsage()];
  let count = 0;
  for (; performance.now() - start < milliseconds; count++) await once();
  const { user, system } = process.cpuUsage(begun);
  return (count * 1e6) / (user + system);
}

/** How far the peer itself swung in this run; a ratio close to its floor means nothing when this is large. */
export const swing = ({ least, most }: Measured): string => `×${(most / least).toFixed(1)}`;
