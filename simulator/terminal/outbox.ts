import { createHash } from "node:crypto";
import { z } from "zod";
import type { Random } from "../../device/ports.ts";
import { hex } from "../../device/wire/bytes.ts";
import type { Records } from "../central/records.ts";
import { get, put, type Shelf } from "../central/shelf.ts";

/** A request that was sent, or is about to be: which bytes it was, and the key by which the central system knows it again. */
interface Sending {
  readonly digest: string;
  readonly key: string;
}

const OUTBOX: Shelf<Sending> = {
  name: "outbox",
  holds: z.strictObject({ digest: z.string(), key: z.string() }),
};

/**
 * What a terminal has under way, kept so that a request is carried out once, also when the terminal is stopped in between: the request
 * lies in its folder until it is answered, and whoever sends it again sends it under the same key.
 */
export interface Outbox {
  /** The key of this request: the one it had before, when it was under way already; otherwise a new one. */
  keyOf(file: string, bytes: Uint8Array): Promise<string>;
  /** Whether a request with these bytes is, or was, under way. */
  hasBegun(file: string, bytes: Uint8Array): Promise<boolean>;
  /** It has its answer. */
  forget(file: string): Promise<void>;
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
    hasBegun: async (file, bytes) => (await get(records, OUTBOX, file))?.digest === digestOf(bytes),
    forget: (file) => records.write([{ shelf: OUTBOX.name, key: file }]),
  };
}
