import { dice } from "./dice.ts";
import { type Finding, judge } from "./folders-oracle.ts";
import { type OpenReceipt, play } from "./folders-play.ts";
import { drawSchedule, type Schedule } from "./folders-schedule.ts";

export interface Caught {
  /** The smallest schedule that still shows it. */
  readonly schedule: Schedule;
  readonly finding: Finding;
}

export interface FolderHunt {
  readonly schedules: number;
  readonly imports: number;
  readonly caught: readonly Caught[];
}

export interface FolderHuntOptions {
  readonly seed: number;
  readonly schedules: number;
  /** So many end the hunt. */
  readonly mostFindings?: number;
  /** Looks for this kind alone, and ends with the first. */
  readonly until?: Finding["kind"];
  readonly onProgress?: (schedules: number) => void;
}

/** Plays schedules on a receipt computer and judges each; what is wrong is made as small as it gets. */
export async function huntInFolders(
  open: OpenReceipt,
  { seed, schedules, until, mostFindings = until ? 1 : 10, onProgress }: FolderHuntOptions,
): Promise<FolderHunt> {
  const caught: Caught[] = [];
  let imports = 0;
  let played = 0;
  for (; played < schedules && caught.length < mostFindings; played++) {
    const own = Math.imul(seed, 0x9e3779b1) + played;
    const schedule = drawSchedule(own, dice(own));
    const came = await play(schedule, open);
    imports += came.chart.filter(({ is }) => is === "imported").length;
    const finding = judge(schedule, came).find(({ kind }) => until === undefined || kind === until);
    if (finding) caught.push(await shrink({ schedule, finding }, open));
    onProgress?.(played + 1);
  }
  return { schedules: played, imports, caught };
}

/** Leaves out step after step as long as a fault of the same kind shows. */
async function shrink(caught: Caught, open: OpenReceipt): Promise<Caught> {
  for (const [i] of caught.schedule.steps.entries()) {
    const steps = caught.schedule.steps.filter((_, at) => at !== i);
    const schedule = { ...caught.schedule, steps };
    const finding = judge(schedule, await play(schedule, open)).find(({ kind }) => kind === caught.finding.kind);
    if (finding) return shrink({ schedule, finding }, open);
  }
  return caught;
}
