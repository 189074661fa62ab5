import type { Clock } from "./ports.ts";
import { hex } from "./wire/bytes.ts";
import { type Secret, secretFinder, type Sighting } from "./secrets.ts";

/**
 * Everything that happens is one trace: one event type, one clock, one correlation id. Events are plain JSON, so that a live
 * run, a stored run and last year's run are judged by the same code.
 */

export const CHANNELS = ["host", "card", "panel", "camera", "folder", "central", "chart", "operator", "clock"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Bytes stand as lower-case hex; what was a secret in them reads 2a (`*`), and `masked` says where: [start, end) in bytes. */
export interface Bytes {
  readonly bytes: string;
  readonly masked?: readonly (readonly [number, number])[];
}

/** What can happen, by channel. Fields hold no secret: PIN digits, the individual number and face images never get here. */
export type Happening =
  // frames between host and reader: `sent` by the host
  | ({ readonly channel: "host"; readonly is: "sent" | "received" } & Bytes)
  | { readonly channel: "host"; readonly is: "opened" | "closed" | "lost" }
  // APDUs between reader and card
  | { readonly channel: "card"; readonly is: "inserted" | "removed" }
  | ({ readonly channel: "card"; readonly is: "reset" } & Bytes)
  | ({ readonly channel: "card"; readonly is: "command" | "response" } & Bytes)
  | {
      readonly channel: "panel";
      readonly is: "shown";
      readonly screen: string;
      readonly triesLeft?: number;
      readonly methods?: readonly string[];
      readonly items?: readonly string[];
      readonly code?: string;
    }
  | { readonly channel: "panel"; readonly is: "touched"; readonly what: string }
  | { readonly channel: "camera"; readonly is: "captured" | "nothing"; readonly of: "face" | "cardFront" }
  // `size` in bytes; `bytes` only of files that appeared whole
  | ({
      readonly channel: "folder";
      readonly is: "appeared";
      readonly folder: string;
      readonly name: string;
      readonly size: number;
    } & Bytes)
  | { readonly channel: "folder"; readonly is: "removed"; readonly folder: string; readonly name: string }
  | ({
      readonly channel: "central";
      readonly is: "request";
      readonly method: string;
      readonly path: string;
      readonly client: string;
    } & Bytes)
  | ({ readonly channel: "central"; readonly is: "response"; readonly path: string; readonly status: number } & Bytes)
  // what the receipt computer took in, registered or refused; `source` is the file's name
  | {
      readonly channel: "chart";
      readonly is: "imported";
      readonly source: string;
      readonly patient: Readonly<Record<string, string>>;
    }
  | {
      readonly channel: "chart";
      readonly is: "registered";
      readonly source: string;
      readonly patient: Readonly<Record<string, string>>;
    }
  | { readonly channel: "chart"; readonly is: "refused"; readonly source: string; readonly reason: string }
  // `by` tells who acted; `human` is the time a person took, in microseconds, cut out of every leg
  | { readonly channel: "operator"; readonly is: "asked"; readonly intent: string; readonly persona?: string }
  | {
      readonly channel: "operator";
      readonly is: "did";
      readonly intent: string;
      readonly by: "virtual" | "dialog" | "http";
      readonly human: number;
    }
  | {
      readonly channel: "clock";
      readonly is: "source";
      readonly source: "virtual" | "system";
      readonly uncertainty: number;
    }
  | { readonly channel: "clock"; readonly is: "mark"; readonly mark: string }
  | SecretSeen;

/** In place of the bytes: that a secret went through a channel, and whose. */
export interface SecretSeen {
  readonly channel: Channel;
  readonly is: "secret";
  readonly kind: Secret["kind"];
  readonly person: string;
  readonly form: string;
}

export type TraceEvent = Happening & {
  readonly seq: number;
  /** Microseconds since 1970-01-01T00:00:00Z by the run's clock. */
  readonly at: number;
  /** Correlation id: which reception (or foreign session) this belongs to. */
  readonly scope?: string;
};

/** What a part of the bench needs in order to be traced. */
export interface Recorder {
  /** A secret in a text of it is masked and reported as one in bytes is. `at` where another clock, mapped to ours, told the moment. */
  record(happening: Happening, scope?: string, at?: number): void;
  /** Bytes through a channel, searched for secrets and masked first, together with what went the same way in this scope before. */
  recordBytes(
    happening: DistributiveOmit<Extract<Happening, Bytes>, "bytes" | "masked">,
    bytes: Uint8Array,
    scope?: string,
    at?: number,
  ): void;
  readonly events: readonly TraceEvent[];
  /**
   * Called for each event after it has been stored; and again, with the same `seq`, when a part of a secret in it was recognised
   * only by what came later. Who writes events down replaces the earlier one.
   */
  listen(heard: (event: TraceEvent) => void): () => void;
}

type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never;

/** How much of a long run is kept: the newest events, as many and as long (in characters of their bytes) as this allows. */
export interface Kept {
  readonly events: number;
  readonly characters: number;
}

/** Of a product in daily use: it meets people whom nobody knew when it started, and must not fill the memory. */
export interface LongRecorder extends Recorder {
  /** From now on these are searched for instead of those before. */
  know(secrets: readonly Secret[]): void;
}

export function recorder(clock: Clock, secrets: readonly Secret[] = [], kept?: Kept): LongRecorder {
  const events: TraceEvent[] = [];
  const listeners = new Set<(event: TraceEvent) => void>();
  let finder = secretFinder(secrets);
  /** The `seq` of the oldest event that is kept, and how long all of them are. */
  let oldest = 0;
  let characters = 0;

  const tell = (event: TraceEvent) => {
    for (const heard of listeners) heard(event);
  };
  const store = (happening: Happening, scope?: string, at = clock.now()) => {
    const event = { seq: oldest + events.length, at, ...(scope === undefined ? {} : { scope }), ...happening };
    events.push(event);
    if (kept) forget(event, kept);
    tell(event);
  };
  const forget = (newest: TraceEvent, kept: Kept) => {
    characters += lengthOf(newest);
    let gone = 0;
    while (events.length - gone > kept.events || (characters > kept.characters && gone < events.length - 1)) {
      characters -= lengthOf(events[gone]);
      gone++;
    }
    if (gone === 0) return;
    events.splice(0, gone);
    oldest += gone;
  };
  const report = (channel: Channel, seen: readonly Omit<Sighting, "parts">[], scope?: string, at?: number) => {
    for (const { kind, person, form } of seen) store({ channel, is: "secret", kind, person, form }, scope, at);
  };
  /** A secret split over two frames: its first half is already stored, and is masked there after the fact. */
  const maskEarlier = ({ seq, from, to }: Sighting["parts"][number]) => {
    const event = events[seq - oldest];
    if (!event || !("bytes" in event)) return;
    const bytes = event.bytes.slice(0, 2 * from) + "2a".repeat(to - from) + event.bytes.slice(2 * to);
    const masked = { ...event, bytes, masked: merged([...(event.masked ?? []), [from, to]]) };
    events[seq - oldest] = masked;
    tell(masked);
  };

  const api: LongRecorder = {
    events,
    record(happening, scope, at) {
      const { clean, seen } = censored(happening, finder.censor);
      store(clean, scope, at);
      report(happening.channel, seen, scope, at);
    },
    recordBytes(happening, bytes, scope, at) {
      const seq = oldest + events.length;
      const sightings = finder.search(`${scope ?? ""} ${happening.channel} ${happening.is}`, seq, bytes);
      const parts = sightings.flatMap((sighting) => sighting.parts);
      const own = merged(parts.filter((part) => part.seq === seq).map(({ from, to }) => [from, to]));
      const masked = bytes.slice();
      for (const [from, to] of own) masked.fill(0x2a, from, to);
      const { clean, seen } = censored(happening, finder.censor);
      store({ ...clean, bytes: hex(masked), ...(own.length > 0 ? { masked: own } : {}) }, scope, at);
      for (const part of parts) if (part.seq !== seq) maskEarlier(part);
      report(happening.channel, [...sightings, ...seen], scope, at);
    },
    know(secrets) {
      finder = secretFinder(secrets);
    },
    listen(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
  };
  api.record({ channel: "clock", is: "source", source: clock.source, uncertainty: clock.uncertainty });
  return api;
}

const lengthOf = (event: TraceEvent | undefined): number => (event && "bytes" in event ? event.bytes.length : 0);

/** For parts that run for days with nobody to judge them: nothing is kept. */
export const forgetfulRecorder: Recorder = {
  events: [],
  record: () => undefined,
  recordBytes: () => undefined,
  listen: () => () => undefined,
};

type Range = readonly [from: number, to: number];

/** In order, and without overlap. */
function merged(ranges: readonly Range[]): Range[] {
  const whole: Range[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1);
    if (last && from <= last[1]) whole[whole.length - 1] = [last[0], Math.max(last[1], to)];
    else whole.push([from, to]);
  }
  return whole;
}

type Censor = ReturnType<typeof secretFinder>["censor"];

/** Every text in `value`, however deep, through the censor. */
function censored<T>(value: T, censor: Censor): { clean: T; seen: ReturnType<Censor>["sightings"] } {
  const seen: ReturnType<Censor>["sightings"][number][] = [];
  const through = (item: unknown): unknown => {
    if (typeof item === "string") {
      const { text, sightings } = censor(item);
      seen.push(...sightings);
      return text;
    }
    if (Array.isArray(item)) return item.map(through);
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(Object.entries(item).map(([name, inner]) => [name, through(inner)]));
  };
  return { clean: through(value) as T, seen };
}
