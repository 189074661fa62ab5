/**
 * Work on one thing, one after the other: whoever reads, decides and writes would else decide by what another one is about to change.
 * Work on different things goes on side by side.
 */
export function turns(): <T>(thing: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (thing, work) => {
    const mine = (last.get(thing) ?? Promise.resolve()).then(work, work);
    const over = mine
      .catch(() => undefined)
      .then(() => {
        if (last.get(thing) === over) last.delete(thing);
      });
    last.set(thing, over);
    return mine;
  };
}
