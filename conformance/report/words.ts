import type { Bilingual } from "../bilingual.ts";
import type { Ground, Requirement } from "../catalog/requirement.ts";
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

export const LEVEL_NAMES: Readonly<Record<Requirement["level"], Bilingual>> = {
  must: { ja: "必須", en: "must" },
  should: { ja: "望ましい", en: "should" },
};

export const GROUND_NAMES: Readonly<Record<Ground, Bilingual>> = {
  seed: { ja: "厚生労働省の公表文書", en: "public document of the ministry" },
  official: { ja: "ベンダ向け公表資料", en: "published for vendors" },
  declared: { ja: "製品の申告", en: "declared by the vendor" },
  assumed: { ja: "仮定", en: "assumption" },
};

/** 1,234 ms as "1.23 s"; short times stay in milliseconds. */
export const seconds = (milliseconds: number): string =>
  milliseconds >= 1000 ? `${Number((milliseconds / 1000).toFixed(2))} s` : `${Math.round(milliseconds)} ms`;
