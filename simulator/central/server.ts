import { constants } from "node:crypto";
import https from "node:https";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { listening } from "../listening.ts";
import { callFrom, send } from "./call-over-http.ts";
import type { CentralHandler, Client } from "./call.ts";
import { Refusal } from "./refusal.ts";
import type { RefuseStranger } from "./refused.ts";

/** PEM throughout. `ca` issues the facilities' client certificates, `crl` is its revocation list. */
export interface ServerTrust {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
  readonly crl?: string;
}

export interface CentralServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServingOptions {
  readonly trust: ServerTrust;
  readonly port?: number;
  /** Told of what a handler had no answer to. */
  readonly report?: (error: unknown) => void;
  /** Hears of every call without a certificate that counts, before its caller does. */
  readonly refused?: RefuseStranger;
}

/**
 * The central system behind TLS with client certificates, on this machine only. The handshake admits anybody and the first request is
 * refused with a reason: a refusal within the handshake reaches both sides only as a broken connection.
 */
export async function serveCentral(
  handler: CentralHandler,
  { trust, port = 0, report, refused = (refusal) => Promise.resolve(refusal) }: ServingOptions,
): Promise<CentralServer> {
  const server = https.createServer({ ...trust, ...TLS }, (incoming, outgoing) => {
    const client = clientOf(incoming.socket);
    const answer =
      "institutionCode" in client
        ? handler(callFrom(incoming), client)
        : refused(client.refused).then((refusal) => refusal.toAnswer());
    void send(outgoing, answer, report);
  });
  const { port: bound, close } = await listening(server, port);
  return { url: `https://127.0.0.1:${bound}`, close };
}

/** A connection is one client's from beginning to end: nobody becomes another one by a second handshake in it. */
const TLS = {
  requestCert: true,
  rejectUnauthorized: false,
  minVersion: "TLSv1.2",
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
} as const;

type Who = Client | { refused: Refusal };
const clients = new WeakMap<Socket, Who>();

function clientOf(socket: Socket): Who {
  const known = clients.get(socket) ?? clientBehind(socket);
  clients.set(socket, known);
  return known;
}

/** Whose certificate this connection showed: its common name is the institution code. */
function clientBehind(socket: Socket): Who {
  if (!(socket instanceof TLSSocket)) return { refused: new Refusal("TSTA0002E") };
  const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string | string[] } };
  if (!subject) return { refused: new Refusal("TSTA0002E") };
  // The type says Error, the value is OpenSSL's name for the reason: CERT_HAS_EXPIRED, CERT_REVOKED, …
  if (!socket.authorized) return { refused: new Refusal("TSTA0003E", String(socket.authorizationError)) };
  return typeof subject.CN === "string" ? { institutionCode: subject.CN } : { refused: new Refusal("TSTA0003E") };
}
