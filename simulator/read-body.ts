import type { z } from "zod";
import { boundedBody } from "./bounded-body.ts";
import { type CentralCall, MOST_BYTES, parsed } from "./central/call.ts";
import { type Problem, Refusal } from "./central/refusal.ts";
import type { Said } from "./result-codes.data.ts";

/** The JSON of a call, of this shape and no other; a refusal names the places that are wrong, never a value: it may be a patient's. */
export const parsedBody = async <S extends z.ZodType>(call: CentralCall, schema: S): Promise<z.infer<S>> =>
  shaped(await call.text(), schema);

/** What is to stand at the places of a body, in words for a person; a place within a list has the list's. */
export type Words = Readonly<Record<string, Said>>;

/** The same of a request; with words the refusal tells what is to stand where. */
export const readBody = async <S extends z.ZodType>(request: Request, schema: S, words?: Words): Promise<z.infer<S>> =>
  shaped(await boundedBody(request, MOST_BYTES), schema, words);

function shaped<S extends z.ZodType>(text: string | undefined, schema: S, words?: Words): z.infer<S> {
  if (text === undefined) throw new Refusal("TSTA0007E");
  const shape = schema.safeParse(parsedJson(text, words));
  if (shape.success) return shape.data;
  const { issues } = shape.error;
  const places = issues.map(({ path }) => path.join(".") || "body").join(", ");
  throw new Refusal("TSTA0004E", places, words ? { problems: issues.map((issue) => problemOf(issue, words)) } : {});
}

function problemOf({ code, path }: z.core.$ZodIssue, words: Words): Problem {
  const at = path.filter((part) => typeof part === "string").join(".");
  const said = code === "unrecognized_keys" ? STRANGE : (words[at] ?? WRONG);
  return { at: path.join(".") || "body", ja: said.ja, en: said.en };
}

const STRANGE: Said = {
  ja: "この窓口の知らない項目があります。項目名のつづりを確かめてください。",
  en: "There is a member that nobody knows here. Check how its name is spelt.",
};
const WRONG: Said = { ja: "JSON のオブジェクトを送ってください。", en: "Send a JSON object." };
const NO_JSON: Said = {
  ja: "JSON として読めないか、入れ子が深すぎます。書き方を確かめてください。",
  en: "It cannot be read as JSON, or is nested too deeply. Check how it is written.",
};

function parsedJson(text: string, words: Words | undefined): unknown {
  const value = parsed(text);
  if (value !== undefined) return value;
  throw new Refusal("TSTA0004E", "no JSON", words ? { problems: [{ at: "body", ...NO_JSON }] } : {});
}
