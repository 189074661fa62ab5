/**
 * Times of the file interface are Japan Standard Time, nine hours ahead of UTC, and Japan has no summer time. Clocks count
 * microseconds since 1970-01-01T00:00:00Z.
 */
const NINE_HOURS = 9 * 3600 * 1000;
const DAY = 24 * 3600 * 1000;

/** yyyyMMddHHmmss. */
export function jstTime(microseconds: number): string {
  const seconds = Math.floor((microseconds / 1000 + NINE_HOURS) / 1000);
  const of = (unit: number, many: number) => TWO_DIGITS[Math.floor(seconds / unit) % many] ?? "";
  // Before 1970 a remainder counts from the other side.
  if (seconds < 0) return written(seconds).replace(/\D/g, "").slice(0, 14);
  return jstDate(microseconds) + of(3600, 24) + of(60, 60) + of(1, 60);
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
const written = (seconds: number) => new Date(seconds * 1000).toISOString();

/** An answer tells a dozen times of two days: those written last are remembered. */
const days = new Map<number, string>();
const MOST_DAYS = 1_000;

/** yyyyMMdd. */
export function jstDate(microseconds: number): string {
  const day = Math.floor((microseconds / 1000 + NINE_HOURS) / DAY);
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= MOST_DAYS) days.clear();
  const text = written(day * (DAY / 1000))
    .slice(0, 10)
    .replaceAll("-", "");
  days.set(day, text);
  return text;
}

/** Microseconds of a yyyyMMdd or yyyyMMddHHmmss; a bare date is its midnight. */
export function fromJst(text: string): number {
  const at = (from: number, to: number) => Number(text.slice(from, to));
  const utc = Date.UTC(at(0, 4), at(4, 6) - 1, at(6, 8), at(8, 10), at(10, 12), at(12, 14));
  return (utc - NINE_HOURS) * 1000;
}
