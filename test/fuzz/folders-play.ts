import { isFault } from "../../device/errors.ts";
import type { Clock, ExchangeFolder, Folders } from "../../device/ports.ts";
import { sleep } from "../../device/ports.ts";
import { recorder, type TraceEvent } from "../../device/trace.ts";
import { parseName, requestName } from "../../device/wire/oqs/names.ts";
import type { Asked } from "../../simulator/receipt/asked.ts";
import type { ReceiptComputer, ReceiptParts } from "../../simulator/receipt/receipt-computer.ts";
import { unwatched } from "../../simulator/rescan.ts";
import { memoryFolders } from "../../simulator/terminal/memory-folders.ts";
import { type Share, windowsFolders } from "../../simulator/terminal/windows-folders.ts";
import { virtualWorld } from "../../simulator/world.ts";
import { CLINIC, numberQuery } from "../simulator/counter.ts";
import { bytesOf, personOf, placeOf } from "./folders-files.ts";
import type { Content, Place, Schedule, Step } from "./folders-schedule.ts";

/** What came of a schedule, as far as anybody can see. */
export interface Played {
  /** By ask: what the request was called; "" where none was written. */
  readonly suffixes: readonly string[];
  readonly requests: number;
  readonly asked: ReadonlyMap<number, Asked>;
  /** What lay in the folders and when, in the order it came to lie there. */
  readonly placed: readonly { readonly place: Place; readonly name: string; readonly content: Content }[];
  readonly removed: readonly { readonly folder: ExchangeFolder; readonly name: string }[];
  readonly chart: readonly TraceEvent[];
}

export type OpenReceipt = (parts: ReceiptParts) => ReceiptComputer;

/** Longer than any receipt computer here needs once everybody is quiet. */
const QUIET = 9_000;

/** Plays one schedule on a receipt computer, in virtual time. Rejects with what it throws. */
export async function play(schedule: Schedule, open: OpenReceipt): Promise<Played> {
  const world = virtualWorld(schedule.seed);
  const { clock } = world;
  const trace = recorder(clock);
  const ground = groundOf(schedule, clock);
  const suffixes: string[] = [];
  const asked = new Map<number, Asked>();
  const placed: { place: Place; name: string; content: Content }[] = [];
  const removed: { folder: ExchangeFolder; name: string }[] = [];
  let requests = 0;
  let asking: number | undefined;

  const product: Folders = {
    ...ground.folders,
    async write(folder, name, bytes) {
      if (folder === "req") {
        requests++;
        if (asking !== undefined) suffixes[asking] ??= parseName(name)?.suffix ?? "";
      }
      await ground.folders.write(folder, name, bytes);
    },
    async remove(folder, name) {
      const there = await ground.folders.remove(folder, name);
      removed.push({ folder, name });
      return there;
    },
  };
  const receipt = open({
    folders: schedule.hints === "never" ? unwatched(product) : product,
    clock,
    recorder: trace,
    institutionCode: CLINIC.institutionCode,
  });
  const suffixOf = (ask: number) => suffixes[ask] ?? "0";

  const act = async (step: Step) => {
    if (step.does === "ask") {
      // One after the other, so that each request is known for whose it is.
      asking = step.ask;
      void receipt.request(numberQuery(personOf(step.person))).then((came) => asked.set(step.ask, came));
      await sleep(clock, 1);
      asking = undefined;
      return;
    }
    if (step.file.of === "answer" && suffixes[step.file.ask] === undefined) return;
    const { folder, name } = placeOf(step.file, suffixOf);
    if (step.does === "hold") {
      clock.after(Math.max(0, step.until - step.at), ground.hold(folder, name, step.share));
      return;
    }
    // A terminal takes the request away before it answers.
    if (step.file.of === "answer")
      await ground.folders.remove("req", requestName("OQSsiquc01", suffixOf(step.file.ask)));
    const bytes = bytesOf(step.content, step.file, suffixOf);
    if (!(await ground.put(folder, name, bytes, step.how))) return;
    placed.push({ place: step.file, name, content: step.content });
  };

  const work = async () => {
    const begin = clock.now();
    const under: Promise<void>[] = [];
    for (const step of schedule.steps) {
      const wait = step.at - (clock.now() - begin) / 1000;
      if (wait > 0) await sleep(clock, wait);
      if (step.does === "ask") await act(step);
      else under.push(act(step));
    }
    await Promise.all(under);
    await sleep(clock, QUIET);
  };
  try {
    await world.run(work());
  } finally {
    receipt.close();
  }
  const chart = trace.events.filter(({ channel }) => channel === "chart");
  return { suffixes, requests, asked, placed, removed, chart };
}

interface Ground {
  readonly folders: Folders;
  /** As the terminal does: until it is written, or for some seconds. False when it was not. */
  put(folder: ExchangeFolder, name: string, bytes: Uint8Array, how: "renamed" | "inPlace"): Promise<boolean>;
  hold(folder: ExchangeFolder, name: string, share: Share): () => void;
}

function groundOf({ system, hints }: Schedule, clock: Clock): Ground {
  return system === "windows" ? windowsGround(clock, hints === "late" ? 700 : 0) : plainGround(clock);
}

function windowsGround(clock: Clock, late: number): Ground {
  const folders = windowsFolders({ clock, readTakes: 3, notice: () => late });
  return {
    folders,
    hold: (folder, name, share) => folders.hold(folder, name, share),
    put: (folder, name, bytes, how) =>
      again(clock, () =>
        how === "inPlace" ? folders.overwrite(folder, name, bytes) : wrote(folders.write(folder, name, bytes)),
      ),
  };
}

/** A share where whoever holds a file keeps others from it, by the rules of the server and not of the disk. */
function plainGround(clock: Clock): Ground {
  const folders = memoryFolders();
  const held = new Map<string, Share>();
  const key = (folder: ExchangeFolder, name: string) => `${folder}/${name}`;
  return {
    folders: {
      ...folders,
      read: (folder, name, limit) =>
        held.get(key(folder, name)) === "none" ? Promise.resolve(undefined) : folders.read(folder, name, limit),
    },
    hold(folder, name, share) {
      held.set(key(folder, name), share);
      return () => void held.delete(key(folder, name));
    },
    put: (folder, name, bytes) => again(clock, () => wrote(folders.write(folder, name, bytes))),
  };
}

async function wrote(writing: Promise<void>): Promise<boolean> {
  try {
    await writing;
    return true;
  } catch (error) {
    if (isFault(error, "file.refused")) return false;
    throw error;
  }
}

async function again(clock: Clock, write: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 8; tries++) {
    if (await write()) return true;
    await sleep(clock, 1_000);
  }
  return false;
}
