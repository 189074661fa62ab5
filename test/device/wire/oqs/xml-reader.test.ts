import { fc } from "../../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../../device/errors.ts";
import { ascii, concat, utf8 } from "../../../../device/wire/bytes.ts";
import { MAX_BYTES, readXml } from "../../../../device/wire/oqs/xml-reader.ts";
import { encodeShiftJis } from "../../../../device/wire/oqs/shift-jis.ts";

const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/** The reason a document is refused for; fails when it is read, or when anything but the named fault comes. */
function refusal(bytes: Uint8Array | string): string {
  try {
    readXml(typeof bytes === "string" ? utf8(bytes) : bytes);
  } catch (error) {
    if (isFault(error, "peer.malformed")) return error.context.why;
    throw error;
  }
  throw new Error("it was read");
}

describe("hostile documents are refused by name", () => {
  test.each([
    ["internal entities", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`],
    ["a billion laughs", `<!DOCTYPE a [<!ENTITY b "l"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>`],
    ["an external entity", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>`],
    ["an external subset", `<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>`],
    ["a parameter entity", `<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///x"> %p;]><a/>`],
  ])("%s", (_, document) => expect(refusal(document)).toMatch(/document type declaration/));

  test("depth, number and size have ends", () => {
    expect(refusal("<a>".repeat(100_000))).toMatch(/levels/);
    expect(refusal(`<a>${"<b/>".repeat(250_000)}</a>`)).toMatch(/elements/);
    expect(refusal(new Uint8Array(MAX_BYTES + 1))).toMatch(/larger/);
  });

  test.each([
    ["nothing", ""],
    ["half a document", "<XmlMsg><MessageHeader>"],
    ["an undefined entity", "<a>&b;</a>"],
    ["two roots", "<a/><b/>"],
    ["a control character", "<a>\u0001</a>"],
    ["a reference to a control character", "<a>&#1;</a>"],
    ["XML 1.1 that would allow one", `<?xml version="1.1"?><a>&#1;</a>`],
    ["an unbound prefix", "<p:a/>"],
    ["crossed tags", "<a><b></a></b>"],
    ["< in an attribute", `<a b="<"/>`],
    ["]]> in text", "<a>]]></a>"],
  ])("%s is not well-formed", (_, document) => expect(refusal(document)).toMatch(/not well-formed/));

  test("a reason quotes no part of the document", () => {
    expect(refusal("<a><Name>花子</Nome></a>")).toBe("not well-formed XML (line 1, column 18)");
  });
});

describe("encodings", () => {
  const sjis = (body: string) => encodeShiftJis(`<?xml version="1.0" encoding="Shift_JIS"?><a>${body}</a>`);
  const labelled = (label: string, body: Uint8Array) =>
    concat(ascii(`<?xml version="1.0" encoding="${label}"?><a>`), body, ascii("</a>"));

  test("both are read by their declaration, under their usual names too", () => {
    expect(readXml(sjis("髙橋ｼｶｸ")).root.text).toBe("髙橋ｼｶｸ");
    for (const label of ["UTF-8", "utf-8"]) expect(readXml(labelled(label, utf8("髙"))).root.text).toBe("髙");
    for (const label of ["shift_jis", "Windows-31J", "MS932"])
      expect(readXml(labelled(label, encodeShiftJis("髙"))).root.text).toBe("髙");
  });

  test("a byte order mark and a missing declaration are told, and read", () => {
    const { root, findings } = readXml(concat(BOM, utf8("<a>資格</a>")));
    expect(root.text).toBe("資格");
    expect(findings.map(({ says }) => says.en)).toEqual([
      "declares no encoding, read as UTF-8",
      "begins with a byte order mark",
    ]);
  });

  test.each([
    ["Shift_JIS labelled UTF-8", labelled("UTF-8", encodeShiftJis("資格"))],
    ["UTF-8 labelled Shift_JIS", labelled("Shift_JIS", utf8("資格確認"))],
    ["UTF-8 with a mark, labelled Shift_JIS", concat(BOM, labelled("Shift_JIS", ascii("A")))],
    ["EUC-JP", labelled("EUC-JP", ascii("A"))],
    ["UTF-16", labelled("UTF-16", ascii("A"))],
    ["UTF-16 itself", Uint8Array.of(0xff, 0xfe, 0x3c, 0x00, 0x61, 0x00)],
  ])("%s is refused", (_, bytes) => expect(refusal(bytes)).toMatch(/UTF-8|Shift_JIS/));
});

test("random bytes and mutilated documents end in the named fault or in a document", () => {
  const whole = utf8(
    `<?xml version="1.0" encoding="UTF-8"?><XmlMsg><MessageHeader/><!-- 資 --><b c="d">x&amp;</b></XmlMsg>`,
  );
  const mutilated = fc
    .tuple(fc.nat(whole.length), fc.nat(20), fc.uint8Array({ maxLength: 8 }))
    .map(([at, cut, put]) => concat(whole.slice(0, at), put, whole.slice(at + cut)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutilated), (bytes) => {
      try {
        return readXml(bytes).root.tag.length > 0;
      } catch (error) {
        return isFault(error, "peer.malformed");
      }
    }),
    { numRuns: 2000 },
  );
});
