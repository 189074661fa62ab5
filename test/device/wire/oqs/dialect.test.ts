import { fc } from "../../../draws.ts";
import { describe, expect, test } from "vitest";
import {
  type ConfirmUnit,
  OQSmuonq01req,
  OQSmuquc02res,
  placeReference,
  referenceOf,
} from "../../../../device/wire/oqs/bulk.ts";
import { fromUtf8, utf8 } from "../../../../device/wire/bytes.ts";
import { decodeShiftJis, encodeShiftJis } from "../../../../device/wire/oqs/shift-jis.ts";
import type { Dialect } from "../../../../device/wire/oqs/dialect.ts";
import {
  readJson,
  readMessage,
  type ValueOfMessage,
  writeJson,
  writeMessage,
} from "../../../../device/wire/oqs/message.ts";
import { OQS_MESSAGES } from "../../../../device/wire/oqs/messages.ts";
import {
  OQSsiquc01req,
  OQSsiquc01res,
  type QualificationAnswer,
  type QualificationRequest,
} from "../../../../device/wire/oqs/siquc.ts";
import { YZKsiquc01res } from "../../../../device/wire/oqs/yzk.ts";
import { valueOfMessage } from "./arbitrary.ts";

const request = (insurer: string): QualificationRequest => ({
  MessageHeader: { QualificationConfirmationDate: "20260401", MedicalInstitutionCode: "9910000012" },
  MessageBody: {
    QualificationConfirmSearchInfo: {
      InsurerNumber: insurer,
      InsuredIdentificationNumber: "1",
      Birthdate: "20000229",
      LimitApplicationCertificateRelatedConsFlg: "0",
    },
  },
});
const insurerIn = (bytes: Uint8Array) => /<InsurerNumber>(.*)<\/InsurerNumber>/.exec(fromUtf8(bytes))?.[1];

describe("padding of the insurer number", () => {
  test.each(["138057", "  138057", "00138057"])(
    "%j is written with blanks, and by the switch with zeros",
    (insurer) => {
      const write = (dialect: Partial<Dialect>) =>
        insurerIn(writeMessage(OQSsiquc01req, request(insurer), { encoding: "UTF-8", dialect }));
      expect([write({}), write({ insurerPadding: "zeros" })]).toEqual(["  138057", "00138057"]);
    },
  );

  test.each([
    ["00138057", ["variant"], "is padded with zeros"],
    ["138057", ["variant"], "is not padded"],
    ["  138057", [], undefined],
    ["06990014", [], undefined],
  ])("%j is read, and told where it is not ours", (insurer, kinds, says) => {
    const bytes = writeMessage(OQSsiquc01req, request("  138057"), { encoding: "UTF-8" });
    const file = utf8(fromUtf8(bytes).replace("  138057", insurer));
    const { findings, value } = readMessage(OQSsiquc01req, file);
    expect(findings.map(({ kind }) => kind)).toEqual(kinds);
    expect(findings[0]?.says.en.startsWith(says ?? "never")).toBe(says === undefined ? undefined : true);
    const info = value?.MessageBody.QualificationConfirmSearchInfo;
    expect(info?.InsurerNumber).toBe(insurer.startsWith("06") ? insurer : "  138057");
  });
});

const answer = (code: "0" | "1"): QualificationAnswer => ({
  MessageHeader: {
    ProcessExecutionTime: "20260401090000",
    QualificationConfirmationDate: "20260401",
    MedicalInstitutionCode: "9910000012",
    ReferenceClassification: "2",
    SegmentOfResult: "1",
    CharacterCodeIdentifier: code,
  },
  MessageBody: {},
});

describe("the identifier of the encoding", () => {
  const file = (encoding: "UTF-8" | "Shift_JIS", code: string) => {
    const text = fromUtf8(writeMessage(OQSsiquc01res, answer("0"), { encoding: "UTF-8" })).replace(">0<", `>${code}<`);
    return encoding === "UTF-8" ? utf8(text) : encodeShiftJis(text.replace("UTF-8", "Shift_JIS"));
  };
  test.each([
    ["UTF-8", "0", [], "0"],
    ["UTF-8", "1", ["variant"], "0"],
    ["UTF-8", "2", ["encoding"], "1"],
    ["Shift_JIS", "1", [], "1"],
    ["Shift_JIS", "2", ["variant"], "1"],
    ["Shift_JIS", "0", ["encoding"], "0"],
  ] as const)("%s with %s", (encoding, code, kinds, means) => {
    const { findings, value } = readMessage(OQSsiquc01res, file(encoding, code));
    expect(findings.map(({ kind }) => kind)).toEqual(kinds);
    expect(value?.MessageHeader.CharacterCodeIdentifier).toBe(means);
  });

  test("is written from 1 by the switch", () => {
    const dialect = { characterCodes: "fromOne" } as const;
    const ours = fromUtf8(writeMessage(OQSsiquc01res, answer("0"), { encoding: "UTF-8", dialect }));
    const other = decodeShiftJis(writeMessage(OQSsiquc01res, answer("1"), { encoding: "Shift_JIS", dialect }));
    expect([ours, other].map((text) => /Identifier>(.)</.exec(text)?.[1])).toEqual(["1", "2"]);
  });

  test("in the JSON form, which has no encoding of its own, only 2 can be told for what it is", () => {
    const json = JSON.parse(JSON.stringify(writeJson(OQSsiquc01res, answer("1"))).replace('"1"}', '"2"}')) as unknown;
    const { findings, value } = readJson(OQSsiquc01res, json);
    expect(findings.map(({ kind }) => kind)).toEqual(["variant"]);
    expect(value?.MessageHeader.CharacterCodeIdentifier).toBe("1");
  });
});

describe("the reference number of a bulk answer", () => {
  const result = {
    InsuredCardClassification: "01",
    Name: "資格　花子",
    Sex1: "2",
    Birthdate: "19890913",
    InsurerName: "見本健康保険組合",
  } as const;
  const unit: ConfirmUnit = {
    QualificationConfirmSearchInfo: request("06990014").MessageBody.QualificationConfirmSearchInfo,
    ProcessingResultStatus: "1",
    ResultOfQualificationConfirmation: result,
  };
  const message = (of: ConfirmUnit): ValueOfMessage<typeof OQSmuquc02res> => ({
    MessageHeader: {
      ProcessExecutionTime: "20260401090000",
      MedicalInstitutionCode: "9910000012",
      SegmentOfResult: "1",
      CharacterCodeIdentifier: "0",
    },
    MessageBody: { BulkConfirmUnit: [of] },
  });
  const read = (of: ConfirmUnit) =>
    readMessage(OQSmuquc02res, writeMessage(OQSmuquc02res, message(of), { encoding: "UTF-8" }));

  test.each([
    ["unit", []],
    ["both", []],
    ["result", ["variant"]],
  ] as const)("in %s is read as the same number", (place, kinds) => {
    const { value, findings } = read(placeReference(unit, "K-1", place));
    expect(findings.map(({ kind }) => kind)).toEqual(kinds);
    const [back] = value?.MessageBody.BulkConfirmUnit ?? [];
    expect(back && referenceOf(back)).toBe("K-1");
  });

  test("is not lost where there is no result to put it in", () => {
    const { ResultOfQualificationConfirmation: _, ...bare } = unit;
    expect(placeReference(bare, "K-1", "result")).toMatchObject({ ReferenceNumber: "K-1" });
  });

  test("two that differ are no number at all: neither written nor read whole", () => {
    const split = { ...placeReference(unit, "K-1", "both"), ReferenceNumber: "K-2" };
    expect(() => read(split)).toThrow("differs within and outside");
    const json = { XmlMsg: message(split) };
    const { value, findings } = readJson(OQSmuquc02res, json);
    expect(value).toBeUndefined();
    expect(findings.map(({ kind }) => kind)).toEqual(["conflict"]);
  });
});

describe("a choice", () => {
  const asked = (period: object) => ({
    XmlMsg: {
      MessageHeader: { MedicalInstitutionCode: "9910000012" },
      MessageBody: { QualificationConfirmSearchInfo: { ...period, MedicalTreatmentFlag: "3" } },
    },
  });
  const consent = { ConsentDateFrom: "20260301", ConsentDateTo: "20260331" };
  const treatment = { ExaminationDateFrom: "20260301", ExaminationDateTo: "20260331" };
  test.each([
    ["one set", consent, true],
    ["the other set", treatment, true],
    ["neither", {}, false],
    ["both", { ...consent, ...treatment }, false],
    ["half of one", { ConsentDateFrom: "20260301" }, false],
    ["half of each", { ConsentDateFrom: "20260301", ExaminationDateTo: "20260331" }, false],
  ])("of %s", (_, period, good) => {
    const { findings, value } = readJson(OQSmuonq01req, asked(period));
    expect(findings.map(({ kind }) => kind)).toEqual(good ? [] : ["choice"]);
    expect(value !== undefined).toBe(good);
  });
});

test("one record where an array belongs is read as an array of one, and told", () => {
  const day = { DiDate: "20260201" };
  const json = {
    XmlMsg: {
      MessageHeader: { MedicalInstitutionCode: "9910000012", ResultCode: "1", CharacterCodeIdentifier: "0" },
      MessageBody: { MeTrMonthInf: { MeTrMonth: "202602", DiDateInfs: [{ DiDateInf: day }] } },
    },
  };
  const { value, findings } = readJson(YZKsiquc01res, json);
  expect(findings.map(({ kind }) => kind)).toEqual(["variant"]);
  expect(value?.MessageBody.MeTrMonthInf).toHaveLength(1);
});

test("whatever the dialect, the value comes back, and only variants are told", () => {
  const dialects = fc.record<Dialect>({
    insurerPadding: fc.constantFrom("blanks", "zeros"),
    characterCodes: fc.constantFrom("fromZero", "fromOne"),
  });
  for (const message of OQS_MESSAGES) {
    // Of other lengths than eight and six there are none, and zeros would not tell them apart.
    const values = valueOfMessage(message).map((value) => {
      const known = JSON.stringify(value).replace(/"InsurerNumber":" +(\d+)"/g, (_, digits: string) => {
        return `"InsurerNumber":"  ${digits.padEnd(6, "7").slice(0, 6)}"`;
      });
      const parsed = JSON.parse(known) as typeof value;
      if (parsed.MessageHeader["CharacterCodeIdentifier"] === undefined) return parsed;
      return { ...parsed, MessageHeader: { ...parsed.MessageHeader, CharacterCodeIdentifier: "0" } };
    });
    fc.assert(
      fc.property(values, dialects, (value, dialect) => {
        const reading = readMessage(message, writeMessage(message, value, { encoding: "UTF-8", dialect }));
        expect(reading.value).toEqual(value);
        expect(reading.findings.filter(({ kind }) => kind !== "variant")).toEqual([]);
      }),
      { numRuns: 10 },
    );
  }
});
