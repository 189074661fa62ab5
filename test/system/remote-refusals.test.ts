import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../simulator/people.ts";
import { RESULT_CODES } from "../../simulator/result-codes.data.ts";
import { checkupsQuestion, drugsQuestion } from "../simulator/central/asking.ts";
import { again } from "../simulator/central/remote/away.ts";
import { persona } from "../simulator/counter.ts";
import { available } from "./needs.ts";
import { type Answer, type Doors, type Json, remoteDoors } from "./remote-doors.ts";

const CLINIC = "9910000012";
const HOSPITAL = "9910000020";
const PHARMACY = "9940000018";

/** What the messages of the remote modes refuse, and the doors beside them, as curl hears it through TLS. */
describe.skipIf(!available("curl"))("messages of care away from the counter", () => {
  let doors: Doors;
  let nurse: readonly string[];
  const visit = async (form: string, consents: readonly string[]) => {
    const card = await doors.signed("hanako", "/visits", nurse);
    const call = { ...card, form, careDay: doors.today(), method: "pin", consents };
    expect((await doors.call("/visits/reception", call, nurse)).status).toBe(200);
  };
  const is = async (answer: Promise<Answer>, status: number, code: string) =>
    expect(await answer).toMatchObject({ status, json: { code } });

  beforeAll(async () => {
    doors = await remoteDoors();
    await doors.switchOn(CLINIC);
    await doors.switchOn(PHARMACY);
    const { json } = await doors.call("/devices", { code: await doors.code("visits", CLINIC) });
    nurse = doors.bearer(`${String(json["device"])}:${String(json["secret"])}`);
  });
  afterAll(async () => {
    expect(doors.faults).toEqual([]);
    await doors.close();
  });

  describe("a mode that is switched off after a consent", () => {
    const off = (modes: Json) => doors.switchOn(CLINIC, modes);
    const list = (use: "2" | "3") => ({
      QualificationConfirmSearchInfo: {
        ...{ ConsentDateFrom: "20260401", ConsentDateTo: "20260401", MedicalTreatmentFlag: use },
      },
    });
    test.each([
      ["2", "HomeVisitUse", "OQSsihvq01", "OQSmuhvq"],
      ["3", "OnlineTreatmentUse", "OQSsionq01", "OQSmuonq"],
    ] as const)("use %s: nothing is told by any message", async (use, setting, single, bulk) => {
      doors.at(use === "2" ? "20260401091000" : "20260401091200");
      const hanako = persona("hanako");
      await visit(use === "2" ? "homeVisit" : "otherRoute", ["medicines", "checkups"]);
      const begun = await doors.message(`${bulk}01`, list(use), CLINIC);
      doors.at(use === "2" ? "20260401091100" : "20260401091300");
      const all = { HomeVisitUse: "1", OnlineTreatmentUse: "1" };
      await off({ ...all, [setting]: "0" });
      const said = async (id: string, question: unknown) =>
        JSON.stringify((await doors.post(`/v1/messages/${id}req`, question, CLINIC)).json);
      const header = { MedicalInstitutionCode: CLINIC };
      const asked = (body: unknown) => ({ XmlMsg: { MessageHeader: header, MessageBody: body } });
      const address = { UrlAcquisitionClassification: use, UrlFileFormat: "2" };
      for (const [id, question] of [
        [single, asked(again(hanako, use))],
        [`${bulk}01`, asked(list(use))],
        [`${bulk}02`, asked({ ReceptionNumber: begun["ReceptionNumber"] })],
        ["OQSsiurl01", asked(address)],
        ["YZKsiquc01", drugsQuestion({ institutionCode: CLINIC }, hanako, { treatment: use })],
        ["TKKsiquc01", checkupsQuestion({ institutionCode: CLINIC }, hanako, { treatment: use })],
      ] as const) {
        const text = await said(id, question);
        expect(text, id).toContain("TSTV0001E");
        expect(text, id).not.toContain(hanako.name);
        const logged = (await doors.accesses()).filter(({ exchange, refused }) => exchange === id && refused);
        expect(logged.at(-1), id).toMatchObject({ refused: "TSTV0001E", institution: CLINIC, shown: [] });
      }
      await off(all);
      expect(await said(single, asked(again(hanako, use)))).toContain(hanako.name);
    });
    test("medical information of the remote uses: none given, ended, nobody's, not for this kind, and for another's number", async () => {
      const ask = async (person: Person, from: string, treatment: "2" | "3", checkups = false) => {
        const question = (checkups ? checkupsQuestion : drugsQuestion)({ institutionCode: from }, person, {
          treatment,
        });
        const id = checkups ? "TKKsiquc01" : "YZKsiquc01";
        return JSON.stringify((await doors.post(`/v1/messages/${id}req`, question, from)).json);
      };
      expect(await ask(persona("gaiji"), CLINIC, "2")).toContain("TSTM0001E");
      expect(await ask({ ...persona("hanako"), number: "999999" }, CLINIC, "3")).toContain("TSTM0003E");
      expect(await ask(persona("hanako"), PHARMACY, "3", true)).toContain("TSTM0006E");
      expect(await ask(persona("hanako"), CLINIC, "3")).toContain('"ResultCode":"1"');
      doors.at("20260403000000");
      expect(await ask(persona("hanako"), CLINIC, "3")).toContain("TSTM0002E");
      doors.at("20260401091400");
    });
    test("a list that was never begun, one under another's name, and a question that is none", async () => {
      const raw = async (id: string, body: unknown, institution = CLINIC) => {
        const XmlMsg = { MessageHeader: { MedicalInstitutionCode: institution }, MessageBody: body };
        return JSON.stringify((await doors.post(`/v1/messages/${id}req`, { XmlMsg }, CLINIC)).json);
      };
      for (const bulk of ["OQSmuhvq", "OQSmuonq"])
        expect(await raw(`${bulk}02`, { ReceptionNumber: "20260401000000000000" })).toContain("TSTB0001E");
      for (const id of ["OQSsihvq01", "OQSsionq01", "OQSsihvd01", "OQSsiurl01", "OQSmuhvq01", "OQSmuonq01"]) {
        expect(await raw(id, {}), id).toContain("TSTQ0001E");
        const questions: Readonly<Record<string, unknown>> = {
          OQSsiurl01: { UrlAcquisitionClassification: "2", UrlFileFormat: "2" },
          OQSmuhvq01: list("2"),
          OQSmuonq01: list("3"),
        };
        expect(await raw(id, questions[id] ?? again(persona("hanako"), "2"), HOSPITAL), id).toContain("TSTQ0002E");
      }
      const ended = await doors.message("OQSsihvd01", again({ ...persona("hanako"), number: "999999" }, "2"), CLINIC);
      expect(ended).toMatchObject({ ProcessingResultCode: "TSTV0005E" });
    });
  });

  test("a record of consent that cannot be read is a row that says so", async () => {
    doors.at("20260401091500");
    await doors.store.records.write([{ shelf: "remote-consents", key: `${CLINIC} 2 nobody homeVisit`, value: "{" }]);
    const asked = { ConsentDateFrom: "20260401", ConsentDateTo: "20260401", MedicalTreatmentFlag: "2" };
    const begun = await doors.message("OQSmuhvq01", { QualificationConfirmSearchInfo: asked }, CLINIC);
    doors.at("20260401091600");
    const list = JSON.stringify(
      await doors.message("OQSmuhvq02", { ReceptionNumber: begun["ReceptionNumber"] }, CLINIC),
    );
    expect(list).toContain("TSTV0012E");
    expect(list).toContain(persona("hanako").name);
  });

  test("a device that was struck off, and one that was never this facility's", async () => {
    const { json } = await doors.call("/devices", { code: await doors.code("visits", CLINIC) });
    const strike = (from: string) => doors.post("/v1/devices/removal", { device: json["device"] }, from);
    await is(strike(HOSPITAL), 404, "TSTV0011E");
    expect((await strike(CLINIC)).json).toEqual({ device: json["device"], removed: true });
    const bearer = doors.bearer(`${String(json["device"])}:${String(json["secret"])}`);
    await is(doors.call("/visits/challenge", {}, bearer), 401, "TSTV0009E");
  });

  test("who comes when 64 are connected", async () => {
    const { hostname, port } = new URL(doors.mobile.url);
    const held = Array.from({ length: 64 }, () =>
      connect({ host: hostname, port: Number(port), ca: readFileSync(doors.ca) }),
    );
    await Promise.all(held.map((socket) => once(socket, "secureConnect")));
    await is(doors.call("/visits/challenge", {}, nurse), 503, "TSTV0013E");
    for (const socket of held) socket.destroy();
    await expect.poll(async () => (await doors.call("/visits/challenge", {}, nurse)).status).toBe(200);
  });

  test("no refusal of these messages has gone unheard", () => {
    // At the counter alone, for a list that the asker sends, and of reference numbers.
    const elsewhere = ["TSTM0005E", "TSTB0003E", "TSTQ0003E", "TSTQ0004E"];
    const theirs = Object.keys(RESULT_CODES).filter((code) => /^TST(V00(01|05|06|07|09|1[1-9])|[MBQ])/.test(code));
    const asked = theirs.filter((code) => !["TSTV0006E", "TSTV0007E", ...elsewhere].includes(code));
    expect(asked.filter((code) => !doors.seen.has(code))).toEqual([]);
  });
});
