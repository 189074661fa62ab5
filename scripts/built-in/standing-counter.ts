import type { Counter } from "../../simulator/counter.ts";

/** A counter that can be closed and opened again, while those who use it stay. */
export interface StandingCounter {
  /** The one that is open now. */
  current(): Counter;
  /** One after another, whoever asks for it. */
  anew(): Promise<void>;
  close(): void;
}

export async function standingCounter(open: () => Promise<Counter>): Promise<StandingCounter> {
  let counter = await open();
  let turn: Promise<void> = Promise.resolve();
  const end = new AbortController();
  const isOver = () => end.signal.aborted;
  const again = async () => {
    if (isOver()) return;
    counter.close();
    const next = await open();
    // The end may have come while it was opened.
    counter = next;
    if (isOver()) next.close();
  };
  return {
    current: () => counter,
    anew: () => (turn = turn.catch(() => undefined).then(again)),
    close() {
      end.abort();
      counter.close();
    },
  };
}
