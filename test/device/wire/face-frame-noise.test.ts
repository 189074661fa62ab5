import { expect, test } from "vitest";
import { hex } from "../../../device/wire/bytes.ts";
import { frame, framer, LONGEST_PAYLOAD } from "../../../device/wire/face-frame.ts";
import { seededRandom } from "../../../simulator/world.ts";

/** Bytes of noise; SHIKAKU_NOISE asks for more, such as ten million. */
const NOISE = Number(process.env["SHIKAKU_NOISE"] ?? 300_000);

test("noise is passed over in bounded memory, and the next good frame is read", () => {
  const random = seededRandom(7);
  const found: string[] = [];
  let skipped = 0;
  const { push } = framer(
    (payload) => found.push(hex(payload)),
    (garbage) => (skipped += garbage.length),
  );
  let held = 0;
  for (let sent = 0; sent < NOISE; sent += 1000) {
    push(random.bytes(1000));
    // Whatever is neither found nor told as garbage is held still.
    held = Math.max(held, sent + 1000 - skipped);
  }
  expect(held).toBeLessThanOrEqual(LONGEST_PAYLOAD + 1008);
  // A frame that noise began may swallow as much as one frame before it shows.
  const good = frame(Uint8Array.of(0xff, 0x51, 0x00));
  for (let i = 0; i < 400; i++) push(good);
  expect(found.at(-1)).toBe("ff5100");
});
