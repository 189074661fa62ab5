import { constants } from "node:crypto";
import type { IncomingMessage } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { Clock } from "../../device/ports.ts";
import type { ServerTrust } from "../central/server.ts";
import { listening } from "../listening.ts";
import { type Attempt, type Destination, type NetworkRefusal, type NetworkRules, RULES } from "./closed-network.ts";
import type { HeldNetwork } from "./held-network.ts";
import { openTunnel, refusalBody, refuse, type Tunnel } from "./tunnel.ts";

/** What became of one attempt. Times are microseconds since 1970. */
export interface GatewayEntry {
  readonly at: number;
  readonly line: string;
  /** The facility that the certificate named, where one was accepted. */
  readonly institutionCode?: string;
  readonly to: string;
  readonly refused?: NetworkRefusal;
  /** It was open, and its line was changed. */
  readonly cut?: true;
}

export interface GatewayPorts {
  readonly clock: Clock;
  readonly trust: ServerTrust;
  /** Read at every attempt, and written when a line is authenticated. */
  readonly network: HeldNetwork;
  readonly log: (entry: GatewayEntry) => void;
  /** Where a named destination really listens. */
  readonly locate: (destination: Destination) => Destination;
  /** The line that a connection came in by: the caller's address, where nothing is said. */
  readonly lineOf?: (socket: Socket) => string;
  readonly rules?: NetworkRules;
  readonly host?: string;
  readonly port?: number;
}

export interface Gateway {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The closed network as a gateway that facilities' programs reach by HTTP CONNECT over TLS (`curl --proxy https://… --proxy-cert …`):
 * it looks at the line and at the certificate, lets through to named destinations alone, and logs each attempt. There is no way from one
 * facility to another. What is open is judged again when the network changes. GET /authenticate lets a changed line in.
 */
export async function serveGateway(ports: GatewayPorts): Promise<Gateway> {
  const { network, rules = RULES, trust, host, port = 0 } = ports;
  const server = https.createServer({ ...trust, ...TLS });
  const open = new Map<Tunnel, Attempt>();
  server.on("request", (request, response) => {
    const caller = callerOf(ports, request.socket);
    const refused =
      request.url === "/authenticate" ? letIn(ports, caller) : refusalOf(ports, { ...caller, to: NOWHERE });
    tell(ports, caller, request.url ?? "", refused);
    response.writeHead(refused ? 403 : 200, { "content-type": "application/json" });
    response.end(refused ? refusalBody(refused) : JSON.stringify({ open: true }));
  });
  server.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A caller that breaks off is heard here, whatever else listens to it.
    socket.on("error", () => socket.destroy());
    const attempt = { ...callerOf(ports, request.socket), to: destinationOf(request.url ?? "") };
    const refused = refusalOf(ports, attempt);
    tell(ports, attempt, request.url ?? "", refused);
    if (refused) {
      refuse(socket, refused);
      return;
    }
    const tunnel = openTunnel(socket, head, ports.locate(attempt.to), (ended) => open.delete(ended));
    open.set(tunnel, attempt);
  });
  const unwatch = network.watch(() => {
    for (const [tunnel, attempt] of open) {
      const outcome = rules.passage(network.get(), attempt);
      if (outcome.is === "passes") continue;
      tell(ports, attempt, written(attempt.to), outcome.why, true);
      tunnel.cut();
    }
  });
  const listens = await listening(server, port, host);
  return {
    port: listens.port,
    async close() {
      unwatch();
      const closed = listens.close();
      for (const tunnel of open.keys()) tunnel.cut();
      await closed;
    },
  };
}

/** A connection is one facility's from beginning to end: nobody becomes another one by a second handshake in it. */
const TLS = {
  requestCert: true,
  rejectUnauthorized: false,
  minVersion: "TLSv1.2",
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
} as const;

type Caller = Pick<Attempt, "line" | "certificate">;

function refusalOf({ network, rules = RULES }: GatewayPorts, attempt: Attempt): NetworkRefusal | undefined {
  const outcome = rules.passage(network.get(), attempt);
  return outcome.is === "refused" ? outcome.why : undefined;
}

function letIn({ network, rules = RULES }: GatewayPorts, { line, certificate }: Caller): NetworkRefusal | undefined {
  const outcome = rules.authenticate(network.get(), line, certificate);
  if ("refused" in outcome) return outcome.refused;
  network.set(outcome.network);
  return undefined;
}

function tell(
  { clock, log }: GatewayPorts,
  { line, certificate }: Caller,
  to: string,
  refused?: NetworkRefusal,
  cut?: true,
) {
  const shown = typeof certificate === "string" ? {} : certificate;
  log({ at: clock.now(), line, ...shown, to: short(to), ...(refused ? { refused } : {}), ...(cut ? { cut } : {}) });
}

/** Longer than any destination: whatever somebody asks for, the log can be told. */
const LONGEST = 300;
const short = (to: string) => (to.length > LONGEST ? `${to.slice(0, LONGEST)}…` : to);

const addressOf = ({ remoteAddress = "" }: Socket) => remoteAddress.replace(/^::ffff:/, "");

function callerOf({ lineOf = addressOf }: GatewayPorts, socket: Socket): Caller {
  const line = lineOf(socket);
  if (!(socket instanceof TLSSocket)) return { line, certificate: "none" };
  const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string | string[] } };
  if (!subject) return { line, certificate: "none" };
  if (!socket.authorized || typeof subject.CN !== "string") return { line, certificate: "refused" };
  return { line, certificate: { institutionCode: subject.CN } };
}

/** No destination has port 0. */
const NOWHERE: Destination = { host: "", port: 0 };

/** `host:port` of a CONNECT; anything else is a destination that nobody named. */
export function destinationOf(authority: string): Destination {
  const [, host = "", port = "0"] = /^\[?([^\]/@\s]{1,253}?)\]?:(\d{1,5})$/.exec(authority) ?? [];
  return { host: host.toLowerCase(), port: Number(port) };
}

export const written = ({ host, port }: Destination): string => `${host.includes(":") ? `[${host}]` : host}:${port}`;
