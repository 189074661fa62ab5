import { createHash } from "node:crypto";
import { z } from "zod";
import type { Told } from "./desk.ts";
import type { Change, Records } from "./records.ts";
import { get, put, type Shelf } from "./shelf.ts";

/** What was answered to a call that bears a key of its own, as text. */
const OUTCOMES: Shelf<string> = { name: "outcomes", holds: z.string() };
/** A day, in microseconds: no line is down for longer without somebody asking anew. */
const KEPT = 24 * 3600 * 1_000_000;

export interface Outcome {
  readonly told: Told;
  /** Microseconds. */
  readonly at: number;
}

/**
 * Calls that bear a key are carried out once: whoever repeats one, because its answer was lost on its way, gets the answer that was
 * given. Answer and effects are stored in one step. Two of the same key at the same time are one.
 */
export function onceOnly(records: Records) {
  const underWay = new Map<string, Promise<unknown>>();
  return async (
    institution: string,
    key: string | undefined,
    work: (settle: (outcome: Outcome) => Promise<object>) => Promise<object>,
    store: (told: Told, more: readonly Change[]) => Promise<object>,
  ): Promise<object> => {
    if (key === undefined) return work(({ told }) => store(told, []));
    // Keys are whatever somebody sends.
    const name = `${institution} ${createHash("sha256").update(key).digest("hex")}`;
    const carryOut = async (): Promise<object> => {
      const known = await get(records, OUTCOMES, name);
      if (known !== undefined) return JSON.parse(known) as object;
      return work(({ told, at }) => {
        const said = told.pdf ? { ...told.answer, Pdf: Buffer.from(told.pdf).toString("base64") } : told.answer;
        return store(told, [put(OUTCOMES, name, JSON.stringify(said), at + KEPT)]);
      });
    };
    const running = underWay.get(name);
    if (running) await running.catch(() => undefined);
    const own = carryOut();
    underWay.set(name, own);
    try {
      return await own;
    } finally {
      if (underWay.get(name) === own) underWay.delete(name);
    }
  };
}
