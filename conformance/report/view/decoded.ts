export interface Field {
  readonly name: string;
  readonly value: string;
  /** How deep it lies in what it is part of. */
  readonly depth?: number;
}

/** What one event says, for a person. */
export interface Decoded {
  readonly fields: readonly Field[];
  /** Document and clause. */
  readonly clause?: string;
  /** What is wrong with it, where anything is. */
  readonly complaint?: string;
}
