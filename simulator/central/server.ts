import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { cannotListen } from "../cannot-listen.ts";
import type { CentralHandler, Client } from "./app.ts";
import { Refusal } from "./refusal.ts";

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

/**
 * The central system behind TLS with client certificates, on this machine only. The handshake admits anybody and the first request is
 * refused with a reason: a refusal within the handshake reaches both sides only as a broken connection.
 */
export async function serveCentral(
  handler: CentralHandler,
  { trust, port = 0 }: { trust: ServerTrust; port?: number },
): Promise<CentralServer> {
  const listener = getRequestListener(
    async (request, env) => {
      const client = clientOf((env as HttpBindings).incoming.socket);
      return "institutionCode" in client ? handler(request, client) : client.refused.toResponse();
    },
    { overrideGlobalObjects: false },
  );
  const server = https.createServer(
    { ...trust, requestCert: true, rejectUnauthorized: false, minVersion: "TLSv1.2" },
    // Its promise is settled by then: the listener answers every error itself.
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whose certificate this connection showed: its common name is the institution code. */
function clientOf(socket: Socket): Client | { refused: Refusal } {
  if (!(socket instanceof TLSSocket)) return { refused: new Refusal("TSTA0002E") };
  const { subject } = socket.getPeerCertificate() as { subject?: { CN?: string | string[] } };
  if (!subject) return { refused: new Refusal("TSTA0002E") };
  // The type says Error, the value is OpenSSL's name for the reason: CERT_HAS_EXPIRED, CERT_REVOKED, …
  if (!socket.authorized) return { refused: new Refusal("TSTA0003E", String(socket.authorizationError)) };
  return typeof subject.CN === "string" ? { institutionCode: subject.CN } : { refused: new Refusal("TSTA0003E") };
}
