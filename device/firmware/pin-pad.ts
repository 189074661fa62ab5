/** What a person at the pad did. The digits go into one command for the card and nowhere else. */
export type PinEntry =
  { readonly is: "entered"; readonly digits: string } | { readonly is: "cancelled" } | { readonly is: "timedOut" };

/** Which PIN: that of a card, or at a change of one the PIN that is, the new one, and the new one once more. */
export type PinField = "pin" | "current" | "new" | "again";

export interface PinWanted {
  readonly field: PinField;
  readonly shortest: number;
  readonly longest: number;
}

/** The reader's own keys, for PIN entry that the PC asked for (`PC_to_RDR_Secure`). */
export interface PinPad {
  /** Opens the pad. It closes with the entry, or when `closed` aborts because the PC has given up; then the entry counts no more. */
  ask(wanted: PinWanted, closed: AbortSignal): Promise<PinEntry>;
}
