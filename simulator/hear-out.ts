import type { IncomingMessage } from "node:http";

/** Milliseconds for which a body is heard out that nobody wants. */
const PATIENCE = 2_000;

/**
 * Lets a body pass unread: who is still sending reads no answer, and a connection that is closed on him takes the answer with it.
 * Resolves with whether it came to its end in time.
 */
export function hearOut(incoming: IncomingMessage): Promise<boolean> {
  if (incoming.complete) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve(incoming.complete);
    };
    const timer = setTimeout(end, PATIENCE);
    incoming.once("end", end);
    incoming.once("close", end);
    incoming.resume();
  });
}
