import { exchanges, exchangesOf, type Sighting } from "./card.ts";
import { documents, files, type Wanted } from "./documents.ts";
import { acts } from "./acts.ts";
import type { Fields, TraceEvent } from "./material.ts";
import { at, holds, type People } from "./places.ts";
import { readerMessage } from "./reader-message.ts";
import type { Schemas } from "./schema.ts";

/** docs/evidence.md, "What can be seen". */

export interface Trace {
  readonly events: readonly TraceEvent[];
  readonly people: People;
  readonly schemas: Schemas;
}

export function sightings(rule: unknown, trace: Trace): readonly Sighting[] {
  const { see, of, where, nth, anyOf } = rule as Fields;
  if (anyOf !== undefined)
    return (anyOf as readonly unknown[]).flatMap((each) => sightings(each, trace)).sort((a, b) => a.seq - b.seq);
  if (where !== undefined) return sightings(of, trace).filter(({ value }) => holds(where, value, trace.people));
  if (nth !== undefined) return sightings(of, trace).slice(Number(nth) - 1, Number(nth));
  return source(String(see), rule as Fields, trace);
}

function source(see: string, rule: Fields, { events, schemas }: Trace): readonly Sighting[] {
  switch (see) {
    case "received":
    case "sent":
      return on(events, "host", see, (event) => {
        const message = messageOf(event);
        return message?.["is"] === rule["message"] ? message : undefined;
      });
    case "exchange":
      return typeof rule["command"] === "string" ? exchangesOf(rule["command"], events) : exchanges(events);
    case "card":
      return on(events, "card", String(rule["is"]), () => true);
    case "shown":
      return on(events, "panel", "shown", (event) => event);
    case "imported":
    case "refused":
      return on(events, "chart", see, (event) => event);
    case "acted":
      return acts(rule["intents"] as readonly string[], events);
    case "file":
      return files(events, rule["folder"], rule["like"]);
    case "removed":
      return on(events, "folder", "removed", (event) =>
        event["folder"] === rule["folder"] ? event["name"] : undefined,
      );
    case "document":
      return documents(events, rule as unknown as Wanted, schemas);
    case "central":
      return on(events, "central", "response", (event) => (event["path"] === rule["path"] ? event : undefined));
    case "eligibility":
      return on(events, "central", "response", (event) => (event["path"] === rule["path"] ? told(event) : undefined));
    case "end":
      return on(events, "clock", "mark", (event) => (event["mark"] === "script done" ? event : undefined));
    default:
      throw new RangeError(`unknown source ${see}`);
  }
}

export const on = (
  events: readonly TraceEvent[],
  channel: string,
  is: string,
  read: (event: TraceEvent) => unknown,
): readonly Sighting[] =>
  events.flatMap((event) => {
    const value = event.channel === channel && event.is === is ? read(event) : undefined;
    return value === undefined ? [] : [{ seq: event.seq, at: event.at, value }];
  });

const decoded = new WeakMap<TraceEvent, { readonly message: Fields | undefined }>();

export function messageOf(event: TraceEvent): Fields | undefined {
  const known = decoded.get(event) ?? { message: readerMessage(String(event["bytes"])) };
  decoded.set(event, known);
  return known.message;
}

function told(event: TraceEvent): Fields {
  const body = jsonOf(String(event["bytes"]));
  const names = new Set<string>();
  collect(body, names);
  const inner = "XmlMsg.MessageBody";
  const [validity, number] = [
    at(body, `${inner}.QualificationValidity`),
    at(body, `${inner}.ResultList.0.ResultOfQualificationConfirmation.InsuredIdentificationNumber`),
  ];
  return {
    status: event["status"],
    tags: [...names],
    ...(typeof validity === "string" ? { validity } : {}),
    ...(typeof number === "string" ? { number } : {}),
  };
}

function jsonOf(hex: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(hex, "hex")));
  } catch {
    return undefined;
  }
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name);
    collect(inner, names);
  }
}
