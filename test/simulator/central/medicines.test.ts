import { describe, expect, test } from "vitest";
import type { ConsentItem } from "../../../device/wire/face.ts";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { YZKsiquc01res } from "../../../device/wire/oqs/yzk.ts";
import { centre, CLINIC, persona, PHARMACY } from "../counter.ts";

const hanako = persona("hanako");
const DAY = 24 * 3600_000;

const question = (change: object = {}, body: object = {}) => ({
  XmlMsg: {
    MessageHeader: {
      MedicalInstitutionCode: CLINIC.institutionCode,
      InsurerNumber: hanako.insurer,
      InsuranceCardSymbol: hanako.symbol,
      InsuredPersonIdentificationNumber: hanako.number,
      BranchNumber: hanako.branch,
      ArbitraryFileIdentifier: "m1",
      ...change,
    },
    MessageBody: { FileCategory: "2", MedicalTreatmentFlag: "1", ...body },
  },
});

/** Consents at a clinic, rests, and asks for medicines. */
async function view(consents: readonly ConsentItem[] | undefined, rest = 0, asked: unknown = question()) {
  const { post, report, run, clock } = centre();
  const visit = async () => {
    if (consents) await post(CLINIC, "/v1/reception", await report(hanako, CLINIC, consents));
    await new Promise<void>((resolve) => void clock.after(rest, resolve));
    return (await post(CLINIC, "/v1/messages/YZKsiquc01req", asked)).json;
  };
  const { value } = readJson(YZKsiquc01res, await run(visit()));
  if (!value) throw new Error("no answer");
  return value;
}

describe("drug information", () => {
  test("is shown with consent (CNS-01), and the same each time", async () => {
    const first = await view(["medicines"]);
    expect(first.MessageHeader).toMatchObject({
      ResultCode: "1",
      ArbitraryFileIdentifier: "m1",
      QuaInf: { Name: hanako.name, Birth: hanako.birthDate, AdmGendCode: "2" },
    });
    const months = first.MessageBody.MeTrMonthInf ?? [];
    expect(months.map(({ MeTrMonth }) => MeTrMonth)).toEqual([
      ...["202603", "202601", "202512", "202511"],
      ...["202503", "202501", "202412", "202411"],
    ]);
    expect(await view(["medicines"])).toEqual(first);
  });

  test.each([
    ["without a reception", undefined, 0, "TSTM0001E"],
    ["with consent to something else", ["checkups", "specificDiseases"] as const, 0, "TSTM0001E"],
    ["a day after consent (CNS-07)", ["medicines"] as const, DAY, "TSTM0002E"],
  ])("is not shown %s", async (_, consents, rest, code) => {
    const { MessageHeader: header, MessageBody: body } = await view(consents, rest);
    expect(header.ResultCode).toBe("9");
    expect(header.MessageContents).toContain(code);
    expect(header).not.toHaveProperty("QuaInf");
    expect(body).toEqual({});
  });

  test("is shown up to the last moment of the day", async () => {
    expect((await view(["medicines"], DAY - 1)).MessageHeader.ResultCode).toBe("1");
  });

  test("goes by the consent at the asking facility, and by the last one there", async () => {
    const { post, report, run } = centre();
    const visits = async () => {
      const ask = async (from: typeof CLINIC) => {
        const asked = question({ MedicalInstitutionCode: from.institutionCode });
        const { json } = await post(from, "/v1/messages/YZKsiquc01req", asked);
        return readJson(YZKsiquc01res, json).value?.MessageHeader.ResultCode;
      };
      await post(CLINIC, "/v1/reception", await report(hanako, CLINIC, ["medicines"]));
      const seen = [await ask(CLINIC), await ask(PHARMACY)];
      await post(CLINIC, "/v1/reception", await report(hanako, CLINIC, []));
      return [...seen, await ask(CLINIC)];
    };
    expect(await run(visits())).toEqual(["1", "9", "9"]);
  });

  test.each([
    ["a number that fits nobody", question({ InsuredPersonIdentificationNumber: "999999" }), "TSTM0003E"],
    ["a wrong element", question({}, { MedicalTreatmentFlag: "8" }), "TSTQ0001E"],
    ["another institution's code", question({ MedicalInstitutionCode: "9910000020" }), "TSTQ0002E"],
  ])("%s is refused", async (_, asked, code) => {
    expect((await view(["medicines"], 0, asked)).MessageHeader.MessageContents).toContain(code);
  });

  test("covers the days asked for, both included", async () => {
    const all = await view(["medicines"]);
    const days = (all.MessageBody.MeTrMonthInf ?? []).flatMap(({ DiDateInfs }) =>
      DiDateInfs.map(({ DiDateInf }) => DiDateInf.DiDate),
    );
    const [newest = ""] = days;
    const one = await view(["medicines"], 0, question({}, { StartDate: newest, EndDate: newest }));
    expect(one.MessageBody.MeTrMonthInf).toHaveLength(1);
    expect((await view(["medicines"], 0, question({}, { EndDate: "20200101" }))).MessageBody).toEqual({});
  });
});
