import { createServer, type Socket } from "node:net";

/**
 * What umockdev's preload library does with a program's calls on a device: for each open device one socket, on which three numbers of
 * eight bytes tell of a call, and the other end fetches and puts the program's memory until it says how the call ended (libumockdev
 * 0.17, src/ioctl.vala and umockdev-preload.c; this is internal to umockdev and may change with its version).
 */
const MESSAGE = { ioctl: 1n, done: 3n, fetch: 5n, put: 6n, read: 7n, write: 8n } as const;

export const ERRNO = {
  ...{ ENOENT: 2, EAGAIN: 11, EBUSY: 16, ENODEV: 19, EINVAL: 22, ENOTTY: 25, EPIPE: 32, ENODATA: 61 },
  ESHUTDOWN: 108,
};

export type Call =
  | { readonly is: "ioctl"; readonly request: number; readonly arg: bigint }
  | { readonly is: "read" | "write"; readonly at: bigint; readonly length: number };

/** The memory of the program that made the call. */
export interface Memory {
  fetch(at: bigint, length: number): Promise<Uint8Array>;
  put(at: bigint, bytes: Uint8Array): void;
}

/** A program that has the device open. A number below zero is an error of the system, as the kernel has it. */
export interface Opened {
  call(call: Call, memory: Memory): number | Promise<number>;
  closed(): void;
}

export interface Served {
  close(): Promise<void>;
}

export async function serveCalls(path: string, open: () => Opened): Promise<Served> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const opened = open();
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      opened.closed();
    });
    void serve(socket, opened);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(socket: Socket, opened: Opened): Promise<void> {
  const next = exactly(socket);
  const say = (...numbers: readonly bigint[]) => {
    const bytes = Buffer.alloc(8 * numbers.length);
    numbers.forEach((number, i) => bytes.writeBigUInt64LE(BigInt.asUintN(64, number), 8 * i));
    socket.write(bytes);
  };
  const memory: Memory = {
    fetch(at, length) {
      say(MESSAGE.fetch, at, BigInt(length));
      return next(length);
    },
    put(at, bytes) {
      say(MESSAGE.put, at, BigInt(bytes.length));
      socket.write(bytes);
    },
  };
  try {
    for (;;) {
      const head = Buffer.from(await next(24));
      const [type, a, b] = [0, 8, 16].map((at) => head.readBigUInt64LE(at)) as [bigint, bigint, bigint];
      const call: Call | undefined =
        type === MESSAGE.ioctl
          ? { is: "ioctl", request: Number(BigInt.asUintN(32, a)), arg: b }
          : type === MESSAGE.read || type === MESSAGE.write
            ? { is: type === MESSAGE.read ? "read" : "write", at: a, length: Number(b) }
            : undefined;
      const result = call ? await opened.call(call, memory) : -ERRNO.ENOTTY;
      say(MESSAGE.done, BigInt(Math.max(result, -1)), BigInt(result < 0 ? -result : 0));
    }
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

class Gone extends Error {}

/** Exactly so many bytes, when they have come. */
function exactly(socket: Socket): (length: number) => Promise<Uint8Array> {
  let held = Buffer.alloc(0);
  let over = false;
  let wake: () => void = () => undefined;
  socket.on("data", (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    wake();
  });
  socket.on("close", () => {
    over = true;
    wake();
  });
  return async (length) => {
    while (held.length < length) {
      if (over) throw new Gone();
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const bytes = Uint8Array.from(held.subarray(0, length));
    held = held.subarray(length);
    return bytes;
  };
}
