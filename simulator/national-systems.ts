import type { Clock } from "../device/ports.ts";
import type { CentralHandler } from "./central/call.ts";
import { handlerOf } from "./central/handler-of.ts";
import type { Records } from "./central/records.ts";
import { Refusal } from "./central/refusal.ts";
import { refusing } from "./central/refused.ts";
import { FACILITIES, type Facility } from "./facilities.ts";
import { RESIDENTS } from "./insurers/example-persons.data.ts";
import { INSURERS, insurersApp } from "./insurers/insurers-app.ts";
import type { ResidentRegistry } from "./insurers/registration.ts";
import { portalApp } from "./portal/portal-app.ts";

export interface NationalPorts {
  readonly central: CentralHandler;
  readonly clock: Clock;
  readonly records: Records;
  readonly facilities?: readonly Facility[];
  readonly residents?: ResidentRegistry;
  /** How often the insurers' server matches again what came without history, in milliseconds; never where nothing is said. */
  readonly matchEvery?: number;
  /** Told of faults of the portal and the insurers' server. */
  readonly report?: (error: Error) => void;
}

/** An insurer's certificate names its insurer number, eight digits; a facility's the institution code, ten. */
const INSURER = /^\d{8}$/;
const exampleResidents: ResidentRegistry = (number) =>
  RESIDENTS.find(({ individualNumber }) => individualNumber === number);

/** The systems of the country behind one door, told apart by path: portal, insurers' intermediate server, and the central system. */
export function nationalSystems({
  central,
  clock,
  records,
  facilities = FACILITIES,
  residents = exampleResidents,
  matchEvery,
  report,
}: NationalPorts): CentralHandler {
  const portal = handlerOf(portalApp({ clock, records, facilities, report }));
  const registry = insurersApp({ clock, records, residents, report });
  const insurers = handlerOf((request, { institutionCode: insurer }) => registry(request, { insurer }));
  const matchLater = (milliseconds: number): void => {
    const match = () =>
      registry
        .matchAgain()
        // A book that cannot be read or written now is matched the next time, and tells whoever calls.
        .catch(() => undefined)
        .then(() => matchLater(milliseconds));
    clock.after(milliseconds, () => void match());
  };
  if (matchEvery !== undefined) matchLater(matchEvery);
  const refused = refusing({ clock, records, report }, "admission");
  return async (call, client) => {
    if (call.path.startsWith("/v1/portal/")) return portal(call, client);
    if (!call.path.startsWith("/v1/insurers/")) return central(call, client);
    if (INSURER.test(client.institutionCode)) return insurers(call, client);
    const where = { institution: client.institutionCode, exchange: INSURERS };
    return (await refused(new Refusal("TSTA0001E"), where)).toAnswer();
  };
}
