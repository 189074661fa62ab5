import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import type { ConsentItem } from "../../../device/wire/face.ts";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { OQSsiquc01res, type QualificationResult } from "../../../device/wire/oqs/siquc.ts";
import { TKKsiquc01res } from "../../../device/wire/oqs/tkk.ts";
import { YZKsiquc01res } from "../../../device/wire/oqs/yzk.ts";
import { readAccesses } from "../../../simulator/central/access-log.ts";
import { checkupsOf } from "../../../simulator/central/medical/checkups.ts";
import { historyOf } from "../../../simulator/central/medical/history.ts";
import { ledgerOf } from "../../../simulator/central/ledger.ts";
import { FACILITIES, type Facility } from "../../../simulator/facilities.ts";
import { personByIndex } from "../../../simulator/personas.ts";
import { OPENING } from "../../../simulator/world.ts";
import { centre, CLINIC, HOSPITAL, persona, PHARMACY } from "../counter.ts";
import { checkupsQuestion, drugsQuestion, question } from "./asking.ts";

function bench() {
  const world = centre();
  const { post, report } = world;
  const answerOf = (json: Readonly<Record<string, unknown>>) =>
    json["XmlMsg"] === undefined ? undefined : readJson(OQSsiquc01res, json).value;
  const visit = async (from: Facility, id: string, consents: readonly ConsentItem[] = [], more: object = {}) => {
    const answered = await post(from, "/v1/reception", { ...(await report(persona(id), from, consents)), ...more });
    return { ...answered, answer: answerOf(answered.json) };
  };
  const resultBy = async (
    work: Promise<{ answer: ReturnType<typeof answerOf> }>,
  ): Promise<Partial<QualificationResult>> =>
    (await work).answer?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation ?? {};
  const drugs = async (from: Facility, id: string, wish: Parameters<typeof drugsQuestion>[2] = {}) => {
    const { json } = await post(from, "/v1/messages/YZKsiquc01req", drugsQuestion(from, persona(id), wish));
    const { value } = readJson(YZKsiquc01res, json);
    return { value, pdf: json["Pdf"], says: value?.MessageHeader.MessageContents?.slice(0, 9) ?? "shown" };
  };
  const checkups = async (from: Facility, id: string, wish: Parameters<typeof checkupsQuestion>[2] = {}) => {
    const { json } = await post(from, "/v1/messages/TKKsiquc01req", checkupsQuestion(from, persona(id), wish));
    const { value } = readJson(TKKsiquc01res, json);
    return { value, pdf: json["Pdf"], says: value?.MessageHeader.MessageContents?.slice(0, 9) ?? "shown" };
  };
  const byNumber = async (from: Facility, id: string, limit: "0" | "1" = "0") => ({
    answer: answerOf((await post(from, "/v1/messages/OQSsiquc01req", question(from, persona(id), limit))).json),
  });
  const rest = (milliseconds: number) => new Promise<void>((resolve) => void world.clock.after(milliseconds, resolve));
  return { ...world, visit, drugs, checkups, byNumber, resultBy, rest };
}
const ALL: readonly ConsentItem[] = ["medicines", "checkups", "diagnoses", "operations", "specificDiseases"];

describe("each kind of information goes by a consent of its own (CNS-05)", () => {
  const acts = (value: Awaited<ReturnType<ReturnType<typeof bench>["drugs"]>>["value"]) => {
    const days = (value?.MessageBody.MeTrMonthInf ?? []).flatMap(({ DiDateInfs }) => DiDateInfs);
    const sections = days.flatMap(({ DiDateInf }) => (DiDateInf.MeTrInfs ?? []).map(({ MeTrInf }) => MeTrInf.MeTrIdCl));
    return {
      drugs: days.some(({ DiDateInf }) => DiDateInf.DrugInfs !== undefined),
      treatment: sections.some((section) => section !== "50"),
      operations: sections.includes("50"),
    };
  };

  test.each([
    [["medicines"], { drugs: true, treatment: false, operations: false }],
    [["diagnoses"], { drugs: false, treatment: true, operations: false }],
    [["operations"], { drugs: false, treatment: false, operations: true }],
    [ALL, { drugs: true, treatment: true, operations: true }],
  ] as const)("%j", async (consents, shown) => {
    const { run, visit, drugs } = bench();
    const work = visit(CLINIC, "text-locked", consents).then(() => drugs(CLINIC, "text-locked"));
    expect(acts((await run(work)).value)).toEqual(shown);
  });

  test("electronic prescriptions and their dispensing are told where they are asked for, with consent to medicines", async () => {
    const { run, visit, drugs } = bench();
    const work = async () => {
      await visit(CLINIC, "wheelchair", ["medicines"]);
      const [without, withThem] = [
        await drugs(CLINIC, "wheelchair"),
        await drugs(CLINIC, "wheelchair", { prescriptions: true }),
      ];
      await visit(CLINIC, "wheelchair", ["diagnoses"]);
      return [without, withThem, await drugs(CLINIC, "wheelchair", { prescriptions: true })];
    };
    const told = (await run(work())).map(({ value }) => value?.MessageBody);
    expect(told.map((body) => [body?.ShPrInf !== undefined, body?.CzDiInf !== undefined])).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ]);
  });

  test("a pharmacy sees no check-ups, whatever the patient agrees to (CNS-02)", async () => {
    const { run, visit, checkups } = bench();
    const work = async () => {
      for (const from of [CLINIC, HOSPITAL, PHARMACY]) await visit(from, "keyb", ALL);
      return [await checkups(CLINIC, "keyb"), await checkups(HOSPITAL, "keyb"), await checkups(PHARMACY, "keyb")];
    };
    expect((await run(work())).map(({ says }) => says)).toEqual(["shown", "shown", "TSTM0006E"]);
  });

  test("as a PDF it is one, and the message beside it has the names and nothing else", async () => {
    const { run, visit, drugs, checkups } = bench();
    const work = async () => {
      await visit(CLINIC, "keyb", ALL);
      return [await drugs(CLINIC, "keyb", { pdf: true }), await checkups(CLINIC, "keyb", { pdf: true })];
    };
    for (const { pdf, value } of await run(work())) {
      expect(Buffer.from(String(pdf), "base64").subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
      expect(value?.MessageBody).toEqual({});
    }
  });
});

describe("without consent nothing is shown, but", () => {
  test("in disaster mode (CNS-04), and then a person is found by name, birth date and address", async () => {
    let disaster = false;
    const world = centre({ isDisaster: () => disaster });
    const ask = async (path: string, body: unknown) => (await world.post(PHARMACY, path, body)).json;
    const search = (name: string, more: object = {}) =>
      ask("/v1/disaster/search", { name, birthDate: "20011103", ...more });
    const work = async () => {
      const before = [
        await search("双葉美玲"),
        await ask("/v1/messages/YZKsiquc01req", drugsQuestion(PHARMACY, persona("mirei"))),
      ];
      disaster = true;
      return [
        ...before,
        await search("双葉美玲"),
        await search("ﾌﾀﾊﾞﾐﾗｲ", { address: "東京都見本区" }),
        await search("双葉　美玲", { address: "大阪" }),
        await ask("/v1/messages/YZKsiquc01req", drugsQuestion(PHARMACY, persona("mirei"))),
        await ask("/v1/messages/TKKsiquc01req", checkupsQuestion(PHARMACY, persona("mirei"))),
      ];
    };
    const [refused, noDrugs, found, twin, nobody, drugs, checkups] = await world.run(work());
    expect(refused).toMatchObject({ code: "TSTD0001E" });
    expect(readJson(YZKsiquc01res, noDrugs).value?.MessageHeader.ResultCode).toBe("9");
    const nameIn = (json: unknown) =>
      readJson(OQSsiquc01res, json).value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation.Name;
    expect([nameIn(found), nameIn(twin), nameIn(nobody)]).toEqual(["双葉　美玲", "双葉　未来", undefined]);
    expect(readJson(YZKsiquc01res, drugs).value?.MessageHeader.ResultCode).toBe("1");
    // What a pharmacy may never see it does not see in a disaster either.
    expect(readJson(TKKsiquc01res, checkups).value?.MessageHeader.ResultCode).toBe("9");
  });

  test("in an emergency a hospital, for a day from when the card was read, and with the flag that says so", async () => {
    const { run, visit, drugs, rest } = bench();
    const work = async () => {
      const before = await drugs(HOSPITAL, "text-locked", { treatment: "4" });
      await visit(HOSPITAL, "text-locked", [], { emergency: true });
      const after = [await drugs(HOSPITAL, "text-locked", { treatment: "4" }), await drugs(HOSPITAL, "text-locked")];
      await rest(24 * 3_600_000);
      const clinic = await visit(CLINIC, "text-locked", [], { emergency: true });
      const later = [
        await drugs(HOSPITAL, "text-locked", { treatment: "4" }),
        await drugs(CLINIC, "text-locked", { treatment: "4" }),
      ];
      return { says: [before, ...after, ...later].map(({ says }) => says), clinic: clinic.json["code"] };
    };
    expect(await run(work())).toEqual({
      says: ["TSTM0001E", "shown", "TSTM0001E", "TSTM0001E", "TSTM0005E"],
      clinic: "TSTM0005E",
    });
  });
});

describe("a certificate", () => {
  test("that expires within three months is told of, and counts", async () => {
    const { run, visit, drugs } = bench();
    const work = async () => {
      const { answer } = await visit(CLINIC, "expiring", ["medicines"]);
      return { body: answer?.MessageBody, says: (await drugs(CLINIC, "expiring")).says };
    };
    const { body, says } = await run(work());
    expect([body?.ProcessingResultStatus, body?.ProcessingResultCode, says]).toEqual(["1", "TSTN0001I", "shown"]);
    expect(body?.ProcessingResultMessage).toContain("3か月以内");
  });

  test("that has expired by less than three months gives eligibility, and no medical information", async () => {
    const { run, visit, drugs, resultBy } = bench();
    const work = async () => {
      const answered = visit(CLINIC, "expired", ALL);
      const { answer } = await answered;
      return {
        body: answer?.MessageBody,
        result: await resultBy(answered),
        says: (await drugs(CLINIC, "expired")).says,
      };
    };
    const { body, result, says } = await run(work());
    expect([body?.QualificationValidity, body?.ProcessingResultCode, says]).toEqual(["1", "TSTN0002W", "TSTM0001E"]);
    expect([result.PharmacistsInfoConsFlg, result.SpecificDiseasesCertificateRelatedConsFlg]).toEqual(["3", "3"]);
  });

  test("that is far from its end is not told of", async () => {
    const { run, visit } = bench();
    expect((await run(visit(CLINIC, "hanako"))).answer?.MessageBody).not.toHaveProperty("ProcessingResultCode");
  });
});

describe("what eligibility has beside it", () => {
  test("a limit of payments: by card always, by number with the patient's word", async () => {
    const { run, visit, byNumber, resultBy } = bench();
    const work = async () => [
      await resultBy(visit(CLINIC, "limit")),
      await resultBy(byNumber(CLINIC, "limit", "1")),
      await resultBy(byNumber(CLINIC, "limit")),
    ];
    const [card, agreed, silent] = await run(work());
    const told = {
      LimitApplicationCertificateClassification: "01",
      LimitApplicationCertificateClassificationFlag: "A03",
    };
    expect(card?.LimitApplicationCertificateRelatedInfo).toMatchObject(told);
    expect(agreed?.LimitApplicationCertificateRelatedInfo).toMatchObject(told);
    expect(silent?.LimitApplicationCertificateRelatedInfo).toBeUndefined();
    expect([card, agreed, silent].map((result) => result?.LimitApplicationCertificateRelatedConsFlg)).toEqual([
      "1",
      "1",
      "0",
    ]);
  });

  test("specific diseases: by card, and with consent", async () => {
    const { run, visit, byNumber, resultBy } = bench();
    const work = async () => [
      await resultBy(visit(CLINIC, "dialysis", ["specificDiseases"])),
      await resultBy(byNumber(CLINIC, "dialysis")),
      await resultBy(visit(CLINIC, "dialysis", ["medicines"])),
    ];
    const lists = (await run(work())).map((result) => result.SpecificDiseasesCertificateList?.length);
    expect(lists).toEqual([1, undefined, undefined]);
  });

  test("a certificate of the share paid, between 70 and 74 only", async () => {
    const { run, byNumber, resultBy } = bench();
    const work = async () => [await resultBy(byNumber(CLINIC, "elderly")), await resultBy(byNumber(CLINIC, "hanako"))];
    const [elderly, hanako] = await run(work());
    expect(elderly?.ElderlyRecipientCertificateInfo).toMatchObject({
      ...{ ElderlyRecipientContributionRatio: "020", ElderlyRecipientValidStartDate: "20250801" },
      ElderlyRecipientValidEndDate: "20260731",
    });
    expect(hanako?.ElderlyRecipientCertificateInfo).toBeUndefined();
  });

  test("two shares at once of whom the insurer says both, by number and by card", async () => {
    const { run, byNumber, visit, resultBy } = bench();
    const work = async () => [
      await resultBy(byNumber(CLINIC, "two-rates")),
      await resultBy(visit(CLINIC, "two-rates")),
      await resultBy(byNumber(CLINIC, "elderly")),
    ];
    const shares = (await run(work())).map((result) => [
      result.InsuredPartialContributionRatio,
      result.ElderlyRecipientCertificateInfo?.ElderlyRecipientContributionRatio,
    ]);
    expect(shares).toEqual([
      ["030", "020"],
      ["030", "020"],
      ["020", "020"],
    ]);
  });

  test("medical assistance: validity 1 with a ticket for the asker, 6 without (CNS-06)", async () => {
    const { run, byNumber, visit, resultBy } = bench();
    const work = async () => ({
      validities: [
        (await byNumber(CLINIC, "assistance")).answer?.MessageBody.QualificationValidity,
        (await byNumber(HOSPITAL, "assistance")).answer?.MessageBody.QualificationValidity,
        (await visit(CLINIC, "unticketed")).answer?.MessageBody.QualificationValidity,
      ],
      pharmacy: await resultBy(byNumber(PHARMACY, "assistance")),
    });
    const { validities, pharmacy } = await run(work());
    expect(validities).toEqual(["1", "6", "6"]);
    expect(pharmacy).toMatchObject({ PublicExpenseNumber: "12990016", BeneficiaryNumber: "0000239" });
    expect(pharmacy.PublicExpenseResultList?.[0]?.MedicalTicketInfo.TicketType).toBe("02");
    expect(pharmacy).not.toHaveProperty("InsuredIdentificationNumber");
  });
});

test("every look is in the log, with what was shown and why it might be, or why not", async () => {
  const { run, visit, drugs, checkups, byNumber, store } = bench();
  const work = async () => {
    await byNumber(CLINIC, "keyb");
    await checkups(CLINIC, "keyb");
    await visit(CLINIC, "keyb", ["medicines", "operations"]);
    await drugs(CLINIC, "keyb");
    return readAccesses(store.records);
  };
  const lines = await run(work());
  expect(lines.map(({ exchange, basis, shown, refused }) => [exchange, basis, shown.join(), refused])).toEqual([
    ["OQSsiquc01", "number", "eligibility", undefined],
    ["TKKsiquc01", "consent", "", "TSTM0001E"],
    ["reception", "card", "eligibility", undefined],
    ["YZKsiquc01", "consent", "medicines,operations", undefined],
  ]);
  expect(new Set(lines.map(({ person, institution }) => `${institution} ${person}`))).toEqual(
    new Set([`${CLINIC.institutionCode} keyb`]),
  );
});

describe("what people were treated for", () => {
  const insuredBy = (index: number) => {
    const [insured] = ledgerOf([personByIndex(index)]).everybody();
    if (!insured) throw new RangeError(`no person ${index}`);
    return insured;
  };

  test("fits anybody's life: after birth, while insured, before today, at facilities that there are, and the same each time", () => {
    const codes = new Set(FACILITIES.map(({ institutionCode }) => institutionCode));
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(1_000), (index, days) => {
        const insured = insuredBy(index);
        const now = OPENING + days * 86_400_000_000;
        const history = historyOf(insured, now);
        expect(historyOf(insured, now)).toEqual(history);
        for (const { day, facility } of history) {
          expect(day >= insured.birthDate).toBe(true);
          expect(insured.entitlements.some(({ from, until = "99999999" }) => from <= day && day <= until)).toBe(true);
          expect(codes.has(facility.institutionCode)).toBe(true);
        }
        for (const { EffectiveTime: day, HealthCheckupResultAndQuestionInfos: items } of checkupsOf(insured, now)) {
          expect(Number(day.slice(0, 4)) - Number(insured.birthDate.slice(0, 4))).toBeGreaterThanOrEqual(40);
          const value = (code: string) =>
            Number(
              items.find((one) => one.HealthCheckupResultAndQuestionInfo.ItemCode === code)
                ?.HealthCheckupResultAndQuestionInfo.DataValue,
            );
          const [height, weight, bmi] = [
            value("9N001000000000001"),
            value("9N006000000000001"),
            value("9N011000000000001"),
          ];
          expect(Math.abs(weight / (height / 100) ** 2 - bmi)).toBeLessThan(0.1);
          expect(bmi).toBeGreaterThan(17);
          expect(bmi).toBeLessThan(30);
          expect(value("9A761000000000001")).toBeLessThan(value("9A751000000000001"));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("does not change as time goes by: what was there last month is there now", () => {
    fc.assert(
      fc.property(fc.nat(999_999), (index) => {
        const insured = insuredBy(index);
        const later = historyOf(insured, OPENING + 31 * 86_400_000_000);
        const known = new Set(later.map((visit) => JSON.stringify(visit)));
        const [oldest = "0"] = later.map(({ day }) => day).sort();
        for (const visit of historyOf(insured, OPENING))
          if (visit.day >= oldest) expect(known.has(JSON.stringify(visit))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("those with a certificate of dialysis are treated for it every month", () => {
    const [insured] = ledgerOf([persona("dialysis")]).everybody();
    const months = historyOf(insured ?? insuredBy(0), OPENING)
      .filter(({ acts }) => acts.some(({ name }) => name.startsWith("人工腎臓")))
      .map(({ day }) => day.slice(0, 6));
    expect(months).toHaveLength(23);
    expect(new Set(months).size).toBe(23);
  });
});
