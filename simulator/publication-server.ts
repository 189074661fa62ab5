import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { listening } from "./listening.ts";
import type { Fetch } from "../device/ports.ts";

export interface PublicationServer {
  /** Addresses as the ready line of `serve` has them: the responder, and the folder of the lists. */
  readonly ocsp: string;
  readonly crl: string;
  close(): Promise<void>;
}

/** Lists and the OCSP responder over HTTP, on this machine only: both are signed, and clients fetch them before they trust any TLS. */
export async function servePublications(app: Fetch, { port = 0 }: { port?: number } = {}): Promise<PublicationServer> {
  const listener = getRequestListener((request) => app(request), { overrideGlobalObjects: false });
  // Its promise is settled by then: the listener answers every error itself.
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  const { port: bound, close } = await listening(server, port);
  const url = `http://127.0.0.1:${bound}`;
  return { ocsp: `${url}/ocsp`, crl: `${url}/crl`, close };
}
