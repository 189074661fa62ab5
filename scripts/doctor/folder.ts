import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { BUDGETS } from "../../conformance/catalog/budgets.data.ts";
import { SHARE_OF_BUDGET } from "../../conformance/setup/overhead.ts";
import type { SetupFinding } from "../../conformance/setup/finding.ts";
import type { Clock, ExchangeFolder, Folders } from "../../device/ports.ts";
import { sharedFolders } from "../targets/folders.ts";
import { findingOf, missing, notYet, ok } from "./finding-of.ts";

const NAMES: readonly ExchangeFolder[] = ["req", "res", "face"];
/** A day of answers, with photographs. */
const ROOM = 32 * 1024 * 1024;
const TRIALS = 7;

/** The exchange folders between the suite and a receipt computer. Nothing that lies there is touched. */
export async function examineFolder(directory: string, clock: Clock): Promise<SetupFinding[]> {
  const what = { ja: `連携フォルダー ${directory}`, en: `exchange folders in ${directory}` };
  let folders: Folders;
  try {
    folders = await sharedFolders(directory);
  } catch (error) {
    return [findingOf(what, error)];
  }
  const findings = [ok(what)];
  try {
    findings.push(...(await leftovers(folders, directory)), await room(directory), await speed(folders, clock));
  } catch (error) {
    findings.push(findingOf(what, error));
  }
  return findings;
}

async function leftovers(folders: Folders, directory: string): Promise<SetupFinding[]> {
  const lists = await Promise.all(
    NAMES.map(async (folder) => (await folders.list(folder)).map((name) => join(folder, name))),
  );
  const [first, ...others] = lists.flat();
  if (first === undefined) return [];
  const found = others.length === 0 ? first : `${first} + ${others.length}`;
  return [missing({ ja: directory, en: directory }, "folder.leftovers", found)];
}

async function room(directory: string): Promise<SetupFinding> {
  const what = { ja: "ディスクの空き", en: "room on the disk" };
  const { bavail, bsize } = await statfs(directory);
  const megabytes = `${Math.floor((bavail * bsize) / 1_048_576)} MB`;
  return bavail * bsize < ROOM ? missing(what, "disk.full", megabytes) : ok(what, megabytes);
}

/** What one file costs on its way through the folder: to write it, to rename it into its place and to read it. */
async function speed(folders: Folders, clock: Clock): Promise<SetupFinding> {
  const what = { ja: "フォルダーの速さ", en: "speed of the folder" };
  const bytes = new Uint8Array(4096).fill(0x20);
  const took: number[] = [];
  for (let i = 0; i < TRIALS; i++) {
    const start = clock.now();
    await folders.write("res", PROBE, bytes);
    await folders.read("res", PROBE);
    took.push((clock.now() - start) / 1000);
    await folders.remove("res", PROBE);
  }
  const median = took.sort((a, b) => a - b)[Math.floor(TRIALS / 2)] ?? 0;
  const found = `${median.toFixed(1)} ms`;
  return median > LIMIT ? { ...notYet(what, "disk.slow", found), overhead: median } : ok(what, found);
}

/** No product takes it for its own: it is no name of an exchange file. */
const PROBE = "shikaku-probe.tmp";

/** By the shortest budget there is. Milliseconds. */
const LIMIT = Math.min(...Object.values(BUDGETS).map(({ milliseconds }) => milliseconds)) * SHARE_OF_BUDGET;
