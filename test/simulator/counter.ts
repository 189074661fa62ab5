import { sign } from "node:crypto";
import { testPki } from "../../certs/authorities.ts";
import { personKeys } from "../../certs/pool/key-for.ts";
import { isFault } from "../../device/errors.ts";
import type { Fetch, Folders } from "../../device/ports.ts";
import { recorder as openRecorder } from "../../device/trace.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import type { ConsentItem } from "../../device/wire/face.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import { centralApp } from "../../simulator/central/app.ts";
import { type CentralHandler, fetchOf } from "../../simulator/central/call.ts";
import { certificateOffices } from "../../simulator/certificate-offices.ts";
import type { Centre } from "../../simulator/central/centre.ts";
import { cardAuthority } from "../../simulator/central/card-authority.ts";
import { ledgerOf } from "../../simulator/central/ledger.ts";
import type { Records } from "../../simulator/central/records.ts";
import { memoryStore, type Store } from "../../simulator/central/store.ts";
import { tracedCentral } from "../../simulator/central/traced.ts";
import { FACILITIES, type Facility } from "../../simulator/facilities.ts";
import type { Person } from "../../simulator/people.ts";
import { numberOf, personas } from "../../simulator/personas.ts";
import { openReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import { memoryFolders } from "../../simulator/terminal/memory-folders.ts";
import type { Manner } from "../../simulator/terminal/manner.ts";
import { openTerminal } from "../../simulator/terminal/terminal.ts";
import { tracedFolders } from "../../simulator/terminal/traced-folders.ts";
import { OPENING, virtualWorld } from "../../simulator/world.ts";

export const CLINIC = facility("medicalClinic");
export const HOSPITAL = facility("hospital");
export const PHARMACY = facility("pharmacy");

function facility(kind: Facility["kind"]): Facility {
  const found = FACILITIES.find((facility) => facility.kind === kind);
  if (!found) throw new RangeError(`no ${kind}`);
  return found;
}

export function persona(id: string): Person {
  const found = personas.find((person) => person.id === id);
  if (!found) throw new RangeError(`no persona ${id}`);
  return found;
}

/** The number under which a person is asked for. */
export const numberQuery = ({ insurer, symbol, number, branch, birthDate }: Person) => ({
  insurer,
  symbol,
  number,
  branch,
  birthDate,
});

/** The cards of a day, and the offices that answer for them. */
function issuedOn(at: number) {
  const pki = testPki({ at });
  return {
    offices: certificateOffices({ pki, at }),
    materialOf: (person: Person) => cardMaterial({ person, pki, at, photograph: EMPTY }),
  };
}
const usual = issuedOn(OPENING);

/** A world with a central system in it, and everything a card would say to it. */
export function centre({
  people = personas,
  latency,
  isDisaster = () => false,
  start = OPENING,
  store = memoryStore(),
  issued = OPENING,
}: {
  people?: readonly Person[];
  latency?: () => number;
  isDisaster?: () => boolean;
  start?: number;
  store?: Store;
  /** When all cards were issued. */
  issued?: number;
} = {}) {
  const world = virtualWorld(1, start);
  const trace = openRecorder(world.clock);
  const faults: Error[] = [];
  const { offices, materialOf } = issued === OPENING ? usual : issuedOn(issued);
  const parts: Centre = {
    clock: world.clock,
    random: world.random,
    ledger: ledgerOf(people),
    facilities: FACILITIES,
    cards: cardAuthority(offices.userAuthentication),
    ...{ store, isDisaster },
  };
  const broken = (error: Error) => void faults.push(error);
  const handler: CentralHandler = tracedCentral(
    centralApp(parts, { ...(latency ? { latency } : {}), report: broken }),
    trace,
    world.clock,
  );
  const at = ({ institutionCode }: Pick<Facility, "institutionCode">): Fetch => fetchOf(handler, { institutionCode });
  const post = async (from: Pick<Facility, "institutionCode">, path: string, body: unknown) => {
    const request = new Request(`https://central.test${path}`, { method: "POST", body: JSON.stringify(body) });
    const response = await at(from)(request);
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const challenge = async (from: Facility) => (await post(from, "/v1/challenge", {})).json["challenge"] as string;
  /** A card's certificate (DER), and its signature of a challenge. */
  const signedBy = (person: Person, fresh: Uint8Array) => ({
    certificate: materialOf(person).auth.certificate,
    signature: new Uint8Array(sign("sha256", fresh, personKeys(numberOf(person)).auth.privateKey)),
  });
  /** What a terminal would report after a reception of this person at this facility. */
  const report = async (person: Person, from: Facility, consents: readonly ConsentItem[] = []) => {
    const fresh = await challenge(from);
    const { certificate, signature } = signedBy(person, new Uint8Array(Buffer.from(fresh, "base64url")));
    return {
      challenge: fresh,
      certificate: Buffer.from(certificate).toString("base64url"),
      signature: Buffer.from(signature).toString("base64url"),
      method: "face",
      consents,
    };
  };
  return {
    ...world,
    run: <T>(work: Promise<T>) => world.run(work),
    trace,
    store,
    parts,
    /** Errors of the central system itself; a test that leaves one has found a bug. */
    faults,
    handler,
    at,
    post,
    challenge,
    report,
    signedBy,
  };
}

/** A whole counter without a reader: terminal, receipt computer, central system and the folders between them. */
export function counter({
  encoding = "UTF-8",
  folders = memoryFolders(),
  central,
  manner = {},
  records,
  ...more
}: {
  encoding?: XmlEncoding;
  folders?: Folders;
  central?: Fetch;
  manner?: Partial<Manner>;
  records?: Records;
  people?: readonly Person[];
  latency?: () => number;
} = {}) {
  const system = centre(more);
  const { clock, random, trace } = system;
  const shared = tracedFolders(folders, trace, clock);
  const unforeseen: unknown[] = [];
  const terminal = openTerminal({
    folders: shared,
    central: central ?? system.at(CLINIC),
    clock,
    random,
    facility: CLINIC,
    // What becomes of a request without a line is told at once where a test says nothing else.
    manner: { encoding, outage: "tell", ...manner },
    ...(records ? { records } : {}),
    onError: (error) => void unforeseen.push(error),
  });
  const receipt = openReceiptComputer({
    folders: shared,
    clock,
    recorder: trace,
    institutionCode: CLINIC.institutionCode,
    encoding,
    ...(manner.encryption ? { password: manner.encryption.password } : {}),
  });
  return {
    ...system,
    folders: shared,
    /** The folders as another program has them, which the trace does not see. */
    bare: folders,
    terminal,
    /** Errors of the terminal itself. */
    unforeseen,
    receipt,
    rest: (milliseconds: number) => new Promise<void>((resolve) => void clock.after(milliseconds, resolve)),
    close: () => {
      terminal.close();
      receipt.close();
    },
  };
}

/** Folders on a share: any act on a file in `held` fails, as when another program has it open. */
export function heldFolders(folders: Folders, isHeld: (name: string) => boolean, fault: () => Error): Folders {
  const guard = <T>(name: string, act: () => Promise<T>) => (isHeld(name) ? Promise.reject(fault()) : act());
  return {
    ...folders,
    write: (folder, name, bytes) => guard(name, () => folders.write(folder, name, bytes)),
    remove: (folder, name) => guard(name, () => folders.remove(folder, name)),
  };
}

export const isRefused = (error: unknown) => isFault(error, "file.refused");
