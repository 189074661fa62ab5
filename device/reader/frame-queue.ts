/** Things in order for one reader, who may come early or late: kept until asked for, awaited when there are none. */
export interface FrameQueue<T> extends AsyncIterable<T> {
  push(item: T): void;
  /** What was pushed is still read; then the reading ends. */
  end(): void;
  /** What was pushed is still read; then the reading throws. */
  fail(error: Error): void;
}

export function frameQueue<T>(): FrameQueue<T> {
  const items: T[] = [];
  let over: { readonly error?: Error } | undefined;
  let wake: () => void = () => undefined;
  const finish = (how: { readonly error?: Error }) => {
    over ??= how;
    wake();
  };
  return {
    push(item) {
      if (over) return;
      items.push(item);
      wake();
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        if (items.length > 0) yield items.shift() as T;
        else if (over?.error) throw over.error;
        else if (over) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
