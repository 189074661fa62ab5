/**
 * Times of the file interface are Japan Standard Time, nine hours ahead of UTC, and Japan has no summer time. Clocks count
 * microseconds since 1970-01-01T00:00:00Z.
 */
const NINE_HOURS = 9 * 3600 * 1000;

/** yyyyMMddHHmmss. */
export function jstTime(microseconds: number): string {
  const local = new Date(Math.floor(microseconds / 1000) + NINE_HOURS).toISOString();
  const of = (from: number, to: number) => local.slice(from, to);
  return of(0, 4) + of(5, 7) + of(8, 10) + of(11, 13) + of(14, 16) + of(17, 19);
}

/** yyyyMMdd. */
export const jstDate = (microseconds: number): string => jstTime(microseconds).slice(0, 8);

/** Microseconds of a yyyyMMdd or yyyyMMddHHmmss; a bare date is its midnight. */
export function fromJst(text: string): number {
  const at = (from: number, to: number) => Number(text.slice(from, to));
  const utc = Date.UTC(at(0, 4), at(4, 6) - 1, at(6, 8), at(8, 10), at(10, 12), at(12, 14));
  return (utc - NINE_HOURS) * 1000;
}
