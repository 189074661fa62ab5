import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

/**
 * Scores kept on the disk block by block, so that a measurement of an hour goes on where it was stopped. A block is named by what it
 * was measured with; whatever changes the renderers or the matcher must change `EDITION`, and then nothing old is found.
 */
const EDITION = 1;
const FOLDER = new URL("../../out/face-scores/", import.meta.url);
const Scores = z.array(z.array(z.number()));

export async function block(name: string, measure: () => Promise<number[][]>): Promise<number[][]> {
  mkdirSync(FOLDER, { recursive: true });
  const file = new URL(`${createHash("sha256").update(`${EDITION} ${name}`).digest("hex").slice(0, 24)}.json`, FOLDER);
  if (existsSync(file)) return Scores.parse(JSON.parse(readFileSync(file, "utf8")));
  const scores = await measure();
  const half = new URL(`${file.href}.${process.pid}`);
  writeFileSync(half, JSON.stringify(scores));
  renameSync(half, file);
  return scores;
}

const LENGTH = 250;

/** `count` of them in blocks, the last of which may be shorter. */
export async function inBlocks(
  name: string,
  count: number,
  measure: (from: number, length: number) => Promise<number[][]>,
): Promise<number[][]> {
  const whole: number[][] = [];
  for (let from = 0; from < count; from += LENGTH) {
    const length = Math.min(LENGTH, count - from);
    whole.push(...(await block(`${name} ${from}+${length}`, () => measure(from, length))));
  }
  return whole;
}
