import { getResponse } from "msw";
import { describe, expect, test } from "vitest";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import { readJson } from "../../device/wire/oqs/message.ts";
import { CENTRAL_FAULTS, type CentralFault } from "../../simulator/faults/central-faults.ts";
import { centralSystem, type CentralSystemOptions, eligibilityQuestion, patients } from "../../simulator/msw.ts";

const NOON = new Date("2026-04-01T03:00:00Z");
const PHARMACY = "9940000018";

function central(options: CentralSystemOptions = {}) {
  let now = NOON;
  const system = centralSystem({ now: () => now, ...options });
  const post = async (path: string, json: unknown) => {
    const request = new Request(`${system.url}${path}`, { method: "POST", body: JSON.stringify(json) });
    const response = await getResponse(system.handlers, request);
    if (!response) throw new Error("nobody answered");
    return response;
  };
  const institutionCode = options.institutionCode ?? "9910000012";
  const question = (persona: string, identifier = "1") =>
    eligibilityQuestion(persona, { institutionCode, identifier, now });
  const ask = (persona: string, identifier?: string) =>
    post("/v1/messages/OQSsiquc01req", question(persona, identifier));
  return {
    ...{ system, post, ask, question },
    later: (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000)),
    /** What is read of an answer, which has to be one. */
    answer: async (persona: string) => {
      const { value } = readJson(OQSsiquc01res, await (await ask(persona)).json());
      if (!value) throw new Error("no such message");
      return value;
    },
    /** Whether medicines are told, or the reason why none. */
    medicines: async (persona: string) => {
      const patient = patients.find(({ id }) => id === persona);
      const response = await post("/v1/messages/YZKsiquc01req", {
        XmlMsg: {
          MessageHeader: {
            MedicalInstitutionCode: institutionCode,
            InsurerNumber: patient?.insurer,
            InsuranceCardSymbol: patient?.symbol,
            InsuredPersonIdentificationNumber: patient?.number,
            BranchNumber: patient?.branch,
            ArbitraryFileIdentifier: "1",
          },
          MessageBody: { FileCategory: "2", MedicalTreatmentFlag: "1" },
        },
      });
      const { XmlMsg } = (await response.json()) as {
        XmlMsg: { MessageHeader: { MessageContents?: string }; MessageBody: { MeTrMonthInf?: unknown[] } };
      };
      return XmlMsg.MessageBody.MeTrMonthInf ? "told" : XmlMsg.MessageHeader.MessageContents?.slice(0, 9);
    },
  };
}

describe("a dialled answer", () => {
  test.each(["1", "2", "3", "4", "5", "6"] as const)(
    "says validity %s once, in a message that is one",
    async (validity) => {
      const { system, answer } = central();
      system.dial({ persona: "hanako", validity });
      const { MessageHeader, MessageBody } = await answer("hanako");
      expect(MessageHeader.ArbitraryFileIdentifier).toBe("1");
      expect(MessageBody.QualificationValidity).toBe(validity);
      const result = MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation;
      expect(result?.Name).toBe(validity === "4" || validity === "5" ? undefined : "資格　花子");
      expect(result?.ReasonOfLoss).toBe({ 2: "99", 3: "03" }[validity as "2" | "3"]);
      expect((await answer("hanako")).MessageBody.QualificationValidity).toBe("1");
    },
  );

  test("makes somebody valid again who lost it", async () => {
    const { system, answer } = central();
    expect((await answer("lost")).MessageBody.QualificationValidity).toBe("2");
    system.dial({ persona: "lost", validity: "1" });
    const { QualificationValidity, ResultList } = (await answer("lost")).MessageBody;
    expect(QualificationValidity).toBe("1");
    expect(ResultList?.[0]?.ResultOfQualificationConfirmation.DisqualificationDate).toBeUndefined();
  });

  test("is for the person who was named, and for as many times as was said, in order", async () => {
    const { system, answer } = central();
    system.dial({ persona: "hanako", validity: "4", times: 2 });
    system.dial({ persona: "hanako", validity: "2" });
    const validityOf = async (persona: string) => (await answer(persona)).MessageBody.QualificationValidity;
    expect(await validityOf("taro")).toBe("1");
    expect([await validityOf("hanako"), await validityOf("hanako")]).toEqual(["4", "4"]);
    expect([await validityOf("hanako"), await validityOf("hanako")]).toEqual(["2", "1"]);
  });

  test("carries a result code in the layer that was said", async () => {
    const { system, answer, ask } = central();
    for (const layer of ["header", "body", "http"] as const)
      system.dial({ persona: "hanako", code: "EPSB1032W", layer });
    expect((await answer("hanako")).MessageHeader).toMatchObject({ SegmentOfResult: "9", ErrorCode: "EPSB1032W" });
    const { MessageBody } = await answer("hanako");
    expect(MessageBody).toMatchObject({ ProcessingResultStatus: "2", ProcessingResultCode: "EPSB1032W" });
    expect(MessageBody.ResultList).toBeUndefined();
    const refused = await ask("hanako");
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: "EPSB1032W" }]);
  });

  test("about eligibility waits while medicines are asked for; a code does not", async () => {
    const { system, answer, medicines } = central();
    await system.consent("hanako", ["medicines"]);
    system.dial({ persona: "hanako", validity: "2" });
    expect(await medicines("hanako")).toBe("told");
    expect((await answer("hanako")).MessageBody.QualificationValidity).toBe("2");
    system.dial({ persona: "hanako", code: "YZKB0001E" });
    expect(await medicines("hanako")).toBe("YZKB0001E");
  });

  test("for nobody is refused", () => {
    expect(() => central().system.dial({ persona: "nobody", validity: "1" })).toThrow(/nobody/);
  });
});

describe("a consent", () => {
  test("opens the medicines for 24 hours, at this institution, and not before", async () => {
    const here = central();
    expect(await here.medicines("hanako")).toBe("TSTM0001E");
    await here.system.consent("hanako", ["medicines"]);
    here.later(23.9);
    expect(await here.medicines("hanako")).toBe("told");
    here.later(0.2);
    expect(await here.medicines("hanako")).toBe("TSTM0002E");
    here.system.reset();
    expect(await here.medicines("hanako")).toBe("TSTM0001E");
  });

  test("can be made to have ended", async () => {
    const { system, medicines } = central();
    await system.consent("hanako", ["medicines"]);
    system.fault("consent.ended", true);
    expect(await medicines("hanako")).toBe("TSTM0002E");
    system.fault("consent.ended", false);
    expect(await medicines("hanako")).toBe("told");
  });
});

describe("faults", () => {
  test.each<[CentralFault, number, RegExp]>([
    ["central.busy", 503, /busy/],
    ["central.broken", 500, /TSTA0006E/],
    ["central.garbled", 200, /<html>/],
    ["central.cut", 200, /^\{"XmlMsg"[^]*[^}]$/],
  ])("%s answers %i", async (name, status, body) => {
    const { system, ask } = central();
    system.fault(name, true);
    const response = await ask("hanako");
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(body);
    system.fault(name, false);
    expect((await ask("hanako")).status).toBe(200);
  });

  test("central.stranger gives the answer before, whoever is asked about", async () => {
    const { system, ask } = central();
    const before = await (await ask("taro")).text();
    system.fault("central.stranger", true);
    expect(await (await ask("hanako")).text()).toBe(before);
  });

  test("each has a sentence in both languages", () => {
    for (const { ja, en } of Object.values(CENTRAL_FAULTS)) {
      expect(ja).toMatch(/[ぁ-ん].*。$/);
      expect(en).toMatch(/^[A-Z][\x20-\x7e]*\.$/);
    }
  });
});

test("who is not admitted cannot be, and a pharmacy can", async () => {
  expect(() => centralSystem({ institutionCode: "1310000019" })).toThrow(/facilities/);
  expect((await central({ institutionCode: PHARMACY }).answer("hanako")).MessageHeader.MedicalInstitutionCode).toBe(
    PHARMACY,
  );
});

test("patients carry nothing that only the card may know", () => {
  for (const patient of patients) expect(Object.keys(patient)).not.toEqual(expect.arrayContaining(["numberA"]));
  expect(JSON.stringify(patients)).not.toMatch(/pins|numberB|certificateSerial/);
});
