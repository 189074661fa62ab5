import type { KeyObject } from "node:crypto";
import type { Application } from "../../device/wire/card-files.ts";

/** References of which any one, verified, opens a file or key; `free` needs none, an empty list is never open. */
export type Access = "free" | readonly number[];

/** One elementary file as data. Ids run from 0001 to 001E and double as short EF ids. */
export type File =
  | { readonly is: "transparent"; readonly content: Uint8Array; readonly opens: Access }
  | { readonly is: "records"; readonly records: readonly Uint8Array[]; readonly opens: Access }
  /** A secret and how often it may be missed. Without a secret it is issued blocked. */
  | {
      readonly is: "reference";
      readonly secret: string | undefined;
      readonly tries: number;
      /** Which command changes the secret and what a new one must look like; without it the secret cannot be changed. */
      readonly change?: { readonly by: "CHANGE_REFERENCE_DATA" | "CHANGE_KEY"; readonly to: RegExp };
    }
  /** A private key: for COMPUTE DIGITAL SIGNATURE, or for INTERNAL AUTHENTICATE alone. */
  | { readonly is: "key"; readonly key: KeyObject; readonly opens: Access; readonly answers: "signature" | "challenge" }
  /** It can be selected, and every command that would use it says that it is of another kind. */
  | { readonly is: "internal" }
  /** The public key that vouches for a terminal's certificate. */
  | { readonly is: "terminalAuthority"; readonly key: KeyObject; readonly id: Uint8Array };

export interface Applet {
  readonly aid: Uint8Array;
  readonly files: ReadonlyMap<number, File>;
  /** The key that P2 = 00 of COMPUTE DIGITAL SIGNATURE means. */
  readonly ownKey?: number;
}

/** Everything about a card that never changes. */
export interface Chip {
  readonly applets: ReadonlyMap<Application, Applet>;
  /** Data objects that GET DATA gives after a reset, by tag. */
  readonly objects: ReadonlyMap<number, Uint8Array>;
  /** Where the card's random numbers come from, together with how many were drawn. */
  readonly randomSeed: Uint8Array;
}

export const transparent = (content: Uint8Array, opens: Access = "free"): File => ({
  is: "transparent",
  content,
  opens,
});
