import type { Role } from "../role.ts";

/**
 * What a generated mutant or variant does to a product that is right in all else, as data. Who runs the products performs it; the suite
 * only says what is changed and what that breaks.
 */
export type Change =
  /** A row of the firmware's tables: a state with those of its parts, outermost first, and an event. */
  | { readonly at: "row"; readonly state: string; readonly event: string; readonly how: RowHow }
  /** A message that the reader says, or one that it hears. */
  | { readonly at: "said" | "heard"; readonly message: string; readonly how: MessageHow; readonly field?: string }
  /** An element of the answers that a terminal writes, or of the questions of a receipt computer. */
  | { readonly at: "answer" | "question"; readonly tag: string; readonly how: "dropped" | "off" }
  /** What a receipt computer tells of its chart. */
  | { readonly at: "chart"; readonly fact: string; readonly how: "dropped" | "off" }
  /** Another way to write the same XML. */
  | { readonly at: "spelling"; readonly of: "terminal" | "receipt"; readonly how: string }
  /** What a card answers to commands of one INS. */
  | { readonly at: "card"; readonly ins: number; readonly how: "off" | "granted" | "emptied" }
  /** How a reader for cards hands its answers over. */
  | { readonly at: "manner"; readonly of: "card"; readonly how: "chained" | "slow" };

/** The event means nothing; its effects are performed and the state is kept; or they are, and all begins anew. */
export type RowHow = "removed" | "kept" | "home";

/** `off`: the field named is off by one; `slow`: late, and in time; `taken`: one of another reception is taken for its own. */
export type MessageHow = "dropped" | "doubled" | "delayed" | "slow" | "off" | "taken";

/** Where a change takes hold: what never comes there in a case leaves the case as it was. */
export function placeOfChange(change: Change): string {
  switch (change.at) {
    case "row":
      return `row ${change.state} ${change.event}`;
    case "said":
    case "heard":
      return `${change.at} ${change.message}${change.field === undefined ? "" : `.${change.field}`}`;
    case "answer":
    case "question":
      return `${change.at} ${change.tag}`;
    case "chart":
      return `chart ${change.fact}`;
    case "card":
      return `card ${change.ins.toString(16)}`;
    case "spelling":
    case "manner":
      return `${change.at} of ${change.of}`;
  }
}

const PREFIX: Readonly<Partial<Record<Role, string>>> = { terminal: "TRM", receipt: "RCP", generic: "GEN" };

/** G for a generated mutant, B for a benign variant. */
export const idOfChange = (kind: "G" | "B", role: Role, change: Change): string =>
  `${kind}-${PREFIX[role] ?? "RDR"} ${placeOfChange(change)} ${change.how}`.replaceAll(" ", "-");
