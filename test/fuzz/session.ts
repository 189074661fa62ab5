import { hex } from "../../device/wire/bytes.ts";
import { ANSWERS } from "../../simulator/card/answers.data.ts";
import { wander } from "./commands.ts";
import { dice } from "./dice.ts";
import { afterReset, expect, modelOf } from "./oracle.ts";
import type { Prey } from "./survey.ts";

/** A session that any PC/SC program can hold: what to send, and what the table says comes back. */
export type Step =
  | { readonly reset: true }
  /** `sw` is the table's, `data` the card's: both in hex. */
  | { readonly row: string; readonly command: string; readonly sw: string; readonly data: string };

const LONGEST_WALK = 40;

/**
 * Walks between resets, kept up to the last row of the table that no earlier one had met. The card goes on from walk to walk as a
 * real one does: with its counters, its changed secrets and its random numbers.
 */
export function tableSession({ card, contents }: Prey, { seed, walks }: { seed: number; walks: number }): Step[] {
  const chance = dice(seed);
  const met = new Set<string>();
  const session: Step[] = [];
  let [state, model] = [card.initial, modelOf(contents)];
  for (let walk = 0; walk < walks && met.size < ANSWERS.length; walk++) {
    const steps: Step[] = [{ reset: true }];
    const fresh = new Set<string>();
    let [at, now] = [card.reset(state), afterReset(model)];
    let kept: { readonly length: number; readonly at: typeof at; readonly now: typeof now } | undefined;
    for (let left = LONGEST_WALK; left > 0; left--) {
      const command = wander(chance, now, contents);
      // PC/SC carries nothing that is shorter than a header.
      if (command.length < 4) continue;
      const { row, sw, after } = expect(contents, now, command);
      const [next, response] = card.transact(at, command);
      const data = response.subarray(0, -2);
      [at, now] = [next, after(data)];
      steps.push({ row: row.id, command: hex(command), sw: sw.toString(16).padStart(4, "0"), data: hex(data) });
      if (met.has(row.id) || fresh.has(row.id)) continue;
      fresh.add(row.id);
      kept = { length: steps.length, at, now };
    }
    if (!kept) continue;
    session.push(...steps.slice(0, kept.length));
    for (const row of fresh) met.add(row);
    [state, model] = [kept.at, kept.now];
  }
  return session;
}
