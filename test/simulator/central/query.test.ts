import { describe, expect, test } from "vitest";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { OQSsiquc01res, padInsurer } from "../../../device/wire/oqs/siquc.ts";
import type { Insurance, Person } from "../../../simulator/people.ts";
import { centre, CLINIC, persona } from "../counter.ts";

const hanako = persona("hanako");
const moved = persona("moved");

const question = (of: Insurance & { birthDate: string }, change: object = {}, header: object = {}) => ({
  XmlMsg: {
    MessageHeader: {
      QualificationConfirmationDate: "20260401",
      MedicalInstitutionCode: CLINIC.institutionCode,
      ArbitraryFileIdentifier: "q1",
      ...header,
    },
    MessageBody: {
      QualificationConfirmSearchInfo: {
        InsurerNumber: padInsurer(of.insurer),
        ...(of.symbol === "" ? {} : { InsuredCardSymbol: of.symbol }),
        InsuredIdentificationNumber: of.number,
        ...(of.branch === "" ? {} : { InsuredBranchNumber: of.branch }),
        Birthdate: of.birthDate,
        LimitApplicationCertificateRelatedConsFlg: "0",
        ...change,
      },
    },
  },
});

async function ask(json: unknown, people?: readonly Person[]) {
  const { post, run, faults } = centre(people ? { people } : {});
  const { status, json: said } = await run(post(CLINIC, "/v1/messages/OQSsiquc01req", json));
  expect(faults).toEqual([]);
  expect(status).toBe(200);
  const { value, findings } = readJson(OQSsiquc01res, said);
  expect(findings).toEqual([]);
  if (!value) throw new Error("no answer");
  return { header: value.MessageHeader, body: value.MessageBody };
}
const results = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body.ResultList ?? []).map(({ ResultOfQualificationConfirmation: result }) => result);

describe("eligibility by number (OQSCD006)", () => {
  test("1: valid; the answer carries the identifier and the question, and no consent (RCP-09)", async () => {
    const answer = await ask(question(hanako));
    expect(answer.header).toMatchObject({
      ArbitraryFileIdentifier: "q1",
      ReferenceClassification: "2",
      SegmentOfResult: "1",
    });
    expect(answer.body.QualificationValidity).toBe("1");
    expect(answer.body.QualificationConfirmSearchInfo?.InsuredIdentificationNumber).toBe(hanako.number);
    const [result] = results(answer);
    expect(result).toMatchObject({ Name: hanako.name, PharmacistsInfoConsFlg: "0", DiagnosisInfoConsFlg: "0" });
    expect(result).not.toHaveProperty("PharmacistsInfoAvailableTime");
  });

  test("either padding of the insurer number, and a one-digit branch, find the same person", async () => {
    for (const change of [
      { InsurerNumber: hanako.insurer },
      { InsurerNumber: hanako.insurer.replace(/^0+/, "").padStart(8, " ") },
      { InsuredBranchNumber: "0" },
    ])
      expect(results(await ask(question(hanako, change)))).toHaveLength(1);
  });

  const former = { ...moved, ...moved.former };

  test("3: the old number is lost, that a newer one exists is told, and the newer one itself is not", async () => {
    const answer = await ask(question(former));
    expect(answer.body.QualificationValidity).toBe("3");
    expect(results(answer)).toMatchObject([
      { InsurerNumber: former.insurer, DisqualificationDate: "20260301", ReasonOfLoss: "03" },
    ]);
  });

  test("1: the old number still counted on its last day, and not on the next", async () => {
    const on = (day: string) => ask(question(former, {}, { QualificationConfirmationDate: day }));
    expect((await on("20260228")).body.QualificationValidity).toBe("1");
    expect((await on("20260301")).body.QualificationValidity).toBe("3");
  });

  test("2: not valid, with none newer", async () => {
    const early = await ask(question(hanako, {}, { QualificationConfirmationDate: "20240331" }));
    expect(early.body.QualificationValidity).toBe("2");
    expect(results(early)).toMatchObject([{ Name: hanako.name }]);
  });

  test.each([
    ["another number", { InsuredIdentificationNumber: "999999" }],
    ["another birth date", { Birthdate: "19890914" }],
    ["another branch", { InsuredBranchNumber: "01" }],
    ["another symbol", { InsuredCardSymbol: "１０２" }],
    ["another insurer", { InsurerNumber: moved.insurer }],
  ])("4: %s is nobody, and nothing of anybody is told", async (_, change) => {
    const answer = await ask(question(hanako, change));
    expect(answer.body.QualificationValidity).toBe("4");
    expect(results(answer)).toEqual([]);
  });

  test("5: twins on one number, asked for without the branch", async () => {
    const [mirei, mirai] = [persona("mirei"), { ...persona("mirai"), number: persona("mirei").number }];
    const whole = await ask(question(mirei), [mirei, mirai]);
    expect(results(whole)).toMatchObject([{ Name: mirei.name }]);
    const open = await ask(question({ ...mirei, branch: "" }), [mirei, mirai]);
    expect(open.body.QualificationValidity).toBe("5");
    expect(results(open)).toEqual([]);
  });
});

describe("a question that is wrong is answered as abnormal, with our code and the place", () => {
  test.each([
    ["a missing element", { Birthdate: undefined }, "Birthdate"],
    ["an element too long", { InsuredCardSymbol: "1".repeat(21) }, "InsuredCardSymbol"],
    ["a date that does not exist", { Birthdate: "20260230" }, "Birthdate"],
    [
      "an unknown code",
      { LimitApplicationCertificateRelatedConsFlg: "7" },
      "LimitApplicationCertificateRelatedConsFlg",
    ],
  ])("%s", async (_, change, place) => {
    const answer = await ask(question(hanako, change));
    expect(answer.header).toMatchObject({
      SegmentOfResult: "9",
      ErrorCode: "TSTQ0001E",
      ArbitraryFileIdentifier: "q1",
    });
    expect(answer.header.ErrorMessage).toContain(place);
    expect(results(answer)).toEqual([]);
  });

  test("another institution's code", async () => {
    const answer = await ask(question(hanako, {}, { MedicalInstitutionCode: "9910000020" }));
    expect(answer.header).toMatchObject({ SegmentOfResult: "9", ErrorCode: "TSTQ0002E" });
    expect(answer.header.MedicalInstitutionCode).toBe(CLINIC.institutionCode);
  });

  test("what is no message at all is refused outright", async () => {
    const { post, run } = centre();
    for (const json of [null, {}, { XmlMsg: [] }])
      expect((await run(post(CLINIC, "/v1/messages/OQSsiquc01req", json))).status).toBe(400);
  });
});
