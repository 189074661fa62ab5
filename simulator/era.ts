/** A date in the Japanese calendar: the digit forms use for its era, and YYMMDD with the year of the era. */
export interface EraDate {
  readonly era: number;
  readonly yymmdd: string;
}

/** First day of each era and the digit for it (1 Meiji … 5 Reiwa), newest first. */
const ERAS: readonly (readonly [first: string, digit: number])[] = [
  ["20190501", 5],
  ["19890108", 4],
  ["19261225", 3],
  ["19120730", 2],
  ["18680125", 1],
];

/** `date` is YYYYMMDD. */
export function eraDate(date: string): EraDate {
  const [first, era] = ERAS.find(([first]) => date >= first) ?? ["18680125", 1];
  const year = Number(date.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  return { era, yymmdd: String(year).padStart(2, "0") + date.slice(4) };
}

/** 照合番号B: era birth date, year in which the card expires, security code. Fourteen digits. */
export const numberB = (birthDate: string, expiryYear: number, securityCode: string): string =>
  `${eraDate(birthDate).yymmdd}${expiryYear}${securityCode}`;
