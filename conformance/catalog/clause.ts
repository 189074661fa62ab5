import type { Requirement } from "./requirement.ts";
import { type Clause, REQUIREMENTS } from "./requirements.data.ts";

const BY_ID = new Map<string, Requirement>(REQUIREMENTS.map((row) => [row.id, row]));

export const isClause = (id: string): id is Clause => BY_ID.has(id);

/** The catalogue's row of a clause. */
export function requirement(clause: Clause): Requirement {
  const row = BY_ID.get(clause);
  if (!row) throw new RangeError(`${clause} is not in the catalogue`);
  return row;
}
