import { expect, test } from "vitest";
import { hex } from "../../device/wire/bytes.ts";
import { realTime } from "../../scripts/real-time.ts";

test("each start draws other numbers than the one before, also where its process is called the same", () => {
  const drawn = Array.from({ length: 20 }, () => hex(realTime().world.random.bytes(16)));
  expect(new Set(drawn).size).toBe(20);
});
