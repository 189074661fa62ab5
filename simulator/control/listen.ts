import http from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { cannotListen } from "../cannot-listen.ts";

export interface ControlServer {
  /** Where the API begins. */
  readonly url: string;
  /** Hangs up on everyone. */
  close(): Promise<void>;
}

/** A control API, on this machine alone unless another address is given; port 0 takes a free one. Rejects with `link.refused`. */
export async function serveControl(
  app: (request: Request) => Promise<Response>,
  port: number,
  host = "127.0.0.1",
): Promise<ControlServer> {
  const listener = getRequestListener(app, { overrideGlobalObjects: false });
  // Its promise is settled by then: the listener answers every error itself.
  const server = http.createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(port, error)));
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
