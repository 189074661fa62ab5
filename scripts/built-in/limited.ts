import type { Clock, Fetch, Random } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { centralApp } from "../../simulator/central/app.ts";
import { type CentralHandler, fetchOf } from "../../simulator/central/call.ts";
import { memoryStore } from "../../simulator/central/store.ts";
import { tracedCentral } from "../../simulator/central/traced.ts";
import type { Country } from "../../simulator/country.ts";
import { FACILITIES } from "../../simulator/facilities.ts";

export interface LimitedPorts {
  readonly country: Country;
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Recorder;
  readonly institutionCode: string;
  readonly report?: (error: Error) => void;
  /** Given what is recorded, and how to record it. */
  readonly lie?: (handler: CentralHandler, traced: (handler: CentralHandler) => CentralHandler) => CentralHandler;
}

/** The built-in central system as a device of this institution reaches it that may ask for eligibility and nothing else. */
export function limitedCentral({
  country,
  clock,
  random,
  trace,
  institutionCode,
  report,
  lie = (handler, traced) => traced(handler),
}: LimitedPorts): Fetch {
  const { ledger, cards } = country;
  const centre = { clock, random, ledger, cards, facilities: FACILITIES, store: memoryStore() };
  const handler = lie(centralApp(centre, report ? { report } : {}), (honest) => tracedCentral(honest, trace, clock));
  return fetchOf(handler, { institutionCode, limited: true });
}
