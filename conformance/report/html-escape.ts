import type { Bilingual } from "../bilingual.ts";

/** Text into HTML: whatever a product or a person wrote stays text, turns no line around, hides nothing, and has an end. */
export const escape = (text: string): string =>
  shortened(text.toWellFormed().replace(/[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD")).replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );

/** Characters: more than any sentence of ours. */
const MOST = 2000;
export const shortened = (text: string, most = MOST): string =>
  text.length > most
    ? `${Array.from(text.slice(0, 2 * most))
        .slice(0, most)
        .join("")}…`
    : text;

/** Both languages side by side; the page's style shows one. */
export const say = ({ ja, en }: Bilingual): string =>
  ja === en ? escape(ja) : `<span lang="ja">${escape(ja)}</span><span lang="en">${escape(en)}</span>`;

export const words = (ja: string, en: string): string => say({ ja, en });

/** Begins what may be wider than the page: whoever has no mouse scrolls it by keys, and is told what it is. An attribute hides no language. */
export const scrolled = (ja: string, en: string): string =>
  `<div class="scrolled" tabindex="0" role="region" aria-label="${escape(`${ja} / ${en}`)}">`;
