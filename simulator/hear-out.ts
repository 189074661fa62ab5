import type { IncomingMessage } from "node:http";

/** Milliseconds of silence, and bytes, after which a body that nobody wants is heard no further. */
const PATIENCE = 2_000;
const LONGEST = 64 * 1024 * 1024;

/**
 * Lets a body pass unread: who is still sending reads no answer, and a connection that is closed on him takes the answer with it.
 * Resolves with whether it came to its end.
 */
export function hearOut(incoming: IncomingMessage): Promise<boolean> {
  if (incoming.complete) return Promise.resolve(true);
  return new Promise((resolve) => {
    let length = 0;
    const end = () => {
      incoming.setTimeout(0);
      incoming.off("data", count);
      resolve(incoming.complete);
    };
    const count = (chunk: Buffer) => {
      length += chunk.length;
      if (length > LONGEST) end();
    };
    incoming.setTimeout(PATIENCE, end);
    incoming.once("end", end);
    incoming.once("close", end);
    incoming.on("data", count);
  });
}
