/** An embedded SQL database, as much of it as is used: calls end before they return, and throw `file.refused`. */
export interface SqlDatabase {
  prepare(sql: string): SqlStatement;
  close(): void;
}

export interface SqlStatement {
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): unknown;
}

interface Waiting {
  readonly act: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Acts of one moment in one transaction. Nobody hears of his own before it is on the disk, and one wait for the disk serves all who wait:
 * that is nearly all of what an act costs. Where one of them fails nothing of any is kept, and each is done again by itself.
 */
export function together(database: SqlDatabase) {
  const [begin, commit, rollback] = ["begin immediate", "commit", "rollback"].map((sql) => database.prepare(sql));
  let waiting: Waiting[] = [];
  let timer: NodeJS.Immediate | undefined;

  const now = <T>(act: () => T): T => {
    begin?.run([]);
    try {
      const value = act();
      commit?.run([]);
      return value;
    } catch (error) {
      rollback?.run([]);
      throw error;
    }
  };

  const alone = ({ act, resolve, reject }: Waiting) => {
    try {
      resolve(now(act) as never);
    } catch (error) {
      reject(error);
    }
  };

  const end = () => {
    clearImmediate(timer);
    timer = undefined;
    const all = waiting;
    waiting = [];
    try {
      const values = now(() => all.map(({ act }) => act()));
      all.forEach(({ resolve }, index) => resolve(values[index] as never));
    } catch (error) {
      if (all.length === 1) all[0]?.reject(error);
      else all.forEach(alone);
    }
  };

  return {
    /** At once, and by itself. */
    now,
    /** With all others that are asked for before the event loop has gone round. */
    soon: <T>(act: () => T): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ act, resolve, reject });
        timer ??= setImmediate(end);
      }),
    /** Whatever still waits is done now. */
    end: () => (waiting.length > 0 ? end() : undefined),
  };
}
