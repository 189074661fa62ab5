import { connect, createServer, type Socket } from "node:net";
import type { ByteStream } from "../ports.ts";
import { linkRefused, setupOf } from "./system-codes.ts";

/** Milliseconds; a reader stands on the same desk, or in the same house. */
const PATIENCE = 10_000;

/** A reader on the network. Rejects with `link.refused`, at the latest after `patience` milliseconds. */
export async function openTcp(host: string, port: number, patience = PATIENCE): Promise<ByteStream> {
  const socket = connect({ host, port, noDelay: true });
  const late = setTimeout(() => socket.destroy(silentFor(patience)), patience);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", (error) =>
      reject(linkRefused(`${host}:${port}`, error.message, setupOf(error, "connection"), error)),
    );
  }).finally(() => clearTimeout(late));
  return streamOf(socket);
}

const silentFor = (patience: number) =>
  Object.assign(new Error(`no answer within ${patience / 1000} s`), { code: "ETIMEDOUT" });

export interface TcpServer {
  readonly port: number;
  /** Hangs up on everyone. */
  close(): Promise<void>;
}

/** A reader of ours on the network, on this machine alone; port 0 takes a free one. Rejects with `link.refused`. */
export async function serveTcp(port: number, onStream: (stream: ByteStream) => void): Promise<TcpServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    onStream(streamOf(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) =>
      reject(linkRefused(`port ${port}`, error.message, setupOf(error, "connection"), error)),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function streamOf(socket: Socket): ByteStream {
  // What becomes of a socket is told by its closing; an error without a listener would end the program.
  socket.on("error", () => undefined);
  return {
    write: (bytes) => void socket.write(bytes),
    onBytes: (take) => void socket.on("data", (chunk) => take(new Uint8Array(Buffer.from(chunk)))),
    onClose: (closed) => void socket.on("close", closed),
    close: () =>
      new Promise((resolve) => {
        if (socket.destroyed) resolve();
        else socket.once("close", resolve).destroy();
      }),
  };
}
