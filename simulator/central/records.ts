/**
 * What the central system keeps, as texts under keys on named shelves. There is one in memory and one in an embedded database; what
 * stands in the texts is the store's business alone.
 */
export interface Records {
  get(shelf: string, key: string): Promise<string | undefined>;
  /** Gives it back and takes it away in one step, so that two callers cannot both have it. */
  take(shelf: string, key: string): Promise<string | undefined>;
  /** All of these changes or none; when it resolves they outlast the process. */
  write(changes: readonly Change[]): Promise<void>;
  /** What lies under keys that begin so, by key. */
  list(shelf: string, prefix: string): Promise<readonly Kept[]>;
  /** Takes away what counted only until `now` or earlier. */
  sweep(now: number): Promise<void>;
}

/** What lies under a key from now on; without a value nothing does. */
export interface Change {
  readonly shelf: string;
  readonly key: string;
  readonly value?: string;
  /** When it may be swept away, in microseconds. */
  readonly ends?: number;
}

export interface Kept {
  readonly key: string;
  readonly value: string;
}

export function memoryRecords(): Records {
  const shelves = new Map<string, Map<string, Change>>();
  const at = (shelf: string) => {
    const known = shelves.get(shelf);
    if (known) return known;
    const empty = new Map<string, Change>();
    shelves.set(shelf, empty);
    return empty;
  };
  return {
    get: (shelf, key) => Promise.resolve(at(shelf).get(key)?.value),
    take(shelf, key) {
      const found = at(shelf).get(key)?.value;
      at(shelf).delete(key);
      return Promise.resolve(found);
    },
    write(changes) {
      for (const change of changes) {
        if (change.value === undefined) at(change.shelf).delete(change.key);
        else at(change.shelf).set(change.key, change);
      }
      return Promise.resolve();
    },
    list(shelf, prefix) {
      const kept = [...at(shelf)].flatMap(([key, { value }]) =>
        key.startsWith(prefix) && value !== undefined ? [{ key, value }] : [],
      );
      return Promise.resolve(kept.sort((one, other) => (one.key < other.key ? -1 : 1)));
    },
    sweep(now) {
      for (const shelf of shelves.values())
        for (const [key, { ends }] of shelf) if (ends !== undefined && ends <= now) shelf.delete(key);
      return Promise.resolve();
    },
  };
}
