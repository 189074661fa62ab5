import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { ascii, concat, EMPTY, hex, unhex } from "../../../device/wire/bytes.ts";
import { crc16, frame, framer, LONGEST_PAYLOAD } from "../../../device/wire/face-frame.ts";
import { vectors } from "../../vectors.ts";

const golden = vectors<Uint8Array>("face-frame");

/** What comes out, in order: frames as hex, garbage as `~` and its hex, neighbours joined. */
function heard(chunks: readonly Uint8Array[]): string[] {
  const out: string[] = [];
  const { push } = framer(
    (payload) => out.push(hex(payload)),
    (skipped) => {
      if (out.at(-1)?.startsWith("~")) out.push(`${out.pop() ?? ""}${hex(skipped)}`);
      else out.push(`~${hex(skipped)}`);
    },
  );
  for (const chunk of chunks) push(chunk);
  return out;
}

const one = frame(unhex("010203"));
const two = frame(unhex("face"));

describe("reader frame", () => {
  test("the CRC is CRC-16/IBM-3740: check value 29B1 in the catalogue of CRC RevEng", () => {
    expect(crc16(ascii("123456789"))).toBe(0x29b1);
    expect(crc16(EMPTY)).toBe(0xffff);
  });

  test.each(golden)("$name: writes and finds the golden bytes", ({ bytes, value }) => {
    expect(hex(frame(value))).toBe(hex(bytes));
    expect(heard([bytes])).toEqual([hex(value)]);
  });

  test("wherever a frame stops for good, the ones behind it are found once it is given up, and nothing is held any more", () => {
    const long = frame(new Uint8Array(300).fill(0xfa));
    for (let cut = 1; cut < long.length; cut++) {
      const found: string[] = [];
      const frames = framer((payload) => found.push(hex(payload)));
      frames.push(long.subarray(0, cut));
      expect(frames.waits).toBe(true);
      frames.push(one);
      if (frames.waits) frames.giveUp();
      expect(found, `cut at ${cut}`).toEqual(["010203"]);
      expect(frames.waits).toBe(false);
      frames.push(two);
      expect(found).toEqual(["010203", "face"]);
    }
  });

  test("frames are found wherever the stream is cut", () => {
    const stream = concat(one, two);
    for (let cut = 0; cut <= stream.length; cut++)
      expect(heard([stream.slice(0, cut), stream.slice(cut)])).toEqual(["010203", "face"]);
    expect(heard(Array.from(stream, (byte) => Uint8Array.of(byte)))).toEqual(["010203", "face"]);
  });

  test("two frames in a chunk, garbage before, between and behind", () => {
    expect(heard([concat(one, two)])).toEqual(["010203", "face"]);
    expect(heard([concat(unhex("00fafa11"), one, unhex("ce"), two, unhex("99"))])).toEqual([
      "~00fafa11",
      "010203",
      "~ce",
      "face",
      "~99",
    ]);
  });

  test("a corrupted length is seen at once: the next frame does not wait", () => {
    for (const at of [2, 3, 4, 5]) {
      for (let bit = 0; bit < 8; bit++) {
        const hurt = one.slice();
        hurt[at] = (hurt[at] ?? 0) ^ (1 << bit);
        expect(heard([hurt, two]).at(-1)).toBe("face");
      }
    }
  });

  test("any single corrupted byte loses its frame and no other", () => {
    for (let at = 0; at < one.length; at++) {
      for (const value of [0x00, 0xfa, 0xce, 0xff]) {
        const hurt = one.slice();
        if (hurt[at] === value) continue;
        hurt[at] = value;
        expect(heard([hurt, two]).filter((out) => !out.startsWith("~"))).toEqual(["face"]);
      }
    }
  });

  test("a frame inside a broken one is found", () => {
    const outer = frame(concat(unhex("0102"), two));
    outer[outer.length - 1] = (outer.at(-1) ?? 0) ^ 1;
    expect(heard([outer])).toContain("face");
  });

  test("every byte comes out once, in order, as frame or as garbage", () => {
    const piece = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 40 }).map((payload) => frame(payload)),
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom(unhex("fa"), unhex("face"), unhex("face0003"), unhex("face0003fffc"), unhex("face1001effe")),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 6 }), (pieces, cuts) => {
        const stream = concat(...pieces, one);
        const places = [0, ...cuts.map((cut) => cut % stream.length), stream.length].sort((a, b) => a - b);
        let out = "";
        const { push } = framer(
          (payload) => (out += hex(frame(payload))),
          (skipped) => (out += hex(skipped)),
        );
        places.slice(1).forEach((to, i) => push(stream.slice(places[i], to)));
        expect(hex(stream).startsWith(out)).toBe(true);
        // What is still held is at most a frame that has begun.
        expect(stream.length - out.length / 2).toBeLessThan(LONGEST_PAYLOAD + 8);
      }),
      { numRuns: 2000 },
    );
  });

  test("a line that sends only noise is not remembered", () => {
    let dropped = 0;
    const { push } = framer(
      () => undefined,
      (skipped) => (dropped += skipped.length),
    );
    // The beginning of the longest frame, again and again: all that can be held is one of them.
    const begun = unhex("face1000efff");
    for (let i = 0; i < 5000; i++) push(begun);
    expect(5000 * begun.length - dropped).toBeLessThanOrEqual(LONGEST_PAYLOAD + 8);
  });

  test("payloads are one byte to 4,096", () => {
    const longest = new Uint8Array(LONGEST_PAYLOAD).fill(1);
    expect(heard([frame(longest)])).toEqual([hex(longest)]);
    expect(() => frame(EMPTY)).toThrow(RangeError);
    expect(() => frame(new Uint8Array(LONGEST_PAYLOAD + 1))).toThrow(RangeError);
  });
});
