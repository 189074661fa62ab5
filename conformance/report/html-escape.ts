import type { Bilingual } from "../bilingual.ts";

/** Text into HTML: whatever a product or a person wrote stays text. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Both languages side by side; the page's style shows one. */
export const say = ({ ja, en }: Bilingual): string =>
  ja === en ? escape(ja) : `<span lang="ja">${escape(ja)}</span><span lang="en">${escape(en)}</span>`;

export const words = (ja: string, en: string): string => say({ ja, en });
