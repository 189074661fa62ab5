import { z } from "zod";
import type { Change, Records } from "./records.ts";
import { get, put, readable, type Shelf } from "./shelf.ts";

/** What institutions call their patients (照会番号), each its own: the last one registered counts. */
const REFERENCES: Shelf<string> = { name: "references", holds: z.string().min(1) };

const keyOf = (institution: string, person: string) => `${institution} ${person}`;

export const register = (institution: string, person: string, number: string): Change =>
  put(REFERENCES, keyOf(institution, person), number);

/** All of them that an institution has registered, by person. */
export async function referencesAt(records: Records, institution: string): Promise<Map<string, string>> {
  const prefix = keyOf(institution, "");
  const kept = await records.list(REFERENCES.name, prefix);
  return new Map(kept.map(({ key, value }) => [key.slice(prefix.length), readable(REFERENCES, value) ?? ""] as const));
}

export const referenceOf = (records: Records, institution: string, person: string): Promise<string | undefined> =>
  get(records, REFERENCES, keyOf(institution, person));
