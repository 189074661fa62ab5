import { readFileSync } from "node:fs";
import { z } from "zod";
import { unhex } from "../device/wire/bytes.ts";

const Vector = z.looseObject({
  name: z.string().min(3),
  bytes: z.string().transform((digits) => unhex(digits)),
  source: z.string().min(10),
  breaks: z.string().min(5),
});

export type Vector<T, More = object> = { readonly name: string; readonly bytes: Uint8Array; readonly value: T } & More;

/** The golden bytes of test/vectors/NAME.json; `{"hex": "…"}` in a value stands for bytes. */
export function vectors<T, More = object>(name: string): Vector<T, More>[] {
  const text = readFileSync(new URL(`vectors/${name}.json`, import.meta.url), "utf8");
  const rows: unknown = JSON.parse(text, (_, value: unknown) => (isHex(value) ? unhex(value.hex) : value));
  return z.array(Vector).min(1).parse(rows) as unknown as Vector<T, More>[];
}

const isHex = (value: unknown): value is { hex: string } =>
  typeof value === "object" &&
  value !== null &&
  "hex" in value &&
  typeof value.hex === "string" &&
  Object.keys(value).length === 1;
