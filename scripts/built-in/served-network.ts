import { isIP } from "node:net";
import { DeviceError } from "../../device/errors.ts";
import type { Clock, Fetch } from "../../device/ports.ts";
import type { Records } from "../../simulator/central/records.ts";
import type { ControlNetwork } from "../../simulator/control/network-routes.ts";
import { ControlRefusal } from "../../simulator/control/refusal.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import {
  changeLine,
  type Destination,
  NETWORK_REFUSALS,
  type NetworkRefusal,
  passage,
} from "../../simulator/network/closed-network.ts";
import { destinationOf, type GatewayEntry, serveGateway, written } from "../../simulator/network/gateway.ts";
import { heldNetwork } from "../../simulator/network/held-network.ts";
import type { Closing } from "../until-stopped.ts";
import { type CentralLine, CENTRAL_NAME } from "./central-line.ts";
import { keptNetwork, type NamedLine } from "./kept-network.ts";

export interface NetworkPlace {
  readonly port: number;
  readonly host?: string;
  readonly lines: readonly NamedLine[];
}

export interface ServedNetwork {
  readonly url: string;
  readonly control: ControlNetwork;
  /** A facility's own terminal, on whatever line the facility has: while that is shut nothing of it gets through, also no answer. */
  through(institutionCode: string, fetch: Fetch): Fetch;
}

/** Attempts that are still told. */
const KEPT = 1000;

export interface NetworkKeeping {
  readonly records: Records;
  /** Told of what could not be kept. */
  readonly onError: (error: unknown) => void;
}

/** The gateway of the closed network, by which the central system is reached, and the lists that its certificates are looked up in. */
export async function serveNetwork(
  line: CentralLine,
  publications: string,
  { port, host = "127.0.0.1", lines }: NetworkPlace,
  clock: Clock,
  closing: Closing,
  { records, onError }: NetworkKeeping,
): Promise<ServedNetwork> {
  const [centre, lists] = [line.url, publications].map((url) => destinationOf(new URL(url).host)) as [
    Destination,
    Destination,
  ];
  const named = { host: CENTRAL_NAME, port: 443 };
  const destinations = [named, centre, lists];
  const kept = await keptNetwork(records, lines);
  const network = heldNetwork({ lines: kept.lines, destinations });
  closing.later(network.watch(() => void kept.keepLines(network.get().lines).catch(onError)));
  const log: GatewayEntry[] = [...(kept.log as readonly GatewayEntry[])];
  const note = (entry: GatewayEntry) => {
    log.push(entry);
    if (log.length > KEPT) log.shift();
    void kept.note(entry).catch(onError);
  };
  const gateway = await serveGateway({
    ...{ clock, network, trust: line.server, host, port },
    log: note,
    locate: (destination) => (destination.host === named.host ? centre : destination),
  });
  closing.later(() => gateway.close());
  /** Why a facility's terminal may not get through now; who has no line here at all is none of this network's business. */
  const refusal = (institutionCode: string): NetworkRefusal | undefined => {
    const own = network.get().lines.find((one) => one.institutionCode === institutionCode);
    const attempt = own && { line: own.line, certificate: { institutionCode }, to: named };
    const outcome = attempt && passage(network.get(), attempt);
    if (!attempt || outcome?.is !== "refused") return undefined;
    note({ at: clock.now(), line: attempt.line, institutionCode, to: written(named), refused: outcome.why });
    return outcome.why;
  };
  const demand = (institutionCode: string) => {
    const why = refusal(institutionCode);
    if (why) throw new DeviceError("link.refused", { address: written(named), why: NETWORK_REFUSALS[why].en });
  };
  return {
    through: (institutionCode, fetch) => async (request) => {
      demand(institutionCode);
      const answer = await fetch(request);
      demand(institutionCode);
      return answer;
    },
    url: `https://${written({ host, port: gateway.port })}`,
    control: {
      state: () => ({ lines: network.get().lines, destinations: destinations.map(written), log }),
      changeLine(institutionCode, to) {
        if (!isFacility(institutionCode)) throw new ControlRefusal(404, NO_FACILITY);
        const outcome = changeLine(network.get(), institutionCode, to);
        if ("refused" in outcome) throw new ControlRefusal(409, LINE_TAKEN);
        network.set(outcome.network);
        return kept.keepLines(outcome.network.lines);
      },
    },
  };
}

const CODES = FACILITIES.map(({ institutionCode }) => institutionCode).join(", ");
const NO_FACILITY = {
  en: `There is no such institution: name one of ${CODES}.`,
  ja: `その医療機関はありません。${CODES} のいずれかを指定してください。`,
};
const LINE_TAKEN = {
  en: "The line is another institution's: change that one first.",
  ja: "その回線は別の医療機関のものです。先にそちらを変更してください。",
};

const isFacility = (code: string) => FACILITIES.some(({ institutionCode }) => institutionCode === code);

/** `ADDRESS=CODE,…`: who is let in beforehand, and by which line. */
export function linesOf(option: string, text: string): readonly NamedLine[] {
  const lines = text.split(",").map((part): NamedLine => {
    const [line = "", institutionCode = ""] = part.trim().split("=");
    if (isIP(line) === 0 || !/^\d{10}$/.test(institutionCode))
      throw wrong(
        option,
        part,
        "write ADDRESS=CODE, with commas between two",
        "番地=医療機関コード をコンマで区切って書いてください",
      );
    if (!isFacility(institutionCode))
      throw wrong(option, part, `institutions are ${CODES}`, `医療機関コードは ${CODES} のいずれかです`);
    return { line: line.toLowerCase(), institutionCode };
  });
  for (const [at, { line, institutionCode }] of lines.entries())
    if (lines.slice(0, at).some((one) => one.line === line || one.institutionCode === institutionCode))
      throw wrong(option, line, "a line is one institution's, and an institution has one", "回線と医療機関は1対1です");
  return lines;
}

const wrong = (where: string, what: string, why: string, ja: string) =>
  new DeviceError("config.invalid", { where, why: `${what}: ${why}`, ja: `${what}: ${ja}` });
