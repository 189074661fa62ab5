import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../device/io/system-clock.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { host, type Hosting } from "./hosting.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-away-"));
const CLINIC = "9910000012";

/** A receipt computer whose patients are seen away from the counter: files by hand, into and out of the exchange folders. */
describe("care away from the counter, through the exchange folders", () => {
  let served: Hosting;
  let serial = 0;
  const control = async (method: string, path: string, body: unknown) => {
    const init = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return (await fetch(`${served.ready["control"] ?? ""}${path}`, init)).text();
  };
  beforeAll(async () => (served = await host("serve", "--oqs", join(folder, "OQS"))));
  afterAll(async () => {
    expect(await served.end()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Puts a request into `req`; resolves with the text of its answer. */
  const ask = async (id: string, body: string): Promise<string> => {
    const suffix = `${jstDate(systemClock().now())}${String(++serial).padStart(4, "0")}`;
    const place = (kind: string, name: string) => join(folder, "OQS", kind, name);
    const header = `<MedicalInstitutionCode>${CLINIC}</MedicalInstitutionCode>`;
    const text = [
      `<?xml version="1.0" encoding="UTF-8" standalone="no"?>`,
      `<XmlMsg><MessageHeader>${header}</MessageHeader><MessageBody>${body}</MessageBody></XmlMsg>`,
    ].join("");
    const whole = place("req", `${id}req_${suffix}.xml`);
    writeFileSync(join(folder, "part"), text);
    renameSync(join(folder, "part"), whole);
    const answer = place("res", `${id}res_${suffix}.xml`);
    await expect.poll(() => existsSync(answer), { timeout: 30_000, interval: 100 }).toBe(true);
    return readFileSync(answer, "utf8");
  };
  const within = (tag: string, text: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1];
  const all = (tag: string, text: string) => [...text.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))].length;
  /** A bulk request and its outcome, asked for until it has one. */
  const bulk = async (id: string, info: string): Promise<string> => {
    const accepted = await ask(`${id}01`, `<QualificationConfirmSearchInfo>${info}</QualificationConfirmSearchInfo>`);
    const number = `<ReceptionNumber>${within("ReceptionNumber", accepted) ?? ""}</ReceptionNumber>`;
    for (;;) {
      const outcome = await ask(`${id}02`, number);
      if (within("SegmentOfResult", outcome) !== "2") return outcome;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  };
  const number = (use: "2" | "3") =>
    [
      "<QualificationConfirmSearchInfo><InsurerNumber>06990014</InsurerNumber><InsuredCardSymbol>１０１</InsuredCardSymbol>",
      "<InsuredIdentificationNumber>000001</InsuredIdentificationNumber><InsuredBranchNumber>00</InsuredBranchNumber>",
      `<Birthdate>19890913</Birthdate><MedicalTreatmentFlag>${use}</MedicalTreatmentFlag></QualificationConfirmSearchInfo>`,
    ].join("");
  const change = (setting: string) => `<${setting}Change>1</${setting}Change>`;
  const leave = (setting: string) => `<${setting}Change>0</${setting}Change>`;
  const span = (from: string, to: string) =>
    `<ConsentDateFrom>${from}</ConsentDateFrom><ConsentDateTo>${to}</ConsentDateTo>`;

  test("the settings are switched on, and the address of the web reception is told with its code", async () => {
    expect(within("ProcessingResultCode", await ask("OQSsiurl01", URL_OF("3")))).toBe("TSTV0001E");
    const settings = [
      change("HomeVisitUse") + change("OnlineTreatmentUse"),
      leave("ElectronicPrescriptionUse") + leave("PrescriptionIssueSelectTiming"),
      "<HomeVisitUse>1</HomeVisitUse><OnlineTreatmentUse>1</OnlineTreatmentUse>",
    ].join("");
    await ask("OQSsiupd01", `<EnvironmentSettingInfo>${settings}</EnvironmentSettingInfo>`);
    const now = await ask("OQSsiinq01", "");
    expect([within("HomeVisitUse", now), within("OnlineTreatmentUse", now)]).toEqual(["1", "1"]);
    const told = await ask("OQSsiurl01", URL_OF("3"));
    const page = await fetch(within("Url", told) ?? "");
    expect([page.status, (await page.text()).includes("見本内科クリニック")]).toEqual([200, true]);
  });

  test("nobody is listed before a consent, and whoever gave one is: by the day of consent, online by the day of care", async () => {
    const today = jstDate(systemClock().now());
    expect(within("ProcessingResultCode", await ask("OQSsihvq01", number("2")))).toBe("TSTV0006E");
    const consents = { by: "pin", pin: "1234", consents: ["medicines"] };
    for (const phone of ["patient", "nurse"]) await control("PUT", `/phones/${phone}/card`, { persona: "hanako" });
    await control("POST", "/phones/nurse/registration", {});
    await control("POST", "/phones/nurse/readings", { ...consents, form: "homeVisit" });
    await control("POST", "/phones/patient/readings", { ...consents, form: "online" });

    expect(await ask("OQSsihvq01", number("2"))).toContain("<PharmacistsInfoConsFlg>1</PharmacistsInfoConsFlg>");
    expect(await ask("OQSsionq01", number("3"))).toContain("<PharmacistsInfoConsFlg>1</PharmacistsInfoConsFlg>");
    const flag = (use: string) => `<MedicalTreatmentFlag>${use}</MedicalTreatmentFlag>`;
    const visits = await bulk("OQSmuhvq", span(today, today) + flag("2"));
    expect([all("Name", visits), within("Name", visits)]).toEqual([1, "資格　花子"]);
    expect(all("Name", await bulk("OQSmuhvq", span("20200101", "20200131") + flag("2")))).toBe(0);
    expect(all("Name", await bulk("OQSmuonq", span(today, today) + flag("3")))).toBe(1);
    const care = `<ExaminationDateFrom>${today}</ExaminationDateFrom><ExaminationDateTo>${today}</ExaminationDateTo>`;
    expect(all("Name", await bulk("OQSmuonq", care + flag("3")))).toBe(1);
  });

  test("the facility ends a visit's consent, and is told so from then on; the online one goes on", async () => {
    expect(within("ConsentExpirationReason", await ask("OQSsihvd01", number("2")))).toBe("1");
    const ended = await ask("OQSsihvq01", number("2"));
    expect([within("ProcessingResultCode", ended), within("ConsentExpirationReason", ended)]).toEqual([
      "TSTV0007E",
      "1",
    ]);
    expect(within("QualificationValidity", await ask("OQSsionq01", number("3")))).toBe("1");
    expect(within("ProcessingResultCode", await ask("OQSsihvd01", number("2")))).toBe("TSTV0005E");
  });
});

const URL_OF = (use: string) =>
  `<UrlAcquisitionClassification>${use}</UrlAcquisitionClassification><UrlFileFormat>2</UrlFileFormat>`;
