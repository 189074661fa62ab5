import { describe, expect, test } from "vitest";
import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { type Message, readJson } from "../../../device/wire/oqs/message.ts";
import { OQSsiimm01res } from "../../../device/wire/oqs/siimm.ts";
import { OQSsiquc01res } from "../../../device/wire/oqs/siquc.ts";
import type { Facility } from "../../../simulator/facilities.ts";
import { centre, CLINIC, HOSPITAL, persona } from "../counter.ts";
import { fetching, manyQuestions, manyRegistrations, question, registration } from "./asking.ts";

const people = ["hanako", "moved", "lost", "newborn", "assistance", "unticketed", "limit"].map(persona);

function bench() {
  const world = centre();
  const send = async <M extends Message>(of: M, from: Facility, exchange: string, body: unknown, key?: string) => {
    const request = new Request(`https://central.test/v1/messages/${exchange}req`, {
      method: "POST",
      body: JSON.stringify(body),
      ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
    });
    const { value, findings } = readJson(of, await (await world.at(from)(request)).json());
    if (!value) throw new Error(JSON.stringify(findings));
    return value;
  };
  const accept = async (from: Facility, body: unknown, key?: string) =>
    (await send(bulk.OQSmuquc01res, from, "OQSmuquc01", body, key)).MessageBody.ReceptionNumber ?? "none";
  const collect = (from: Facility, number: string) =>
    send(bulk.OQSmuquc02res, from, "OQSmuquc02", fetching(bulk.OQSmuquc02req, from, number));
  const rest = (milliseconds: number) => new Promise<void>((resolve) => void world.clock.after(milliseconds, resolve));
  return { ...world, send, accept, collect, rest };
}

describe("a bulk check", () => {
  test("runs, and then tells row by row whether the number still counts", async () => {
    const { run, accept, collect, rest } = bench();
    const work = async () => {
      const number = await accept(CLINIC, manyQuestions(CLINIC, people));
      const early = await collect(CLINIC, number);
      await rest(6_000);
      return { number, early, late: await collect(CLINIC, number) };
    };
    const { number, early, late } = await run(work());
    expect(number).toMatch(/^20260401090000\d{6}$/);
    expect(early.MessageHeader).toMatchObject({ SegmentOfResult: "2", ReceptionNumber: number });
    expect(early.MessageBody).toEqual({});
    expect(late.MessageHeader).toMatchObject({
      ...{ SegmentOfResult: "1", ReceptionNumber: number, ArbitraryFileIdentifier: "fetch" },
      ...{ NumberOfProcessingResult: "7", NumberOfNormalProcessing: "7", NumberOfError: "0" },
    });
    const rows = (late.MessageBody.BulkConfirmUnit ?? []).map((unit) => [
      unit.QualificationConfirmSearchInfo.ArbitraryIdentifier,
      unit.QualificationValidity,
      unit.ResultOfQualificationConfirmation?.Name,
    ]);
    expect(rows).toEqual([
      ["hanako", "1", "資格　花子"],
      ["moved", "1", "転田　移"],
      ["lost", "2", "失職　待子"],
      ["newborn", "4", undefined],
      ["assistance", "1", "扶助　医"],
      ["unticketed", "6", "扶助　未託"],
      ["limit", "1", "限度　額"],
    ]);
  });

  test("shows no consent, and no limit of payments that the patient was not asked about", async () => {
    const { run, accept, collect, rest, post, report } = bench();
    const work = async () => {
      await post(CLINIC, "/v1/reception", await report(persona("limit"), CLINIC, ["medicines"]));
      const number = await accept(CLINIC, manyQuestions(CLINIC, people));
      await rest(6_000);
      return collect(CLINIC, number);
    };
    const text = JSON.stringify(await run(work()));
    expect(text).not.toContain("InfoConsFlg");
    expect(text).not.toContain("LimitApplicationCertificateRelatedInfo");
  });

  test("says whether the limit of payments has changed since this institution last asked", async () => {
    const { run, accept, collect, rest } = bench();
    const asked = async (from: Facility) => {
      const number = await accept(from, manyQuestions(from, [persona("limit")]));
      await rest(6_000);
      const { MessageBody } = await collect(from, number);
      return MessageBody.BulkConfirmUnit?.[0]?.ResultOfQualificationConfirmation?.LimitApplicationCertificateChanged;
    };
    const work = async () => [await asked(CLINIC), await asked(CLINIC), await asked(HOSPITAL)];
    expect(await run(work())).toEqual(["1", "0", "1"]);
  });

  test("is nobody else's to fetch, and gone after a day", async () => {
    const { run, accept, collect, rest } = bench();
    const work = async () => {
      const number = await accept(CLINIC, manyQuestions(CLINIC, people));
      await rest(6_000);
      const codes = [(await collect(HOSPITAL, number)).MessageHeader.ErrorCode];
      await rest(24 * 3_600_000);
      return [...codes, (await collect(CLINIC, number)).MessageHeader.ErrorCode];
    };
    expect(await run(work())).toEqual(["TSTB0001E", "TSTB0001E"]);
  });

  test("is accepted once, however often it is sent under one key", async () => {
    const { run, accept } = bench();
    const asked = manyQuestions(CLINIC, people);
    const work = async () => [
      ...(await Promise.all([accept(CLINIC, asked, "key 1"), accept(CLINIC, asked, "key 1")])),
      await accept(CLINIC, asked, "key 1"),
      await accept(CLINIC, asked, "key 2"),
      await accept(CLINIC, asked),
    ];
    const numbers = await run(work());
    expect(new Set(numbers.slice(0, 3)).size).toBe(1);
    expect(new Set(numbers).size).toBe(3);
  });

  test("another question under a key that was used is answered for itself, and not as the first was", async () => {
    const { run, at } = bench();
    const nameOf = async (id: string) => {
      const request = new Request("https://central.test/v1/messages/OQSsiquc01req", {
        method: "POST",
        body: JSON.stringify(question(CLINIC, persona(id))),
        headers: { "idempotency-key": "key" },
      });
      const { value } = readJson(OQSsiquc01res, await (await at(CLINIC)(request)).json());
      return value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation.Name;
    };
    const work = async () => [await nameOf("hanako"), await nameOf("taro"), await nameOf("hanako")];
    expect(await run(work())).toEqual(["hanako", "taro", "hanako"].map((id) => persona(id).name));
  });

  test("one institution's key is not another's", async () => {
    const { run, accept } = bench();
    const work = async () => [
      await accept(CLINIC, manyQuestions(CLINIC, people), "key"),
      await accept(HOSPITAL, manyQuestions(HOSPITAL, people), "key"),
    ];
    expect(new Set(await run(work())).size).toBe(2);
  });
});

describe("a reference number", () => {
  const byCard = async ({ post, report }: ReturnType<typeof bench>, from: Facility, id: string) => {
    const { json } = await post(from, "/v1/reception", await report(persona(id), from));
    return readJson(OQSsiquc01res, json).value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation
      .ReferenceNumber;
  };

  test("comes back with the card at the institution that registered it, and nowhere else", async () => {
    const world = bench();
    const { run, post } = world;
    const work = async () => {
      const before = await byCard(world, CLINIC, "hanako");
      const { json } = await post(
        CLINIC,
        "/v1/messages/OQSsiimm01req",
        registration(CLINIC, persona("hanako"), "K-12"),
      );
      return [before, json, await byCard(world, CLINIC, "hanako"), await byCard(world, HOSPITAL, "hanako")];
    };
    const [before, json, here, elsewhere] = await run(work());
    expect(json).toMatchObject({ XmlMsg: { MessageBody: { ProcessingResultStatus: "1" } } });
    expect([before, here, elsewhere]).toEqual([undefined, "K-12", undefined]);
  });

  test("of nobody is refused in its row, and the others are registered", async () => {
    const world = bench();
    const { run, send, rest, post } = world;
    const stranger = { ...persona("taro"), number: "999999" };
    const work = async () => {
      const rows = manyRegistrations(CLINIC, [
        [persona("hanako"), "A"],
        [stranger, "B"],
      ]);
      const accepted = await send(bulk.OQSmuimm01res, CLINIC, "OQSmuimm01", rows);
      await rest(6_000);
      const number = accepted.MessageBody.ReceptionNumber ?? "";
      const done = await send(bulk.OQSmuimm02res, CLINIC, "OQSmuimm02", fetching(bulk.OQSmuimm02req, CLINIC, number));
      const found = await post(CLINIC, "/v1/messages/OQSsiquc01req", question(CLINIC, persona("hanako")));
      return { done, found: readJson(OQSsiquc01res, found.json).value };
    };
    const { done, found } = await run(work());
    expect(done.MessageHeader).toMatchObject({ NumberOfNormalProcessing: "1", NumberOfError: "1" });
    expect(done.MessageBody.BulkRegistrationUnit?.map((unit) => unit.ProcessingResultCode)).toEqual([
      undefined,
      "TSTM0003E",
    ]);
    expect(found?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation.ReferenceNumber).toBe("A");
  });
});

describe("reference numbers that could be taken for each other", () => {
  const answered = async ({ send }: ReturnType<typeof bench>, from: Facility, id: string, number: string) => {
    const { MessageBody } = await send(OQSsiimm01res, from, "OQSsiimm01", registration(from, persona(id), number));
    return MessageBody.ProcessingResultCode ?? MessageBody.ProcessingResultStatus;
  };

  test.each(["髙-1", "𠮷1", "K-1\ufe00", "か\u3099", "①"])(
    "%j is refused, as answers would carry back ●",
    async (number) => {
      const world = bench();
      expect(await world.run(answered(world, CLINIC, "hanako", number))).toBe("TSTQ0003E");
    },
  );

  test("of two patients at one institution are refused for the second, also in another spelling, and at another are not", async () => {
    const world = bench();
    const work = async () => [
      await answered(world, CLINIC, "hanako", "Ｋ－1〜"),
      await answered(world, CLINIC, "taro", "Ｋ\u22121～ "),
      await answered(world, CLINIC, "hanako", "Ｋ\u22121～"),
      await answered(world, HOSPITAL, "taro", "Ｋ－1〜"),
      await answered(world, CLINIC, "hanako", "K-2"),
      await answered(world, CLINIC, "taro", "Ｋ－1〜"),
    ];
    expect(await world.run(work())).toEqual(["1", "TSTQ0004E", "1", "1", "1", "1"]);
  });

  test("asked for at the same time are one patient's", async () => {
    const world = bench();
    const both = Promise.all(["hanako", "taro"].map((id) => answered(world, CLINIC, id, "K-1")));
    expect((await world.run(both)).sort()).toEqual(["1", "TSTQ0004E"]);
  });

  test("in bulk are refused row by row, as they were when they were accepted", async () => {
    const world = bench();
    const { run, send, rest } = world;
    const work = async () => {
      const rows = manyRegistrations(CLINIC, [
        [persona("hanako"), "A"],
        [persona("taro"), "A"],
        [persona("keyb"), "髙"],
      ]);
      const { MessageBody } = await send(bulk.OQSmuimm01res, CLINIC, "OQSmuimm01", rows);
      await rest(6_000);
      await answered(world, CLINIC, "hanako", "B");
      const fetch = fetching(bulk.OQSmuimm02req, CLINIC, MessageBody.ReceptionNumber ?? "");
      return send(bulk.OQSmuimm02res, CLINIC, "OQSmuimm02", fetch);
    };
    const { MessageHeader, MessageBody } = await run(work());
    expect(MessageHeader).toMatchObject({ NumberOfNormalProcessing: "1", NumberOfError: "2" });
    expect(MessageBody.BulkRegistrationUnit?.map((unit) => unit.ProcessingResultCode)).toEqual([
      undefined,
      "TSTQ0004E",
      "TSTQ0003E",
    ]);
  });
});

test("tickets of a month are told to the institution they are made out to (CNS-06)", async () => {
  const { run, send, rest } = bench();
  const asked = async (from: Facility) => {
    const ask = {
      XmlMsg: {
        MessageHeader: { MedicalInstitutionCode: from.institutionCode },
        MessageBody: { QualificationConfirmSearchInfo: { MedicalTreatmentMonth: "202603" } },
      },
    };
    const { MessageBody } = await send(bulk.OQSmutic01res, from, "OQSmutic01", ask);
    await rest(6_000);
    const number = MessageBody.ReceptionNumber ?? "";
    return send(bulk.OQSmutic02res, from, "OQSmutic02", fetching(bulk.OQSmutic02req, from, number));
  };
  const work = async () => [await asked(CLINIC), await asked(HOSPITAL)] as const;
  const [clinic, hospital] = await run(work());
  const results = (clinic.MessageBody.BulkConfirmUnit ?? []).flatMap(
    ({ ResultOfQualificationConfirmation: results = [] }) => results,
  );
  expect(results.map(({ Name }) => Name)).toEqual(["扶助　医"]);
  expect(results[0]?.PublicExpenseResultList?.[0]?.MedicalTicketInfo).toMatchObject({
    ...{ TicketType: "01", MedicalTreatmentMonth: "202603" },
    ...{ MedicalTicketValidDate: "20260301", MedicalTicketExpirationDate: "20260331" },
    DesignatedMedicalInstitutionCode: CLINIC.institutionCode,
  });
  expect(hospital.MessageBody).toEqual({});
});
