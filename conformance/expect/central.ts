import type { TraceEvent } from "../../device/trace.ts";
import { fromUtf8, unhex } from "../../device/wire/bytes.ts";
import { type Message, type Reading, readJson } from "../../device/wire/oqs/message.ts";
import type { LooseQualificationResult } from "../../device/wire/oqs/siquc.ts";
import { consentsIn, onlyResult, type ToldConsent } from "./eligibility.ts";
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

/** A message of the central system, with the one result that it has of somebody's eligibility and the consents it tells of. */
export type CentralMessage<M extends Message> = Reading<M> & {
  readonly result: LooseQualificationResult | undefined;
  readonly consents: readonly ToldConsent[];
};

/** What it answered to a message of the file interface, read as the message that answers it; a refusal is no answer. */
export const centralMessage = <M extends Message>(message: M): Selector<CentralMessage<M>> =>
  single(
    `answer ${message.id}`,
    "central",
    (event) =>
      event.channel === "central" && event.is === "response" && event.status === 200 && event.path === pathOf(message)
        ? readingOf(message, event.bytes)
        : undefined,
    { see: "answer", message: message.id },
  );

const pathOf = ({ id }: Message) => `/v1/messages/${id.replace(/res$/, "req")}`;

/** What is no message at all says nothing. */
function readingOf<M extends Message>(message: M, hexBytes: string): CentralMessage<M> | undefined {
  try {
    const read = readJson(message, jsonIn(hexBytes));
    const result = onlyResult(read.loose);
    return { ...read, result, consents: result ? consentsIn(result) : [] };
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
