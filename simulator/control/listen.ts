import http from "node:http";
import { getRequestListener } from "@hono/node-server";
import { listening } from "../listening.ts";
import { MOST_BYTES } from "../central/call.ts";
import { hearOut } from "../hear-out.ts";

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
  const server = http.createServer((incoming, outgoing) => {
    // Nothing here takes so much, and the answer that says so is to be read.
    const passed = Number(incoming.headers["content-length"] ?? 0) > MOST_BYTES ? hearOut(incoming) : undefined;
    // Its promise is settled by then: the listener answers every error itself.
    if (passed) void passed.then(() => listener(incoming, outgoing));
    else void listener(incoming, outgoing);
  });
  server.maxConnections = 64;
  const { port: bound, close } = await listening(server, port, host);
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`, close };
}
