import type { Application } from "../../device/wire/card-files.ts";
import type { Chip } from "./files.ts";

/** What a card remembers, as plain JSON: saved and read back it is the same card. Some of it is secret: it never enters a trace. */
export interface CardState {
  readonly application: Application;
  /** The current EF, until an application is selected. */
  readonly ef: number | null;
  /** References verified since the application was selected. */
  readonly verified: readonly number[];
  /** Tries left, by "application/reference". */
  readonly tries: Readonly<Record<string, number>>;
  /** Secrets that were changed, by "application/reference". */
  readonly changed: Readonly<Record<string, string>>;
  /** How many random numbers have been drawn. */
  readonly drawn: number;
  /** How often a reader's field has woken it: each time it calls itself by another number. */
  readonly activations: number;
  /** The challenge given last, hex, until it is used. */
  readonly challenge: string | null;
  /** The terminal's certificate body, hex, and whether its signature was found good. */
  readonly terminal: { readonly body: string; readonly trusted: boolean } | null;
}

export const place = (application: Application, id: number): string =>
  `${application}/${id.toString(16).padStart(4, "0")}`;

/** A card as its holder gets it. `triesLeft` by place, where some were missed already. */
export function freshState(chip: Chip, triesLeft: Readonly<Record<string, number>> = {}): CardState {
  const tries: Record<string, number> = {};
  for (const [application, { files }] of chip.applets)
    for (const [id, file] of files)
      if (file.is === "reference") {
        const at = place(application, id);
        tries[at] = file.secret === undefined ? 0 : (triesLeft[at] ?? file.tries);
      }
  return { ...SELECTION_AFTER_RESET, tries, changed: {}, drawn: 0, activations: 0 };
}

const SELECTION_AFTER_RESET = {
  application: "cardManager",
  ef: null,
  verified: [],
  challenge: null,
  terminal: null,
} as const;

/** Counters, changed secrets and the random generators outlive a reset; everything else does not. */
export const resetState = (state: CardState): CardState => ({ ...state, ...SELECTION_AFTER_RESET });

/**
 * What is left when the power goes while a command is at work: a chip counts a try down before it compares, so a card that is
 * pulled out of a wrong PIN does not give the try back.
 */
export function tornState(before: CardState, after: CardState): CardState {
  const tries = Object.entries(before.tries).map(
    ([at, left]) => [at, Math.min(left, after.tries[at] ?? left)] as const,
  );
  return resetState({ ...before, tries: Object.fromEntries(tries) });
}

/** Selecting an application, even the current one, forgets what was verified. */
export const selectApplication = (state: CardState, application: Application): CardState => ({
  ...resetState(state),
  application,
});
