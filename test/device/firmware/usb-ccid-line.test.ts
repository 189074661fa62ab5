import { describe, expect, test } from "vitest";
import { usbCcidLine } from "../../../device/firmware/usb-ccid-line.ts";
import { usbPipe } from "../../../device/firmware/usb-pipe.ts";
import { concat, hex, unhex } from "../../../device/wire/bytes.ts";
import { virtualWorld } from "../../../simulator/world.ts";

const POLL = "65000000000001000000";
/** A block of 150 bytes: three packets, the last not full. */
const LONG = `6f96000000000200 0000${"5a".repeat(150)}`.replace(" ", "");
/** As long as two full packets. */
const FULL = `6f76000000000300 0000${"5a".repeat(118)}`.replace(" ", "");

/** What is heard of transfers, cut into packets as a host controller cuts them or as the test says. */
function heard(...packets: readonly Uint8Array[]): string[] {
  const out: string[] = [];
  const line = usbCcidLine({ bulk: usbPipe(4), interrupt: usbPipe(1), clock: virtualWorld(1).clock }, (message) =>
    out.push(hex(message)),
  );
  packets.forEach((packet) => line.out(packet));
  return out;
}

const packets = (message: string): Uint8Array[] => {
  const bytes = unhex(message);
  return Array.from({ length: Math.ceil(bytes.length / 64) }, (_, i) => bytes.slice(64 * i, 64 * (i + 1)));
};

describe("CCID messages in bulk transfers", () => {
  test("are put together of full packets, and end with one that is not, or where their length says", () => {
    expect(heard(...packets(LONG), ...packets(FULL), ...packets(POLL))).toEqual([LONG, FULL, POLL]);
    expect(heard(...packets(FULL), new Uint8Array(0), ...packets(POLL))).toEqual([FULL, POLL]);
  });

  test("cut at any byte are two messages that are none, and the next is heard", () => {
    const whole = unhex(LONG);
    for (let cut = 1; cut < whole.length; cut++) {
      if (cut % 64 === 0) continue;
      const out = heard(whole.slice(0, cut), whole.slice(cut), unhex(POLL));
      expect(out).toEqual([hex(whole.slice(0, cut)), hex(whole.slice(cut)), POLL]);
    }
  });

  test("two in one transfer are one that is too long, which the reader refuses at its length", () => {
    expect(heard(unhex(POLL + POLL), unhex(POLL))).toEqual([POLL + POLL, POLL]);
  });

  test("behind garbage are heard, after a packet that is not full", () => {
    for (const noise of [unhex("ff"), unhex("6f"), unhex("fffffffffffffffffffffffff0"), new Uint8Array(63).fill(0x6f)])
      expect(heard(noise, unhex(POLL)).at(-1)).toBe(POLL);
  });

  test("whose length was hurt swallow no more than one that follows", () => {
    for (let at = 1; at < 5; at++)
      for (let bit = 0; bit < 8; bit++) {
        const hurt = concat(...packets(LONG));
        hurt[at] = (hurt[at] ?? 0) ^ (1 << bit);
        const out = heard(...packets(hex(hurt)), unhex(POLL), unhex(POLL));
        expect(out.at(-1)).toBe(POLL);
      }
  });
});
