import type { Registration, Resident } from "./registration.ts";

/**
 * The four persons of notice-2021-06's drawing, with the four-digit numbers that stand there: what insurer B had registered, and what
 * insurer A registers now. Where the drawing leaves a name out, it has one of ours.
 */
export const HELD_BEFORE: readonly Registration[] = [
  { individualNumber: "1111", birthDate: "19890913", kana: "シカク ハナコ", insurer: "B" },
  { individualNumber: "2222", birthDate: "19870913", kana: "シカク ミホン", insurer: "B" },
  { individualNumber: "4444", birthDate: "20040804", kana: "シカク タロウ", insurer: "B" },
];

export const REGISTERED_NOW: readonly Registration[] = [
  { individualNumber: "1111", birthDate: "19890913", kana: "シカク ハナコ", insurer: "A" },
  { individualNumber: "2222", birthDate: "19910704", kana: "シカク ミホン", insurer: "A" },
  { individualNumber: "3333", birthDate: "20210301", kana: "シカク ミライ", insurer: "A" },
  { individualNumber: "4444", birthDate: "20040804", kana: "シカク ジロウ", insurer: "A" },
];

/** What the resident registry has of them; Jiro's own number is another one than his brother's, which was typed for him. */
export const RESIDENTS: readonly Resident[] = [
  { individualNumber: "1111", birthDate: "19890913", kana: "シカク ハナコ" },
  { individualNumber: "2222", birthDate: "19870913", kana: "シカク ミホン" },
  { individualNumber: "3333", birthDate: "20210301", kana: "シカク ミライ" },
  { individualNumber: "4444", birthDate: "20040804", kana: "シカク タロウ" },
  { individualNumber: "5555", birthDate: "20040804", kana: "シカク ジロウ" },
];
