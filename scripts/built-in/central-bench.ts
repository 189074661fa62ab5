import type { CentralBench } from "../../conformance/bench.ts";
import { DeviceError } from "../../device/errors.ts";
import { type Fetch, sleep } from "../../device/ports.ts";
import { myNumberCard } from "../../device/card/my-number-card.ts";
import { centralApp } from "../../simulator/central/app.ts";
import { type CentralHandler, fetchOf } from "../../simulator/central/call.ts";
import { handlerOf } from "../../simulator/central/handler-of.ts";
import type { Centre } from "../../simulator/central/centre.ts";
import { mobileApp } from "../../simulator/central/remote/mobile-app.ts";
import { memoryStore } from "../../simulator/central/store.ts";
import { tracedCentral } from "../../simulator/central/traced.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import type { CentralLie } from "../../simulator/faults/central-lies.ts";
import { RESIDENTS } from "../../simulator/insurers/example-persons.data.ts";
import { MATCHED_EVERY } from "../../simulator/insurers/insurers-app.ts";
import { nationalSystems } from "../../simulator/national-systems.ts";
import { PLAYERS } from "./cast.ts";
import { ANSWER_TIME, openCentralLine } from "./central-line.ts";
import { type Ground, NOBODY } from "./ground.ts";
import { networkBench } from "./network-bench.ts";
import type { Products } from "./products.ts";
import type { Variant } from "./variants.ts";

/** What the central system is made of on a bench; with a lie, its records and doors are not what they seem. */
function centreOf({ country }: Products, { world }: Ground, lie: CentralLie = {}, isDisaster = () => false): Centre {
  return {
    isDisaster: (lie.isDisaster ?? itself)(isDisaster),
    clock: world.clock,
    random: world.random,
    ledger: (lie.ledger ?? itself)(country.ledger),
    facilities: FACILITIES,
    cards: (lie.cards ?? itself)(country.cards),
    store: (lie.store ?? itself)(memoryStore()),
  };
}

/** The central system alone, for a counter. */
export const centralOf = (products: Products, ground: Ground, lie: CentralLie = {}): CentralHandler =>
  traced((lie.handler ?? itself)(centralApp(centreOf(products, ground, lie), reporting(ground))), ground);

export async function centralBench(
  products: Products,
  { central: lie = {} }: Variant,
  ground: Ground,
): Promise<CentralBench> {
  const { world, common, closing } = ground;
  const { clock } = world;
  let disaster = false;
  const centre = centreOf(products, ground, lie, () => disaster);
  const residents = new Map(RESIDENTS.map((resident) => [resident.individualNumber, resident]));
  const central = nationalSystems({
    ...{ central: centralApp(centre, reporting(ground)), clock, matchEvery: MATCHED_EVERY },
    residents: (individualNumber) => residents.get(individualNumber),
    records: centre.store.records,
  });
  const line = await openCentralLine(traced((lie.handler ?? itself)(central), ground), clock);
  closing.push(() => line.close());
  const app = mobileApp(centre, reporting(ground));
  const outside = traced((lie.handler ?? itself)(handlerOf((request) => app(request))), ground);
  return {
    ...common,
    role: "central",
    channels: ["central", "clock"],
    operator: NOBODY,
    central: line.as(common.institutionCode),
    asStranger: line.as("9910009999"),
    as: (code) => line.as(code),
    disaster: (on) => void (disaster = on),
    resident: (person) => void residents.set(person.individualNumber, person),
    network: networkBench(line, ground, lie),
    mobile: fromOutside(outside, ground),
    present: (part, challenge) => present(products, ground, PLAYERS[part], challenge),
  };
}

const itself = <T>(honest: T): T => honest;

const reporting = (ground: Ground) => ({ report: (error: Error) => ground.fail(error) });

const traced = (handler: CentralHandler, { trace, world }: Ground): CentralHandler =>
  tracedCentral(handler, trace, world.clock);

const fromOutside = (handler: CentralHandler, { world }: Ground): Fetch => {
  const reach = fetchOf(handler, { institutionCode: "" });
  return async (request) => {
    await sleep(world.clock, ANSWER_TIME);
    return reach(request);
  };
};

/** The host's library reads the card as it would any: select, verify, sign. */
async function present({ country }: Products, { world }: Ground, id: string, challenge: Uint8Array) {
  const card = await world.clock.real(country.card(id));
  let state = card.initial;
  const held = myNumberCard((command) => {
    const [next, response] = card.transact(state, command);
    state = next;
    return Promise.resolve(response);
  });
  const certificate = await held.certificate("auth");
  const signed = await held.sign("auth", country.person(id).pins.auth ?? "", challenge);
  if (certificate && signed.is === "read") return { certificate, signature: signed.value };
  throw new DeviceError("config.invalid", { where: "cast", why: `the card of ${id} does not sign` });
}
