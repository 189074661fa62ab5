/** Something that may never leave its place: digits or letters as a person types or reads them, or bytes of a picture. */
export type Secret = Typed | Picture;

export interface Typed {
  readonly kind: "pin" | "individualNumber" | "keyB" | "password";
  readonly person: string;
  readonly value: string;
}

export interface Picture {
  readonly kind: "face";
  readonly person: string;
  readonly value: Uint8Array;
}
