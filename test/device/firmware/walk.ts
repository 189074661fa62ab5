import type { Step } from "../../../device/state-machine.ts";

/** One step of a machine that a walk has taken. */
export interface Taken<S, V, E> {
  readonly before: S;
  readonly event: V;
  readonly after: S;
  readonly effects: readonly E[];
}

/** Every step of a machine from every state that can be reached with these events. */
export function walk<S, V, E>(
  first: readonly S[],
  events: readonly V[],
  step: (state: S, event: V) => Step<S, E>,
): Taken<S, V, E>[] {
  const seen = new Map(first.map((state) => [keyOf(state), state]));
  const taken: Taken<S, V, E>[] = [];
  const waiting = [...seen.values()];
  for (let before = waiting.shift(); before !== undefined; before = waiting.shift()) {
    for (const event of events) {
      const [after, ...effects] = step(before, event);
      taken.push({ before, event, after, effects });
      const key = keyOf(after);
      if (seen.has(key)) continue;
      seen.set(key, after);
      waiting.push(after);
    }
  }
  return taken;
}

/** The arrows that were walked, as the machine's own table would name them. */
export function arrows(
  taken: readonly Taken<{ readonly at: string }, { readonly is: string }, unknown>[],
): Set<string> {
  return new Set(
    taken
      .filter(({ before, after, effects }) => before !== after || effects.length > 0)
      .map(({ before, event, after }) => `${before.at} ${event.is} ${after.at}`),
  );
}

const keyOf = (state: unknown) => JSON.stringify(state);
