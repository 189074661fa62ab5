import type { z } from "zod";
import { boundedBody } from "./bounded-body.ts";
import { Refusal } from "./central/refusal.ts";

const MAX_BODY = 1024 * 1024;

/** The JSON of a call, of this shape and no other; a refusal names the places that are wrong, never a value: it may be a patient's. */
export async function readBody<S extends z.ZodType>(request: Request, schema: S): Promise<z.infer<S>> {
  const text = await boundedBody(request, MAX_BODY);
  if (text === undefined) throw new Refusal("TSTA0007E");
  const parsed = schema.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  throw new Refusal("TSTA0004E", parsed.error.issues.map(({ path }) => path.join(".") || "body").join(", "));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal("TSTA0004E", "no JSON");
  }
}
