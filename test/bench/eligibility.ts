import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../scripts/package-root.ts";
import type { ClientTrust } from "../../simulator/terminal/central-client.ts";
import { bundled } from "./bundle.ts";
import type { Spell, SpellResult } from "./load.ts";
import { type Measured, summarise, swing } from "./measure.ts";

const ROUNDS = 5;
const REQUESTS = 1_600;
/** Until the compiler of the engine has seen what is called often, every program is slow, and the larger one for longer. */
const WARMING = 6_400;
const FLOOR = 0.35;
const MOST_SPREAD = 10;

/**
 * Card requests over mutual TLS: the central system with what it keeps in memory, and with its data file, beside a bare https server.
 * Three servers and the load are processes of their own. Resolves with what missed its floor.
 */
export async function eligibility(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-bench-"));
  // Within the package, where what they import is found.
  const programs = mkdtempSync(join(packageRoot(), "node_modules", ".shikaku-bench-"));
  const at = await bundled(programs, "load.ts", "eligibility-server.ts");
  const load = fork(at("load.ts"));
  const one = (name: string, what: string) =>
    server(name, fork(at("eligibility-server.ts"), [what]), what === "memory" || what === folder);
  const servers = [
    await one("bare https server, empty handler", "bare"),
    await one(
      "https server that parses the body, verifies one signature by RSA-2048 and writes 1.4 kB of JSON",
      "essential",
    ),
    await one("eligibility by card, kept in memory", "memory"),
    await one("eligibility by card, kept in the data file", folder),
  ];
  try {
    await once(load, "message");
    for (const one of servers) await one.spell(load, WARMING);
    for (let round = 0; round < ROUNDS; round++) for (const one of servers) one.keep(await one.spell(load, REQUESTS));
    const [bare, essential, ...ours] = servers.map((one) => one.figures());
    if (!bare || !essential) return [];
    // No floor: it shows what any server could reach that does as much and no more.
    console.log(compared(essential, bare));
    return ours.flatMap((one) => judged(one, bare, essential));
  } finally {
    for (const child of [load, ...servers.map((one) => one.child)]) child.disconnect();
    for (const made of [folder, programs]) rmSync(made, { recursive: true, force: true });
  }
}

interface Figures extends Measured {
  /** Microseconds of the server's CPU time for a request. */
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

function judged(one: Figures, bare: Figures, essential: Figures): string[] {
  const spread = one.p99 / one.p50;
  console.log(
    `${compared(one, bare)} (at least ${FLOOR}); ${(one.median / essential.median).toFixed(3)} of the one that does what is essential; ` +
      `p99 ${one.p99.toFixed(1)} ms is ${spread.toFixed(1)} × p50 ${one.p50.toFixed(1)} ms (at most ${MOST_SPREAD})`,
  );
  return [
    ...(one.median / bare.median >= FLOOR ? [] : [one.name]),
    ...(spread <= MOST_SPREAD ? [] : [`${one.name}: p99`]),
  ];
}

function compared(one: Figures, bare: Figures): string {
  const say = ({ name, median, least, most }: Figures) =>
    `${name} ${median.toFixed(0)}/s [${least.toFixed(0)}–${most.toFixed(0)}]`;
  const ratio = (one.median / bare.median).toFixed(3);
  const cpu = `CPU ${one.cpu.toFixed(0)} µs against ${bare.cpu.toFixed(0)} µs a request`;
  return `${say(one)} / ${say(bare)} = ${ratio} (peer swings ${swing(bare)}); ${cpu}`;
}

interface Sample extends SpellResult {
  readonly cpu: number;
}

interface Server {
  readonly child: ChildProcess;
  spell(load: ChildProcess, requests: number): Promise<Sample>;
  keep(sample: Sample): void;
  figures(): Figures;
}

async function server(name: string, child: ChildProcess, challenges: boolean): Promise<Server> {
  const [{ url, client }] = (await once(child, "message")) as [{ url: string; client: ClientTrust }];
  const samples: Sample[] = [];
  const median = (of: (sample: Sample) => number) => summarise(name, samples.map(of)).median;
  return {
    child,
    async spell(load, requests) {
      const spell: Spell = { url, client, requests, challenges };
      load.send(spell);
      // The load says first that all is signed, so that only the requests' own time counts.
      await once(load, "message");
      const before = await cpuOf(child);
      load.send("go");
      const [result] = (await once(load, "message")) as [SpellResult];
      const cpu = ((await cpuOf(child)) - before) / requests;
      const wrong = Object.keys(result.statuses).filter((status) => status !== "200");
      if (wrong.length > 0) throw new Error(`${name} answered ${wrong.join(", ")}`);
      return { ...result, cpu };
    },
    keep: (sample) => void samples.push(sample),
    figures: () => ({
      ...summarise(
        name,
        samples.map(({ seconds }) => REQUESTS / seconds),
      ),
      cpu: median(({ cpu }) => cpu),
      p50: median(({ p50 }) => p50),
      p99: median(({ p99 }) => p99),
    }),
  };
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send("cpu");
  const [{ cpu }] = (await once(child, "message")) as [{ cpu: NodeJS.CpuUsage }];
  return cpu.user + cpu.system;
}
