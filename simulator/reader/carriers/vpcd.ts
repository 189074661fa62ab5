import { connect, type Socket } from "node:net";
import { DeviceError } from "../../../device/errors.ts";
import type { CardSlot } from "../../../device/ports.ts";
import { vpcdAnswer, vpcdReader } from "./vpcd-frame.ts";

/** A card at the far end of vsmartcard's vpcd driver, which pcscd takes for a reader with that card in it. */
export interface VpcdCard {
  /** Rejects with `link.lost` when the driver goes; never resolves before `close`. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** Lays the card of `slot` on the driver at `host:port`. Rejects with `link.refused`. */
export async function layOnVpcd(slot: CardSlot, { host, port }: { host: string; port: number }): Promise<VpcdCard> {
  const socket = connect({ host, port, noDelay: true });
  const address = `${host}:${port}`;
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", (error) => reject(new DeviceError("link.refused", { address, why: error.message })));
  });
  socket.on("error", () => undefined);
  const acknowledge = await quickAcknowledgement(socket);

  let closing = false;
  const ended = new Promise<void>((resolve, reject) =>
    socket.once("close", () => (closing ? resolve() : reject(new DeviceError("link.lost", { link: address })))),
  );
  ended.catch(() => undefined);

  // The driver sends its next message only after the answer to the last one, where there is one.
  let atr: Uint8Array | undefined;
  let last: Promise<void> = Promise.resolve();
  const answer = (bytes: Uint8Array) => void socket.write(vpcdAnswer(bytes));
  const activate = async () => {
    atr = slot.present() ? await slot.powerOn() : undefined;
  };
  const take = vpcdReader((message) => {
    last = last.then(async () => {
      if (message.is === "powerOn" || message.is === "reset") await activate();
      else if (message.is === "powerOff") slot.powerOff();
      // The presence check: an empty answer says that the card is gone.
      else if (message.is === "atr") answer((atr ??= slot.present() ? await slot.powerOn() : undefined) ?? NOTHING);
      else if (message.is === "apdu") answer(await slot.transmit(message.bytes).catch(() => NOTHING));
    });
  });
  socket.on("data", (chunk: Buffer) => {
    acknowledge();
    take(new Uint8Array(chunk));
  });

  return {
    ended,
    async close() {
      closing = true;
      socket.destroy();
      await ended;
      slot.powerOff();
    },
  };
}

const NOTHING = new Uint8Array(0);
const IPPROTO_TCP = 6;
const TCP_QUICKACK = 12;

/**
 * The driver writes length and body apart and lets Nagle's algorithm hold the body back until the length is acknowledged; Linux
 * would put that off for 40 ms, with each APDU. The option does not last, so it is set anew with each message. Elsewhere, or without
 * the native library, the card is slow and right.
 */
async function quickAcknowledgement(socket: Socket): Promise<() => void> {
  const fd = (socket as unknown as { readonly _handle?: { readonly fd?: number } })._handle?.fd;
  if (process.platform !== "linux" || fd === undefined || fd < 0) return () => undefined;
  try {
    const { default: koffi } = await import("koffi");
    const setsockopt = koffi
      .load("libc.so.6")
      .func("int setsockopt(int fd, int level, int name, const int *value, unsigned int length)") as unknown as (
      fd: number,
      level: number,
      name: number,
      value: readonly number[],
      length: number,
    ) => number;
    const set = () => void setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, [1], 4);
    set();
    return set;
  } catch {
    return () => undefined;
  }
}
