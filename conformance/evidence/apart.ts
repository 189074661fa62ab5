import type { TraceEvent } from "../../device/trace.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { commandSpans, messageSpans, responseSpans } from "./apart-bytes.ts";
import { bodySpans, fileSpans } from "./apart-text.ts";
import { IS_CODE, SHOWN_FACTS } from "./shown.data.ts";
import type { Span } from "./span.ts";

/** A name for a text that tells nothing of it, and is the same throughout a case. */
export type TokenOf = (text: string) => string;

/** What an event becomes: what is in sight, how the rest of it is put back, and the pieces that it is put back from, in that order. */
export interface Parted {
  readonly shown: object;
  readonly pieces: readonly unknown[];
}

/** Texts that a product may fill as it likes. They stand in sight unless they name somebody. */
const FREE = ["name", "source", "path", "client", "what", "code", "mark"] as const;
/** Texts that always stand apart: who it was, in words that a product or a lab chose. */
const APART = ["person", "persona", "reason"] as const;

type Template = string | null | readonly (string | number | null)[];

export function parted(event: TraceEvent, tokenOf: TokenOf, names: (text: string) => boolean): Parted {
  const shown: Record<string, unknown> = {};
  const apart: Record<string, Template> = {};
  const pieces: unknown[] = [];
  const asText = (path: string, text: string) => {
    apart[path] = text.includes("●") ? null : tokenOf(text);
    pieces.push(text);
  };
  for (const [name, value] of Object.entries(event)) {
    if (name === "bytes") continue;
    if (name === "patient") {
      const facts = Object.entries(value as Readonly<Record<string, string>>);
      const isApart = ([fact, text]: readonly [string, string]) =>
        text !== "" && !(SHOWN_FACTS.has(fact) && IS_CODE.test(text));
      shown[name] = Object.fromEntries(facts.filter((fact) => !isApart(fact)));
      for (const [fact, text] of facts.filter(isApart)) asText(`${name}.${fact}`, text);
    } else if (typeof value === "string" && value !== "" && isIn(APART, name)) asText(name, value);
    else if (typeof value === "string" && isIn(FREE, name) && names(value) && !isOwn(name, value)) asText(name, value);
    else shown[name] = value;
  }
  if ("bytes" in event) {
    const bytes = unhex(event.bytes);
    const spans = spansOf(event, bytes);
    if (spans.length === 0) shown["bytes"] = event.bytes;
    else {
      // How long a file is would tell how long its texts are.
      if ("size" in event && spans.some(({ text }) => text !== undefined)) {
        delete shown["size"];
        apart["size"] = null;
        pieces.push(event.size);
      }
      apart["bytes"] = templateOf(bytes, spans, tokenOf);
      pieces.push(...spans.map(({ from, to }) => hex(bytes.subarray(from, to))));
    }
  }
  return { shown: Object.keys(apart).length === 0 ? shown : { ...shown, apart }, pieces };
}

/** Marks are the suite's own words, but for how the steps ended. */
const isOwn = (name: string, text: string) => name === "mark" && !text.startsWith("script ");

const isIn = (names: readonly string[], name: string) => names.includes(name);

function spansOf(event: TraceEvent, bytes: Uint8Array): readonly Span[] {
  switch (event.channel) {
    case "host":
      return messageSpans(bytes);
    case "card":
      return event.is === "command" ? commandSpans(bytes) : event.is === "response" ? responseSpans(bytes) : [];
    case "folder":
      return event.is === "appeared" ? fileSpans(event.name, bytes) : [];
    default:
      return bodySpans(bytes);
  }
}

function templateOf(bytes: Uint8Array, spans: readonly Span[], tokenOf: TokenOf): Template {
  const template: (string | number | null)[] = [];
  let at = 0;
  for (const { from, to, text } of spans) {
    template.push(hex(bytes.subarray(at, from)));
    template.push(text === undefined ? to - from : text === null ? null : tokenOf(text));
    at = to;
  }
  return [...template, hex(bytes.subarray(at))];
}

/** Whether a text names one of them: by whatever of a person is long enough to be told from chance. */
export function naming(people: readonly object[]): (text: string) => boolean {
  const facts = people.flatMap(factsOf).map(([, text]) => text.toLowerCase());
  const spelt = [...new Set(facts.flatMap((text) => [text, text.replaceAll(/\s/g, "")]))];
  const long = spelt.filter((text) => text.length >= (/^[ -~]*$/.test(text) ? 4 : 2));
  return (text) => {
    const said = text.toLowerCase();
    // Few digits turn up within a time or a serial by chance.
    const runs: readonly string[] = said.match(/\d+/g) ?? [];
    return long.some((fact) => (/^\d{4,7}$/.test(fact) ? runs.includes(fact) : said.includes(fact)));
  };
}

/** What the suite knows of a person, by paths: texts alone. */
export const factsOf = (person: object): readonly (readonly [path: string, text: string])[] =>
  Object.entries(person).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === "string") return [[name, value] as const];
    if (typeof value !== "object" || value === null) return [];
    return factsOf(value).map(([inner, text]) => [`${name}.${inner}`, text] as const);
  });
