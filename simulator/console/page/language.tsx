import { signal } from "@preact/signals";

export type Lang = "ja" | "en";
export interface Text {
  readonly ja: string;
  readonly en: string;
}

const KEPT = "shikaku.language";

/** Japanese unless a person has chosen otherwise in this browser. */
export const lang = signal<Lang>(kept());

export function speak(chosen: Lang): void {
  lang.value = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** One of the two, now and whenever the language changes. */
export const say = (text: Text): string => text[lang.value];

/** Names may come from anyone: whatever would turn the line around or hide stands as a mark, and what is too long is cut. */
export function plain(text: string, most = 80): string {
  const shown = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
  const characters = Array.from(shown);
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : shown;
}

function kept(): Lang {
  try {
    return localStorage.getItem(KEPT) === "en" ? "en" : "ja";
  } catch {
    return "ja";
  }
}
