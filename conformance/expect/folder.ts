import { isFault } from "../../device/errors.ts";
import type { TraceEvent } from "../../device/trace.ts";
import type { ExchangeFolder } from "../../device/ports.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { type FileReading, type Message, readMessage } from "../../device/wire/oqs/message.ts";
import { type ExchangeName, type FaceName, parseFaceName, parseName } from "../../device/wire/oqs/names.ts";
import { type LooseQualificationResult, OQSsiquc01req, OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import {
  OQSmuimm01req,
  OQSmuimm02req,
  OQSmuquc01req,
  OQSmuquc01res,
  OQSmuquc02req,
  OQSmuquc02res,
} from "../../device/wire/oqs/bulk.ts";
import { OQSsiimm01req } from "../../device/wire/oqs/siimm.ts";
import { YZKsiquc01res } from "../../device/wire/oqs/yzk.ts";
import { consentsIn, onlyResult, type ToldConsent } from "./eligibility.ts";
import type { Rule } from "./rule.ts";
import { type Selector, single } from "./selector.ts";

/** A file that appeared whole. */
export interface SeenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const appeared = (folder: ExchangeFolder): Selector<SeenFile> =>
  single(
    `file in ${folder}`,
    "folder",
    (event) =>
      event.channel === "folder" && event.is === "appeared" && event.folder === folder ? seenFile(event) : undefined,
    { see: "file", folder },
  );

/** A trace is looked at many times; each file is taken out of it, and read, once. */
const files = new WeakMap<TraceEvent, SeenFile>();
const readings = new WeakMap<SeenFile, Map<Message, FileReading<Message> | undefined>>();

function seenFile(event: Extract<TraceEvent, { is: "appeared" }>): SeenFile {
  const file = files.get(event) ?? { name: event.name, bytes: unhex(event.bytes) };
  files.set(event, file);
  return file;
}

function readOnce<M extends Message>(message: M, file: SeenFile): FileReading<M> | undefined {
  const known = readings.get(file) ?? new Map<Message, FileReading<Message> | undefined>();
  readings.set(file, known);
  if (!known.has(message)) known.set(message, reading(message, file.bytes));
  return known.get(message);
}

/** Names of files that went. */
export const removed = (folder: ExchangeFolder): Selector<string> =>
  single(
    `removal from ${folder}`,
    "folder",
    (event) =>
      event.channel === "folder" && event.is === "removed" && event.folder === folder ? event.name : undefined,
    { see: "removed", folder },
  );

/**
 * A file with what its name and its content say; either is undefined when it says nothing that is declared. `result` is the one result
 * of an answer about eligibility and nothing where there is none or more than one; `consents` are what it tells of consent.
 */
export interface Document<N, M extends Message> extends SeenFile {
  readonly named: N | undefined;
  readonly read: FileReading<M> | undefined;
  readonly result: LooseQualificationResult | undefined;
  readonly consents: readonly ToldConsent[];
}

/** Results of the face-auth reader, which nobody asked for. */
export const faceResult: Selector<Document<FaceName, typeof OQSsiquc01res>> = documents(
  "face result",
  appeared("face"),
  parseFaceName,
  OQSsiquc01res,
  { see: "document", folder: "face", named: "face", message: "OQSsiquc01res" },
);

/** Answers to eligibility queries, and whatever else is called so. */
export const numberAnswer: Selector<Document<ExchangeName, typeof OQSsiquc01res>> = exchanged(
  "answer",
  "res",
  OQSsiquc01res,
);

export const numberRequest: Selector<Document<ExchangeName, typeof OQSsiquc01req>> = exchanged(
  "request",
  "req",
  OQSsiquc01req,
);

/** Requests for drugs, treatments, prescriptions or check-ups. */
export const medicalRequest: Selector<SeenFile> = {
  ...namedLike(appeared("req"), "^(YZK|TKK)si[a-z]{2,3}\\d{2}req_.*\\.xml$"),
  name: "request for medical information",
};

export const drugAnswer: Selector<Document<ExchangeName, typeof YZKsiquc01res>> = exchanged(
  "drug information",
  "res",
  YZKsiquc01res,
);

/** A bulk check, as a receipt computer asks it. */
export const bulkRequest: Selector<Document<ExchangeName, typeof OQSmuquc01req>> = exchanged(
  "bulk request",
  "req",
  OQSmuquc01req,
);

/** Asking for the outcome of one. */
export const bulkFetch: Selector<Document<ExchangeName, typeof OQSmuquc02req>> = exchanged(
  "asking for a bulk outcome",
  "req",
  OQSmuquc02req,
);

/** Registration of what the institution calls a patient (照会番号), of one and of many. */
export const registrationRequest: Selector<Document<ExchangeName, typeof OQSsiimm01req>> = exchanged(
  "registration",
  "req",
  OQSsiimm01req,
);

export const registrationsRequest: Selector<Document<ExchangeName, typeof OQSmuimm01req>> = exchanged(
  "registration of many",
  "req",
  OQSmuimm01req,
);

/** Asking for the outcome of many. */
export const registrationsFetch: Selector<Document<ExchangeName, typeof OQSmuimm02req>> = exchanged(
  "asking for the outcome of registrations",
  "req",
  OQSmuimm02req,
);

/** The first round of a bulk check, answered. */
export const bulkAcceptance: Selector<Document<ExchangeName, typeof OQSmuquc01res>> = exchanged(
  "bulk acceptance",
  "res",
  OQSmuquc01res,
);

/** The second one, whether it still runs or has its outcome. */
export const bulkOutcome: Selector<Document<ExchangeName, typeof OQSmuquc02res>> = exchanged(
  "bulk outcome",
  "res",
  OQSmuquc02res,
);

export const errorFile: Selector<SeenFile> = { ...namedLike(appeared("res"), "\\.err$"), name: ".err file" };

/** Names are compared without regard to case, as file systems may. */
function namedLike(selector: Selector<SeenFile>, pattern: string): Selector<SeenFile> {
  const form = new RegExp(pattern, "i");
  return {
    ...selector,
    rule: { ...(selector.rule as object), like: pattern },
    find: (observation) => selector.find(observation).filter(({ value }) => form.test(value.name)),
  };
}

/** Files of one message, as both sides of the exchange name them. */
function exchanged<M extends Message>(
  name: string,
  folder: "req" | "res",
  message: M,
): Selector<Document<ExchangeName, M>> {
  const like = `^${message.id}_.*\\.xml$`;
  const rule = { see: "document", folder, named: "exchange", like, message: message.id } as const;
  return documents(name, namedLike(appeared(folder), like), parseName, message, rule);
}

function documents<N, M extends Message>(
  name: string,
  files: Selector<SeenFile>,
  parse: (name: string) => N | undefined,
  message: M,
  rule: Rule,
): Selector<Document<N, M>> {
  return {
    name,
    channels: files.channels,
    rule,
    find: (observation) =>
      files.find(observation).map((sighting) => {
        const read = readOnce(message, sighting.value);
        const result = onlyResult(read?.loose);
        const named = parse(sighting.value.name);
        const value = { ...sighting.value, named, read, result, consents: result ? consentsIn(result) : [] };
        return { ...sighting, value };
      }),
  };
}

function reading<M extends Message>(message: M, bytes: Uint8Array): FileReading<M> | undefined {
  try {
    return readMessage(message, bytes);
  } catch (error) {
    if (isFault(error, "peer.malformed")) return undefined;
    throw error;
  }
}
