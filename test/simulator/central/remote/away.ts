import type { ConsentItem } from "../../../../device/wire/face.ts";
import { jstDate } from "../../../../device/wire/oqs/jst.ts";
import { mobileApp, RECEPTION_HEADER } from "../../../../simulator/central/remote/mobile-app.ts";
import type { FormOfCare } from "../../../../simulator/central/remote/forms.ts";
import type { Facility } from "../../../../simulator/facilities.ts";
import type { Store } from "../../../../simulator/central/store.ts";
import type { Person } from "../../../../simulator/people.ts";
import { centre, CLINIC, numberQuery } from "../../counter.ts";

type Json = Record<string, unknown>;

/** A central system, a facility's terminal, and mobile devices that reach it from outside. */
export function away(start?: number, store?: Store, issued?: number, people?: readonly Person[]) {
  const system = centre({
    ...(start === undefined ? {} : { start }),
    ...(store ? { store } : {}),
    ...(issued === undefined ? {} : { issued }),
    ...(people ? { people } : {}),
  });
  const { clock, post, signedBy, parts } = system;
  const mobile = mobileApp(parts, { report: (error) => void system.faults.push(error) });
  /** `key` is a device's secret, or the end of a web address. */
  const call = async (method: string, path: string, body?: unknown, key = "") => {
    const headers: Record<string, string> = path.startsWith("/web")
      ? { [RECEPTION_HEADER]: key }
      : { authorization: `Bearer ${key}` };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await mobile(new Request(`https://mobile.test/v1/mobile${path}`, init));
    return { status: response.status, json: (await response.json()) as Json };
  };
  const message = async (id: string, body: unknown, from: Facility = CLINIC): Promise<Answer> => {
    const header = { MedicalInstitutionCode: from.institutionCode, ArbitraryFileIdentifier: "1" };
    const asked = { XmlMsg: { MessageHeader: header, MessageBody: body } };
    const { json } = await post(from, `/v1/messages/${id}req`, asked);
    const { MessageHeader, MessageBody } = json["XmlMsg"] as { MessageHeader: Json; MessageBody: Json };
    return { header: MessageHeader, body: MessageBody };
  };
  const switchOn = (setting: "HomeVisitUse" | "OnlineTreatmentUse", from: Facility = CLINIC, value: "0" | "1" = "1") =>
    message(
      "OQSsiupd01",
      {
        EnvironmentSettingInfo: {
          HomeVisitUseChange: "0",
          OnlineTreatmentUseChange: "0",
          ElectronicPrescriptionUseChange: "0",
          PrescriptionIssueSelectTimingChange: "0",
          ...{ [`${setting}Change`]: "1", [setting]: value },
        },
      },
      from,
    );
  const device = async (kind: "visits" | "eligibilityOnly", from: Facility = CLINIC): Promise<string> => {
    const { json } = await post(from, "/v1/devices/codes", { kind });
    const { json: known } = await call("POST", "/devices", { code: json["code"] });
    return `${String(known["device"])}:${String(known["secret"])}`;
  };
  const token = async (use: "2" | "3", from: Facility = CLINIC): Promise<string> => {
    const { body } = await message("OQSsiurl01", { UrlAcquisitionClassification: use, UrlFileFormat: "2" }, from);
    return String(body["Url"]).split("/").at(-1) ?? "";
  };
  /** What a card says to a challenge that this door gave. */
  const signed = async (person: Person, door: string, bearer?: string) => {
    const { json } = await call("POST", `${door}/challenge`, {}, bearer);
    const challenge = String(json["challenge"]);
    const { certificate, signature } = signedBy(person, new Uint8Array(Buffer.from(challenge, "base64url")));
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
    return { challenge, certificate: text(certificate), signature: text(signature) };
  };
  interface Visit {
    readonly careDay?: string;
    readonly method?: "pin" | "staff";
    readonly consents?: readonly ConsentItem[];
    readonly expects?: unknown;
  }
  const said = (
    form: FormOfCare,
    { careDay = jstDate(clock.now()), method = "pin", consents = ["medicines"], ...more }: Visit,
  ) => ({
    ...{ form, careDay, method, consents },
    ...more,
  });
  return {
    ...system,
    ...{ call, message, switchOn, device, token, signed, said },
    switchOff: (setting: "HomeVisitUse" | "OnlineTreatmentUse", from: Facility = CLINIC) =>
      switchOn(setting, from, "0"),
    /** A person's card held to a registered device. */
    visit: async (bearer: string, person: Person, form: FormOfCare, visit: Visit = {}) =>
      call("POST", "/visits/reception", { ...(await signed(person, "/visits", bearer)), ...said(form, visit) }, bearer),
    /** The same at the person's own, by the facility's address. */
    atHome: async (door: string, person: Person, form: FormOfCare = "online", visit: Visit = {}) =>
      call("POST", "/web/reception", { ...(await signed(person, "/web", door)), ...said(form, visit) }, door),
    rest: (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve)),
  };
}

interface Answer {
  readonly header: Json;
  readonly body: Json;
}

/** The question for a patient again, by the number that was got before. */
export function again(person: Person, use: "2" | "3") {
  const { insurer, symbol, number, branch, birthDate } = numberQuery(person);
  return {
    QualificationConfirmSearchInfo: {
      InsurerNumber: insurer.padStart(8, " "),
      InsuredCardSymbol: symbol,
      InsuredIdentificationNumber: number,
      InsuredBranchNumber: branch,
      Birthdate: birthDate,
      MedicalTreatmentFlag: use,
    },
  };
}
