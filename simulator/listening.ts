import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { cannotListen } from "./cannot-listen.ts";

export interface Listening {
  /** The port that it has. */
  readonly port: number;
  /** Hangs up on everyone, also who has not come to his first request. */
  readonly close: () => Promise<void>;
}

/** Has a server listen, on this machine alone unless another address is given; port 0 takes a free one. Rejects with `link.refused`. */
export async function listening(
  server: Pick<Server, "on" | "once" | "listen" | "address" | "close">,
  port: number,
  host = "127.0.0.1",
): Promise<Listening> {
  const callers = new Set<Socket>();
  server.on("connection", (caller: Socket) => {
    callers.add(caller);
    caller.once("close", () => callers.delete(caller));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: Error) => reject(cannotListen(port, error)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const caller of callers) caller.destroy();
      }),
  };
}
