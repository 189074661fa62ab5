import type { Lang } from "../device/errors.ts";

/** Whatever a person reads exists in both languages. */
export type Bilingual = Readonly<Record<Lang, string>>;
