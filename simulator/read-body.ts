import type { z } from "zod";
import { boundedBody } from "./bounded-body.ts";
import { type CentralCall, MOST_BYTES } from "./central/call.ts";
import { Refusal } from "./central/refusal.ts";

/** The JSON of a call, of this shape and no other; a refusal names the places that are wrong, never a value: it may be a patient's. */
export const parsedBody = async <S extends z.ZodType>(call: CentralCall, schema: S): Promise<z.infer<S>> =>
  shaped(await call.text(), schema);

/** The same of a request. */
export const readBody = async <S extends z.ZodType>(request: Request, schema: S): Promise<z.infer<S>> =>
  shaped(await boundedBody(request, MOST_BYTES), schema);

function shaped<S extends z.ZodType>(text: string | undefined, schema: S): z.infer<S> {
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
