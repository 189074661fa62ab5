import type { ServerResponse } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Fetch } from "../../../device/ports.ts";
import { listening } from "../../listening.ts";
import { JSON_HEADERS } from "../call.ts";
import { Refusal } from "../refusal.ts";
import type { CentralServer, ServingOptions } from "../server.ts";

/** PEM. */
export interface MobileTrust {
  readonly key: string;
  readonly cert: string;
}

/** So many connections are served at once; as many more are heard and told that it is busy, so that a device knows what to do. */
const MOST = 64;

/**
 * The door for mobile devices and patients' own, on this machine only: TLS as on the ordinary internet, where the server alone shows a
 * certificate and a device shows the secret that it was given.
 */
export async function serveMobile(
  app: Fetch,
  {
    trust,
    port = 0,
    refused = (refusal) => Promise.resolve(refusal),
  }: Pick<ServingOptions, "port" | "refused"> & { readonly trust: MobileTrust },
): Promise<CentralServer> {
  const listener = getRequestListener(app, { overrideGlobalObjects: false });
  const over = new WeakSet<Socket>();
  const server = https.createServer({ ...trust, minVersion: "TLSv1.2" }, (asked, said) => {
    if (over.has(asked.socket)) void refused(new Refusal("TSTV0013E")).then((refusal) => tellBusy(said, refusal));
    // Its promise is settled by then: the listener answers every error itself.
    else void listener(asked, said);
  });
  let open = 0;
  server.on("secureConnection", (socket) => {
    open += 1;
    if (open > MOST) over.add(socket);
    socket.once("close", () => (open -= 1));
  });
  server.maxConnections = 2 * MOST;
  server.on("drop", () => void refused(new Refusal("TSTV0013E")));
  const { port: bound, close } = await listening(server, port);
  return { url: `https://127.0.0.1:${bound}`, close };
}

function tellBusy(said: ServerResponse, refusal: Refusal): void {
  const { status, text } = refusal.toAnswer();
  said.writeHead(status, { ...JSON_HEADERS, "connection": "close", "retry-after": "5" }).end(text);
}
