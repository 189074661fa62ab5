import { DeviceError } from "../errors.ts";
import type { ByteStream, Cancel, FrameDevice, Transport } from "../ports.ts";
import { frame, framer } from "../wire/face-frame.ts";
import { frameQueue } from "./frame-queue.ts";

export interface StreamOptions {
  /** What a fault calls this link. */
  readonly name?: string;
  /** Bytes that belong to no frame: noise on the line, or a peer that frames otherwise. */
  readonly onGarbage?: (skipped: Uint8Array) => void;
}

/** The host's end of a serial line, a pty or a socket. */
export function streamTransport(
  stream: ByteStream,
  { name = "serial link", onGarbage }: StreamOptions = {},
): Transport {
  const frames = frameQueue<Uint8Array>();
  const { push } = framer((payload) => frames.push(payload), onGarbage);
  const lost = () => new DeviceError("link.lost", { link: name, setup: "reader.unplugged" });
  let state: "open" | "closed" | "lost" = "open";
  stream.onBytes(push);
  stream.onClose(() => {
    if (state !== "open") return;
    state = "lost";
    frames.fail(lost());
  });
  return {
    frames,
    send(payload) {
      if (state !== "open") return Promise.reject(lost());
      stream.write(frame(payload));
      return Promise.resolve();
    },
    async close() {
      if (state === "closed") return;
      state = "closed";
      frames.end();
      await stream.close();
    },
  };
}

/** The reader's end. */
export function serveStream(device: FrameDevice, stream: ByteStream, onGarbage?: StreamOptions["onGarbage"]): Cancel {
  const { push } = framer((payload) => device.receive(payload), onGarbage);
  const stop = device.onFrame((payload) => stream.write(frame(payload)));
  stream.onBytes(push);
  stream.onClose(stop);
  return stop;
}
