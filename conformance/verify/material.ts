import { z } from "zod";
import type { Sealed } from "./envelope.ts";
import { conceal } from "./hidden.ts";
import { apart, type Due, dueOf, dueText, type Piece, place, type Tokens } from "./pieces.ts";
import { LIMITS } from "./read-file.ts";
import { refuse } from "./refusal.ts";

/** docs/evidence.md, "Leaves": what the leaves are put together to. */

export type Fields = Readonly<Record<string, unknown>>;

export interface TraceEvent extends Fields {
  readonly seq: number;
  readonly at: number;
  readonly channel: string;
  readonly is: string;
}

const asked = z.strictObject({
  clause: z.string(),
  level: z.enum(["must", "should"]),
  ground: z.enum(["seed", "official", "declared", "assumed"]),
  reason: z.string(),
  assumption: z.string().optional(),
  channels: z.array(z.string()),
  rule: z.unknown(),
});
export type Asked = z.infer<typeof asked>;

const aboutCase = z.strictObject({
  role: z.string(),
  channels: z.array(z.string()),
  verdict: z.string(),
  reason: z.string().optional(),
  repeated: z.int().optional(),
  checks: z.array(z.strictObject({ verdict: z.string(), reason: z.string().optional(), asks: asked.nullable() })),
});

const aboutRun = z.strictObject({
  version: z.string(),
  suite: z.string(),
  target: z.string(),
  operator: z.string(),
  seed: z.int(),
  clock: z.enum(["virtual", "system"]),
  planned: z.int(),
  emitted: z.int(),
  verdicts: z.record(z.string(), z.int()),
  gaps: z.array(z.string()),
  overhead: z.number(),
});

const profile = z.looseObject({
  product: z.object({ maker: z.string(), model: z.string(), version: z.string() }),
  features: z.array(z.string()),
  channels: z.array(z.string()).optional(),
  declares: z.array(z.string()),
  latency: z.record(z.string(), z.number()),
});
export type Profile = z.infer<typeof profile>;

const base = { seq: z.int(), at: z.number(), channel: z.string(), is: z.string() };
const firstEvent = z.looseObject({ ...base, apart: z.array(z.enum(["bytes", "patient"])).optional() });
const event = z.looseObject({ ...base, apart: apart.optional() });

export interface StoredCase extends z.infer<typeof aboutCase> {
  readonly id: string;
  readonly cast: Record<string, Record<string, unknown>>;
  readonly events: TraceEvent[];
  /** Channels of events of which something is withheld, and where facts are: `cast` where it is not even known which, else `facts`. */
  readonly withheld: Set<string>;
}

export interface Material {
  readonly run: z.infer<typeof aboutRun>;
  readonly profiles: Readonly<Record<string, Profile>>;
  readonly cases: readonly StoredCase[];
}

/** Throws a Refusal where leaves are not what they are to be, in the order in which they are to stand. */
export function materialOf({ format, leaves }: Pick<Sealed, "format" | "leaves">): Material {
  const [first, ...rest] = leaves;
  const run = shaped(aboutRun, first?.[0] === "run" ? first[1] : undefined);
  const profiles: Record<string, Profile> = {};
  const cases: StoredCase[] = [];
  const reading = format === "shikaku-evidence/1" ? inFirst() : inSecond();
  for (const leaf of rest) {
    const [kind] = leaf;
    const current = cases.at(-1);
    if (kind === "profile" || kind === "case") reading.demandDone();
    switch (kind) {
      case "profile":
        if (current) misplaced();
        profiles[text(leaf[1])] = shaped(profile, leaf[2]);
        break;
      case "case": {
        const about = shaped(aboutCase, leaf[2]);
        const id = text(leaf[1]);
        if (cases.some((each) => each.id === id)) misplaced();
        cases.push({ id, ...about, cast: {}, events: [], withheld: new Set() });
        break;
      }
      default:
        if (current) reading.take(leaf, current);
        else misplaced();
    }
  }
  reading.demandDone();
  return { run, profiles, cases };
}

/** What the leaves of a case are put together by. */
interface Reading {
  take(leaf: readonly unknown[], current: StoredCase): void;
  /** That nothing is due which has not come. */
  demandDone(): void;
}

function newEvent<T extends TraceEvent>(schema: z.ZodType<T>, leaf: readonly unknown[], current: StoredCase): T {
  const fields = shaped(schema, leaf[2]);
  const latest = current.events.at(-1);
  if (leaf[1] !== current.id || fields.seq !== (latest ? latest.seq + 1 : 0)) misplaced();
  return fields;
}

/** docs/evidence.md, "The first format". */
function inFirst(): Reading {
  /** Fields that are to follow their event. */
  let due: readonly string[] = [];
  const demandDone = () => {
    if (due.length > 0) misplaced();
  };
  return {
    demandDone,
    take(leaf, current) {
      const [kind] = leaf;
      const latest = current.events.at(-1);
      if (kind !== "field" && kind !== "withheld") demandDone();
      switch (kind) {
        case "fact":
          if (latest || leaf[2] !== current.id) misplaced();
          (current.cast[text(leaf[3])] ??= {})[text(leaf[4])] = leaf[5];
          break;
        case "event": {
          const { apart: names = [], ...fields } = newEvent(firstEvent, leaf, current);
          current.events.push(fields);
          due = names;
          break;
        }
        case "field": {
          const name = text(leaf[4]);
          if (!latest || leaf[2] !== current.id || leaf[3] !== latest.seq || !due.includes(name)) return misplaced();
          due = due.filter((each) => each !== name);
          (latest as Record<string, unknown>)[name] = leaf[5];
          break;
        }
        case "withheld": {
          // Facts and fields may be withheld, and nothing else.
          const [name] = due;
          if (latest && name === undefined) return misplaced();
          current.withheld.add(latest ? latest.channel : "cast");
          if (latest && name !== undefined) conceal(latest, name);
          due = due.slice(1);
          break;
        }
        default:
          misplaced();
      }
    },
  };
}

function inSecond(): Reading {
  let due: readonly Due[] = [];
  let pieces: Piece[] = [];
  let tokens: Tokens = new Map();
  let whose: StoredCase | undefined;
  // What is withheld would stand in the file as two digits a byte.
  let room = LIMITS.bytes / 2;
  const demandDone = () => {
    if (due.length > 0) misplaced();
  };
  const take = (piece: Piece) => {
    const [first, ...others] = due;
    if (!first) return misplaced();
    pieces.push(piece);
    if (pieces.length < first.pieces) return;
    first.put(pieces);
    [due, pieces] = [others, []];
  };
  return {
    demandDone,
    take(leaf, current) {
      const [kind] = leaf;
      const latest = current.events.at(-1);
      if (kind !== "piece" && kind !== "withheld") demandDone();
      if (whose !== current) [tokens, whose] = [new Map<string, string>(), current];
      switch (kind) {
        case "fact": {
          if (latest || leaf.length !== 5 || leaf[1] !== current.id) misplaced();
          const [player, name, token] = [leaf[2], leaf[3], leaf[4]].map(text) as [string, string, string];
          const facts = (current.cast[player] ??= {});
          if (token === "") place(facts, name, (owner, last) => void (owner[last] = ""));
          else due = [dueText(facts, name, token, tokens)];
          break;
        }
        case "event": {
          const { apart: parts = {}, ...fields } = newEvent(event, leaf, current);
          current.events.push(fields);
          due = dueOf(fields, parts, tokens);
          room -= due.reduce((sum, each) => sum + each.room, 0);
          if (room < 0) misplaced();
          break;
        }
        case "piece":
          if (leaf.length !== 3 || !/^[0-9a-f]{32}$/.test(text(leaf[1]))) misplaced();
          take({ value: leaf[2] });
          break;
        case "withheld":
          current.withheld.add(latest ? latest.channel : "facts");
          take("withheld");
          break;
        default:
          misplaced();
      }
    },
  };
}

const misplaced = (): never => refuse("one of its leaves is not where it belongs", "あるべき場所にない項目があります");

function shaped<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  return read.success ? read.data : refuse("one of its leaves is not what it is to be", "項目の形が違います");
}

/** Never the one name that means an object's own ancestor. */
const text = (value: unknown): string => (typeof value === "string" && value !== "__proto__" ? value : misplaced());
