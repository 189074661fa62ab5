/** Days are yyyyMMdd and months yyyyMM, as the file interface has them; text compares as time does. */

const utc = (day: string, shift = 0) =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)) + shift);

/** So many days later, or earlier. */
export const shiftDay = (day: string, days: number): string =>
  new Date(utc(day, days)).toISOString().slice(0, 10).replaceAll("-", "");

/** Whether the calendar has it. */
export const isDay = (text: string): boolean =>
  /^\d{8}$/.test(text) && !Number.isNaN(utc(text)) && shiftDay(text, 0) === text;

export const dayAfter = (day: string): string => shiftDay(day, 1);

/** So many months later, or earlier, of a month or of the month of a day. */
export function shiftMonth(month: string, months: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(4, 6)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}${String((count % 12) + 1).padStart(2, "0")}`;
}

export const lastDayOf = (month: string): string => shiftDay(`${shiftMonth(month, 1)}01`, -1);

/** The same day so many years on; 29 February may turn out to be none. */
export const yearsAfter = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;

/** Full years of age. */
export const ageOn = (birthDate: string, day: string): number => Math.floor((Number(day) - Number(birthDate)) / 10_000);
