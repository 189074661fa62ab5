import type { Bilingual } from "../bilingual.ts";
import type { Role } from "../role.ts";

/** Words that every form of the report shares. */

export const ROLE_NAMES: Readonly<Record<Role, Bilingual>> = {
  reader: { ja: "顔認証付きカードリーダー", en: "face-auth reader" },
  generic: { ja: "汎用リーダー・カード", en: "generic reader, card" },
  receipt: { ja: "レセプトコンピュータ", en: "receipt computer" },
  terminal: { ja: "資格確認端末", en: "terminal" },
  central: { ja: "中央システム", en: "central system" },
};

export const CLOCK_NAMES: Readonly<Record<"virtual" | "system", Bilingual>> = {
  virtual: { ja: "モデル", en: "model" },
  system: { ja: "実測", en: "measured" },
};

/** 1,234 ms as "1.23 s"; short times stay in milliseconds. */
export const seconds = (milliseconds: number): string =>
  milliseconds >= 1000 ? `${Number((milliseconds / 1000).toFixed(2))} s` : `${Math.round(milliseconds)} ms`;
