import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openFolders } from "../../device/io/folders.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { openTerminal } from "../../simulator/terminal/terminal.ts";
import { seededRandom } from "../../simulator/world.ts";
import { centre, CLINIC } from "../simulator/counter.ts";

const ROUNDS = 5;
const MOST = 50;

/** What the receipt computer's process measured in one round, in milliseconds, sorted. */
export interface FileTimes {
  /** From the moment at which the request is under its name to the moment at which the answer is seen. */
  readonly answers: readonly number[];
  /** Two files written under another name and renamed on the same disk: what a request and its answer take at the least. */
  readonly raw: readonly number[];
}

/** A request file's way to its answer, the central system answering at once, beside the raw writing of two files. */
export async function fileAnswers(): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), "shikaku-bench-files-"));
  const folders = await openFolders(root);
  const clock = systemClock();
  const terminal = openTerminal({
    ...{ folders, clock, random: seededRandom(1), facility: CLINIC, central: centre().at(CLINIC) },
    onError: (error) => {
      throw error;
    },
  });
  const client: ChildProcess = fork(fileURLToPath(new URL("file-client.ts", import.meta.url)), [root], {
    execArgv: ["--import", "tsx"],
  });
  try {
    const rounds: FileTimes[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      client.send("round");
      const [times] = (await once(client, "message")) as [FileTimes];
      // The first round finds every program cold.
      if (round > 0) rounds.push(times);
    }
    const p95 = (of: (times: FileTimes) => readonly number[]) => {
      const each = rounds.map((times) => at(of(times), 0.95)).sort((a, b) => a - b);
      return { median: at(each, 0.5), least: each[0] ?? Number.NaN, most: each.at(-1) ?? Number.NaN };
    };
    const [answer, raw] = [p95(({ answers }) => answers), p95((times) => times.raw)];
    const say = ({ median, least, most }: typeof answer) =>
      `p95 ${median.toFixed(1)} ms [${least.toFixed(1)}–${most.toFixed(1)}]`;
    console.log(
      `request file → answer file: ${say(answer)} (at most ${MOST}); two files written and renamed on this disk: ${say(raw)}, ` +
        `so ${(answer.median / raw.median).toFixed(1)} × as long`,
    );
    return answer.median <= MOST ? [] : ["request file → answer file"];
  } finally {
    client.disconnect();
    terminal.close();
    rmSync(root, { recursive: true, force: true });
  }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
