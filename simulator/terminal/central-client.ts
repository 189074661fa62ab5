import https from "node:https";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { DeviceError } from "../../device/errors.ts";
import type { Clock, Fetch } from "../../device/ports.ts";

/** PEM. `ca` is the authority of the central system's certificate, `cert` and `key` are the terminal's own. */
export interface ClientTrust {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** As for a device on the ordinary internet. */
export type ServerAlone = Pick<ClientTrust, "ca">;

const SILENCE = 30_000;

/**
 * Sends requests to the central system at `url` over TLS, showing the terminal's certificate if it has one. Only the path of a request is looked
 * at: where the central system is, is the terminal's business and not the asker's. Rejects with a `link.*` fault.
 */
export function fetchOverTls({
  url,
  trust,
  clock,
  over,
}: {
  url: string;
  trust: ServerAlone | ClientTrust;
  clock: Clock;
  /** A connection that leads there already, such as one through a gateway; it is the only one. */
  over?: Duplex;
}): Fetch & {
  close(): void;
} {
  const agent = agentOf(trust, over);
  const send = async (request: Request): Promise<Response> => {
    const body = Buffer.from(await request.arrayBuffer());
    const { pathname, search } = new URL(request.url);
    return exchange(new URL(pathname + search, url), request, body, agent);
  };
  return Object.assign((request: Request) => clock.real(send(request)), { close: () => agent.destroy() });
}

function agentOf(trust: ServerAlone | ClientTrust, over: Duplex | undefined): https.Agent {
  const options = { ...trust, keepAlive: true, minVersion: "TLSv1.2" } as const;
  if (!over) return new https.Agent({ ...options, maxSockets: 16 });
  const within = tls.connect({ ...options, socket: over, servername: "localhost" });
  // Whoever waits for an answer hears of its end; between two calls nobody does.
  within.on("error", () => within.destroy());
  return Object.assign(new https.Agent({ ...options, maxSockets: 1 }), { createConnection: () => within });
}

function exchange(address: URL, { method, headers }: Request, body: Buffer, agent: https.Agent): Promise<Response> {
  return new Promise((resolve, reject) => {
    const lost = (why: string, cause?: Error) =>
      reject(new DeviceError("link.refused", { address: address.origin, why }, { cause }));
    const outgoing = https.request(
      address,
      { method, agent, headers: { ...Object.fromEntries(headers), "content-length": body.length }, timeout: SILENCE },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", (error) => lost(error.message, error));
        incoming.on("end", () => {
          const type = incoming.headers["content-type"] ?? "application/octet-stream";
          resolve(
            new Response(Buffer.concat(chunks), {
              status: incoming.statusCode ?? 502,
              headers: { "content-type": type },
            }),
          );
        });
      },
    );
    outgoing.on("timeout", () => {
      outgoing.destroy();
      reject(new DeviceError("link.silent", { link: address.origin, awaiting: "an answer", seconds: SILENCE / 1000 }));
    });
    outgoing.on("error", (error) => lost(error.message, error));
    outgoing.end(body);
  });
}
