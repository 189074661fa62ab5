import { fc } from "../../../draws.ts";
import { expect, test } from "vitest";
import { fromJst, jstDate, jstTime } from "../../../../device/wire/oqs/jst.ts";

test("the day in Japan begins at 15:00 UTC", () => {
  expect(jstTime(Date.UTC(2026, 2, 31, 14, 59, 59) * 1000)).toBe("20260331235959");
  expect(jstDate(Date.UTC(2026, 2, 31, 15) * 1000)).toBe("20260401");
});

test("a time comes back, to the second", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000 }),
      (seconds) => fromJst(jstTime(seconds * 1e6)) === seconds * 1e6,
    ),
  );
  expect(fromJst("20260401")).toBe(fromJst("20260401000000"));
});
