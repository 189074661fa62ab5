import type { Sighting } from "./card.ts";
import { isSame, shown, writingIn } from "./hidden.ts";
import type { TraceEvent } from "./material.ts";
import { at } from "./places.ts";
import { type Read, readBySchema, readJsonBySchema, type Schemas } from "./schema.ts";
import { xmlOf } from "./xml.ts";

/** docs/evidence.md, "Documents". */

export interface Document {
  readonly name: string;
  readonly named?: unknown;
  readonly read?: Read;
  readonly result?: unknown;
  readonly consents: readonly unknown[];
}

export interface Wanted {
  readonly folder: string;
  readonly named: "exchange" | "face";
  readonly like?: string;
  readonly message: string;
}

export const files = (events: readonly TraceEvent[], folder: unknown, like: unknown): Sighting[] =>
  events.flatMap((event) => {
    const isFile = event.channel === "folder" && event.is === "appeared" && event["folder"] === folder;
    const name = String(event["name"]);
    if (!isFile || (typeof like === "string" && !new RegExp(like, "i").test(name))) return [];
    return [{ seq: event.seq, at: event.at, value: { name, bytes: event["bytes"] } }];
  });

const seen = new WeakMap<TraceEvent, Map<string, Document>>();

export const documents = (
  events: readonly TraceEvent[],
  { folder, named, like, message }: Wanted,
  schemas: Schemas,
): (Sighting & { readonly value: Document })[] =>
  files(events, folder, like).flatMap(({ seq, at: time }) => {
    const event = events.find((each) => each.seq === seq);
    if (!event) return [];
    const kept = seen.get(event) ?? new Map<string, Document>();
    seen.set(event, kept);
    const value = kept.get(message) ?? document(event, named, message, schemas);
    kept.set(message, value);
    return [{ seq, at: time, value }];
  });

function document(event: TraceEvent, named: Wanted["named"], message: string, schemas: Schemas): Document {
  const name = String(event["name"]);
  const root = xmlOf(writingIn(event["bytes"]));
  const isCalledSo = name.startsWith(`${message}_`);
  const read = root && readBySchema(root, message, schemas, isCalledSo);
  const parts = partsOf(name, named);
  return {
    name,
    ...(parts ? { named: parts } : {}),
    ...(read ? { read } : {}),
    ...told(read?.loose),
  };
}

/** The one result of an answer about eligibility, and what it tells of consent. */
function told(loose: unknown): Pick<Document, "result" | "consents"> {
  const results = at(loose, "MessageBody.ResultList");
  const result: unknown =
    Array.isArray(results) && results.length === 1 ? at(results[0], "ResultOfQualificationConfirmation") : undefined;
  return result === undefined ? { consents: [] } : { result, consents: consentsIn(result) };
}

/** The JSON of a message, as the central system speaks it. */
export function answered(json: unknown, message: string, schemas: Schemas): object | undefined {
  const root = at(json, "XmlMsg");
  if (typeof root !== "object" || root === null || Array.isArray(root)) return undefined;
  const loose = readJsonBySchema(root, message, schemas);
  return { loose, ...told(loose) };
}

const EXCHANGE =
  /^((?:OQS|YZK|TKK|CIP|EPS|PMH)(?:si|mu)[a-z]{2,3}\d{2})(req|res)_([A-Za-z0-9_-]{1,64})\.(xml|err|pdf|zip)$/;
const FACE = /^OQSsiquc01res_face_([A-Za-z0-9]{1,32})_(\d{14})\.xml$/;

function partsOf(name: string, named: Wanted["named"]): object | undefined {
  const parts = (named === "face" ? FACE : EXCHANGE).exec(name);
  if (!parts) return undefined;
  const [, first, second, suffix, extension] = parts;
  return named === "face" ? { from: first, time: second } : { id: first, side: second, suffix, extension };
}

const ITEMS = [
  ["medicines", "PharmacistsInfo"],
  ["checkups", "SpecificHealthCheckupsInfo"],
  ["diagnoses", "DiagnosisInfo"],
  ["operations", "OperationInfo"],
] as const;

const consentsIn = (result: unknown) =>
  ITEMS.map(([item, prefix]) => {
    const [from, until] = [shown(at(result, `${prefix}ConsTime`)), shown(at(result, `${prefix}AvailableTime`))];
    return {
      item,
      given: isSame(at(result, `${prefix}ConsFlg`), "1"),
      ...(typeof from === "string" ? { at: microseconds(from) } : {}),
      ...(typeof until === "string" ? { until: microseconds(until) } : {}),
    };
  });

/** Japan Standard Time, nine hours before UTC gets there. */
function microseconds(text: string): number {
  const [year, month, day, hour, minute, second] = [
    [0, 4],
    [4, 6],
    [6, 8],
    [8, 10],
    [10, 12],
    [12, 14],
  ].map(([from, to]) => Number(text.slice(from, to))) as [number, number, number, number, number, number];
  return (Date.UTC(year, month - 1, day, hour, minute, second) - 9 * 3_600_000) * 1000;
}
