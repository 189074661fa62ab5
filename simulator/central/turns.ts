/** Work about the same thing, one after another in the order in which it was asked for; whatever comes of one, the next begins. */
export type Turn = <T>(about: string, work: () => Promise<T>) => Promise<T>;

export function turns(): Turn {
  const last = new Map<string, Promise<unknown>>();
  return (about, work) => {
    const mine = (last.get(about) ?? Promise.resolve()).then(work, work);
    last.set(about, mine);
    const leave = () => {
      if (last.get(about) === mine) last.delete(about);
    };
    mine.then(leave, leave);
    return mine;
  };
}

/** What can only be decided while nobody else decides about the same, up to where it is stored. */
export interface InTurn<T> {
  readonly about: string;
  readonly decide: () => Promise<T>;
}

/** Settles what was decided, or waits for its turn to decide it first. */
export const inTurn = <T extends object, R>(
  turn: Turn,
  outcome: T | InTurn<T>,
  settle: (decided: T) => Promise<R>,
): Promise<R> =>
  "decide" in outcome ? turn(outcome.about, async () => settle(await outcome.decide())) : settle(outcome);
