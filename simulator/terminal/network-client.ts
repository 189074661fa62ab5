import type { IncomingMessage } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { DeviceError } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import type { ClientTrust, ServerAlone } from "./central-client.ts";

/** What a gateway of the closed network said, and the way there where it let through. */
export interface Admission {
  readonly status: number;
  readonly text: string;
  readonly way?: Socket;
}

export interface NetworkClient {
  /** `host:port`. */
  connect(to: string): Promise<Admission>;
  /** Shows the certificate on a line that was changed. */
  authenticate(): Promise<Admission>;
}

/** A facility's program at the gateway of the closed network on this machine, showing the terminal's certificate if it has one. */
export function networkClient(port: number, trust: ServerAlone | ClientTrust, clock: Clock): NetworkClient {
  const ask = (method: "CONNECT" | "GET", path: string) =>
    clock.real(
      new Promise<Admission>((resolve, reject) => {
        // Whoever is called is the gateway, and not what Node.js from 26 on takes for the host of a CONNECT: the destination.
        const to = { host: "127.0.0.1", servername: "localhost", port, method, path, agent: false, ...trust } as const;
        const request = https.request(to);
        const lost = (error: Error) =>
          reject(
            new DeviceError("link.refused", { address: `127.0.0.1:${port}`, why: error.message }, { cause: error }),
          );
        request.once("error", lost);
        // What follows the answer to a CONNECT is not parsed: its body, where it is a refusal.
        request.once("connect", ({ statusCode: status = 502 }: IncomingMessage, way: Socket, head: Buffer) => {
          if (status === 200) resolve({ status, text: "", way });
          else textOf(way, head).then((text) => resolve({ status, text }), lost);
        });
        request.once("response", (answer) => {
          textOf(answer).then((text) => resolve({ status: answer.statusCode ?? 502, text }), lost);
        });
        request.end();
      }),
    );
  return { connect: (to) => ask("CONNECT", to), authenticate: () => ask("GET", "/authenticate") };
}

async function textOf(stream: AsyncIterable<Buffer>, ...read: Buffer[]): Promise<string> {
  for await (const chunk of stream) read.push(chunk);
  return Buffer.concat(read).toString();
}
