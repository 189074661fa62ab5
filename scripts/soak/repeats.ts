import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { upperBound } from "../../conformance/statistics/interval.ts";
import { DeviceError } from "../../device/errors.ts";
import type { Fingerprints } from "./short-set.ts";

export interface Soak {
  readonly repeats: number;
  /** Cases whose verdict, reason or trace once was another than the first time with the same seed, in whichever process. */
  readonly differing: readonly string[];
  /** Of the rate of differing repeats, with 95 % confidence. */
  readonly upperBound: number;
}

/** The short set so many times, by a handful of seeds in turn: a seed says the same each time it is asked, and whoever is asked. */
export async function soak(
  repeats: number,
  processes: number,
  onRepeat?: (done: number, different: number) => void,
): Promise<Soak> {
  const first = new Map<number, Fingerprints>();
  const differing = new Set<string>();
  let different = 0;
  let begun = 0;
  let done = 0;
  const compare = (seed: number, told: Fingerprints) => {
    const before = first.get(seed) ?? told;
    first.set(seed, before);
    const other = Object.keys({ ...before, ...told }).filter((id) => before[id] !== told[id]);
    if (other.length > 0) different++;
    for (const id of other) differing.add(id);
    onRepeat?.(++done, different);
  };
  const work = async () => {
    const child = fork(REPEATER, { execArgv: ["--import", "tsx"] });
    const ended = once(child, "exit").then(([status]) => {
      throw new DeviceError("suite.broken", {
        why: `a process that repeats the short set ended with status ${status}`,
      });
    });
    ended.catch(() => undefined);
    try {
      while (begun < repeats) {
        const seed = (begun++ % SEEDS) + 1;
        const told = once(child, "message");
        child.send(seed);
        const [prints] = (await Promise.race([told, ended])) as [Fingerprints];
        compare(seed, prints);
      }
    } finally {
      if (child.connected) child.disconnect();
    }
  };
  await Promise.all(Array.from({ length: processes }, work));
  return { repeats, differing: [...differing], upperBound: upperBound(different, repeats, 0.95) };
}

const SEEDS = 5;
const REPEATER = fileURLToPath(new URL("repeater.ts", import.meta.url));
