import { isRecord } from "./trace-file.ts";

/** The events of each case in evidence of either format (docs/evidence.md). Of what is withheld only its place is shown. */
export function eventsByCase(leaves: readonly (readonly unknown[])[]): ReadonlyMap<unknown, readonly object[]> {
  const events = new Map<unknown, Record<string, unknown>[]>();
  let due: readonly Due[] = [];
  for (const [kind, ...rest] of leaves) {
    if (kind === "fact" || kind === "case") due = [];
    if (kind === "event" && isRecord(rest[1])) {
      const { apart, ...event } = rest[1];
      due = isRecord(apart) && !Array.isArray(apart) ? Object.entries(apart).flatMap((each) => dueOf(event, each)) : [];
      // In the first format what stands apart follows by name, unless it is withheld: then nothing of it is known.
      for (const name of Array.isArray(apart) ? apart : []) event[String(name)] = name === "patient" ? {} : "";
      const there = events.get(rest[0]);
      if (there) there.push(event);
      else events.set(rest[0], [event]);
    } else if (kind === "field") {
      const [, id, seq, name, value] = rest;
      // Numbers of events begin at 0 and leave none out.
      const event = typeof seq === "number" ? events.get(id)?.[seq] : undefined;
      if (event && typeof name === "string") event[name] = value;
    } else if (kind === "piece" || kind === "withheld") {
      const [next, ...others] = due;
      if (kind === "piece") next?.put(rest[1]);
      due = others;
    }
  }
  return events;
}

/** What one piece is put into, where it is not withheld. */
interface Due {
  readonly put: (piece: unknown) => void;
}

const HIDDEN = "***";

function dueOf(event: Record<string, unknown>, [path, template]: [string, unknown]): Due[] {
  if (Array.isArray(template)) return dueBytes(event, path, template);
  const put = (piece: unknown) => {
    const dot = path.indexOf(".");
    if (dot < 0) return void (event[path] = piece);
    const owner = path.slice(0, dot);
    event[owner] = { ...record(event[owner]), [path.slice(dot + 1)]: piece };
  };
  put(path === "size" ? 0 : HIDDEN);
  return [{ put }];
}

/** Bytes that are hidden read 2a, as secrets do. */
function dueBytes(event: Record<string, unknown>, path: string, template: readonly unknown[]): Due[] {
  const parts = template.map((part, i) => {
    if (i % 2 === 0) return String(part);
    return "2a".repeat(typeof part === "number" ? Math.min(part, LONGEST) : HIDDEN.length);
  });
  const places = parts.flatMap((_, i) => (i % 2 === 1 ? [i] : []));
  event[path] = parts.join("");
  return places.map((place) => ({
    put(piece) {
      if (typeof piece === "string") parts[place] = piece;
      if (place === places.at(-1)) event[path] = parts.join("");
    },
  }));
}

/** Longer ones are cut short: evidence may come from anyone, and is to take no more room than its size. */
const LONGEST = 8;

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
