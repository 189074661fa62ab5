import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DeviceError } from "../../device/errors.ts";
import { enter, revokeAll } from "../../certs/registry.ts";
import { publicationApp } from "../../certs/publication-app.ts";
import type { Asking } from "../../device/control/counter.ts";
import { ASKING_CHANGED, FAULTS_CHANGED, PHONES_CHANGED } from "../../device/control/marks.ts";
import { utf8 } from "../../device/wire/bytes.ts";
import { openFolders } from "../../device/io/folders.ts";
import type { Intent } from "../../device/ports.ts";
import { entryOf } from "../../simulator/certificate-offices.ts";
import { counterSight } from "../../simulator/console/counter-sight.ts";
import type { CardField } from "../../simulator/apps/card-field.ts";
import { centralApp } from "../../simulator/central/app.ts";
import type { CentralHandler } from "../../simulator/central/call.ts";
import type { Centre } from "../../simulator/central/centre.ts";
import { dialledAnswers } from "../../simulator/central/dialled-answers.ts";
import { dialledCentral } from "../../simulator/central/dialled.ts";
import { refusingStrangers } from "../../simulator/central/refused.ts";
import { tracedCentral } from "../../simulator/central/traced.ts";
import { type Counter, openCounter } from "../../simulator/counter.ts";
import type { Country } from "../../simulator/country.ts";
import { FACILITIES, type Facility } from "../../simulator/facilities.ts";
import {
  type CentralFault,
  faultyCentral,
  faultyFolders,
  faultyLine,
  faultyStore,
} from "../../simulator/faults/central-faults.ts";
import { MATCHED_EVERY } from "../../simulator/insurers/insurers-app.ts";
import { nationalSystems } from "../../simulator/national-systems.ts";
import type { Person } from "../../simulator/people.ts";
import type { Manner } from "../../simulator/terminal/manner.ts";
import { servePublications } from "../../simulator/publication-server.ts";
import type { World } from "../../simulator/world.ts";
import { askReceipt, isAtReceipt } from "../../simulator/receipt/staff.ts";
import { writePki } from "../pki/write-pki.ts";
import type { Closing } from "../until-stopped.ts";
import { type CentralLine, openCentralLine } from "./central-line.ts";
import { counterLie } from "./counter-lies.ts";
import { dailyRecorder } from "./daily-recorder.ts";
import { dataStore, terminalRecords } from "./data-store.ts";
import type { Controlled } from "./open-control.ts";
import { makeProducts } from "./products.ts";
import { servedDials } from "./served-dials.ts";
import { type NetworkPlace, serveNetwork } from "./served-network.ts";
import { type RemotePorts, serveRemote } from "./served-remote.ts";
import { standingCounter } from "./standing-counter.ts";

/** What is left out is usual. */
export type NetworkOrder = Partial<NetworkPlace>;

export interface ServedOptions {
  readonly world: World;
  readonly closing: Closing;
  /** Where files are exchanged; a temporary directory where nothing is said, gone again at the end. */
  readonly oqs?: string;
  /** Where the central system keeps what it was told; in a temporary directory as well where nothing is said. */
  readonly data?: string;
  /** How the terminal does what is left open. */
  readonly manner?: Manner;
  /** Who comes here beside the personas. */
  readonly people?: readonly Person[];
  readonly centralPort: number;
  /** Where the doors of the ordinary internet are, and the card reader that phones read with, if it is a real one. */
  readonly remote?: RemotePorts;
  /** Where the gateway of the closed network is, and whose lines it knows: this machine's own is the clinic's, where nothing is said. */
  readonly network?: NetworkOrder;
  readonly phoneReader?: CardField;
  /** A bug of ours. */
  readonly onError: (error: unknown) => void;
}

type Address =
  "central" | "network" | "mobile" | "reception" | "oqs" | "data" | "pki" | "ocsp" | "crl" | "institutionCode";

export interface ServedCounter {
  readonly controlled: Controlled;
  /** Addresses and paths for the ready line. */
  readonly ready: Readonly<Record<Address, string>>;
}

/** Everything from the patient's card to the receipt computer, in real time, with the central system behind mutual TLS. */
export async function serveCounter({
  world,
  closing,
  centralPort,
  onError,
  ...where
}: ServedOptions): Promise<ServedCounter> {
  const { clock, random } = world;
  const products = makeProducts(clock.now(), where.people);
  const daily = dailyRecorder(clock, products.country);
  const { recorder } = daily;
  const { country } = products;
  const note = (mark: string) => recorder.record({ channel: "clock", is: "mark", mark });
  const answers = dialledAnswers(() => note(FAULTS_CHANGED));
  const switches = new Map<CentralFault, number>();
  const lies = new Set<string>();
  const data = where.data === undefined ? await temporary("data", closing) : resolve(where.data);
  const store = faultyStore(await dataStore(data, closing), switches);
  const { ledger } = country;
  const place = { reception: "" };
  const centre: Centre = {
    ...{ clock, random, ledger, facilities: FACILITIES, cards: country.cards, store },
    isDisaster: () => switches.has("central.disaster"),
    webReception: () => place.reception,
  };
  const dialled = dialledCentral(centralApp(centre, { report: onError }), { answers, ledger, clock });
  const around = (handler: CentralHandler) => tracedCentral(faultyCentral(handler, switches, clock), recorder, clock);
  const door = { clock, records: store.records, report: onError };
  const national = nationalSystems({ ...door, central: dialled, matchEvery: MATCHED_EVERY });
  const line = await openCentralLine(around(national), clock, {
    ...{ port: centralPort, report: onError, refused: refusingStrangers(door, "connection") },
  });
  closing.later(() => line.close());
  enterOwn(line, country, clock.now());
  const published = await servePublications(publicationApp(country.offices, () => clock.now()));
  closing.later(() => published.close());

  const facility = clinic();
  const lines = [{ line: "127.0.0.1", institutionCode: facility.institutionCode }];
  const network = await serveNetwork(line, published.ocsp, { port: 0, lines, ...where.network }, clock, closing, {
    ...{ records: store.records, onError },
  });
  const oqs = where.oqs === undefined ? await temporary("oqs", closing) : resolve(where.oqs);
  const folders = await openFolders(oqs);
  const records = await terminalRecords(data, closing);
  let asks: Asking = { phones: false, prescription: false };
  const central = faultyLine(network.through(facility.institutionCode, line.as(facility.institutionCode)), switches);
  const counter = await standingCounter(async () => {
    const opened = await openCounter({
      ...products,
      ...{ world, recorder, facility, onError, central, folders, records },
      ...(where.manner ? { manner: where.manner } : {}),
      ...{ seed: 1, asks, waits: FOR_PEOPLE, handsLeave: true },
      lie: counterLie(lies, { terminalFolders: (inner) => faultyFolders(inner, switches, clock) }),
    });
    // Whoever takes his card leaves, and the next one is not to be seen with his face.
    opened.reader.slot.onChange((present) => {
      if (!present) opened.reader.camera.hideFace();
    });
    return opened;
  });
  closing.later(() => counter.close());
  const people = where.people ?? [];
  const remote = await serveRemote({
    ...{ centre, country, facility, people, line, central, around, closing, onError },
    ports: where.remote ?? { mobile: 0, reception: 0 },
    changed: () => note(PHONES_CHANGED),
    ...(where.phoneReader ? { reader: where.phoneReader } : {}),
  });
  place.reception = remote.ready.reception;
  return {
    controlled: {
      model: "counter",
      role: "terminal",
      intents: [
        ...(["placeCard", "removeCard", "chooseMethod", "showFace", "enterPin", "cancel", "wait"] as const),
        ...(["confirmVisual", "consent", "refuseConsent", "choosePrescription", "askEligibility"] as const),
        ...(["askEligibilityInBulk", "registerReference", "registerReferencesInBulk"] as const),
        ...(["registerFirstUse", "holdPhone"] as const),
      ],
      channels: ["host", "card", "panel", "camera", "folder", "central", "chart", "operator", "clock"],
      clock,
      recorder,
      operator: daily.watched({ perform: handsAt(() => counter.current(), onError) }),
      async begin({ cast }) {
        await daily.expect(Object.values(cast));
        remote.renew();
        await counter.anew();
      },
      phones: remote.phones,
      network: network.control,
      sight: counterSight({
        country,
        people,
        clock,
        current: () => counter.current(),
        asking: () => asks,
        ask(asking) {
          asks = asking;
          counter.current().ask(asking);
          note(ASKING_CHANGED);
        },
      }),
      dials: servedDials({
        ...{ country, clock, answers, switches, lies },
        anew: () => counter.anew(),
        changed: () => note(FAULTS_CHANGED),
      }),
    },
    ready: {
      central: line.url,
      network: network.url,
      ...remote.ready,
      oqs,
      data,
      pki: await writeTrust(line, facility, country.at, closing),
      ocsp: published.ocsp,
      crl: published.crl,
      institutionCode: facility.institutionCode,
    },
  };
}

/** A patient at the reader, and staff at the receipt computer, who do not stand and wait for its answer. */
const handsAt =
  (current: () => Counter, onError: (error: unknown) => void) =>
  async (intent: Intent): Promise<void> => {
    const counter = current();
    if (!isAtReceipt(intent)) return counter.operator.perform(intent);
    askReceipt(counter.receipt, intent).catch(onError);
  };

/** Milliseconds. Who steps before this camera has to see why he was not taken, and to stand otherwise: other readers' pauses are not public. */
const FOR_PEOPLE = { again: 4000 };

/** Who may register persons at the intermediate server; the two insurers of the personas. */
const INSURERS = ["06990014", "39990015"];

function clinic(): Facility {
  const [first] = FACILITIES;
  if (!first) throw new DeviceError("suite.broken", { why: "there is no clinic" });
  return first;
}

async function temporary(name: string, closing: Closing): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `shikaku-${name}-`));
  closing.later(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The authorities have issued what this counter's two sides of TLS show, so their responder knows it. */
function enterOwn(line: CentralLine, { offices }: Country, now: number): void {
  const entries = (pems: readonly string[]) => pems.map((pem) => entryOf(utf8(pem)));
  offices.server.change((registry) => enter(registry, entries([line.server.cert])));
  const names = [...FACILITIES.map(({ institutionCode }) => institutionCode), ...INSURERS];
  const institutions = names.map((name) => line.trustOf(name).cert);
  const former = FACILITIES.map(({ institutionCode }) => line.formerOf(institutionCode));
  const taken = entries(former.map(({ revoked }) => revoked));
  const all = [...entries([...institutions, ...former.map(({ expired }) => expired)]), ...taken];
  offices.facility.change((registry) =>
    revokeAll(
      enter(registry, all),
      taken.map(({ serial }) => ({ serial, at: now - 3 * DAY })),
    ),
  );
}
/** Microseconds. */
const DAY = 86_400_000_000;

/** Every certificate of this country, and what a program needs that calls the central system by itself. All keys are published. */
async function writeTrust(line: CentralLine, facility: Facility, at: number, closing: Closing): Promise<string> {
  const folder = await temporary("pki", closing);
  writePki(folder, { at, seed: 0 });
  const { ca, cert, key } = line.trustOf(facility.institutionCode);
  for (const [name, pem] of Object.entries({ "ca.pem": ca, "client.pem": cert, "client.key": key }))
    await writeFile(join(folder, name), pem);
  // The same key under each institution's name: what a pharmacy may see is asked as a pharmacy.
  for (const { institutionCode } of FACILITIES)
    await writeFile(join(folder, `client-${institutionCode}.pem`), line.trustOf(institutionCode).cert);
  for (const [how, pem] of Object.entries<string>({ ...line.formerOf(facility.institutionCode) }))
    await writeFile(join(folder, `client-${how}.pem`), pem);
  for (const insurer of INSURERS) await writeFile(join(folder, `insurer-${insurer}.pem`), line.trustOf(insurer).cert);
  await chmod(join(folder, "client.key"), 0o600);
  return folder;
}
