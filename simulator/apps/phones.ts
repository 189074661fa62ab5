import type {
  ActivationCodeTold,
  Address,
  Modes,
  PhoneName,
  PhoneOutcome,
  Phones,
  Reading,
} from "../../device/control/phones.ts";
import type { Clock, Fetch } from "../../device/ports.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { type FormOfCare, FORMS, type Use } from "../central/remote/forms.ts";
import type { ControlPhones } from "../control/phone-routes.ts";
import { ControlRefusal } from "../control/refusal.ts";
import type { Country } from "../country.ts";
import type { Facility } from "../facilities.ts";
import { type CardField, type VirtualField, virtualField, type Wallet } from "./card-field.ts";
import { eligibilityShown } from "./eligibility-shown.ts";
import { facilityDesk } from "./facility-desk.ts";
import { type Confirmation, eligibilityApp, type Outcome, visitApp } from "./facility-device.ts";
import { patientsPhone } from "./patients-phone.ts";

export interface PhonesPorts {
  readonly clock: Clock;
  readonly country: Country;
  readonly facility: Facility;
  /** The central system as the facility's terminal reaches it. */
  readonly central: Fetch;
  /** Its door for mobile devices and patients' own. */
  readonly mobile: Fetch;
  readonly cards: Wallet;
  /** A real reader that all phones read with; otherwise each has a field of ours. */
  readonly reader?: CardField;
  /** A card is held elsewhere, a device is registered or not, or a mode is on or off from now on. */
  readonly changed?: () => void;
}

const KINDS = { nurse: "visits", eligibility: "eligibilityOnly" } as const;
/** Which form of care a phone takes where nothing is said. */
const USUAL = { patient: "online", nurse: "homeVisit" } as const satisfies Record<string, FormOfCare>;

/** The phones of one facility's patients and staff, for hands that reach them over the control API. */
export function phonesOf(ports: PhonesPorts): ControlPhones & { readonly field: (phone: PhoneName) => CardField } {
  const { clock, country, central, mobile, reader, changed = () => undefined } = ports;
  const desk = facilityDesk(ports.facility, central, clock);
  const fields: Readonly<Record<PhoneName, VirtualField>> = {
    patient: virtualField("the patient's phone", country, ports.cards),
    nurse: virtualField("the visiting nurse's phone", country, ports.cards),
    eligibility: virtualField("the eligibility-only device", country, ports.cards),
  };
  const field = (phone: PhoneName): CardField => reader ?? fields[phone];
  const apps = { nurse: visitApp({ fetch: mobile, clock }), eligibility: eligibilityApp({ fetch: mobile, clock }) };

  const ofFacility = (phone: PhoneName): keyof typeof KINDS => {
    if (phone !== "patient") return phone;
    throw new ControlRefusal(400, {
      en: "A patient's own phone is not registered: it comes by the facility's address.",
      ja: "患者自身の端末に登録はありません。医療機関のアドレスから受け付けます。",
    });
  };
  const tokenFor = async (use: Use) => {
    const told = await desk.address(use);
    return told.is === "given" ? (told.url.split("/").at(-1) ?? "") : told;
  };
  const readByPatient = async (reading: Reading): Promise<Outcome> => {
    const { form = USUAL.patient, consents = [], careDay = jstDate(clock.now()), pin = "", by } = reading;
    if (by === "staff") throw noStaff();
    const token = await tokenFor(FORMS[form].use);
    if (typeof token !== "string") return token;
    const visit = { ...{ form, careDay, consents, pin, ...lastTry(reading) }, ...expected(country, reading) };
    const phone = patientsPhone({ fetch: mobile, clock, token });
    return field("patient").hold((card) => phone.register(card, visit));
  };
  const readByNurse = (reading: Reading): Promise<Outcome> => {
    const { form = USUAL.nurse, consents = [] } = reading;
    if (form === "online") throw onlyPatients();
    const visit = { ...{ form, consents, confirmation: confirmed(reading) }, ...expected(country, reading) };
    return field("nurse").hold((card) => apps.nurse.receive(card, visit));
  };

  return {
    field,
    async state() {
      // Whether a device is registered its facility knows; the app knows only which one it was registered as.
      // Both at once: a centre that is slow is waited for once.
      const [devices, modes] = await Promise.all([desk.devices(), desk.modes()]);
      const listed = devices.map(({ device }) => device);
      const phones = (Object.keys(fields) as PhoneName[]).map((name): Phones["phones"][number] => {
        const { persona } = fields[name];
        return {
          name,
          registered: name === "patient" || listed.includes(apps[name].identity?.device ?? ""),
          ...(reader?.reader === undefined ? {} : { reader: reader.reader }),
          ...(persona === undefined ? {} : { card: persona }),
        };
      });
      return { phones, modes };
    },
    async switch(modes: Modes) {
      await desk.switch(modes);
      changed();
    },
    hold(phone, persona) {
      if (reader) throw realReader();
      if (persona === undefined) fields[phone].take();
      else fields[phone].lay(persona);
      changed();
    },
    code: (phone): Promise<ActivationCodeTold> => desk.code(KINDS[ofFacility(phone)]),
    async register(phone, code) {
      const name = ofFacility(phone);
      const outcome = await apps[name].activate(code ?? (await desk.code(KINDS[name])).code);
      changed();
      return outcomeTold(outcome);
    },
    async strikeOff(phone) {
      const device = apps[ofFacility(phone)].identity?.device;
      const listed = await desk.devices();
      if (device === undefined || !listed.some((one) => one.device === device)) throw notRegistered();
      await desk.strikeOff(device);
      changed();
    },
    async address(use): Promise<Address> {
      const given = await desk.address(use);
      if (given.is === "given") return { url: given.url };
      throw new ControlRefusal(409, { fault: given.code, ...given.message });
    },
    async read(phone, reading) {
      if (phone === "patient") return outcomeTold(await readByPatient(reading));
      if (phone === "nurse") return outcomeTold(await readByNurse(reading));
      return outcomeTold(await field(phone).hold((card) => apps.eligibility.check(card, confirmed(reading))));
    },
    async release({ use, pin, ...reading }) {
      const token = await tokenFor(use);
      if (typeof token !== "string") return outcomeTold(token);
      const phone = patientsPhone({ fetch: mobile, clock, token });
      const of = { use, institutionCode: ports.facility.institutionCode, pin, ...lastTry(reading) };
      return outcomeTold(await field("patient").hold((card) => phone.release(card, of)));
    },
  };
}

/** An outcome as the control API tells it: what a person may see, and no document of the file interface. */
export function outcomeTold(outcome: Outcome): PhoneOutcome {
  if (outcome.is === "given") return { is: "given", ...eligibilityShown(outcome.json) };
  if (outcome.is === "refused") return { is: "refused", code: outcome.code, ...outcome.message };
  const { because } = outcome;
  return { is: "card", because: because.is, ...(because.is === "wrong" ? { triesLeft: because.triesLeft } : {}) };
}

const lastTry = ({ spendLastTry }: Pick<Reading, "spendLastTry">) =>
  spendLastTry === undefined ? {} : { spendLastTry };

const confirmed = ({ by, pin = "", ...reading }: Reading): Confirmation =>
  by === "staff" ? { by } : { by, pin, ...lastTry(reading) };

function expected(country: Country, { expects }: Reading) {
  if (expects === undefined) return {};
  const { insurer, symbol, number, branch } = country.person(expects);
  return { expects: { insurer, symbol, number, branch } };
}

const notRegistered = () =>
  new ControlRefusal(409, {
    en: "The phone is not registered, so there is nothing to strike off. Register it first.",
    ja: "登録されていない端末です。取り消すものがありません。先に登録してください。",
  });
const noStaff = () =>
  new ControlRefusal(400, {
    en: "Nobody stands beside a patient's own phone who could look: it takes the PIN.",
    ja: "患者自身の端末では目視確認はできません。暗証番号で行ってください。",
  });
const onlyPatients = () =>
  new ControlRefusal(400, {
    en: "Online consultation begins at the patient's own phone.",
    ja: "オンライン診療等は患者自身の端末から受け付けます。",
  });
const realReader = () =>
  new ControlRefusal(409, {
    en: "The phones read with a real reader: lay the card there.",
    ja: "実際のリーダーで読み取ります。カードをリーダーに置いてください。",
  });
