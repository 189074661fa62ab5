import { fc } from "../../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../../device/errors.ts";
import { hex, unhex, utf8 } from "../../../../device/wire/bytes.ts";
import {
  type Message,
  readJson,
  readMessage,
  type ValueOfMessage,
  writeJson,
  writeMessage,
} from "../../../../device/wire/oqs/message.ts";
import { messageNamed, OQS_MESSAGES } from "../../../../device/wire/oqs/messages.ts";
import { OQSsiquc01req, OQSsiquc01res, type QualificationRequest } from "../../../../device/wire/oqs/siquc.ts";
import type { XmlEncoding } from "../../../../device/wire/oqs/xml-writer.ts";
import vectors from "../../../vectors/oqs-messages.json" with { type: "json" };
import { valueOfMessage } from "./arbitrary.ts";

const named = (id: string): Message => {
  const found = messageNamed(id);
  if (!found) throw new Error(`no message ${id}`);
  return found;
};

describe("golden files", () => {
  for (const { name, message, encoding, written, bytes, value } of vectors) {
    test(name, () => {
      const reading = readMessage(named(message), unhex(bytes));
      expect(reading.loose).toEqual(value);
      expect(reading.encoding).toBe(encoding);
      if (!written) return;
      expect(reading.findings).toEqual([]);
      const again = writeMessage(named(message), reading.value as never, { encoding: reading.encoding });
      expect(hex(again)).toBe(bytes);
    });
  }
});

const request: QualificationRequest = {
  MessageHeader: { QualificationConfirmationDate: "20260401", MedicalInstitutionCode: "9910000012" },
  MessageBody: {
    QualificationConfirmSearchInfo: {
      InsurerNumber: "  138057",
      InsuredIdentificationNumber: "1",
      Birthdate: "20000229",
      LimitApplicationCertificateRelatedConsFlg: "1",
    },
  },
};
const document = (inner: string) =>
  utf8(`<XmlMsg><MessageHeader>${HEADER}</MessageHeader><MessageBody>${inner}</MessageBody></XmlMsg>`);
const HEADER = `<QualificationConfirmationDate>20260401</QualificationConfirmationDate><MedicalInstitutionCode>9910000012</MedicalInstitutionCode>`;
const SEARCH = `<InsurerNumber>01138057</InsurerNumber><InsuredIdentificationNumber>1</InsuredIdentificationNumber><Birthdate>20000229</Birthdate><LimitApplicationCertificateRelatedConsFlg>1</LimitApplicationCertificateRelatedConsFlg>`;
const search = (inner: string) => document(`<QualificationConfirmSearchInfo>${inner}</QualificationConfirmSearchInfo>`);
const kinds = (bytes: Uint8Array) =>
  readMessage(OQSsiquc01req, bytes)
    .findings.map(({ kind }) => kind)
    .filter((kind) => kind !== "encoding");

describe("a strict writer", () => {
  test.each([
    ["a day that does not exist", { Birthdate: "20010229" }, "Birthdate: not a date"],
    [
      "a code its table lacks",
      { LimitApplicationCertificateRelatedConsFlg: "2" },
      "a code that its table does not have",
    ],
    ["too many characters", { InsuredIdentificationNumber: "１".repeat(21) }, "21 characters, at most 20"],
    ["an empty element", { InsuredIdentificationNumber: "" }, "is empty"],
    ["a missing element", { Birthdate: undefined }, "Birthdate: is missing"],
    ["an element nobody declared", { IndividualNumber: "1" }, "IndividualNumber: is not declared here"],
    [
      "a control character",
      { InsuredCardSymbol: "a\u0000" },
      "InsuredCardSymbol holds a character that XML cannot carry",
    ],
    ["half a surrogate pair", { InsuredCardSymbol: "\udc00" }, "cannot carry"],
  ])("refuses %s", (_, change, says) => {
    const { QualificationConfirmSearchInfo: info } = request.MessageBody;
    const wrong = { ...request, MessageBody: { QualificationConfirmSearchInfo: { ...info, ...change } } };
    expect(() => writeMessage(OQSsiquc01req, wrong as never, { encoding: "UTF-8", outsideJis: "keep" })).toThrow(says);
  });

  test("counts characters, not UTF-16 units", () => {
    const long = { ...request.MessageHeader, ArbitraryFileIdentifier: "𠮷".repeat(50) };
    expect(() =>
      writeMessage(OQSsiquc01req, { ...request, MessageHeader: long }, { encoding: "UTF-8", outsideJis: "keep" }),
    ).not.toThrow();
  });

  test("in Shift_JIS refuses what the encoding lacks, when it may not replace it", () => {
    const odd = { ...request, MessageHeader: { ...request.MessageHeader, ArbitraryFileIdentifier: "𠮷" } };
    expect(() => writeMessage(OQSsiquc01req, odd, { encoding: "Shift_JIS", outsideJis: "keep" })).toThrow("U+20BB7");
  });
});

describe("a tolerant reader", () => {
  test.each([
    ["takes either padding", search(SEARCH), []],
    ["takes an empty element as absent", search(`${SEARCH}<ArbitraryIdentifier/>`), []],
    ["reports an unknown tag", search(`${SEARCH}<Colour>red</Colour>`), ["unknown"]],
    [
      "reports another order",
      search(`<Birthdate>20000229</Birthdate>${SEARCH.replace(/<Birthdate>.*?<\/Birthdate>/, "")}`),
      ["order"],
    ],
    ["reports attributes", search(SEARCH.replace("<Birthdate>", `<Birthdate a="b">`)), ["attribute"]],
    ["reports a missing tag", search(SEARCH.replace(/<Birthdate>.*?<\/Birthdate>/, "")), ["missing"]],
    ["reports a missing group", document(""), ["missing"]],
    [
      "reports a doubled tag",
      search(`${SEARCH}<InsuredIdentificationNumber>2</InsuredIdentificationNumber>`),
      ["order", "doubled"],
    ],
    ["reports elements inside text", search(SEARCH.replace(">1<", "><b>1</b><")), ["shape", "missing"]],
    ["reports text between elements", search(`${SEARCH}stray`), ["shape"]],
    ["reports what is too long", search(SEARCH.replace(">1<", `>${"1".repeat(21)}<`)), ["tooLong"]],
  ])("%s", (_, bytes, expected) => expect(kinds(bytes)).toEqual(expected));

  test("gives a complete value only when nothing needed is in doubt", () => {
    const doubled = search(`${SEARCH}<InsuredIdentificationNumber>2</InsuredIdentificationNumber>`);
    expect(readMessage(OQSsiquc01req, doubled).value).toBeUndefined();
    expect(readMessage(OQSsiquc01req, search(`${SEARCH}<Colour>red</Colour>`)).value).toBeDefined();
  });

  test("keeps an unknown element as it came, outside the value", () => {
    const { unknown, value } = readMessage(OQSsiquc01req, search(`${SEARCH}<Colour>red</Colour>`));
    expect(unknown).toMatchObject([
      { path: "MessageBody/QualificationConfirmSearchInfo/Colour", content: { text: "red" } },
    ]);
    expect(value && writeMessage(OQSsiquc01req, value, { encoding: "UTF-8" })).toBeDefined();
  });

  test("findings name places and rules, never what stood there", () => {
    const { findings } = readMessage(OQSsiquc01req, search(SEARCH.replace("20000229", "シカク　ハナコ")));
    expect(JSON.stringify(findings)).not.toContain("ハナコ");
  });

  test("another root is malformed", () => {
    expect(() => readMessage(OQSsiquc01req, utf8("<Xml/>"))).toThrow("not XmlMsg");
  });
});

describe("the JSON form", () => {
  test("is the value under XmlMsg, and comes back", () => {
    const json: unknown = JSON.parse(JSON.stringify(writeJson(OQSsiquc01req, request)));
    expect(readJson(OQSsiquc01req, json).value).toEqual(request);
  });

  test.each([
    ["no object", null, "no XmlMsg"],
    ["no XmlMsg", { MessageHeader: {} }, "no XmlMsg"],
  ])("%s is malformed", (_, json, says) => expect(() => readJson(OQSsiquc01req, json)).toThrow(says));

  test("a number, an array or a stranger where a tag belongs is found, and goes no further", () => {
    const { QualificationConfirmSearchInfo: info } = request.MessageBody;
    const odd = {
      ...request,
      MessageBody: { QualificationConfirmSearchInfo: { ...info, Birthdate: 20000229, __proto__x: 1 } },
    };
    const { value, loose, findings } = readJson(OQSsiquc01req, { XmlMsg: odd });
    expect(value).toBeUndefined();
    expect(findings.map(({ kind }) => kind).sort()).toEqual(["missing", "shape", "unknown"]);
    expect(loose.MessageBody?.QualificationConfirmSearchInfo).not.toHaveProperty("__proto__x");
    expect(
      readJson(OQSsiquc01res, { XmlMsg: { MessageHeader: [], MessageBody: { ResultList: {} } } }).value,
    ).toBeUndefined();
  });

  test("any JSON at all ends in a reading or in the named fault", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (json, wrapped) => {
        try {
          return readJson(OQSsiquc01res, wrapped ? { XmlMsg: json } : json).value === undefined;
        } catch (error) {
          return isFault(error, "peer.malformed");
        }
      }),
    );
  });
});

describe("every declared message", () => {
  test.each(OQS_MESSAGES)("$id comes back from XML in both encodings, and from JSON", (message) => {
    const encodings = fc.constantFrom("UTF-8" as const, "Shift_JIS" as const);
    fc.assert(
      fc.property(valueOfMessage(message), encodings, (generated, encoding) => {
        const value = inEncoding(generated, encoding);
        const reading = readMessage(message, writeMessage(message, value, { encoding }));
        expect(reading.findings).toEqual([]);
        expect(reading.value).toEqual(value);
        expect(reading.encoding).toBe(encoding);
        const json: unknown = JSON.parse(JSON.stringify(writeJson(message, value)));
        expect(readJson(message, json)).toMatchObject({ value, findings: [], unknown: [] });
      }),
      { numRuns: 20 },
    );
  });
});

/** The value as a file of that encoding says it: its identifier names the encoding. */
function inEncoding(value: ValueOfMessage<Message>, encoding: XmlEncoding): ValueOfMessage<Message> {
  if (value.MessageHeader["CharacterCodeIdentifier"] === undefined) return value;
  const code = encoding === "UTF-8" ? "0" : "1";
  return { ...value, MessageHeader: { ...value.MessageHeader, CharacterCodeIdentifier: code } };
}
