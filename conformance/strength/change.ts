/**
 * What a generated mutant or variant does to a product that is right in all else, as data. Who runs the products performs it; the suite
 * only says what is changed and what that breaks.
 */
export type Change =
  /** A row of the firmware's tables: a state with those of its parts, outermost first, and an event. */
  | { readonly at: "row"; readonly state: string; readonly event: string; readonly how: RowHow }
  /** A message that the reader says, or one that it hears. */
  | { readonly at: "said" | "heard"; readonly message: string; readonly how: MessageHow; readonly field?: string };

/** The event means nothing; its effects are performed and the state is kept; or they are, and all begins anew. */
export type RowHow = "removed" | "kept" | "home";

/** `off`: the field named is off by one. */
export type MessageHow = "dropped" | "doubled" | "delayed" | "off";

/** Where a change takes hold: what never comes there in a case leaves the case as it was. */
export function placeOfChange(change: Change): string {
  if (change.at === "row") return `row ${change.state} ${change.event}`;
  return `${change.at} ${change.message}${change.field === undefined ? "" : `.${change.field}`}`;
}
