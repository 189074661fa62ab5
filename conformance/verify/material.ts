import { z } from "zod";
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

const event = z.looseObject({
  seq: z.int(),
  at: z.number(),
  channel: z.string(),
  is: z.string(),
  apart: z.array(z.enum(["bytes", "patient"])).optional(),
});

export interface StoredCase extends z.infer<typeof aboutCase> {
  readonly id: string;
  readonly cast: Record<string, Record<string, unknown>>;
  readonly events: TraceEvent[];
  /** Channels of events of which something is withheld, and `cast` where a fact is. */
  readonly withheld: Set<string>;
}

export interface Material {
  readonly run: z.infer<typeof aboutRun>;
  readonly profiles: Readonly<Record<string, Profile>>;
  readonly cases: readonly StoredCase[];
}

/** Throws a Refusal where leaves are not what they are to be, in the order in which they are to stand. */
export function materialOf(leaves: readonly (readonly unknown[])[]): Material {
  const [first, ...rest] = leaves;
  const run = shaped(aboutRun, first?.[0] === "run" ? first[1] : undefined);
  const profiles: Record<string, Profile> = {};
  const cases: StoredCase[] = [];
  /** Fields that are to follow their event. */
  let due: readonly string[] = [];
  for (const leaf of rest) {
    const [kind] = leaf;
    const current = cases.at(-1);
    const latest = current?.events.at(-1);
    if (due.length > 0 && kind !== "field" && kind !== "withheld") misplaced();
    switch (kind) {
      case "profile": {
        if (current) misplaced();
        profiles[text(leaf[1])] = shaped(profile, leaf[2]);
        break;
      }
      case "case": {
        const about = shaped(aboutCase, leaf[2]);
        const id = text(leaf[1]);
        if (cases.some((each) => each.id === id)) misplaced();
        cases.push({ id, ...about, cast: {}, events: [], withheld: new Set() });
        break;
      }
      case "fact": {
        if (!current || current.events.length > 0 || leaf[2] !== current.id) misplaced();
        else (current.cast[text(leaf[3])] ??= {})[text(leaf[4])] = leaf[5];
        break;
      }
      case "event": {
        const { apart = [], ...fields } = shaped(event, leaf[2]);
        if (!current || leaf[1] !== current.id || fields.seq !== (latest ? latest.seq + 1 : 0)) return misplaced();
        current.events.push(fields);
        due = apart;
        break;
      }
      case "field": {
        const name = text(leaf[4]);
        if (!latest || leaf[2] !== current?.id || leaf[3] !== latest.seq || !due.includes(name)) return misplaced();
        due = due.filter((each) => each !== name);
        (latest as Record<string, unknown>)[name] = leaf[5];
        break;
      }
      case "withheld": {
        // Facts and fields may be withheld, and nothing else.
        if (!current || (latest && due.length === 0)) return misplaced();
        current.withheld.add(latest ? latest.channel : "cast");
        due = due.slice(1);
        break;
      }
      default:
        misplaced();
    }
  }
  if (due.length > 0) misplaced();
  return { run, profiles, cases };
}

const misplaced = (): never => refuse("one of its leaves is not where it belongs", "あるべき場所にない項目があります");

function shaped<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  return read.success ? read.data : refuse("one of its leaves is not what it is to be", "項目の形が違います");
}

/** Never the one name that means an object's own ancestor. */
const text = (value: unknown): string => (typeof value === "string" && value !== "__proto__" ? value : misplaced());
