import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { cannotListen } from "./cannot-listen.ts";

export interface Listening {
  /** The port that it has. */
  readonly port: number;
  /** Hangs up on everyone. */
  readonly close: () => Promise<void>;
}

/** Has a server listen, on this machine alone unless another address is given; port 0 takes a free one. Rejects with `link.refused`. */
export async function listening(
  server: Pick<Server, "once" | "listen" | "address" | "close" | "closeAllConnections">,
  port: number,
  host = "127.0.0.1",
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: Error) => reject(cannotListen(port, error)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
