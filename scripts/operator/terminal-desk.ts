import { createInterface, type Interface } from "node:readline";
import type { Desk } from "../../conformance/operator/dialog.ts";

interface Streams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Not stdout, which may be somebody's JSON. */
  readonly output: NodeJS.WritableStream;
}

export interface TerminalDesk extends Desk {
  /** Lets go of the input; a question left open hears that nobody is there, so that the program can end. */
  close(): void;
}

/**
 * The person at the terminal. What a person typed while nothing was asked is dropped; lines out of a pipe wait for their turn, since
 * whoever wrote them could not know when that would be.
 */
export function terminalDesk(
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): TerminalDesk {
  let take: ((line: string | undefined) => void) | undefined;
  let lines: Interface | undefined;
  let ended = false;
  const waiting: string[] = [];

  const deliver = () => {
    while (take && waiting.length > 0) take(waiting.shift());
    if (take && ended && waiting.length === 0) take(undefined);
  };
  const start = () => {
    lines = createInterface({ input, terminal: false });
    lines.on("line", (line) => {
      if (take !== undefined || !input.isTTY) waiting.push(line);
      deliver();
    });
    lines.on("close", () => {
      ended = true;
      deliver();
    });
  };

  return {
    show: (text) => void output.write(`${text}\n`),
    onLine(heard) {
      take = heard;
      if (!lines) start();
      input.resume();
      queueMicrotask(deliver);
      return () => {
        if (take !== heard) return;
        take = undefined;
        // A terminal goes on being read, since what is typed now must be lost, and not kept for the next question.
        if (!input.isTTY) input.pause();
      };
    },
    close() {
      // A question left open would keep its time, and with it the program, until that is up.
      const last = take;
      take = undefined;
      last?.(undefined);
      lines?.close();
      input.pause();
    },
  };
}
