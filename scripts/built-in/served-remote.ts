import { personas } from "../../simulator/personas.ts";
import type { CardField } from "../../simulator/apps/card-field.ts";
import { wallet } from "../../simulator/apps/card-field.ts";
import { phonesOf } from "../../simulator/apps/phones.ts";
import { receptionApp } from "../../simulator/apps/reception-web/reception-app.ts";
import { type CentralHandler, fetchOf } from "../../simulator/central/call.ts";
import { handlerOf } from "../../simulator/central/handler-of.ts";
import type { Centre } from "../../simulator/central/centre.ts";
import { refusingStrangers } from "../../simulator/central/refused.ts";
import { mobileApp } from "../../simulator/central/remote/mobile-app.ts";
import { serveMobile } from "../../simulator/central/remote/mobile-server.ts";
import { serveControl } from "../../simulator/control/listen.ts";
import type { ControlPhones } from "../../simulator/control/phone-routes.ts";
import type { Country } from "../../simulator/country.ts";
import type { Facility } from "../../simulator/facilities.ts";
import type { Person } from "../../simulator/people.ts";
import type { Fetch } from "../../device/ports.ts";
import type { Closing } from "../until-stopped.ts";
import type { CentralLine } from "./central-line.ts";

/** Where doors of the ordinary internet listen; 0 takes a free port. */
export interface RemotePorts {
  readonly mobile: number;
  readonly reception: number;
}

export interface RemoteParts {
  readonly centre: Centre;
  readonly country: Country;
  readonly facility: Facility;
  readonly people: readonly Person[];
  readonly line: CentralLine;
  /** The central system as the facility's terminal reaches it. */
  readonly central: Fetch;
  /** Faults and trace around the door for mobile devices, as around the others. */
  readonly around: (handler: CentralHandler) => CentralHandler;
  readonly ports: RemotePorts;
  readonly closing: Closing;
  readonly onError: (error: unknown) => void;
  /** Something about the phones is otherwise from now on. */
  readonly changed: () => void;
  /** A real card reader that the phones read with. */
  readonly reader?: CardField;
}

export interface Remote {
  readonly ready: Readonly<Record<"mobile" | "reception", string>>;
  readonly phones: ControlPhones;
  /** Everybody's card is as new. */
  renew(): void;
}

/** What patients and visiting staff reach over the ordinary internet, and phones of ours that do. */
export async function serveRemote({ centre, country, facility, people, line, ...parts }: RemoteParts): Promise<Remote> {
  const { closing, ports, reader } = parts;
  const { clock, random } = centre;
  const app = mobileApp(centre, { report: parts.onError });
  const mobile = fetchOf(parts.around(handlerOf((request) => app(request))), { institutionCode: "" });
  const refused = refusingStrangers({ clock, records: centre.store.records, report: parts.onError }, "mobile");
  const door = await serveMobile(mobile, { trust: line.server, port: ports.mobile, refused });
  closing.later(() => door.close());

  const cards = wallet(country, clock);
  const phones = phonesOf({
    clock,
    country,
    facility,
    central: parts.central,
    mobile,
    cards,
    changed: parts.changed,
    ...(reader ? { reader } : {}),
  });
  const tray = { people: [...personas, ...people], lay: (id: string) => phones.hold("patient", id) };
  const web = receptionApp({
    ...{ fetch: mobile, clock, random, field: phones.field("patient") },
    ...(reader ? {} : { tray }),
  });
  const reception = await serveControl(web, ports.reception);
  closing.later(() => reception.close());
  return { ready: { mobile: door.url, reception: reception.url }, phones, renew: () => cards.renew() };
}
