import { exchanges, exchangesOf, type Sighting } from "./card.ts";
import { answered, documents, files, type Wanted } from "./documents.ts";
import { acts } from "./acts.ts";
import { Hidden, shown, writingIn } from "./hidden.ts";
import type { Fields, TraceEvent } from "./material.ts";
import { at, holds, type People } from "./places.ts";
import { readerMessage } from "./reader-message.ts";
import type { Schemas } from "./schema.ts";

/** docs/evidence.md, "Selectors". */

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
  const source = Object.hasOwn(SOURCES, String(see)) ? SOURCES[String(see)] : undefined;
  if (!source) throw new RangeError(`unknown source ${String(see)}`);
  return source(rule as Fields, trace);
}

type Source = (rule: Fields, trace: Trace) => readonly Sighting[];

const messages =
  (direction: "received" | "sent"): Source =>
  ({ message: name }, { events }) =>
    on(events, "host", direction, (event) => {
      const message = messageOf(event);
      return message?.["is"] === name ? message : undefined;
    });

const answers = (events: readonly TraceEvent[], path: unknown, read: (event: TraceEvent) => unknown) =>
  on(events, "central", "response", (event) => (shown(event["path"]) === path ? read(event) : undefined));

export const SOURCES: Readonly<Record<string, Source>> = {
  received: messages("received"),
  sent: messages("sent"),
  exchange: ({ command }, { events }) =>
    typeof command === "string" ? exchangesOf(command, events) : exchanges(events),
  card: (rule, { events }) => on(events, "card", String(rule["is"]), () => true),
  shown: (_, { events }) => on(events, "panel", "shown", (event) => event),
  imported: (_, { events }) => on(events, "chart", "imported", (event) => event),
  registered: (_, { events }) => on(events, "chart", "registered", (event) => event),
  refused: (_, { events }) => on(events, "chart", "refused", (event) => event),
  acted: ({ intents }, { events }) => acts(intents as readonly string[], events),
  file: ({ folder, like }, { events }) => files(events, folder, like),
  removed: ({ folder }, { events }) =>
    on(events, "folder", "removed", (event) => (event["folder"] === folder ? event["name"] : undefined)),
  document: (rule, { events, schemas }) => documents(events, rule as unknown as Wanted, schemas),
  central: ({ path }, { events }) => answers(events, path, (event) => ({ ...event, json: jsonOf(event["bytes"]) })),
  answer: ({ message }, { events, schemas }) =>
    answers(events, `/v1/messages/${String(message).replace(/res$/, "req")}`, (event) =>
      event["status"] === 200 ? answered(jsonOf(event["bytes"]), String(message), schemas) : undefined,
    ),
  eligibility: ({ path }, { events }) => answers(events, path, told),
  end: (_, { events }) =>
    on(events, "clock", "mark", (event) => (shown(event["mark"]) === "script done" ? event : undefined)),
};

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
  const known = decoded.get(event) ?? { message: readerMessage(event["bytes"]) };
  decoded.set(event, known);
  return known.message;
}

function told(event: TraceEvent): Fields {
  const body = jsonOf(event["bytes"]);
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
    ...(isText(validity) ? { validity } : {}),
    ...(isText(number) ? { number } : {}),
  };
}

const isText = (value: unknown) => typeof value === "string" || value instanceof Hidden;

function jsonOf(said: unknown): unknown {
  const { bytes, told: known } = writingIn(said);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), (_, value: unknown) =>
      typeof value === "string" ? known(value) : value,
    );
  } catch {
    return undefined;
  }
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== "object" || value === null || value instanceof Hidden) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name);
    collect(inner, names);
  }
}
