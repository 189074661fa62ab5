import type { Bilingual } from "./bilingual.ts";

/** What there is to say of an id: facts under labels, then parts with facts of their own. How it looks is another matter. */
export interface Explanation {
  readonly id: string;
  readonly kind: Bilingual;
  readonly title: Bilingual;
  readonly facts: readonly Fact[];
  readonly parts: readonly Part[];
}

export interface Fact {
  readonly label: Bilingual;
  /** One line each. */
  readonly values: readonly Bilingual[];
}

export interface Part {
  readonly heading: Bilingual;
  readonly facts: readonly Fact[];
  /** In order, and numbered. */
  readonly steps?: readonly Bilingual[];
}

export const fact = (label: Bilingual, ...values: readonly Bilingual[]): Fact => ({ label, values });

/** The same in both languages: ids, names, codes. */
export const same = (text: string): Bilingual => ({ ja: text, en: text });
