import { once } from "node:events";
import { DeviceError } from "../device/errors.ts";

/** Begins to listen at once, so that nobody is told to stop in vain while the rest starts up. */
export const stopSignal = (): Promise<unknown> => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);

/** What is to be undone, the last first, also when one of them fails. */
export interface Closing {
  /** `undo` is called once. */
  later(undo: () => void | Promise<void>): void;
  all(): Promise<void>;
}

export function closing(): Closing {
  const undos: (() => void | Promise<void>)[] = [];
  return {
    later: (undo) => void undos.push(undo),
    async all() {
      const failures: unknown[] = [];
      for (let undo = undos.pop(); undo; undo = undos.pop()) {
        try {
          await undo();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** A port to listen on, where 0 takes a free one; `option` names it in the fault. */
export function portOf(option: string, text: string | boolean): number {
  const port = typeof text === "string" && /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw new DeviceError("config.invalid", {
    where: option,
    why: `${String(text)} is no port: write a number from 0 (any free one) to 65535`,
    ja: `${String(text)} はポート番号ではありません。0（空きを使う）から 65535 の数を書いてください`,
  });
}
