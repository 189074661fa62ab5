import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../../device/errors.ts";
import { hex, unhex, utf8 } from "../../../../device/wire/bytes.ts";
import { type Declared, type Leaf } from "../../../../device/wire/oqs/element.ts";
import { type Message, readJson, readMessage, writeJson, writeMessage } from "../../../../device/wire/oqs/message.ts";
import { OQS_MESSAGES } from "../../../../device/wire/oqs/messages.ts";
import { OQSsiquc01req, OQSsiquc01res, type QualificationRequest } from "../../../../device/wire/oqs/siquc.ts";
import vectors from "../../../vectors/oqs-messages.json" with { type: "json" };

const named = (id: string): Message => {
  const found = Object.values(OQS_MESSAGES).find((message) => message.id === id);
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
  for (const message of Object.values(OQS_MESSAGES)) {
    test(`${message.id} comes back from XML in both encodings, and from JSON`, () => {
      fc.assert(
        fc.property(
          valueOf(message.root),
          fc.constantFrom("UTF-8" as const, "Shift_JIS" as const),
          (value, encoding) => {
            const bytes = writeMessage(message as Message, value as never, { encoding });
            const reading = readMessage(message as Message, bytes);
            expect(reading.findings).toEqual([]);
            expect(reading.value).toEqual(value);
            expect(reading.encoding).toBe(encoding);
            const json: unknown = JSON.parse(JSON.stringify(writeJson(message as Message, value as never)));
            expect(readJson(message as Message, json).value).toEqual(value);
          },
        ),
        { numRuns: 30 },
      );
    });
  }
});

/** Any value a declaration allows, made of characters that survive the JIS filter. */
function valueOf(declared: Declared): fc.Arbitrary<unknown> {
  switch (declared.is) {
    case "optional":
      return valueOf(declared.element);
    case "many":
      return fc.array(valueOf(declared.element), { minLength: 1, maxLength: 3 });
    case "leaf":
      return leafValue(declared);
    case "list":
      return fc.array(
        valueOf(declared.element).map((item) => ({ [declared.tag]: item })),
        { maxLength: 3 },
      );
    case "group": {
      const needed = Object.keys(declared.tags).filter((tag) => declared.tags[tag]?.is !== "optional");
      const tags = Object.fromEntries(Object.entries(declared.tags).map(([tag, inner]) => [tag, valueOf(inner)]));
      return fc.record(tags, { requiredKeys: needed, noNullPrototype: true });
    }
  }
}

const CHARACTERS = Array.from("資格ﾊﾅ ソ～<&>\"'\r\n\tA1]");

function leafValue({ max, table, form }: Leaf): fc.Arbitrary<string> {
  if (table) return fc.constantFrom(...Object.keys(table));
  if (form) {
    const candidates = ["20240229", "202402", "20240229235959", "  138057", "01138057", "09", "9", "1".repeat(max)];
    return fc.constantFrom(...candidates.filter((text) => text.length <= max && form.test(text)));
  }
  return fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: max });
}
