import { signal } from "@preact/signals";

export type Lang = "ja" | "en";
export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** Of whoever shows the view. */
export const lang = signal<Lang>("ja");

export const say = (text: Text): string => text[lang.value];

/** Words of products and persons: whatever would turn the line around or hide stands as a mark, and what is too long is cut. */
export function plain(text: unknown, most = 160): string {
  const shown = (typeof text === "string" ? text : String(text))
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
  const characters = Array.from(shown);
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : shown;
}

/** Microseconds as a person reads them. */
export function duration(microseconds: number): string {
  const milliseconds = microseconds / 1000;
  if (milliseconds < 10) return `${milliseconds.toFixed(2)} ms`;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
