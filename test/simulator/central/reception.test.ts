import { constants, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readCardVerifiable, verifyCardVerifiable } from "../../../certs/card-verifiable.ts";
import { keyFor, POOL } from "../../../certs/pool/key-for.ts";
import { decodeTlv, decodeTlvs, find } from "../../../device/wire/tlv.ts";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { OQSsiquc01res } from "../../../device/wire/oqs/siquc.ts";
import { fetchOf } from "../../../simulator/central/call.ts";
import { bothFormsAskedAtTheReader } from "./asking.ts";
import { centre, CLINIC, HOSPITAL, persona, PHARMACY } from "../counter.ts";

const hanako = persona("hanako");

describe("a reception is answered with the eligibility of the card's holder", () => {
  test("found by the serial in the certificate, with everything RCP-11 names", async () => {
    const { post, report, run, trace, faults } = centre();
    const { status, json } = await run(report(hanako, CLINIC).then((call) => post(CLINIC, "/v1/reception", call)));
    expect(status).toBe(200);
    expect(faults).toEqual([]);
    const { value, findings } = readJson(OQSsiquc01res, json);
    expect(findings).toEqual([]);
    expect(value?.MessageHeader).toMatchObject({
      MedicalInstitutionCode: CLINIC.institutionCode,
      ReferenceClassification: "1",
      SegmentOfResult: "1",
      ProcessExecutionTime: "20260401090000",
    });
    expect(value?.MessageBody.QualificationValidity).toBe("1");
    expect(value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation).toMatchObject({
      Name: hanako.name,
      Sex1: "2",
      Birthdate: "19890913",
      Address: hanako.address,
      InsuredCardClassification: "01",
      InsurerNumber: hanako.insurer,
      InsuredCardSymbol: hanako.symbol,
      InsuredIdentificationNumber: hanako.number,
      InsuredBranchNumber: "00",
      InsuredCardValidDate: "20240401",
      InsuredCardExpirationDate: "20270331",
      InsurerName: hanako.insurerName,
      InsuredPartialContributionRatio: "030",
    });
    expect(JSON.stringify(trace.events)).not.toContain(hanako.numberA);
  });

  test("after a change of insurer it is the current one that is shown (RCP-10)", async () => {
    const { post, report, run } = centre();
    const moved = persona("moved");
    const { json } = await run(report(moved, CLINIC).then((call) => post(CLINIC, "/v1/reception", call)));
    const { value } = readJson(OQSsiquc01res, json);
    expect(value?.MessageBody.QualificationValidity).toBe("1");
    expect(value?.MessageBody.ResultList).toHaveLength(1);
    expect(value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation).toMatchObject({
      InsurerNumber: moved.insurer,
      QualificationDate: "20260301",
    });
  });

  test("and with the form of prescription that was chosen", async () => {
    const { post, report, run } = centre();
    const chosen = async () => {
      const { json } = await post(CLINIC, "/v1/reception", {
        ...(await report(hanako, CLINIC)),
        prescription: "paper",
      });
      return readJson(OQSsiquc01res, json).value?.MessageBody.PrescriptionIssueSelect;
    };
    const visits = async () => {
      const before = await chosen();
      await post(CLINIC, "/v1/messages/OQSsiupd01req", bothFormsAskedAtTheReader(CLINIC));
      return [before, await chosen()];
    };
    // A facility that has not set itself up for electronic prescriptions is told of no choice.
    expect(await run(visits())).toEqual([undefined, "2"]);
  });
});

describe("a reception is refused, with a code and words in both languages", () => {
  type Call = Awaited<ReturnType<ReturnType<typeof centre>["report"]>>;
  const refusal = async (person: string, change: (call: Call) => unknown = (call) => call, from = CLINIC) => {
    const { post, report, run } = centre();
    const { status, json } = await run(
      report(persona(person), CLINIC).then((call) => post(from, "/v1/reception", change(call))),
    );
    const { ja, en } = json["message"] as Record<"ja" | "en", string>;
    expect(ja.length).toBeGreaterThan(0);
    expect(en.length).toBeGreaterThan(0);
    return [status, json["code"]];
  };
  const flipped = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);

  test("a revoked certificate", async () => expect(await refusal("revoked")).toEqual([403, "TSTR0006E"]));
  test("a certificate that expired more than three months ago", async () =>
    expect(await refusal("long-expired")).toEqual([403, "TSTR0004E"]));
  test("an expiring one still counts", async () => {
    const { post, report, run } = centre();
    const call = report(persona("expiring"), CLINIC).then((call) => post(CLINIC, "/v1/reception", call));
    expect((await run(call)).status).toBe(200);
  });
  test("a signature of another challenge", async () =>
    expect(await refusal("hanako", (call) => ({ ...call, signature: flipped(call.signature) }))).toEqual([
      403,
      "TSTR0002E",
    ]));
  test("somebody else's certificate", async () => {
    const { post, report, run } = centre();
    const swapped = async () => {
      const [own, other] = [await report(hanako, CLINIC), await report(persona("taro"), CLINIC)];
      return post(CLINIC, "/v1/reception", { ...own, certificate: other.certificate });
    };
    expect((await run(swapped())).json["code"]).toBe("TSTR0002E");
  });
  test("a certificate with one bit changed", async () =>
    expect(
      await refusal("hanako", (call) => {
        const der = Buffer.from(call.certificate, "base64url");
        der[400] = (der[400] ?? 0) ^ 1;
        return { ...call, certificate: der.toString("base64url") };
      }),
    ).toEqual([403, "TSTR0003E"]));
  test("what is no certificate", async () =>
    expect(await refusal("hanako", (call) => ({ ...call, certificate: "AAAA" }))).toEqual([403, "TSTR0003E"]));
  test("a challenge that was never given", async () =>
    expect(await refusal("hanako", (call) => ({ ...call, challenge: flipped(call.challenge) }))).toEqual([
      409,
      "TSTR0001E",
    ]));
  test("a challenge given to another facility", async () =>
    expect(await refusal("hanako", (call) => call, HOSPITAL)).toEqual([409, "TSTR0001E"]));
  test.each([
    ["no method", (call: Call) => ({ ...call, method: "password" })],
    ["an element of nobody's", (call: Call) => ({ ...call, individualNumber: "1" })],
    ["a short signature", (call: Call) => ({ ...call, signature: "AAAA" })],
    ["base64 with padding", (call: Call) => ({ ...call, challenge: `${call.challenge}=` })],
    ["no object", () => null],
  ])("%s", async (_, change) => expect(await refusal("hanako", change)).toEqual([400, "TSTA0004E"]));

  test("a challenge a second time, even when the first was in vain", async () => {
    const { post, report, run } = centre();
    const twice = async () => {
      const call = await report(hanako, CLINIC);
      await post(CLINIC, "/v1/reception", { ...call, signature: flipped(call.signature) });
      return post(CLINIC, "/v1/reception", call);
    };
    expect((await run(twice())).json["code"]).toBe("TSTR0001E");
  });

  test("a challenge after ten minutes, not after nine", async () => {
    const after = async (minutes: number) => {
      const { post, report, run, clock } = centre();
      const late = async () => {
        const call = await report(hanako, CLINIC);
        await new Promise<void>((resolve) => void clock.after(minutes * 60_000, resolve));
        return (await post(CLINIC, "/v1/reception", call)).status;
      };
      return run(late());
    };
    expect(await after(9)).toBe(200);
    expect(await after(10)).toBe(409);
  });

  test("a card that nobody registered as insurance card", async () => {
    const { post, report, run } = centre({ people: [persona("taro")] });
    const { status, json } = await run(report(hanako, CLINIC).then((call) => post(CLINIC, "/v1/reception", call)));
    expect([status, json["code"]]).toEqual([404, "TSTR0008E"]);
  });
});

describe("consent", () => {
  const flagsOf = (json: unknown) => {
    const result = readJson(OQSsiquc01res, json).value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation;
    return {
      medicines: [
        result?.PharmacistsInfoConsFlg,
        result?.PharmacistsInfoConsTime,
        result?.PharmacistsInfoAvailableTime,
      ],
      checkups: result?.SpecificHealthCheckupsInfoConsFlg,
      diagnoses: result?.DiagnosisInfoConsFlg,
      operations: result?.OperationInfoConsFlg,
      diseases: result?.SpecificDiseasesCertificateRelatedConsFlg,
    };
  };

  test("stands in the answer kind by kind, with its time and its end a day later (CNS-05, CNS-07)", async () => {
    const { post, report, run } = centre();
    const call = report(hanako, CLINIC, ["medicines", "checkups"]).then((call) => post(CLINIC, "/v1/reception", call));
    expect(flagsOf((await run(call)).json)).toEqual({
      medicines: ["1", "20260401090000", "20260402090000"],
      checkups: "1",
      diagnoses: "0",
      operations: "0",
      diseases: "0",
    });
  });

  test("to check-up information does not count at a pharmacy (CNS-02)", async () => {
    const { post, report, run } = centre();
    const call = report(hanako, PHARMACY, ["medicines", "checkups"]).then((call) =>
      post(PHARMACY, "/v1/reception", call),
    );
    expect(flagsOf((await run(call)).json)).toMatchObject({
      checkups: "0",
      medicines: ["1", expect.any(String), expect.any(String)],
    });
  });
});

test("leave to use a card's key is a certificate that the card's authority signed, and a signature of the card's challenge", async () => {
  const { post, run } = centre();
  const challenge = Buffer.from("00112233445566778899aabbccddeeff", "hex");
  const { json } = await run(post(CLINIC, "/v1/authority", { challenge: challenge.toString("base64url") }));
  const bytes = (name: string) => new Uint8Array(Buffer.from(json[name] as string, "base64url"));
  const outer = decodeTlv(bytes("certificate"));
  const parts = decodeTlvs(outer.value);
  const body = find(parts, 0x5f4e) ?? new Uint8Array();
  expect(outer.tag).toBe(0x7f21);
  expect(verifyCardVerifiable(body, find(parts, 0x5f37) ?? new Uint8Array(), keyFor(POOL.terminalCa).publicKey)).toBe(
    true,
  );
  const key = readCardVerifiable(body)?.publicKey;
  expect(key && verify("sha256", challenge, { key, padding: constants.RSA_PKCS1_PADDING }, bytes("signature"))).toBe(
    true,
  );
});

describe("a device that may ask for eligibility and nothing else (LTD-01)", () => {
  test("is told the eligibility, and nothing of consent, neither of this one's nor of one that stands", async () => {
    const { post, report, run } = centre();
    const both = async () => {
      await post(CLINIC, "/v1/reception", await report(hanako, CLINIC, ["medicines"]));
      return post(CLINIC, "/v1/limited/reception", await report(hanako, CLINIC, ["medicines", "checkups"]));
    };
    const { status, json } = await run(both());
    const { value, findings } = readJson(OQSsiquc01res, json);
    expect([status, findings, value?.MessageBody.QualificationValidity]).toEqual([200, [], "1"]);
    const [told] = value?.MessageBody.ResultList ?? [];
    expect(told?.ResultOfQualificationConfirmation).toMatchObject({ Name: hanako.name });
    expect(JSON.stringify(json)).not.toMatch(/Cons|Available|Certificate(List|RelatedInfo)/);
  });
  test("and every other door is shut to it", async () => {
    const { handler, run } = centre();
    const ask = fetchOf(handler, { institutionCode: CLINIC.institutionCode, limited: true });
    for (const path of ["/v1/reception", "/v1/messages/OQSsiquc01req", "/v1/messages/YZKsiquc01req", "/v1/authority"]) {
      const request = new Request(`https://central.test${path}`, { method: "POST", body: "{}" });
      const answer = await run(ask(request));
      expect([path, answer.status, await answer.json()]).toMatchObject([path, 403, { code: "TSTA0008E" }]);
    }
  });
});

describe("the network", () => {
  test("an institution that was not admitted is refused at every door (NET-01)", async () => {
    const { post, run } = centre();
    for (const path of [
      "/v1/challenge",
      "/v1/authority",
      "/v1/reception",
      "/v1/messages/OQSsiquc01req",
      "/v1/nothing",
    ]) {
      const { status, json } = await run(post({ institutionCode: "9910000099" }, path, {}));
      expect([status, json["code"]]).toEqual([403, "TSTA0001E"]);
    }
  });

  test("an unknown address, no JSON, and a call of two megabytes are refused", async () => {
    const { at, post, run } = centre();
    const raw = (body: string) =>
      at(CLINIC)(new Request("https://central.test/v1/authority", { method: "POST", body }));
    expect((await run(post(CLINIC, "/v1/nothing", {}))).status).toBe(404);
    expect((await run(raw("{"))).status).toBe(400);
    expect((await run(raw("x".repeat(5_000_000)))).status).toBe(413);
  });
});
