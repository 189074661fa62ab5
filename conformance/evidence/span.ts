/** A stretch of bytes that stands apart. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Of a document: the text that stands there, where two places can be held against each other by it; else null. */
  readonly text?: string | null;
}

/** All of it, as bytes of which nothing is known. */
export const whole = (bytes: Uint8Array): readonly Span[] => (bytes.length > 0 ? [{ from: 0, to: bytes.length }] : []);
