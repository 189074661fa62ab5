import { DeviceError } from "../errors.ts";
import type { ByteStream, Cancel, Clock, FrameDevice, Transport } from "../ports.ts";
import { frame, framer } from "../wire/face-frame.ts";
import { frameQueue } from "./frame-queue.ts";

export interface StreamOptions {
  /** What a fault calls this link. */
  readonly name?: string;
  /** Bytes that belong to no frame: noise on the line, or a peer that frames otherwise. */
  readonly onGarbage?: (skipped: Uint8Array) => void;
  /** Where the line outlives who is at its ends: a frame that was left half said is given up after a second. */
  readonly clock?: Clock;
}

/** Milliseconds between two pieces of one frame. */
const PAUSE = 1_000;

/** Frames out of the pieces of a line. */
function pieces(onFrame: (payload: Uint8Array) => void, { onGarbage, clock }: StreamOptions) {
  const frames = framer(onFrame, onGarbage);
  let late: Cancel = () => undefined;
  return {
    push: (chunk: Uint8Array): void => {
      late();
      frames.push(chunk);
      if (clock && frames.waits) late = clock.after(PAUSE, () => frames.giveUp());
    },
    stop: (): void => late(),
  };
}

/** The host's end of a serial line, a pty or a socket. */
export function streamTransport(stream: ByteStream, options: StreamOptions = {}): Transport {
  const { name = "serial link" } = options;
  const frames = frameQueue<Uint8Array>();
  const { push, stop } = pieces((payload) => frames.push(payload), options);
  const lost = () => new DeviceError("link.lost", { link: name, setup: "reader.unplugged" });
  let state: "open" | "closed" | "lost" = "open";
  stream.onBytes(push);
  stream.onClose(() => {
    stop();
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
      stop();
      frames.end();
      await stream.close();
    },
  };
}

/** The reader's end. */
export function serveStream(device: FrameDevice, stream: ByteStream, options: StreamOptions = {}): Cancel {
  const line = pieces((payload) => device.receive(payload), options);
  const unhear = device.onFrame((payload) => stream.write(frame(payload)));
  const stop = () => {
    line.stop();
    unhear();
  };
  stream.onBytes(line.push);
  stream.onClose(stop);
  return stop;
}
