import { http, type RequestHandler } from "msw";
import { testPki } from "../certs/authorities.ts";
import type { Dial } from "../device/control/dials.ts";
import { DeviceError } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";
import type { ConsentItem } from "../device/wire/face.ts";
import { jstDate } from "../device/wire/oqs/jst.ts";
import { centralApp } from "./central/app.ts";
import { fetchOf } from "./central/call.ts";
import { cardAuthority } from "./central/card-authority.ts";
import { grant } from "./central/consents.ts";
import { dialledAnswers } from "./central/dialled-answers.ts";
import { dialledCentral } from "./central/dialled.ts";
import { ledgerOf } from "./central/ledger.ts";
import { memoryStore } from "./central/store.ts";
import { certificateOffices } from "./certificate-offices.ts";
import { FACILITIES, type Facility } from "./facilities.ts";
import { type CentralFault, faultyCentral, faultyStore } from "./faults/central-faults.ts";
import type { Person } from "./people.ts";
import { personas, personById } from "./personas.ts";
import { seededRandom } from "./world.ts";

export interface CentralSystemOptions {
  /** Where the system under test believes the central system to be. Nothing listens there. */
  readonly url?: string;
  /** Who asks; one of `facilities`. */
  readonly institutionCode?: string;
  /** The time; the system's where nothing is said, so that a test's own fake timers hold here, too. */
  readonly now?: () => Date;
}

/** What a patient is called and insured as: enough to ask for and to compare with. */
export type Patient = Pick<
  Person,
  "id" | "name" | "kana" | "birthDate" | "sex" | "address" | "insurer" | "symbol" | "number" | "branch" | "note"
>;

export interface CentralSystem {
  readonly url: string;
  /** For `setupServer(...handlers)` of msw. */
  readonly handlers: RequestHandler[];
  /** What the next answer about a person says: `dial({ persona: "hanako", validity: "3" })`. */
  dial(answer: Dial): void;
  /** Turns one of the faults on or off: `fault("central.busy", true)`. */
  fault(name: CentralFault, on: boolean, milliseconds?: number): void;
  /** As if the patient had just agreed at the reader of this institution; what its kind may not see is left out. */
  consent(persona: string, items: readonly ConsentItem[]): Promise<void>;
  /** No consent, no dialled answer, no fault. */
  reset(): void;
}

export const facilities: readonly Facility[] = FACILITIES;
export const patients: readonly Patient[] = personas.map(patientOf);

/**
 * The central system of shikaku for tests of a vendor's own in JavaScript: the same function that `serve` puts behind mutual TLS, as
 * handlers of msw. No socket is opened, and no certificate is asked for: who calls is said here.
 */
export function centralSystem({
  url = "https://central.shikaku.test",
  institutionCode = FACILITIES[0]?.institutionCode ?? "",
  now = () => new Date(),
}: CentralSystemOptions = {}): CentralSystem {
  const facility = FACILITIES.find((one) => one.institutionCode === institutionCode);
  if (!facility) throw nobody("institutionCode", institutionCode, "facilities");
  const clock = clockOf(now);
  const at = clock.now();
  const ledger = ledgerOf(personas);
  const pki = testPki({ at });
  const { userAuthentication } = certificateOffices({ pki, at });
  const answers = dialledAnswers();
  const switches = new Map<CentralFault, number>();
  const begin = () => {
    const store = memoryStore();
    const centre = centralApp({
      ...{ clock, ledger, facilities: FACILITIES, store: faultyStore(store, switches) },
      cards: cardAuthority(userAuthentication),
      random: seededRandom(1),
      isDisaster: () => switches.has("central.disaster"),
    });
    const central = faultyCentral(dialledCentral(centre, { answers, ledger, clock }), switches, clock);
    return { store, fetch: fetchOf(central, { institutionCode }) };
  };
  let central = begin();
  return {
    url,
    handlers: [http.all(`${url}/*`, ({ request }) => central.fetch(request))],
    dial(answer) {
      demandPerson(answer.persona);
      answers.dial(answer);
    },
    fault(name, on, milliseconds = 1_000) {
      if (on) switches.set(name, milliseconds);
      else switches.delete(name);
    },
    async consent(persona, items) {
      await central.store.putConsents(demandPerson(persona).id, institutionCode, grant(items, facility, clock.now()));
    },
    reset() {
      answers.clear();
      switches.clear();
      central = begin();
    },
  };
}

/** A question about a patient by number, as a receipt computer sends it: the JSON of `OQSsiquc01req`. */
export function eligibilityQuestion(
  persona: string,
  { institutionCode = FACILITIES[0]?.institutionCode ?? "", identifier = "1", now = new Date() } = {},
) {
  const { insurer, symbol, number, branch, birthDate } = demandPerson(persona);
  return {
    XmlMsg: {
      MessageHeader: {
        QualificationConfirmationDate: jstDate(now.getTime() * 1000),
        MedicalInstitutionCode: institutionCode,
        ArbitraryFileIdentifier: identifier,
      },
      MessageBody: {
        QualificationConfirmSearchInfo: {
          InsurerNumber: insurer.padStart(8, " "),
          ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
          InsuredIdentificationNumber: number,
          ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
          Birthdate: birthDate,
          LimitApplicationCertificateRelatedConsFlg: "0",
        },
      },
    },
  };
}

function patientOf(person: Person): Patient {
  const { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch, note } = person;
  return { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch, note };
}

const clockOf = (now: () => Date): Clock => ({
  source: "system",
  uncertainty: 1_000,
  now: () => now().getTime() * 1000,
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  real: (work) => work,
});

function demandPerson(id: string): Person {
  const person = personById(id);
  if (person) return person;
  throw nobody("persona", id, "patients");
}

const nobody = (where: string, id: string, list: string) =>
  new DeviceError("config.invalid", {
    where,
    why: `there is no ${id}: see ${list}`,
    ja: `${id} はありません。${list} で確かめてください`,
  });
