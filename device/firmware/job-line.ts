import type { Clock } from "../ports.ts";
import type { Job, ReaderEvent } from "./part-machine.ts";
import type { StillWanted } from "./reader-jobs.ts";

export interface JobLine {
  /** A new job abandons the last: of that nothing more is heard. */
  start(job: Job): void;
  abandon(): void;
  /** Resolves when no job has its hands on the card any more. */
  readonly cardFree: Promise<unknown>;
}

/**
 * One job at a time. A job that was abandoned may still have a command with the card; the next waits until that has come back, or
 * until the time limit says that it never will.
 */
export function jobLine(
  clock: Clock,
  limit: (job: Job) => number,
  perform: (job: Job, wanted: StillWanted) => Promise<ReaderEvent>,
  conclude: (result: ReaderEvent | Error) => void,
): JobLine {
  let current = 0;
  let cardFree: Promise<unknown> = Promise.resolve();
  return {
    start(job) {
      const mine = ++current;
      const wanted = () => mine === current;
      const finish = (result: ReaderEvent | Error) => {
        if (!wanted()) return;
        current++;
        conclude(result);
      };
      const work = cardFree.then(() => {
        if (!wanted()) throw new Error("abandoned before it began");
        return perform(job, wanted);
      });
      const over = new Promise<void>((resolve) => {
        const giveUp = clock.after(limit(job), () => {
          resolve();
          finish(new Error(`${job.do} took too long`));
        });
        const done = (result: ReaderEvent | Error) => {
          giveUp();
          resolve();
          finish(result);
        };
        work.then(done, (error: unknown) => done(error instanceof Error ? error : new Error("not an error")));
      });
      if (job.do !== "compareFace") cardFree = over;
    },
    abandon() {
      current++;
    },
    get cardFree() {
      return cardFree;
    },
  };
}
