/** A name or sentence in both languages. */
export interface Term {
  readonly ja: string;
  readonly en: string;
}
