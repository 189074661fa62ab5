import { createHash } from "node:crypto";
import { z } from "zod";
import type { Random } from "../../device/ports.ts";
import { hex } from "../../device/wire/bytes.ts";
import type { Records } from "../central/records.ts";
import { drop, get, put, readable, type Shelf } from "../central/shelf.ts";

/** How far a request has come: its answer is being written, or lies there or was fetched. */
const STEPS = ["sent", "answering", "answered"] as const;
type Step = (typeof STEPS)[number];

/** A request that was sent, or is about to be: which bytes it was, and the key by which the central system knows it again. */
interface Sending {
  readonly digest: string;
  readonly key: string;
  readonly step?: Step | undefined;
}

const OUTBOX: Shelf<Sending> = {
  name: "outbox",
  holds: z.strictObject({ digest: z.string(), key: z.string(), step: z.enum(STEPS).optional() }),
};

/**
 * What a terminal has under way, kept so that a request is carried out once, also when the terminal is stopped in between: the request
 * lies in its folder until it is answered, and whoever sends it again sends it under the same key.
 */
export interface Outbox {
  /** The key of this request: the one it had before, when it was under way already; otherwise a new one. */
  keyOf(file: string, bytes: Uint8Array): Promise<string>;
  /** How far a request with these bytes has come, if it is, or was, under way. */
  stepOf(file: string, bytes: Uint8Array): Promise<Step | undefined>;
  /** It has come so far; nothing where it is not under way. */
  note(file: string, step: Step): Promise<void>;
  /** It has its answer. */
  forget(file: string): Promise<void>;
  /** Forgets what had come to its answer and lies there no more: what comes under such a name is another request. */
  keep(files: ReadonlySet<string>): Promise<void>;
}

export function outbox(records: Records, random: Random): Outbox {
  const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  return {
    async keyOf(file, bytes) {
      const digest = digestOf(bytes);
      const before = await get(records, OUTBOX, file);
      if (before?.digest === digest) return before.key;
      const key = hex(random.bytes(16));
      await records.write([put(OUTBOX, file, { digest, key })]);
      return key;
    },
    async stepOf(file, bytes) {
      const before = await get(records, OUTBOX, file);
      return before?.digest === digestOf(bytes) ? (before.step ?? "sent") : undefined;
    },
    async note(file, step) {
      const before = await get(records, OUTBOX, file);
      if (before) await records.write([put(OUTBOX, file, { ...before, step })]);
    },
    forget: (file) => records.write([drop(OUTBOX, file)]),
    async keep(files) {
      const had = (value: string) => (readable(OUTBOX, value)?.step ?? "sent") !== "sent";
      const gone = (await records.list(OUTBOX.name, "")).filter(({ key, value }) => !files.has(key) && had(value));
      if (gone.length > 0) await records.write(gone.map(({ key }) => drop(OUTBOX, key)));
    },
  };
}
