import type { Lang } from "../device/errors.ts";

/** Whatever a person reads exists in both languages. */
export type Bilingual = Readonly<Record<Lang, string>>;

/** Names of the protocol are the same in both. */
export const both = (text: string): Bilingual => ({ ja: text, en: text });
