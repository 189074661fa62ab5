import { readTarget } from "../../conformance/target.ts";
import type { Order } from "../compose.ts";

/** Who moves the hands of a run, before anything is opened: the person at the terminal is asked for, unless somebody else is named. */
export function whoActs({ operator, target }: Pick<Order, "operator" | "target">): "virtual" | "dialog" | "http" {
  if (operator === "virtual" || operator === "dialog") return operator;
  if (operator !== undefined) return "http";
  const where = target === undefined ? undefined : readTarget(target);
  // A module brings its own hands.
  if (!where || where.is === "module") return "virtual";
  return where.is === "stdio" || where.control !== undefined ? "http" : "dialog";
}
