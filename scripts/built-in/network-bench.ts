import type { ClosedNetwork, NetworkWay } from "../../conformance/bench.ts";
import { utf8 } from "../../device/wire/bytes.ts";
import { parsed } from "../../simulator/central/call.ts";
import type { CentralLie } from "../../simulator/faults/central-lies.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import { changeLine, RULES } from "../../simulator/network/closed-network.ts";
import { type Gateway, serveGateway } from "../../simulator/network/gateway.ts";
import { heldNetwork } from "../../simulator/network/held-network.ts";
import { fetchOverTls } from "../../simulator/terminal/central-client.ts";
import { type Admission, networkClient } from "../../simulator/terminal/network-client.ts";
import { type CentralLine, CENTRAL_NAME } from "./central-line.ts";
import type { Ground } from "./ground.ts";

const CENTRE = { host: CENTRAL_NAME, port: 443 };
/** Addresses of documents (RFC 5737): on a bench each line has a gateway of its own on the loopback, and lines need no addresses. */
const [OWN, OTHER, SPARE] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"] as const;

/** The closed network in front of a bench's central system, with real TLS; nothing of it is opened before a case asks for it. */
export function networkBench(
  line: CentralLine,
  { world, trace, common, closing }: Ground,
  lie: CentralLie,
): ClosedNetwork {
  const { clock } = world;
  const own = { institutionCode: common.institutionCode, line: OWN };
  const neighbour = FACILITIES.find(({ institutionCode }) => institutionCode !== own.institutionCode);
  const other = { institutionCode: neighbour?.institutionCode ?? "", line: OTHER };
  const network = heldNetwork({
    lines: [own, other].map((one) => ({ ...one, open: true })),
    destinations: [CENTRE],
  });
  const rules = lie.network?.(RULES) ?? RULES;
  const centre = { host: "127.0.0.1", port: Number(new URL(line.url).port) };
  const gateways = new Map<string, Promise<Gateway>>();
  const gatewayOf = (name: string): Promise<Gateway> => {
    const known = gateways.get(name);
    if (known) return known;
    const ports = { clock, network, rules, trust: line.server, locate: () => centre, log: () => undefined };
    const served = clock.real(serveGateway({ ...ports, lineOf: () => name }));
    gateways.set(name, served);
    closing.push(async () => (await served).close());
    return served;
  };

  /** What a program is told, under the place that it wants to get to. */
  async function told(method: string, path: string, client: string, asked: Promise<Admission>): Promise<Admission> {
    trace.recordBytes({ channel: "central", is: "request", method, path, client }, utf8(""));
    const said = await asked;
    const { refused } = (parsed(said.text) ?? {}) as { readonly refused?: unknown };
    const answer = JSON.stringify({ through: said.status === 200, refused });
    trace.recordBytes({ channel: "central", is: "response", path, status: said.status }, utf8(answer));
    return said;
  }

  return {
    ...{ centre: `${CENTRE.host}:${CENTRE.port}`, own, other, spare: SPARE },
    from(name, shows) {
      const trust = line.trustOf(shows ?? own.institutionCode);
      const client = async () =>
        networkClient((await gatewayOf(name)).port, shows === undefined ? { ca: trust.ca } : trust, clock);
      return {
        async connect(to): Promise<NetworkWay | undefined> {
          const { way } = await told("CONNECT", to, shows ?? "", (await client()).connect(to));
          if (!way) return undefined;
          const central = fetchOverTls({ url: line.url, trust, clock, over: way });
          closing.push(
            () => central.close(),
            () => void way.destroy(),
          );
          return { central };
        },
        async authenticate() {
          await told("GET", "/authenticate", shows ?? "", (await client()).authenticate());
        },
      };
    },
    changeLine(institutionCode, name) {
      const outcome = changeLine(network.get(), institutionCode, name);
      if ("network" in outcome) network.set(outcome.network);
    },
  };
}
