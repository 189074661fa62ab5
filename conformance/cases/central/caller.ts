import type { CentralBench } from "../../bench.ts";
import type { Part } from "../../cast.ts";
import type { Stage } from "../../stage.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";

/** What cases of the central system say to it. Where it is, the bench knows; only the path of an address is looked at. */
type Json = Readonly<Record<string, unknown>>;
type At = Pick<Stage<"central">, "bench" | "person" | "rest">;

export async function post(
  bench: CentralBench,
  path: string,
  body: unknown,
  { by = bench.central, headers = {} }: { readonly by?: CentralBench["central"]; readonly headers?: Json } = {},
): Promise<Json> {
  const request = new Request(`https://central.shikaku.test${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(headers as Record<string, string>) },
    body: JSON.stringify(body),
  });
  const answer = await by(request);
  return (await bench.clock.real(answer.json().catch(() => ({})))) as Json;
}

/** What lies at an address. */
export async function look(path: string, by: CentralBench["central"]): Promise<void> {
  await by(new Request(`https://central.shikaku.test${path}`));
}

export const DEVICES = "/v1/mobile/devices";
export const VISIT = "/v1/mobile/visits/reception";
export const WEB = "/v1/mobile/web/reception";
export const LIMITED_CHALLENGE = "/v1/mobile/eligibilityOnly/challenge";
export const LIMITED = "/v1/mobile/eligibilityOnly/reception";
export const RELEASE = "/v1/mobile/web/release";
export const messagePath = (id: string) => `/v1/messages/${id}req`;

/** One message of the file exchange, as the terminal passes it on. */
export async function message({ bench }: At, id: string, body: unknown): Promise<Json> {
  const MessageHeader = { MedicalInstitutionCode: bench.institutionCode, ArbitraryFileIdentifier: id };
  const { XmlMsg } = await post(bench, messagePath(id), { XmlMsg: { MessageHeader, MessageBody: body } });
  return ((XmlMsg as Json | undefined)?.["MessageBody"] ?? {}) as Json;
}

const LEAVE = {
  HomeVisitUseChange: "0",
  OnlineTreatmentUseChange: "0",
  ElectronicPrescriptionUseChange: "0",
  PrescriptionIssueSelectTimingChange: "0",
};
type Setting = "HomeVisitUse" | "OnlineTreatmentUse";
const set = (value: "0" | "1") => (at: At, setting: Setting) =>
  message(at, "OQSsiupd01", { EnvironmentSettingInfo: { ...LEAVE, [`${setting}Change`]: "1", [setting]: value } });
export const [switchOff, switchOn] = [set("0"), set("1")];

/** A device that the facility had registered: the header by which it is known from then on. */
export async function register({ bench }: At, kind: "visits" | "eligibilityOnly"): Promise<Json> {
  const { code } = await post(bench, "/v1/devices/codes", { kind });
  const { device, secret } = await post(bench, DEVICES, { code }, { by: bench.mobile });
  return { authorization: `Bearer ${String(device)}:${String(secret)}` };
}

/** A device for visits of a facility that has switched these on, or the use that online care shares with other routes. */
export async function visitingDevice(at: At, setting: Setting = "HomeVisitUse"): Promise<Json> {
  await switchOn(at, setting);
  return register(at, "visits");
}

/** A patient's own device at the web reception of a facility that has switched online care on. */
export async function onlineReception(at: At): Promise<Json> {
  await switchOn(at, "OnlineTreatmentUse");
  return webReception(at, "3");
}

/** The header by which a patient's own device says whose web reception it has come to. */
export async function webReception(at: At, use: "2" | "3"): Promise<Json> {
  const { Url } = await message(at, "OQSsiurl01", { UrlAcquisitionClassification: use, UrlFileFormat: "2" });
  return { "x-web-reception": String(Url).split("/").at(-1) ?? "" };
}

interface Visit {
  readonly form: "homeVisit" | "houseCall" | "online" | "otherRoute";
  readonly method?: "pin" | "staff";
  readonly consents?: readonly string[];
  /** Days from today. */
  readonly careIn?: number;
  readonly expects?: Json;
}

const DAY = 86_400_000_000;

const doorOf = ({ form }: Visit) => (form === "online" ? WEB : VISIT);

/** A patient's card at a device of the facility (`VISIT`) or at the patient's own (`WEB`). */
export const visit = async (at: At, headers: Json, part: Part, said: Visit): Promise<Json> =>
  report(at, headers, await signed(at, doorOf(said), headers, part), said);

/** What a card has signed, told to the centre with what was agreed to. */
export function report({ bench }: At, headers: Json, card: Json, { careIn = 0, ...said }: Visit): Promise<Json> {
  const careDay = jstDate(bench.clock.now() + careIn * DAY);
  const call = { ...card, ...{ method: "pin", consents: ["medicines"], ...said }, careDay };
  return post(bench, doorOf(said), call, { by: bench.mobile, headers });
}

export async function signed({ bench }: At, door: string, headers: Json, part: Part): Promise<Json> {
  const { challenge } = await post(bench, door.replace(/[^/]+$/, "challenge"), {}, { by: bench.mobile, headers });
  const { certificate, signature } = await bench.present(part, Buffer.from(String(challenge), "base64url"));
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  return { challenge, certificate: text(certificate), signature: text(signature) };
}

/** The patient asked for again by number, in one of the two uses. */
export const askAgain = (at: At, part: Part, use: "2" | "3"): Promise<Json> =>
  message(at, use === "2" ? "OQSsihvq01" : "OQSsionq01", byNumber(at, part, use));

/** The facility ends a patient's consent to visits. */
export const endVisits = (at: At, part: Part): Promise<Json> => message(at, "OQSsihvd01", byNumber(at, part, "2"));

function byNumber(at: At, part: Part, use: "2" | "3"): Json {
  const { insurer, symbol, number, branch, birthDate } = at.person(part);
  return {
    QualificationConfirmSearchInfo: {
      InsurerNumber: insurer.padStart(8, " "),
      ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
      InsuredIdentificationNumber: number,
      ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
      Birthdate: birthDate,
      MedicalTreatmentFlag: use,
    },
  };
}

/** A list of patients, asked for by days (from today) and fetched when it is ready. */
export async function listed(
  at: At,
  id: "OQSmuhvq" | "OQSmuonq",
  days: { readonly consent?: readonly [number, number]; readonly care?: readonly [number, number] },
): Promise<void> {
  const { bench, rest } = at;
  const day = (shift: number) => jstDate(bench.clock.now() + shift * DAY);
  const span = (name: string, of?: readonly [number, number]) =>
    of ? { [`${name}DateFrom`]: day(of[0]), [`${name}DateTo`]: day(of[1]) } : {};
  const { ReceptionNumber } = await message(at, `${id}01`, {
    QualificationConfirmSearchInfo: {
      ...{ ...span("Consent", days.consent), ...span("Examination", days.care) },
      MedicalTreatmentFlag: id === "OQSmuhvq" ? "2" : "3",
    },
  });
  await rest(60_000);
  await message(at, `${id}02`, { ReceptionNumber });
}

/** Waits until a moment of Japan's day: so many days from today at midnight, and so many seconds after or before. */
export async function restUntil({ bench, rest }: At, days: number, seconds: number): Promise<void> {
  const now = bench.clock.now();
  const today = Math.floor((now + 9 * 3600_000_000) / DAY) * DAY - 9 * 3600_000_000;
  await rest((today + days * DAY + seconds * 1_000_000 - now) / 1000);
}
