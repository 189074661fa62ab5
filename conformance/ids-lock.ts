import type { AnyCase } from "./case.ts";

/**
 * Ids of cases outlive everything else here: reports, known-failing lists and vendors' tickets name them. `ids.lock` has a line for
 * each id that was ever given, `ID role GROUP,GROUP`; lines are added and never taken out, and a case that is gone leaves its line
 * with `retired` behind it, so that nobody gives the id again.
 */
export interface LockFaults {
  /** Ids that vanished, came back, or now mean something else. */
  readonly broken: readonly string[];
  /** Lines to be added. */
  readonly missing: readonly string[];
}

export function lockFaults(lock: string, cases: readonly AnyCase[]): LockFaults {
  const locked = readLock(lock);
  const missing = cases.filter(({ id }) => !locked.some((row) => row.id === id)).map(lockLine);
  const twice = locked.filter(({ id }, i) => locked.findIndex((row) => row.id === id) !== i);
  const broken = [...twice.map(({ id }) => `${id}: it has two lines`), ...locked.flatMap((row) => faultOf(row, cases))];
  return { broken, missing };
}

/** The groups of clauses tell what a case is about, and survive every rewording. */
const lockLine = ({ id, role, expect }: AnyCase): string => `${id} ${role} ${groupsOf(expect).join(",")}`;

const groupsOf = (checks: AnyCase["expect"]): string[] =>
  [...new Set(checks.map(({ clause }) => clause.slice(0, 3)))].sort();

interface Row {
  readonly id: string;
  readonly role: string;
  readonly groups: readonly string[];
  readonly retired: boolean;
}

const readLock = (text: string): Row[] =>
  text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [id = "", role = "", groups = "", mark] = line.split(" ");
      return { id, role, groups: groups.split(","), retired: mark === "retired" };
    });

function faultOf({ id, role, groups, retired }: Row, cases: readonly AnyCase[]): string[] {
  const found = cases.find((each) => each.id === id);
  if (retired) return found ? [`${id}: it was retired and is used again`] : [];
  if (!found) return [`${id}: it vanished; a case that is gone is marked retired`];
  if (found.role !== role) return [`${id}: it was a case of ${role} and is one of ${found.role}`];
  const lost = groups.filter((group) => !groupsOf(found.expect).includes(group));
  return lost.length > 0 ? [`${id}: it was about ${groups.join(", ")} and says nothing of ${lost.join(", ")} now`] : [];
}
