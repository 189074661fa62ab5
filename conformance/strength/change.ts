import type { Method } from "../../device/wire/face.ts";
import type { Role } from "../role.ts";

/**
 * What a generated mutant or variant does to a product that is right in all else, as data. Who runs the products performs it; the suite
 * only says what is changed and what that breaks.
 */
export type Change = ChangeOfReader | ChangeElsewhere;

type ChangeOfReader =
  /** A row of the firmware's tables: a state with those of its parts, outermost first, and an event. */
  (
    | { readonly at: "row"; readonly state: string; readonly event: string; readonly how: RowHow }
    /** A message that the reader says, or one that it hears. */
    | { readonly at: "said" | "heard"; readonly message: string; readonly how: MessageHow; readonly field?: string }
  ) & {
    /** It holds only after this has come up once (`scripts/built-in/places.ts` says what there is). */
    readonly since?: string;
  };

type ChangeElsewhere =
  /** An element of the files of one kind that a terminal writes. */
  | { readonly at: "answer"; readonly file: TerminalFile; readonly tag: string; readonly how: "dropped" | "off" }
  /** Files of one kind that a terminal writes. */
  | { readonly at: "file"; readonly file: TerminalFile; readonly how: "dropped" }
  /** What a terminal leaves behind of receptions of one kind. */
  | {
      readonly at: "visit";
      readonly method: Method;
      readonly consent: "all" | "some" | "none";
      readonly how: "dropped";
    }
  /** An element of the questions of a receipt computer. */
  | { readonly at: "question"; readonly tag: string; readonly how: "dropped" | "off" }
  /** A code in the answers that a receipt computer takes for another one: `how` is the other. */
  | { readonly at: "reading"; readonly tag: string; readonly value: string; readonly how: string }
  /** A door of the central system, by its path: what it says, or a field of that. */
  | { readonly at: "door"; readonly door: string; readonly field?: string; readonly how: DoorHow }
  /** Documents that the central system is shown on a day: what it says of them is the opposite. */
  | { readonly at: "evidence"; readonly shown: string; readonly day: string; readonly how: "off" }
  /** What a receipt computer tells of its chart. */
  | { readonly at: "chart"; readonly fact: string; readonly how: "dropped" | "off" }
  /** Another way to write the same XML. */
  | { readonly at: "spelling"; readonly of: "terminal" | "receipt"; readonly how: string }
  /** What a card answers to commands of one INS. */
  | { readonly at: "card"; readonly ins: number; readonly how: "off" | "granted" | "emptied" }
  /** How a reader for cards hands its answers over. */
  | { readonly at: "manner"; readonly of: "card"; readonly how: CardManner };

export type CardManner = "chained" | "chainedInParts" | "slow";

/** The event means nothing; its effects are performed and the state is kept; or they are, and all begins anew. */
export type RowHow = "removed" | "kept" | "home";

/** `off`: the field named is off by one; `slow`: late, and in time; `taken`: one of another reception is taken for its own. */
export type MessageHow = "dropped" | "doubled" | "delayed" | "slow" | "off" | "taken";

/** Kinds of files that a terminal writes: a reader's result, answers by number, to bulk requests and about drugs, and errors. */
export type TerminalFile = "face" | "number" | "accepted" | "outcome" | "drugs" | "error";

/** It refuses everybody, or nobody; or a field is off by one, or missing. */
export type DoorHow = "refused" | "granted" | "off" | "dropped";

/** Where a change takes hold: what never comes there in a case leaves the case as it was. */
export function placeOfChange(change: Change): string {
  switch (change.at) {
    case "row":
      return `row ${change.state} ${change.event}`;
    case "said":
    case "heard":
      return `${change.at} ${change.message}${change.field === undefined ? "" : `.${change.field}`}`;
    case "answer":
      return `answer ${change.file} ${change.tag}`;
    case "file":
      return `file ${change.file}`;
    case "visit":
      return `visit ${change.method} ${change.consent}`;
    case "question":
      return `question ${change.tag}`;
    case "reading":
      return `reading ${change.tag} ${change.value}`;
    case "door":
      return `door ${change.door}${change.field === undefined ? "" : `.${change.field}`}`;
    case "evidence":
      return `evidence ${change.shown} ${change.day}`;
    case "chart":
      return `chart ${change.fact}`;
    case "card":
      return `card ${change.ins.toString(16)}`;
    case "spelling":
    case "manner":
      return `${change.at} of ${change.of}`;
  }
}

const PREFIX: Readonly<Partial<Record<Role, string>>> = {
  terminal: "TRM",
  receipt: "RCP",
  generic: "GEN",
  central: "CTL",
};

/** G for a generated mutant, B for a benign variant. */
export function idOfChange(kind: "G" | "B", role: Role, change: Change): string {
  const since = "since" in change ? ` since ${change.since}` : "";
  return `${kind}-${PREFIX[role] ?? "RDR"} ${placeOfChange(change)} ${change.how}${since}`.replaceAll(" ", "-");
}
