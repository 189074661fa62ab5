import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { concat, hex, unhex } from "../../../device/wire/bytes.ts";
import { encodeSerial, LONGEST_MESSAGE, serialFramer, type SerialItem } from "../../../device/wire/serial-frame.ts";
import { vectors } from "../../vectors.ts";

const golden = vectors<Exclude<SerialItem, { is: "broken" | "noise" }>>("serial-frame");

/** What a framer tells, as words; neighbouring noise is joined, because how it is cut means nothing. */
function heard(chunks: readonly Uint8Array[], { thenSilence = false } = {}): string[] {
  const framer = serialFramer();
  const items = chunks.flatMap((chunk) => framer.feed(chunk));
  if (thenSilence) items.push(...framer.silence());
  return items.map(word).reduce<string[]>((out, next) => {
    const last = out.at(-1);
    if (last?.startsWith("~") && next.startsWith("~")) return [...out.slice(0, -1), last + next.slice(1)];
    return [...out, next];
  }, []);
}

function word(item: SerialItem): string {
  switch (item.is) {
    case "frame":
      return hex(item.message);
    case "noise":
      return `~${hex(item.bytes)}`;
    case "moved":
      return item.present ? "in" : "out";
    case "nak":
    case "busy":
    case "broken":
      return item.is;
  }
}

const one = unhex("03066500000000000200000062");
const two = unhex("03066b010000000000000000026d");
const [message1, message2] = ["65000000000002000000", "6b01000000000000000002"];
const everything = concat(...golden.map(({ bytes }) => bytes));
const expected = heard([everything]);

describe("serial frame", () => {
  test.each(golden)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(serialFramer().feed(bytes)).toEqual([value]);
    expect(hex(encodeSerial(value))).toBe(hex(bytes));
  });

  test("items are found wherever the stream is cut", () => {
    expect(expected).toHaveLength(golden.length);
    for (let cut = 0; cut <= everything.length; cut++)
      expect(heard([everything.slice(0, cut), everything.slice(cut)])).toEqual(expected);
    expect(heard(Array.from(everything, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  test("two frames in a chunk, garbage before, between and behind", () => {
    expect(heard([concat(one, two)])).toEqual([message1, message2]);
    expect(heard([concat(unhex("0000"), one, unhex("0307"), two, unhex("51"))])).toEqual([
      "~0000",
      message1,
      "~0307",
      message2,
      "~51",
    ]);
  });

  test("one damaged byte loses its frame and no other", () => {
    for (let at = 0; at < one.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const hurt = one.slice();
        hurt[at] = (hurt[at] ?? 0) ^ (1 << bit);
        expect(heard([hurt, two], { thenSilence: true }).filter((out) => out === message2)).toEqual([message2]);
        expect(heard([hurt, two], { thenSilence: true })).not.toContain(message1);
      }
    }
  });

  test("a damaged frame is complained of once, and its inside means nothing", () => {
    const inside = unhex("6f1400000000020000000306ff00000000500280ff5003031500");
    const frame = encodeSerial({ is: "frame", message: inside });
    frame[frame.length - 1] = (frame.at(-1) ?? 0) ^ 1;
    const out = heard([frame, two]);
    expect(out.filter((item) => item === "broken")).toHaveLength(1);
    expect(out).not.toContain("out");
    expect(out).not.toContain("busy");
    expect(out.at(-1)).toBe(message2);
  });

  test("a length beyond any message is not waited for", () => {
    const hurt = one.slice();
    hurt[4] = 0x7f;
    expect(heard([hurt, two]).at(-1)).toBe(message2);
    const longest = new Uint8Array(LONGEST_MESSAGE);
    longest.set([0x6f, (LONGEST_MESSAGE - 10) & 0xff, (LONGEST_MESSAGE - 10) >> 8]);
    expect(heard([encodeSerial({ is: "frame", message: longest })])).toEqual([hex(longest)]);
  });

  test("random bytes never stop the next frame from being found", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        const framer = serialFramer();
        framer.feed(noise);
        framer.silence();
        expect(framer.midFrame).toBe(false);
        expect(framer.feed(one).map(word)).toEqual([message1]);
      }),
    );
  });
});
