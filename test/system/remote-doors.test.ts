import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESULT_CODES } from "../../simulator/result-codes.data.ts";
import { numberQuery, persona } from "../simulator/counter.ts";
import { MOST_BYTES } from "../../simulator/central/call.ts";
import { again } from "../simulator/central/remote/away.ts";
import { available } from "./needs.ts";
import { type Answer, type Doors, type Json, remoteDoors, UNREGISTERED } from "./remote-doors.ts";

const CLINIC = "9910000012";
const HOSPITAL = "9910000020";
const PHARMACY = "9940000018";
const INSURER = "06990014";

/** Every refusal of the doors beside the counter, as curl hears it through TLS. */
describe.skipIf(!available("curl"))("doors away from the counter", () => {
  let doors: Doors;
  let nurse: readonly string[];
  let limited: readonly string[];
  let online: readonly string[];
  const deviceOf = async (kind: string, from = CLINIC) => {
    const { json } = await doors.call("/devices", { code: await doors.code(kind, from) });
    return doors.bearer(`${String(json["device"])}:${String(json["secret"])}`);
  };
  const addressOf = async (use: "2" | "3", from = CLINIC) => {
    const { Url } = await doors.message("OQSsiurl01", { UrlAcquisitionClassification: use, UrlFileFormat: "2" }, from);
    return doors.webToken(String(Url).split("/").at(-1) ?? "");
  };
  const visit = async (who: readonly string[], id: string, said: Json, door = "/visits"): Promise<Answer> => {
    const card = await doors.signed(id, door, who);
    const call = {
      ...card,
      form: "homeVisit",
      careDay: doors.today(),
      method: "pin",
      consents: ["medicines"],
      ...said,
    };
    return doors.call(`${door}/reception`, call, who);
  };
  const atHome = (id: string, said: Json) => visit(online, id, { form: "online", ...said }, "/web");
  const is = async (answer: Promise<Answer>, status: number, code: string) =>
    expect(await answer).toMatchObject({ status, json: { code } });

  beforeAll(async () => {
    doors = await remoteDoors();
    await doors.switchOn(CLINIC);
    nurse = await deviceOf("visits");
    limited = await deviceOf("eligibilityOnly");
    online = await addressOf("3");
  });
  afterAll(async () => {
    expect(doors.faults).toEqual([]);
    await doors.close();
  });

  describe("registration of devices", () => {
    test("a guess, a code used once, and one of yesterday to the second", async () => {
      await is(doors.call("/devices", { code: "GUESS" }), 403, "TSTV0008E");
      const code = await doors.code("visits", CLINIC);
      expect((await doors.call("/devices", { code })).status).toBe(200);
      await is(doors.call("/devices", { code }), 403, "TSTV0008E");
      const [intime, late] = [await doors.code("visits", CLINIC), await doors.code("visits", CLINIC)];
      doors.at("20260402085959");
      expect((await doors.call("/devices", { code: intime })).status).toBe(200);
      doors.at("20260402090000");
      await is(doors.call("/devices", { code: late }), 403, "TSTV0008E");
      doors.at("20260401090000");
    });
    test("two devices at once with one code: one of them is in", async () => {
      const code = await doors.code("visits", CLINIC);
      const both = await Promise.all([doors.call("/devices", { code }), doors.call("/devices", { code })]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    });
    test("no device, another's secret, and a device of the other kind", async () => {
      const challenge = (door: string, who: readonly string[]) => doors.call(`${door}/challenge`, {}, who);
      await is(challenge("/visits", []), 401, "TSTV0009E");
      await is(challenge("/visits", doors.bearer(`nobody:${"0".repeat(64)}`)), 401, "TSTV0009E");
      await is(challenge("/visits", limited), 401, "TSTV0009E");
      await is(challenge("/eligibilityOnly", nurse), 401, "TSTV0009E");
      await is(doors.call("/eligibilityOnly/authority", { challenge: "A".repeat(22) }, nurse), 401, "TSTV0009E");
    });
  });

  describe("a visit", () => {
    test("in a mode that the facility has not switched on", async () => {
      await is(visit(await deviceOf("visits", HOSPITAL), "hanako", {}), 403, "TSTV0001E");
    });
    test("online, at a device of the facility's", () =>
      is(visit(nurse, "hanako", { form: "online" }), 403, "TSTV0002E"));
    test.each(["20260331", "20260402"])("on a day that is not today: %s", (careDay) =>
      is(visit(nurse, "hanako", { careDay }), 400, "TSTV0003E"),
    );
    test("another person's card at the second visit: refused, logged, and no consent of hers is kept", async () => {
      expect((await visit(nurse, "hanako", {})).status).toBe(200);
      const { insurer, symbol, number, branch } = numberQuery(persona("hanako"));
      await is(visit(nurse, "taro", { expects: { insurer, symbol, number, branch } }), 409, "TSTV0004E");
      const refused = (await doors.accesses()).filter(({ person }) => person === "taro");
      expect(refused).toMatchObject([{ refused: "TSTV0004E", shown: [] }]);
      const told = await doors.message("OQSsihvq01", again(persona("taro"), "2"), CLINIC);
      expect(told).toMatchObject({ ProcessingResultCode: "TSTV0006E" });
    });
    test("a challenge twice, and one of another facility", async () => {
      const card = await doors.signed("hanako", "/visits", nurse);
      const call = { ...card, form: "homeVisit", careDay: doors.today(), method: "pin", consents: [] };
      expect((await doors.call("/visits/reception", call, nurse)).status).toBe(200);
      await is(doors.call("/visits/reception", call, nurse), 409, "TSTR0001E");
      await doors.switchOn(HOSPITAL);
      const other = await deviceOf("visits", HOSPITAL);
      const stolen = await doors.signed("hanako", "/visits", nurse);
      await is(doors.call("/visits/reception", { ...call, ...stolen }, other), 409, "TSTR0001E");
    });
    test("a challenge of ten minutes ago, to the second", async () => {
      const [early, late] = [
        await doors.signed("hanako", "/visits", nurse),
        await doors.signed("hanako", "/visits", nurse),
      ];
      const call = { form: "homeVisit", careDay: doors.today(), method: "pin", consents: [] };
      doors.at("20260401090959");
      expect((await doors.call("/visits/reception", { ...early, ...call }, nurse)).status).toBe(200);
      doors.at("20260401091000");
      await is(doors.call("/visits/reception", { ...late, ...call }, nurse), 409, "TSTR0001E");
    });
    test("another card's signature", async () => {
      const card = await doors.signed("hanako", "/visits", nurse, "taro");
      const call = { form: "homeVisit", careDay: doors.today(), method: "pin", consents: [] };
      await is(doors.call("/visits/reception", { ...card, ...call }, nurse), 403, "TSTR0002E");
    });
    test("a certificate that is none, is for signatures, is nobody's, or does not count yet", async () => {
      const call = { form: "homeVisit", careDay: doors.today(), method: "pin", consents: [] };
      const report = async (certificate: Uint8Array) =>
        doors.call(
          "/visits/reception",
          { ...(await doors.signed("hanako", "/visits", nurse, "hanako", certificate)), ...call },
          nurse,
        );
      const hanako = persona("hanako");
      const { auth, sign } = doors.material(hanako);
      await is(report(new Uint8Array(600)), 403, "TSTR0003E");
      await is(report(sign?.certificate ?? new Uint8Array()), 403, "TSTR0003E");
      await is(visit(nurse, UNREGISTERED, {}), 404, "TSTR0008E");
      doors.at("20200101090000");
      await is(
        doors.call(
          "/visits/reception",
          {
            ...(await doors.signed("hanako", "/visits", nurse, "hanako", auth.certificate)),
            ...{ ...call, careDay: doors.today() },
          },
          nurse,
        ),
        403,
        "TSTR0005E",
      );
      doors.at("20260401091000");
    });
    test.each([
      ["long-expired", "TSTR0004E"],
      ["revoked", "TSTR0006E"],
      ["renewed", "TSTR0010E"],
    ])("a card that does not count: %s", (id, code) => is(visit(nurse, id, {}), 403, code));
    test("an expired certificate tells eligibility and opens nothing, whatever is agreed to", async () => {
      const { status, json } = await visit(nurse, "expired", { consents: ["medicines"] });
      expect(status).toBe(200);
      expect(JSON.stringify(json)).toContain('"PharmacistsInfoConsFlg":"3"');
    });
  });

  describe("the web reception", () => {
    test("at an address that nobody gave", () =>
      is(doors.call("/web", undefined, doors.webToken("0".repeat(32))), 404, "TSTV0010E"));
    test("with a visual check, or for another use", async () => {
      await is(atHome("hanako", { method: "staff" }), 403, "TSTV0002E");
      await is(atHome("hanako", { form: "homeVisit" }), 403, "TSTV0002E");
    });
    test("for a day that has passed", () => is(atHome("hanako", { careDay: "20260331" }), 400, "TSTV0003E"));
    test("taking back what was never given, was taken back before, or is another facility's", async () => {
      const release = async (use: string, institutionCode = CLINIC) =>
        doors.call("/web/release", { ...(await doors.signed("taro", "/web", online)), use, institutionCode }, online);
      await is(release("3"), 404, "TSTV0005E");
      expect((await atHome("taro", {})).status).toBe(200);
      await is(release("2"), 404, "TSTV0005E");
      await is(release("3", HOSPITAL), 404, "TSTV0005E");
      expect((await release("3")).status).toBe(200);
      await is(release("3"), 404, "TSTV0005E");
      const told = await doors.message("OQSsionq01", again(persona("taro"), "3"), CLINIC);
      expect(told).toMatchObject({ ProcessingResultCode: "TSTV0007E", ConsentExpirationReason: "2" });
    });
    test("a consent of a day of care: open at 23:59:59 of the day after, ended at 00:00:00, and the log has both", async () => {
      doors.at("20260401090000");
      expect((await atHome("hanako", { careDay: "20260410" })).status).toBe(200);
      const ask = () => doors.message("OQSsionq01", again(persona("hanako"), "3"), CLINIC);
      doors.at("20260411235959");
      expect((await ask())["ProcessingResultCode"]).toBeUndefined();
      doors.at("20260412000000");
      expect((await ask())["ProcessingResultCode"]).toBe("TSTV0007E");
      expect((await doors.accesses()).slice(-2)).toMatchObject([
        { exchange: "OQSsionq01", shown: ["eligibility"] },
        { exchange: "OQSsionq01", refused: "TSTV0007E", shown: [] },
      ]);
      doors.at("20260401091100");
    });
    test("a clock that jumps back opens nothing, and the log has it", async () => {
      doors.at("20260401085959");
      expect(await doors.message("OQSsionq01", again(persona("hanako"), "3"), CLINIC)).toMatchObject({
        ProcessingResultCode: "TSTV0006E",
      });
      const lines = (await doors.accesses()).filter(({ refused }) => refused === "TSTV0006E");
      expect(lines[0]).toMatchObject({ at: doors.clock.now(), person: "hanako", shown: [] });
      doors.at("20260401091100");
    });
    test("two devices at once: what both agree on counts, and the log says that it was narrowed", async () => {
      const card = () => doors.signed("moved", "/web", online);
      const [one, other] = [await card(), await card()];
      const call = { form: "online", careDay: "20260405", method: "pin" };
      doors.at("20260401091101");
      await doors.call("/web/reception", { ...one, ...call, consents: ["medicines", "diagnoses"] }, online);
      doors.at("20260401091102");
      const later = { ...other, ...call, careDay: "20260402", consents: ["diagnoses", "checkups"] };
      const { json } = await doors.call("/web/reception", later, online);
      expect(JSON.stringify(json)).toContain('"DiagnosisInfoConsFlg":"1"');
      expect(JSON.stringify(json)).toContain('"DiagnosisInfoAvailableTime":"20260404000000"');
      expect(JSON.stringify(json)).toContain('"PharmacistsInfoConsFlg":"0"');
      expect(JSON.stringify(json)).toContain('"SpecificHealthCheckupsInfoConsFlg":"0"');
      const lines = (await doors.accesses()).filter(({ person }) => person === "moved");
      expect(lines.map(({ narrowed }) => narrowed)).toEqual([undefined, true]);
    });
    test("a pharmacy gets no check-ups, although the patient agreed", async () => {
      await doors.switchOn(PHARMACY);
      const door = await addressOf("3", PHARMACY);
      const { json } = await visit(door, "hanako", { form: "online", consents: ["checkups", "medicines"] }, "/web");
      expect(JSON.stringify(json)).toContain('"SpecificHealthCheckupsInfoConsFlg":"0"');
      expect(JSON.stringify(json)).toContain('"PharmacistsInfoConsFlg":"1"');
    });
  });

  test("a device for eligibility alone gets nothing else, after a visit with consent", async () => {
    const card = await doors.signed("hanako", "/eligibilityOnly", limited);
    const call = { ...card, method: "pin", consents: ["medicines"] };
    const { status, json } = await doors.call("/eligibilityOnly/reception", call, limited);
    expect(status).toBe(200);
    expect(JSON.stringify(json)).toContain(persona("hanako").insurerName);
    expect(JSON.stringify(json)).not.toMatch(/ConsFlg|ConsTime|AvailableTime/);
  });

  test("what is no call, no door, or too long", async () => {
    await is(doors.call("/devices", "{"), 400, "TSTA0004E");
    await is(doors.call("/devices", { code: 5 }), 400, "TSTA0004E");
    await is(doors.call("/nothing", {}), 404, "TSTA0005E");
    await is(doors.call("/devices", { code: "A".repeat(MOST_BYTES) }), 413, "TSTA0007E");
  });

  describe("what no door is made for is one caller's trouble, and nobody else's", () => {
    const DEEP = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    test.each([
      ["a message", "/v1/messages/OQSsihvq01req", CLINIC],
      ["the portal", "/v1/portal/acts", CLINIC],
      ["the insurers' server", "/v1/insurers/registrations", INSURER],
    ])("a body of a hundred thousand levels: %s", (_, path, from) =>
      is(doors.post(path, DEEP, from), 400, "TSTA0004E"),
    );
    test("the same from a device", () => is(doors.call("/devices", DEEP), 400, "TSTA0004E"));
    test.each(["/v1/challenge", "/v1/portal/account"])("a method that no request can have: %s", (path) =>
      is(doors.curl(`${doors.central.url}${path}`, "TRACE", undefined, doors.as(CLINIC)), 404, "TSTA0005E"),
    );
    test("the same from an insurer, and from a device", async () => {
      const url = `${doors.central.url}/v1/insurers/notices`;
      await is(doors.curl(url, "TRACE", undefined, doors.as(INSURER)), 404, "TSTA0005E");
      await is(doors.curl(`${doors.mobile.url}/v1/mobile/web`, "TRACE", undefined, []), 404, "TSTA0005E");
    });
  });

  describe("behind mutual TLS", () => {
    test("nobody without a certificate, none that another authority issued, and none that was not let in", async () => {
      const url = `${doors.central.url}/v1/devices/codes`;
      await is(doors.curl(url, "POST", {}, []), 403, "TSTA0002E");
      await is(doors.curl(url, "POST", {}, doors.foreign), 403, "TSTA0003E");
      await is(doors.post("/v1/devices/codes", { kind: "visits" }, "9910009999"), 403, "TSTA0001E");
      await is(doors.post("/v1/portal/account", {}, INSURER), 403, "TSTA0001E");
      await is(doors.post("/v1/insurers/matching", {}, CLINIC), 403, "TSTA0001E");
    });
    test("each of them is in the log, and so is a step at the portal, or an insurer's, that was refused", async () => {
      doors.at("20260401091200");
      await doors.curl(`${doors.central.url}/v1/devices/codes`, "POST", {}, []);
      await doors.curl(`${doors.central.url}/v1/devices/codes`, "POST", {}, doors.foreign);
      await doors.post("/v1/portal/account", {}, INSURER);
      await doors.post("/v1/insurers/matching", {}, CLINIC);
      await doors.post("/v1/portal/acts", { act: "applyForUse" }, "9930000011");
      await doors.post(
        "/v1/insurers/registrations/123456789012/confirmation",
        { by: "person", individualNumber: "3333" },
        INSURER,
      );
      const lines = (await doors.accesses()).filter(({ at }) => at === doors.clock.now());
      const told = lines.map(({ institution, exchange, refused, shown }) => [
        institution,
        exchange,
        refused,
        shown.length,
      ]);
      expect(told.sort()).toEqual([
        ["", "connection", "TSTA0002E", 0],
        ["", "connection", "TSTA0003E", 0],
        [INSURER, "insurers", "TSTI0001E", 0],
        [INSURER, "portal account", "TSTA0001E", 0],
        [CLINIC, "insurers", "TSTA0001E", 0],
        ["9930000011", "portal acts", "TSTP0001E", 0],
      ]);
    });
    test.each([
      ["certificateOfEligibility", "20241201235959", false],
      ["certificateOfEligibility", "20241202000000", true],
      ["insuranceCard", "20251201235959", true],
      ["insuranceCard", "20251202000000", false],
    ])("evidence by the world's calendar: %s at %s", async (shown, moment, accepted) => {
      doors.at(moment);
      expect((await doors.post("/v1/evidence", { shown: [shown] }, CLINIC)).json).toMatchObject({ accepted });
      doors.at("20260401091100");
    });
    test("the portal: every step that is not the next one", async () => {
      const portal = (path: string, body: unknown = {}) => doors.post(`/v1/portal${path}`, body, CLINIC);
      const act = (act: string, more: Json = {}) => portal("/acts", { act, ...more });
      doors.at("20210301090000");
      await is(act("applyForUse"), 409, "TSTP0001E");
      expect((await portal("/account")).status).toBe(200);
      await is(act("applyForUse", { on: "20210228" }), 409, "TSTP0010E");
      await is(act("applyForUse", { on: "20210302" }), 400, "TSTA0004E");
      expect((await act("applyForUse")).status).toBe(200);
      await is(act("applyForUse"), 409, "TSTP0003E");
      await is(act("orderReaders", { count: 2, model: "X" }), 409, "TSTP0005E");
      await is(act("chooseModel", { model: "X" }), 409, "TSTP0007E");
      await is(act("cancelReaders"), 409, "TSTP0009E");
      expect((await act("orderReaders", { count: 1 })).status).toBe(200);
      await is(act("orderReaders", { count: 1 }), 409, "TSTP0004E");
      doors.at("20210802000000");
      await is(act("chooseModel", { model: "X" }), 409, "TSTP0008E");
      await is(act("orderReaders", { count: 1 }), 409, "TSTP0006E");
      doors.at("20260401091100");
    });
    test("the portal: subsidies before the first day and after the last, incomplete, of nothing, and twice", async () => {
      const apply = (scheme: string, completed: string, costs: Json = { device: 41_000, systemChange: 130_000 }) =>
        doors.post("/v1/portal/acts", { act: "applyForSubsidy", scheme, completed, costs }, PHARMACY);
      doors.at("20230401000000");
      await doors.post("/v1/portal/account", {}, PHARMACY);
      await is(apply("introduction", "20230401", { introduction: 429_000 }), 409, "TSTP0013E");
      doors.at("20250331235959");
      await is(apply("online", "20250301"), 409, "TSTP0011E");
      doors.at("20250401000000");
      await is(apply("online", "20250402"), 409, "TSTP0014E");
      await is(apply("online", "20250401", { device: 41_000 }), 409, "TSTP0015E");
      expect((await apply("online", "20250401")).json).toMatchObject({ subsidies: [{ amount: 97_000 }] });
      await is(apply("online", "20250401"), 409, "TSTP0016E");
      await is(apply("brokenReader", "20250401"), 409, "TSTP0011E");
      doors.at("20260115235959");
      expect((await apply("otherRoute", "20250401")).status).toBe(200);
      doors.at("20260116000000");
      await is(apply("homeVisit", "20250401"), 409, "TSTP0012E");
      doors.at("20260401091100");
    });
    test("the insurers' server: what is not there, not in doubt, or still differs", async () => {
      const call = (path: string, body: unknown, from = INSURER) => doors.post(`/v1/insurers${path}`, body, from);
      const person = { individualNumber: "3333", birthDate: "20210301", kana: "シカク ミライ" };
      const { json } = await call("/registrations", person);
      const place = String(json["registration"]);
      const confirm = (which: string, number: string, from = INSURER) =>
        call(`/registrations/${which}/confirmation`, { by: "residentRegistry", individualNumber: number }, from);
      await is(confirm("99", "3333"), 404, "TSTI0001E");
      await is(confirm(place, "3333", "39990015"), 404, "TSTI0001E");
      await is(confirm(place, "3333"), 409, "TSTI0002E");
      const doubted = await call("/registrations", { ...person, birthDate: "20200301" });
      expect(doubted.json).toMatchObject({ standing: "suspended", notices: [{ notice: "otherBirthDate" }] });
      await is(confirm(String(doubted.json["registration"]), "1111"), 409, "TSTI0003E");
      await is(call("/registrations", { individualNumber: "12" }), 400, "TSTA0004E");
    });
  });

  test("no refusal of these doors has gone unheard", () => {
    // No authority of ours mixes uses up in one name, and none has stopped publishing.
    const never = ["TSTR0007E", "TSTR0009E"];
    const theirs = Object.keys(RESULT_CODES).filter(
      (code) => /^TST(V00(0|10)|[PIR])/.test(code) && !never.includes(code),
    );
    expect(theirs.filter((code) => !doors.seen.has(code))).toEqual([]);
  });
});
