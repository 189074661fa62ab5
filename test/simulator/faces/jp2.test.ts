import { fc } from "../../draws.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import type { Picture } from "../../../device/ports.ts";
import { concat, hex } from "../../../device/wire/bytes.ts";
import { decodeJp2, encodeJp2 } from "../../../simulator/faces/jp2.ts";
import { unwrapJp2, wrapJp2 } from "../../../simulator/faces/jp2-boxes.ts";
import { photographOf } from "../../../simulator/faces/photograph.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";

let file: Uint8Array;
beforeAll(async () => {
  file = await encodeJp2(photographOf(1000));
});

const refusal = async (bytes: Uint8Array): Promise<string> => {
  try {
    await decodeJp2(bytes);
    return "decoded";
  } catch (error) {
    return isFault(error) ? error.fault : String(error);
  }
};

describe("a photograph in JP2", () => {
  test("is several kilobytes, and comes back with the tones it had but for a few levels", async () => {
    expect(file.length).toBeGreaterThan(2000);
    expect(file.length).toBeLessThan(8000);
    const before = photographOf(1000);
    const after = await decodeJp2(file);
    expect([after.width, after.height]).toEqual([before.width, before.height]);
    const off = after.grey.map((tone, i) => Math.abs(tone - (before.grey[i] ?? 0)));
    expect(Math.max(...off)).toBeLessThan(16);
  });

  test("is the same file every time", async () => {
    expect(hex(await encodeJp2(photographOf(1000)))).toBe(hex(file));
  });

  test("has 85 bytes of boxes, as ISO/IEC 15444-1 annex I numbers them", () => {
    expect(hex(file.subarray(0, 85))).toBe(
      "0000000c6a5020200d0a870a" + // signature
        "00000014667479706a703220000000006a703220" + // file type: jp2
        "0000002d6a703268" + // header
        "0000001669686472" +
        "000000c8000000a0" + // 200 high, 160 wide
        "000107070000" + // one component of eight bits, compression 7
        "0000000f636f6c7201000000000011" + // enumerated colour space 17: grey
        `${(file.length - 77).toString(16).padStart(8, "0")}6a703263`, // codestream
    );
    expect(hex(file.subarray(85, 89))).toBe("ff4fff51");
    expect(hex(file.subarray(-2))).toBe("ffd9");
  });

  test("can be any size", async () => {
    for (const [width, height] of [
      [32, 32],
      [33, 47],
      [300, 40],
    ] as const) {
      const picture: Picture = { width, height, grey: new Uint8Array(width * height).fill(77) };
      expect(await decodeJp2(await encodeJp2(picture))).toEqual(picture);
    }
  });

  test("of another writer may have more boxes, and a last one that has no length", async () => {
    const { codestream, width, height } = unwrapJp2(file);
    const plain = wrapJp2({ width, height, codestream });
    const start = plain.length - codestream.length;
    const comment = Uint8Array.from([0, 0, 0, 10, 0x75, 0x75, 0x69, 0x64, 1, 2]);
    const endless = plain.slice(start - 8, start);
    endless.set([0, 0, 0, 0]);
    const other = concat(plain.subarray(0, start - 8), comment, endless, codestream);
    expect((await decodeJp2(other)).grey).toEqual((await decodeJp2(file)).grey);
  });

  test("that is cut short or hurt is malformed, never a picture of another size and never another fault", async () => {
    for (let cut = 0; cut < file.length; cut += 61) expect(await refusal(file.slice(0, cut))).toBe("peer.malformed");
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, to) => {
        const hurt = file.slice();
        hurt[at] = to;
        expect(["decoded", "peer.malformed"]).toContain(await refusal(hurt));
      }),
      { numRuns: 300 },
    );
  });

  test("that is random bytes is malformed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(await refusal(bytes)).toBe("peer.malformed");
      }),
      { numRuns: 500 },
    );
    refusesOnlyAsMalformed(unwrapJp2, [file]);
  });

  test("whose codestream claims another size than its header is refused before memory is set aside for it", async () => {
    const { codestream } = unwrapJp2(file);
    const huge = codestream.slice();
    // SIZ: width and height of the image follow the marker, its length and its capabilities.
    huge.set([0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff], 8);
    expect(await refusal(wrapJp2({ width: 160, height: 200, codestream: huge }))).toBe("peer.malformed");
  });
});
