import { describe, expect, test } from "vitest";
import { utf8 } from "../../../device/wire/bytes.ts";
import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { type Message, readMessage, type ValueOfMessage, writeMessage } from "../../../device/wire/oqs/message.ts";
import { OQSsiquc01res } from "../../../device/wire/oqs/siquc.ts";
import { OQSsiimm01req } from "../../../device/wire/oqs/siimm.ts";
import { TKKsiquc01req } from "../../../device/wire/oqs/tkk.ts";
import type { Encryption } from "../../../simulator/terminal/manner.ts";
import { pack, unpack } from "../../../simulator/packing.ts";
import { insuredAs, searchFor } from "../central/asking.ts";
import { CLINIC, counter, persona } from "../counter.ts";
import { request } from "./asking.ts";

const hanako = persona("hanako");
const keyb = persona("keyb");
const MOST = 1_000_000;

const encryption: Encryption = { password: "gakari-07", ids: ["OQSsiquc", "OQSmuquc", "OQSmutic"], face: true };

type At = ReturnType<typeof counter>;
const head = (identifier: string) => ({
  MedicalInstitutionCode: CLINIC.institutionCode,
  ArbitraryFileIdentifier: identifier,
});
const put = <M extends Message>(at: At, name: string, message: M, value: ValueOfMessage<M>) =>
  at.bare.write("req", name, writeMessage(message, value, { encoding: "UTF-8" }));
async function got<M extends Message>(at: At, name: string, message: M) {
  const bytes = await at.bare.read("res", name);
  return bytes && readMessage(message, bytes).value;
}
/** Asks in bulk about people, and fetches until the outcome is there. */
async function inBulk(at: At, ids: readonly string[]) {
  await put(at, "OQSmuquc01req_1.xml", bulk.OQSmuquc01req, {
    MessageHeader: head("1"),
    MessageBody: {
      QualificationConfirmSearchInfo: ids.map((id) => ({ ...searchFor(persona(id)), ArbitraryIdentifier: id })),
    },
  });
  await at.rest(2_000);
  const accepted = await got(at, "OQSmuquc01res_1.xml", bulk.OQSmuquc01res);
  const ReceptionNumber = accepted?.MessageBody.ReceptionNumber ?? "none";
  const fetch = async (suffix: string) => {
    const MessageBody = { ReceptionNumber };
    await put(at, `OQSmuquc02req_${suffix}.xml`, bulk.OQSmuquc02req, { MessageHeader: head(suffix), MessageBody });
    await at.rest(2_000);
  };
  await fetch("2");
  const running = await got(at, "OQSmuquc02res_2.xml", bulk.OQSmuquc02res);
  await at.rest(6_000);
  await fetch("3");
  return { ReceptionNumber, running };
}

describe("a bulk check through files", () => {
  test("is accepted, runs, and its outcome has everybody's row", async () => {
    const at = counter();
    const { ReceptionNumber, running } = await at.run(inBulk(at, ["hanako", "moved"]));
    expect(running?.MessageHeader).toMatchObject({ SegmentOfResult: "2", ReceptionNumber });
    const outcome = await at.run(got(at, "OQSmuquc02res_3.xml", bulk.OQSmuquc02res));
    expect(outcome?.MessageHeader).toMatchObject({
      SegmentOfResult: "1",
      ReceptionNumber,
      NumberOfProcessingResult: "2",
    });
    const names = outcome?.MessageBody.BulkConfirmUnit?.map((unit) => unit.ResultOfQualificationConfirmation?.Name);
    expect(names).toEqual([hanako.name, persona("moved").name]);
  });

  test("comes as the one file of a ZIP where the terminal does so", async () => {
    const at = counter({ manner: { bulkForm: "zip" } });
    await at.run(inBulk(at, ["hanako"]));
    const packed = await at.run(at.bare.read("res", "OQSmuquc02res_3.zip"));
    const inside = await unpack(packed ?? utf8(""), undefined, MOST);
    if (inside.is !== "file") throw new Error(inside.is);
    expect(inside.name).toBe("OQSmuquc02res_3.xml");
    expect(readMessage(bulk.OQSmuquc02res, inside.bytes).value?.MessageHeader.SegmentOfResult).toBe("1");
    expect(await at.run(at.bare.list("res"))).not.toContain("OQSmuquc02res_3.xml");
  });

  test.each(["unit", "result", "both"] as const)(
    "has the reference number in the %s where the terminal does so",
    async (referencePlace) => {
      const at = counter({ manner: { referencePlace } });
      const work = async () => {
        const registration = { ReferenceNumber: "K-12", ...insuredAs(hanako) };
        const MessageBody = { ReferenceNumberRegistrationInfo: registration };
        await put(at, "OQSsiimm01req_1.xml", OQSsiimm01req, { MessageHeader: head("r"), MessageBody });
        await at.rest(2_000);
        await inBulk(at, ["hanako"]);
        return at.bare.read("res", "OQSmuquc02res_3.xml");
      };
      const bytes = await at.run(work());
      const text = new TextDecoder().decode(bytes);
      const within = /<ResultOfQualificationConfirmation>[^]*<ReferenceNumber>K-12<[^]*<\/ResultOf/.test(text);
      const count = text.split("<ReferenceNumber>").length - 1;
      expect([within, count]).toEqual({ unit: [false, 1], result: [true, 1], both: [true, 2] }[referencePlace]);
    },
  );
});

test("an insurer number of six digits is padded with zeros where the terminal does so, and the encodings counted from one", async () => {
  const at = counter({ manner: { dialect: { insurerPadding: "zeros", characterCodes: "fromOne" } } });
  const work = async () => {
    await at.bare.write("req", "OQSsiquc01req_1.xml", request(persona("elderly"), "1"));
    await at.rest(2_000);
    return at.bare.read("res", "OQSsiquc01res_1.xml");
  };
  const text = new TextDecoder().decode(await at.run(work()));
  expect(text).toContain("<InsurerNumber>00990010</InsurerNumber>");
  expect(text).toContain("<CharacterCodeIdentifier>1</CharacterCodeIdentifier>");
});

describe("medical information as a PDF", () => {
  const asked = async (id: string, consents: readonly "checkups"[]) => {
    const at = counter();
    const work = async () => {
      await at.post(CLINIC, "/v1/reception", await at.report(persona(id), CLINIC, consents));
      const { insurer, symbol, number, branch } = keyb;
      await put(at, "TKKsiquc01req_1.xml", TKKsiquc01req, {
        MessageHeader: {
          ...head("1"),
          ...{ InsurerNumber: insurer, InsuranceCardSymbol: symbol, InsuredPersonIdentificationNumber: number },
          BranchNumber: branch,
        },
        MessageBody: { FileCategory: "1", MedicalTreatmentFlag: "1" },
      });
      await at.rest(2_000);
      return at.bare.list("res");
    };
    return at.run(work());
  };
  test("is one", async () => expect(await asked("keyb", ["checkups"])).toEqual(["TKKsiquc01res_1.pdf"]));
  test("is none where it is refused: that is told in a message", async () =>
    expect(await asked("keyb", [])).toEqual(["TKKsiquc01res_1.xml"]));
});

describe("the encrypted form", () => {
  const zipped = (name: string, bytes: Uint8Array, password = encryption.password) =>
    pack(name.replace(/zip$/, "xml"), bytes, password);

  test("takes a request in a ZIP with the password, and answers in one", async () => {
    const at = counter({ manner: { encryption } });
    const name = "OQSsiquc01req_1.zip";
    const work = async () => {
      await at.bare.write("req", name, await at.clock.real(zipped(name, request(hanako, "1"))));
      await at.rest(2_000);
      return {
        res: await at.bare.list("res"),
        req: await at.bare.list("req"),
        bytes: await at.bare.read("res", "OQSsiquc01res_1.zip"),
      };
    };
    const { res, req, bytes = utf8("") } = await at.run(work());
    expect([res, req]).toEqual([["OQSsiquc01res_1.zip"], []]);
    const inside = await unpack(bytes, encryption.password, MOST);
    if (inside.is !== "file") throw new Error(inside.is);
    expect(inside.name).toBe("OQSsiquc01res_1.xml");
    const { value } = readMessage(OQSsiquc01res, inside.bytes);
    expect(value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation.Name).toBe(hanako.name);
    expect(await unpack(bytes, "another", MOST)).toEqual({ is: "wrongPassword" });
    expect(await unpack(bytes, undefined, MOST)).toEqual({ is: "wrongPassword" });
    expect(Buffer.from(bytes).includes(hanako.number)).toBe(false);
  });

  test.each([
    [
      "another password",
      "OQSsiquc01req_1.zip",
      () => zipped("OQSsiquc01req_1.zip", request(hanako, "1"), "wrong"),
      "TSTF0008E",
    ],
    [
      "another name within",
      "OQSsiquc01req_1.zip",
      () => zipped("OQSsiquc01req_2.zip", request(hanako, "1")),
      "TSTF0010E",
    ],
    [
      "a kind that is never encrypted",
      "OQSmutic01req_1.zip",
      () => zipped("OQSmutic01req_1.zip", utf8("<a/>")),
      "TSTF0009E",
    ],
    [
      "half a ZIP",
      "OQSsiquc01req_1.zip",
      async () => (await zipped("OQSsiquc01req_1.zip", request(hanako, "1"))).slice(0, 200),
      "TSTF0003E",
    ],
    [
      "a ZIP bomb",
      "OQSsiquc01req_1.zip",
      () => zipped("OQSsiquc01req_1.zip", new Uint8Array(20_000_000).fill(32)),
      "TSTF0010E",
    ],
    ["what is no XML within", "OQSsiquc01req_1.zip", () => zipped("OQSsiquc01req_1.zip", utf8("資格")), "TSTF0003E"],
  ])("%s gets an error file that says so", async (_, name, make, code) => {
    const at = counter({ manner: { encryption } });
    const work = async () => {
      await at.bare.write("req", name, await at.clock.real(make()));
      await at.rest(5_000);
      return at.bare.read("res", name.replace("zip", "err"));
    };
    expect(new TextDecoder().decode(await at.run(work())).slice(0, 9)).toBe(code);
  });

  test("holds for results of readers where the set-up says so", async () => {
    const at = counter({ manner: { encryption } });
    const work = async () => {
      const { json } = await at.post(CLINIC, "/v1/reception", await at.report(hanako, CLINIC));
      return at.terminal.handOver(json, "F0000001");
    };
    expect(await at.run(work())).toMatch(/^OQSsiquc01res_face_\w+_\d{14}\.zip$/);
  });
});
