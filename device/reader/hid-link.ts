import { DeviceError } from "../errors.ts";
import type { ByteStream, Cancel, FrameDevice, Transport } from "../ports.ts";
import { hidFramer, hidReports } from "../wire/hid-frame.ts";
import { frameQueue } from "./frame-queue.ts";
import type { StreamOptions } from "./stream-link.ts";

/** The host's end of a HID device: each chunk of `reports` is one report. `channel` tells this program from others at the device. */
export function hidTransport(
  reports: ByteStream,
  channel: number,
  { name = "HID device", onGarbage }: StreamOptions = {},
): Transport {
  const frames = frameQueue<Uint8Array>();
  const { push } = hidFramer((payload) => frames.push(payload), onGarbage, channel);
  const lost = () => new DeviceError("link.lost", { link: name, setup: "reader.unplugged" });
  let state: "open" | "closed" | "lost" = "open";
  reports.onBytes(push);
  reports.onClose(() => {
    if (state !== "open") return;
    state = "lost";
    frames.fail(lost());
  });
  return {
    frames,
    send(payload) {
      if (state !== "open") return Promise.reject(lost());
      for (const report of hidReports(channel, payload)) reports.write(report);
      return Promise.resolve();
    },
    async close() {
      if (state === "closed") return;
      state = "closed";
      frames.end();
      await reports.close();
    },
  };
}

/** The reader's end: it answers on the channel it was last spoken to on. */
export function serveHid(device: FrameDevice, reports: ByteStream, onGarbage?: StreamOptions["onGarbage"]): Cancel {
  let channel: number | undefined;
  const { push } = hidFramer((payload, from) => {
    channel = from;
    device.receive(payload);
  }, onGarbage);
  const stop = device.onFrame((payload) => {
    // Before the first word of a host there is nobody to speak to.
    if (channel !== undefined) for (const report of hidReports(channel, payload)) reports.write(report);
  });
  reports.onBytes(push);
  reports.onClose(stop);
  return stop;
}
