import { plain, type Text } from "./language.tsx";

/** Codes of OQSCD006. */
export const VALIDITY: Readonly<Record<string, Text>> = {
  "1": { ja: "有効", en: "valid" },
  "2": { ja: "無効", en: "lost" },
  "3": { ja: "無効（新しい資格あり）", en: "lost, a newer one exists" },
  "4": { ja: "該当資格なし", en: "none" },
  "5": { ja: "複数該当", en: "several" },
  "6": { ja: "有効（未登録）", en: "valid, unregistered" },
};

/** A code that the table does not have stands as it is, whatever it may be. */
export function validityOf(code: string): Text {
  const shown = plain(code, 20);
  return (Object.hasOwn(VALIDITY, code) && VALIDITY[code]) || { ja: shown, en: shown };
}
