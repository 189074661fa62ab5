import { STATUS_CODES } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { type Destination, NETWORK_REFUSALS, type NetworkRefusal } from "./closed-network.ts";

const UNREACHABLE = {
  ja: "接続先が応答しません。接続先が動いているか確かめてください。",
  en: "The destination does not answer. Check that it runs.",
} as const;

/** What a caller reads when it is not let through. */
export const refusalBody = (refused: NetworkRefusal): string =>
  JSON.stringify({ refused, message: NETWORK_REFUSALS[refused] });

/** A CONNECT that is not let through is answered, and the line is hung up. */
export const refuse = (caller: Duplex, refused: NetworkRefusal): void => answerNo(caller, 403, refusalBody(refused));

function answerNo(caller: Duplex, status: 403 | 502, body: string): void {
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, "content-type: application/json", "connection: close"];
  caller.end(`${head.join("\r\n")}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** Whoever was let through, and what hangs up on both ends. */
export interface Tunnel {
  cut(): void;
}

/** Carries bytes between a caller who was let through and the destination, until either hangs up. */
export function openTunnel(
  caller: Duplex,
  head: Buffer,
  { host, port }: Destination,
  ended: (tunnel: Tunnel) => void,
): Tunnel {
  const far = connect(port, host);
  let isThrough = false;
  const tunnel = {
    cut() {
      far.destroy();
      caller.destroy();
    },
  };
  far.once("connect", () => {
    isThrough = true;
    caller.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    far.write(head);
    far.pipe(caller).pipe(far);
  });
  far.once("error", () => {
    if (!isThrough) answerNo(caller, 502, JSON.stringify({ refused: "unreachable", message: UNREACHABLE }));
  });
  // The destination hangs up when it has said all: that is still on its way to the caller.
  far.once("close", () => caller.end(() => caller.destroy()));
  caller.once("close", () => {
    far.destroy();
    ended(tunnel);
  });
  return tunnel;
}
