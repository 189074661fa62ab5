import type { Bilingual } from "../bilingual.ts";

/** Text into HTML: whatever a product or a person wrote stays text. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Both languages side by side; the page's style shows one. */
export const say = ({ ja, en }: Bilingual): string =>
  ja === en ? escape(ja) : `<span lang="ja">${escape(ja)}</span><span lang="en">${escape(en)}</span>`;

export const words = (ja: string, en: string): string => say({ ja, en });

/** Begins what may be wider than the page: whoever has no mouse scrolls it by keys, and is told what it is. An attribute hides no language. */
export const scrolled = (ja: string, en: string): string =>
  `<div class="scrolled" tabindex="0" role="region" aria-label="${escape(`${ja} / ${en}`)}">`;
