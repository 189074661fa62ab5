import type { TraceEvent } from "../../device/trace.ts";
import { fromUtf8, unhex } from "../../device/wire/bytes.ts";
import { type Message, type Reading, readJson } from "../../device/wire/oqs/message.ts";
import { type Selector, single } from "./selector.ts";

type Answer = Extract<TraceEvent, { channel: "central"; is: "response" }> & {
  /** Its body, where that is JSON. */
  readonly json?: unknown;
};

/** What the central system answered to the calls of a path, one after the other. */
export const centralAnswer = (path: string): Selector<Answer> =>
  single(
    `answer to ${path}`,
    "central",
    (event) =>
      event.channel === "central" && event.is === "response" && event.path === path
        ? { ...event, json: jsonIn(event.bytes) }
        : undefined,
    { see: "central", path },
  );

/** What it answered to a message of the file interface, read as the message that answers it; a refusal is no answer. */
export const centralMessage = <M extends Message>(message: M): Selector<Reading<M>> =>
  single(`answer ${message.id}`, "central", (event) =>
    event.channel === "central" && event.is === "response" && event.status === 200 && event.path === pathOf(message)
      ? readingOf(message, event.bytes)
      : undefined,
  );

const pathOf = ({ id }: Message) => `/v1/messages/${id.replace(/res$/, "req")}`;

/** What is no message at all says nothing. */
function readingOf<M extends Message>(message: M, hexBytes: string): Reading<M> | undefined {
  try {
    return readJson(message, JSON.parse(new TextDecoder().decode(unhex(hexBytes))));
  } catch {
    return undefined;
  }
}

function jsonIn(bytes: string): unknown {
  try {
    return JSON.parse(fromUtf8(unhex(bytes))) as unknown;
  } catch {
    return undefined;
  }
}
