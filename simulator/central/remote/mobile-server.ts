import https from "node:https";
import { getRequestListener } from "@hono/node-server";
import type { Fetch } from "../../../device/ports.ts";
import { listening } from "../../listening.ts";
import type { CentralServer } from "../server.ts";

/** PEM. */
export interface MobileTrust {
  readonly key: string;
  readonly cert: string;
}

/**
 * The door for mobile devices and patients' own, on this machine only: TLS as on the ordinary internet, where the server alone shows a
 * certificate and a device shows the secret that it was given.
 */
export async function serveMobile(
  app: Fetch,
  { trust, port = 0 }: { readonly trust: MobileTrust; readonly port?: number },
): Promise<CentralServer> {
  const listener = getRequestListener(app, { overrideGlobalObjects: false });
  // Its promise is settled by then: the listener answers every error itself.
  const server = https.createServer({ ...trust, minVersion: "TLSv1.2" }, (asked, said) => void listener(asked, said));
  server.maxConnections = 64;
  const { port: bound, close } = await listening(server, port);
  return { url: `https://127.0.0.1:${bound}`, close };
}
