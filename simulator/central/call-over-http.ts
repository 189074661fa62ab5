import type { IncomingMessage, ServerResponse } from "node:http";
import { hearOut } from "../hear-out.ts";
import { type CentralAnswer, type CentralCall, JSON_HEADERS, MOST_BYTES } from "./call.ts";
import { Refusal } from "./refusal.ts";

/**
 * A call as node's server hears it. Nothing stands between it and the doors: what the fetch API wraps around a request and an answer
 * costs more than the card's signature.
 */
export function callFrom(incoming: IncomingMessage): CentralCall {
  const { method = "", url = "", headers } = incoming;
  let text: Promise<string | undefined> | undefined;
  return { method, path: pathIn(url), headers, text: () => (text ??= textOf(incoming)) };
}

const pathIn = (url: string): string => {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
};

/** The body, as long as it is no longer than it may be; nothing of one that breaks off, since nobody is there to hear an answer. */
function textOf(incoming: IncomingMessage): Promise<string | undefined> {
  if (Number(incoming.headers["content-length"] ?? 0) > MOST_BYTES) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MOST_BYTES) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.once("end", () => resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString()));
    incoming.once("close", () => resolve(undefined));
  });
}

/** Never rejects: what a handler has no answer to is a fault of ours, and one caller's; all others are served as before. */
export async function send(
  outgoing: ServerResponse,
  answer: CentralAnswer | Promise<CentralAnswer>,
  report?: (error: unknown) => void,
): Promise<void> {
  const {
    status,
    text,
    headers = JSON_HEADERS,
  } = await Promise.resolve(answer).catch((error: unknown) => {
    report?.(error);
    return new Refusal("TSTA0006E").toAnswer();
  });
  const { req: incoming } = outgoing;
  if (!incoming.complete && !(await hearOut(incoming))) outgoing.setHeader("connection", "close");
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
  outgoing.end(text);
}
