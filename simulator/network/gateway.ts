import { type IncomingMessage, STATUS_CODES } from "node:http";
import https from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { Clock } from "../../device/ports.ts";
import { cannotListen } from "../cannot-listen.ts";
import type { ServerTrust } from "../central/server.ts";
import {
  type Attempt,
  authenticate,
  type Destination,
  type Network,
  NETWORK_REFUSALS,
  type NetworkRefusal,
  passage,
} from "./closed-network.ts";

/** What became of one attempt. Times are microseconds since 1970. */
export interface GatewayEntry {
  readonly at: number;
  readonly line: string;
  readonly to: string;
  readonly refused?: NetworkRefusal;
}

export interface GatewayPorts {
  readonly clock: Clock;
  readonly trust: ServerTrust;
  /** The network as it stands; a gateway reads it at every attempt and writes it when a line is authenticated. */
  readonly network: { get(): Network; set(network: Network): void };
  readonly log: (entry: GatewayEntry) => void;
  /** Where a named destination really listens. */
  readonly locate: (destination: Destination) => Destination;
  readonly host?: string;
  readonly port?: number;
}

export interface Gateway {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The closed network as a gateway that facilities' programs reach by HTTP CONNECT over TLS (`curl --proxy https://… --proxy-cert …`):
 * it looks at the line (the caller's address) and at the certificate, lets through to named destinations alone, and logs each attempt.
 * There is no way from one facility to another. GET /authenticate lets a changed line in.
 */
export async function serveGateway(ports: GatewayPorts): Promise<Gateway> {
  const { trust, host = "127.0.0.1", port = 0 } = ports;
  const server = https.createServer({ ...trust, requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.2" });
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  server.on("request", (request, response) => {
    const refused = request.url === "/authenticate" ? letIn(ports, request.socket) : "notNamed";
    tell(ports, request.socket, request.url ?? "", refused);
    response.writeHead(refused ? 403 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(refused ? { refused, message: NETWORK_REFUSALS[refused] } : { open: true }));
  });
  server.on("connect", (request: IncomingMessage, caller: Duplex, head: Buffer) => {
    const to = destinationOf(request.url ?? "");
    const attempt = { ...callerOf(request.socket), to };
    const outcome = passage(ports.network.get(), attempt);
    tell(ports, request.socket, request.url ?? "", outcome.is === "refused" ? outcome.why : undefined);
    if (outcome.is === "refused") refuse(caller, outcome.why);
    else relay(caller, head, ports.locate(to), open);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(port, error)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

function letIn({ network }: GatewayPorts, socket: Socket): NetworkRefusal | undefined {
  const { line, certificate } = callerOf(socket);
  const outcome = authenticate(network.get(), line, certificate);
  if ("refused" in outcome) return outcome.refused;
  network.set(outcome.network);
  return undefined;
}

const tell = ({ clock, log }: GatewayPorts, socket: Socket, to: string, refused?: NetworkRefusal) =>
  log({ at: clock.now(), line: callerOf(socket).line, to, ...(refused ? { refused } : {}) });

function callerOf(socket: Socket): Pick<Attempt, "line" | "certificate"> {
  const line = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (!(socket instanceof TLSSocket)) return { line, certificate: "none" };
  const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string | string[] } };
  if (!subject) return { line, certificate: "none" };
  if (!socket.authorized || typeof subject.CN !== "string") return { line, certificate: "refused" };
  return { line, certificate: { institutionCode: subject.CN } };
}

/** `host:port` of a CONNECT; anything else is a destination that nobody named. */
function destinationOf(authority: string): Destination {
  const [, host = "", port = "0"] = /^\[?([^\]/@\s]{1,253}?)\]?:(\d{1,5})$/.exec(authority) ?? [];
  return { host: host.toLowerCase(), port: Number(port) };
}

function refuse(caller: Duplex, why: NetworkRefusal): void {
  const body = JSON.stringify({ refused: why, message: NETWORK_REFUSALS[why] });
  const head = [`HTTP/1.1 403 ${STATUS_CODES[403]}`, "content-type: application/json", "connection: close"];
  caller.end(`${head.join("\r\n")}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function relay(caller: Duplex, head: Buffer, { host, port }: Destination, open: Set<Socket>): void {
  const far = connect(port, host);
  open.add(far);
  far.once("connect", () => {
    caller.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    far.write(head);
    far.pipe(caller).pipe(far);
  });
  const end = () => {
    open.delete(far);
    far.destroy();
    caller.destroy();
  };
  for (const side of [far, caller]) side.once("error", end).once("close", end);
}
