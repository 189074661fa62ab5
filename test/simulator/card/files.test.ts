import { createHash, publicDecrypt, verify, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readCardVerifiable, verifyCardVerifiable } from "../../../certs/card-verifiable.ts";
import { keyFor, POOL } from "../../../certs/pool/key-for.ts";
import { ascii, concat, fromAscii, fromUtf8, hex, unhex } from "../../../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs, encodeTlv, find } from "../../../device/wire/tlv.ts";
import { drawnGlyphs } from "../../../simulator/card/glyphs.ts";
import { printText } from "../../../simulator/card/print.ts";
import { personas } from "../../../simulator/personas.ts";
import { withOffsets } from "../../../simulator/card/applets/signed-files.ts";
import { AP, cardOfPersona, hand, persona, PHOTOGRAPH, readWhole, verify as verifySecret } from "./hand.ts";

const hanako = persona("hanako");

function file(ap: keyof typeof AP, secret: readonly [number, string] | undefined, id: number): Uint8Array {
  const held = hand(cardOfPersona("hanako"));
  held.send(AP[ap]);
  if (secret) held.send(verifySecret(...secret));
  const response = held.send(readWhole(id));
  expect(response.slice(-4)).toBe("9000");
  return unhex(response.slice(0, -4));
}

const textPin = [0x11, "1234"] as const;
const numberB = [0x12, hanako.numberB] as const;
const sha256 = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(
    createHash("sha256")
      .update(concat(...parts))
      .digest(),
  );

/** The key that vouches for an application's files, from its certificate, itself checked. */
function issuerKey(ap: "text" | "visual"): KeyObject {
  const [body, signature] = decodeTlvs(decodeTlv(file(ap, undefined, 0x04)).value);
  if (!body || !signature) throw new RangeError("no certificate");
  expect(verifyCardVerifiable(body.value, signature.value, keyFor(POOL.cardIssuerCa).publicKey)).toBe(true);
  const read = readCardVerifiable(body.value);
  if (!read) throw new RangeError("no certificate body");
  return read.publicKey;
}

/** Objects as they stand in the file. */
const spelled = (tlvs: readonly { tag: number; value: Uint8Array }[], ...tags: readonly number[]) =>
  concat(...tlvs.filter(({ tag }) => tags.includes(tag)).map(({ tag, value }) => encodeTlv(tag, value)));

describe("the files of 券面事項入力補助", () => {
  test("have the sizes of a card that was measured", () => {
    expect(file("text", textPin, 0x01).length).toBe(17);
    expect(file("text", textPin, 0x03).length).toBe(336);
    expect(file("text", undefined, 0x04).length).toBe(568);
    expect(file("text", undefined, 0x05).length).toBeGreaterThanOrEqual(256);
  });

  test("tell the four items", () => {
    const items = decodeTlvs(decodeTlv(file("text", textPin, 0x02)).value);
    expect(fromUtf8(find(items, 0xdf22) ?? ascii(""))).toBe("資格　花子");
    expect(fromUtf8(find(items, 0xdf23) ?? ascii(""))).toBe(hanako.address);
    expect(fromAscii(find(items, 0xdf24) ?? ascii(""))).toBe("19890913");
    expect(fromAscii(find(items, 0xdf25) ?? ascii(""))).toBe("2");
  });

  test("keep characters outside JIS X 0208 as they are", () => {
    const held = hand(cardOfPersona("gaiji"));
    held.send(AP.text);
    held.send(verifySecret(0x11, "1234"));
    const items = decodeTlvs(decodeTlv(unhex(held.send(readWhole(0x02)).slice(0, -4))).value);
    expect(fromUtf8(find(items, 0xdf22) ?? ascii(""))).toBe("髙橋　𠮷乃");
  });

  test("give the table of offsets that a real card has for a name of 15 bytes and an address of 54", () => {
    // ff20 65 … df21 08 000e 0020 0059 0064: the file layout documented from a test card in myna-card, src/ap/text.rs.
    const field = (tag: number, size: number) => encodeTlv(tag, new Uint8Array(size));
    const whole = withOffsets(0xff20, 0xdf21, [
      field(0xdf22, 15),
      field(0xdf23, 54),
      field(0xdf24, 8),
      field(0xdf25, 1),
    ]);
    expect(hex(whole.slice(0, 14))).toBe("ff2065df2108000e002000590064");
  });

  test("vouch for number and items by one signature", () => {
    const record = decodeTlvs(decodeTlv(file("text", textPin, 0x03)).value);
    expect(hex(find(record, 0xdf31) ?? ascii(""))).toBe(hex(sha256(file("text", textPin, 0x01))));
    const items = decodeTlvs(decodeTlv(file("text", textPin, 0x02)).value).slice(1);
    expect(hex(find(record, 0xdf32) ?? ascii(""))).toBe(hex(sha256(spelled(items, 0xdf22, 0xdf23, 0xdf24, 0xdf25))));
    const signature = find(record, 0xdf33) ?? ascii("");
    expect(verify("sha256", spelled(record, 0xdf31, 0xdf32), issuerKey("text"), signature)).toBe(true);
  });
});

describe("the files of 券面事項確認", () => {
  const face = () => decodeTlvs(decodeTlv(file("visual", numberB, 0x02)).value);

  test("carry the photograph byte for byte", () => {
    expect(hex(find(face(), 0xdf27) ?? ascii(""))).toBe(hex(PHOTOGRAPH));
  });

  test("point to each object of the card's face from the start of the file", () => {
    const whole = file("visual", numberB, 0x02);
    const offsets = find(face(), 0xdf21) ?? ascii("");
    expect(offsets.length).toBe(18);
    const tags = Array.from({ length: 9 }, (_, i) => {
      const at = ((offsets[2 * i] ?? 0) << 8) | (offsets[2 * i + 1] ?? 0);
      return decodeTlv(whole, at).tag.toString(16);
    });
    expect(tags).toEqual(["df22", "df23", "df24", "df25", "df26", "df27", "df28", "df29", "df2a"]);
  });

  test("sign the card's face as three digests in one DigestInfo", () => {
    const objects = face();
    const groups = [[0xdf22, 0xdf23, 0xdf24], [0xdf25, 0xdf26], [0xdf27]].map((tags) =>
      sha256(spelled(objects, ...tags)),
    );
    const payload = publicDecrypt(issuerKey("visual"), find(objects, 0xdf28) ?? ascii(""));
    const [, digests] = decodeTlvs(decodeTlv(new Uint8Array(payload)).value);
    expect(hex(digests?.value ?? ascii(""))).toBe(hex(concat(...groups)));
  });

  test("give the birth date alone under a signature, 542 bytes and their header", () => {
    const whole = file("visual", [0x11, hanako.numberB.slice(0, 6)], 0x01);
    // ff10 82021e: the length measured on a test card (myna-card, src/ap/surface.rs).
    expect(hex(whole.slice(0, 5))).toBe("ff1082021e");
    const record = decodeTlvs(decodeTlv(whole).value);
    const signature = find(record, 0xdf13) ?? ascii("");
    expect(verify("sha256", spelled(record, 0xdf11, 0xdf12), issuerKey("visual"), signature)).toBe(true);
  });

  test.each([
    ["individual number", 0x05, [0x13, hanako.numberA] as const, 0xdf41, 72],
    ["security code", 0x02, numberB, 0xdf2a, 24],
  ])("print the %s as a one-bit PNG of the size measured", (_, id, secret, tag, width) => {
    const picture = find(decodeTlvs(decodeTlv(file("visual", secret, id)).value), tag) ?? ascii("");
    expect(hex(picture.slice(0, 8))).toBe("89504e470d0a1a0a");
    expect(hex(picture.slice(16, 26))).toBe(`${width.toString(16).padStart(8, "0")}0000000c0100`);
  });
});

describe("every persona's card", () => {
  test("tells its holder alike as text and as pictures, from places that its tables name", () => {
    for (const { id, name, address, birthDate, numberB } of personas) {
      const held = hand(cardOfPersona(id));
      const readBy = (ap: keyof typeof AP, reference: number, ef: number) => {
        held.send(AP[ap]);
        held.send(verifySecret(reference, numberB));
        return unhex(held.send(readWhole(ef)).slice(0, -4));
      };
      // Number B opens both, whatever has become of the card's PINs.
      const items = readBy("text", 0x15, 0x02);
      const face = readBy("visual", 0x12, 0x02);
      expect([tagsAt(items), tagsAt(face)], id).toEqual([
        [0xdf22, 0xdf23, 0xdf24, 0xdf25],
        [0xdf22, 0xdf23, 0xdf24, 0xdf25, 0xdf26, 0xdf27, 0xdf28, 0xdf29, 0xdf2a],
      ]);
      const said = decodeTlvs(decodeTlv(items).value);
      const told = [0xdf22, 0xdf23, 0xdf24].map((tag) => fromUtf8(find(said, tag) ?? ascii("")));
      expect(told, id).toEqual([name, address, birthDate]);
      const shown = decodeTlvs(decodeTlv(face).value);
      for (const [tag, text] of [
        [0xdf25, name],
        [0xdf26, address],
      ] as const)
        expect(hex(find(shown, tag) ?? ascii("")), id).toBe(hex(printText(text, drawnGlyphs)));
    }
  });
});

/** Tags at the places that the first object, a table of offsets, names. */
function tagsAt(whole: Uint8Array): number[] {
  const table = decodeTlvs(decodeTlv(whole).value)[0]?.value ?? new Uint8Array(0);
  return Array.from({ length: table.length / 2 }, (_, i) => {
    const at = ((table[2 * i] ?? 0) << 8) | (table[2 * i + 1] ?? 0);
    return decodeTlv(whole, at).tag;
  });
}

describe("the files of JPKI", () => {
  test("name this card and no phone or older card", () => {
    const token = file("jpki", undefined, 0x06);
    expect(token.length).toBe(160);
    expect(fromAscii(token.slice(0, 32))).toBe("JPKIAPICCTOKEN2".padEnd(32));
  });

  test.each([0x02, 0x0a, 0x0b])("start a certificate with 30 82, its length behind: EF %i", (id) => {
    const der = file("jpki", undefined, id);
    expect(hex(der.slice(0, 2))).toBe("3082");
    expect(der.length).toBe(4 + (((der[2] ?? 0) << 8) | (der[3] ?? 0)));
  });

  test("read the same in pieces as in one", () => {
    const whole = file("jpki", undefined, 0x0a);
    const held = hand(cardOfPersona("hanako"));
    held.send(AP.jpki);
    held.send("00a4020c02000a");
    let pieces = "";
    for (let at = 0; ; at += 0xe0) {
      const response = held.send(`00b0${at.toString(16).padStart(4, "0")}e0`);
      if (response === "6b00") break;
      expect(response.slice(-4)).toBe("9000");
      pieces += response.slice(0, -4);
    }
    expect(pieces).toBe(hex(whole));
  });
});
