import { describe, expect, test } from "vitest";
import type { Picture, Typed } from "../../device/secret.ts";
import { type Secret, secretFinder } from "../../device/secrets.ts";
import { concat, hex, utf8 } from "../../device/wire/bytes.ts";
import { seededRandom } from "../../simulator/world.ts";

const PIN: Typed = { kind: "pin", person: "taro", value: "2749" };
const KEY_B: Typed = { kind: "keyB", person: "taro", value: "05030320311234" };
const NUMBER: Typed = { kind: "individualNumber", person: "taro", value: "098765432109" };
const SIGN_PIN: Typed = { kind: "pin", person: "taro", value: "XYZ789" };
const PHOTO: Picture = { kind: "face", person: "taro", value: seededRandom(7).bytes(6000) };

const latin = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const wide = (text: string) => Uint8Array.from(Buffer.from(text, "utf16le"));
const wideSwapped = (text: string) => Uint8Array.from(Buffer.from(text, "utf16le").swap16());
const asHex = (bytes: Uint8Array) => latin(Buffer.from(bytes).toString("hex"));
const asHexCapitals = (bytes: Uint8Array) => latin(Buffer.from(bytes).toString("hex").toUpperCase());
const asBase64 = (bytes: Uint8Array, before: number) =>
  latin(Buffer.concat([Buffer.alloc(before, 0xa5), bytes, Buffer.alloc(4, 0x5a)]).toString("base64"));
const asBase64Url = (bytes: Uint8Array, before: number) =>
  latin(Buffer.concat([Buffer.alloc(before, 0xa5), bytes, Buffer.alloc(4, 0x5a)]).toString("base64url"));

/** Ways in which a secret of letters or digits may stand in a channel: Buffer wrote them, not the finder. */
function spellings(value: string): [form: string, bytes: Uint8Array][] {
  const plain = latin(value);
  return [
    ["ascii", plain],
    ["utf-16", wide(value)],
    ["utf-16, high byte first", wideSwapped(value)],
    ["hex of ascii", asHex(plain)],
    ["hex of ascii, capitals", asHexCapitals(plain)],
    ["hex of utf-16", asHex(wide(value))],
    ...[0, 1, 2].map((before): [string, Uint8Array] => [
      `base64 of ascii, shifted by ${before}`,
      asBase64(plain, before),
    ]),
    ["base64url of utf-16", asBase64Url(wide(value), 1)],
  ];
}

/** The finder's own word for it: it does not tell alphabets, alignments or byte orders apart. */
const formOf = (form: string) => form.replace(/,.*| capitals|url/g, "").trim();

const BCD: [Secret, string, string][] = [
  [PIN, "bcd", "242749ffffffffff"],
  [PIN, "bcd", "2749ffffffffffff"],
  [KEY_B, "bcd", "05030320311234"],
  [NUMBER, "bcd", "098765432109"],
];

const search = (secrets: readonly Secret[], ...chunks: Uint8Array[]) => {
  const finder = secretFinder(secrets);
  return chunks.flatMap((chunk, seq) => finder.search("host sent", seq, chunk));
};

/** The bytes of the concatenated chunks that are named by some part of some sighting. */
function named(chunks: readonly Uint8Array[], found: ReturnType<typeof search>): Uint8Array {
  const marked = chunks.map(({ length }) => new Uint8Array(length));
  for (const { parts } of found) for (const { seq, from, to } of parts) marked[seq]?.fill(1, from, to);
  const marks = concat(...marked);
  return concat(...chunks).filter((_, i) => marks[i] === 1);
}

describe("the secret finder", () => {
  for (const secret of [PIN, SIGN_PIN, KEY_B, NUMBER]) {
    test.each(spellings(secret.value))(
      `${secret.kind} ${secret.value.length} characters, %s: found wherever the frame is cut`,
      (form, bytes) => {
        const frame = concat(utf8("<"), bytes, utf8(">"));
        const expected = named([frame], search([secret], frame));
        for (let cut = 0; cut <= frame.length; cut++) {
          const chunks = [frame.slice(0, cut), frame.slice(cut)];
          const found = search([secret], ...chunks);
          expect(found.map(({ kind, person }) => ({ kind, person }))).toContainEqual({
            kind: secret.kind,
            person: "taro",
          });
          expect(new Set(found.map((sighting) => sighting.form))).toEqual(new Set([formOf(form)]));
          expect(hex(named(chunks, found))).toBe(hex(expected));
        }
        const single = Array.from(frame, (byte) => Uint8Array.of(byte));
        expect(search([secret], ...single)).not.toEqual([]);
      },
    );
  }

  test.each(spellings(KEY_B.value))("%s: what is named is the whole secret", (form, bytes) => {
    const [sighting] = search([KEY_B], bytes);
    const part = sighting?.parts[0];
    const length = (part?.to ?? 0) - (part?.from ?? 0);
    const least = form.startsWith("base64") ? 19 : bytes.length - 2;
    expect(length).toBeGreaterThanOrEqual(least);
  });

  test.each(BCD)("%o as packed digits", (secret, form, digits) => {
    const bytes = Uint8Array.from(Buffer.from(digits, "hex"));
    const frame = concat(utf8("("), bytes, utf8(")"));
    for (let cut = 0; cut <= frame.length; cut++) {
      const chunks = [frame.slice(0, cut), frame.slice(cut)];
      const found = search([secret], ...chunks);
      expect(found.map((sighting) => sighting.form)).toEqual([form]);
      expect(hex(named(chunks, found))).toBe(digits);
    }
  });

  test("a PIN inside a longer run of digits is another number, in every spelling", () => {
    for (const other of ["12749", "27490", "127490"]) {
      for (const [form, bytes] of spellings(other)) expect([form, search([PIN], bytes)]).toEqual([form, []]);
      expect(search([PIN], wide(`a${other}a`))).toEqual([]);
    }
    expect(search([PIN], latin("2749ffff"))).toHaveLength(1);
    expect(search([PIN], latin("x2749x"), latin("no2749no"))).toHaveLength(2);
  });

  test("digits inside a long encoded word say nothing, those inside a short one do", () => {
    const word = "Zm9vYmFyYmF6cXV4Zm9vYmFy";
    expect(search([PIN], latin(`${word}x2749x${word}`))).toEqual([]);
    expect(search([PIN], latin(`PIN2749/${word}`))).toHaveLength(1);
    expect(search([PIN], latin(`${word}${word} "2749"`))).toHaveLength(1);
  });

  test("a digit in another frame is no neighbour", () => {
    expect(search([PIN], latin("1"), latin("2749"), latin("1"))).toHaveLength(1);
    expect(search([PIN], latin("12"), latin("749"))).toEqual([]);
    expect(search([PIN], latin("27"), latin("490"))).toEqual([]);
  });

  test("so many digits as key B are the secret even in a longer run", () => {
    expect(search([KEY_B], latin(`99${KEY_B.value}99`))).toHaveLength(1);
  });

  test("two packed digits pairs that are only followed by filler are no PIN", () => {
    const file = Uint8Array.from(Buffer.from(`2749${"ff".repeat(20)}`, "hex"));
    expect(search([PIN], file)).toEqual([]);
  });

  test("directions are kept apart", () => {
    const finder = secretFinder([PIN]);
    expect(finder.search("host sent", 0, latin("27"))).toEqual([]);
    expect(finder.search("host received", 1, latin("49"))).toEqual([]);
    expect(finder.search("host sent", 2, latin("49"))[0]?.parts).toEqual([
      { seq: 0, from: 0, to: 2 },
      { seq: 2, from: 0, to: 2 },
    ]);
  });

  test("a secret is reported once, not again while it is in reach", () => {
    expect(search([PIN, KEY_B], latin("<2749>"), latin("a"), latin("b"), latin("c"))).toHaveLength(1);
  });

  test("a picture is named from its first byte to its last, in pieces of any size", () => {
    const { value } = PHOTO;
    for (const size of [64, 255, 256, 1000, 6000]) {
      const chunks = Array.from({ length: Math.ceil(value.length / size) }, (_, i) =>
        concat(value.slice(i * size, (i + 1) * size), Uint8Array.of(0x90, 0x00)),
      );
      const found = search([PHOTO], ...chunks);
      expect(found.every(({ kind, form }) => kind === "face" && form === "image")).toBe(true);
      // The preamble of 256 bytes may go unnoticed on its own; so may a last piece shorter than 31 bytes.
      expect(named(chunks, found).length).toBeGreaterThanOrEqual(value.length - 256 - 31);
    }
    const whole = search([PHOTO], concat(utf8("[[["), value, utf8("]]]")));
    expect(whole.map(({ parts }) => parts)).toEqual([[{ seq: 0, from: 3, to: 6003 }]]);
  });

  test("a picture is found in base64 and hex, and any 31 bytes of it past the preamble", () => {
    const { value } = PHOTO;
    expect(search([PHOTO], asBase64(value, 1)).map(({ form }) => form)).toEqual(["base64 of image"]);
    expect(search([PHOTO], asHex(value)).map(({ form }) => form)).toEqual(["hex of image"]);
    for (let at = 256; at + 31 <= value.length; at += 7)
      expect(search([PHOTO], value.slice(at, at + 31))).toHaveLength(1);
  });

  test("seven seeded megabytes, as bytes, base64 and hex, hold none of eleven PINs and a picture", () => {
    const random = seededRandom(20260401);
    const pins = ["0000", "1234", "4321", "1111", "9999", "2749", "0420", "8080", "123456", "ABC123", "XYZ789"];
    const secrets = [...pins.map((value): Secret => ({ kind: "pin", person: value, value })), PHOTO];
    const finder = secretFinder(secrets);
    for (let i = 0; i < 3 * 256; i++) {
      const bytes = random.bytes(4096);
      expect(finder.search("raw", i, bytes)).toEqual([]);
      expect(finder.search("text", i, latin(Buffer.from(bytes.subarray(0, 3072)).toString("base64")))).toEqual([]);
      if (i % 2 === 0) expect(finder.search("hex", i, asHex(bytes.subarray(0, 2048)))).toEqual([]);
    }
  }, 60_000);

  test("a text that stands alone is censored, and other texts are left as they are", () => {
    const { censor } = secretFinder([PIN, NUMBER, SIGN_PIN]);
    expect(censor("番号 098765432109 です")).toEqual({
      text: "番号 ************ です",
      sightings: [{ kind: "individualNumber", person: "taro", form: "ascii" }],
    });
    expect(censor("受付 12749 \ufeff").text).toBe("受付 12749 \ufeff");
    expect(censor(Buffer.from("PIN XYZ789").toString("base64")).sightings).toHaveLength(1);
    expect(secretFinder([]).censor("2749")).toEqual({ text: "2749", sightings: [] });
  });

  test("an empty secret is none", () => {
    expect(search([{ kind: "pin", person: "taro", value: "" }], latin("anything"))).toEqual([]);
  });
});
