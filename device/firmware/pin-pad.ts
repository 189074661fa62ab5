/** What a person at the pad did. The digits go into one command for the card and nowhere else. */
export type PinEntry =
  { readonly is: "entered"; readonly digits: string } | { readonly is: "cancelled" } | { readonly is: "timedOut" };

/** The reader's own keys, for PIN entry that the PC asked for (`PC_to_RDR_Secure`). */
export interface PinPad {
  /** Opens the pad. It closes with the entry, or when `closed` aborts because the PC has given up; then the entry counts no more. */
  ask(wanted: { readonly shortest: number; readonly longest: number }, closed: AbortSignal): Promise<PinEntry>;
}
