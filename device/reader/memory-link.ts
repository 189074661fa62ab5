import { DeviceError } from "../errors.ts";
import type { Clock, FrameDevice, Transport } from "../ports.ts";
import { frameQueue } from "./frame-queue.ts";

/** A reader in the same process, behind a cable of `latency` milliseconds that can be pulled out. */
export function memoryLink(device: FrameDevice, clock: Clock, latency = 0): Transport & { unplug(): void } {
  const frames = frameQueue<Uint8Array>();
  const lost = () => new DeviceError("link.lost", { link: "memory link" });
  let plugged = true;
  const stop = device.onFrame((frame) => {
    const copy = frame.slice();
    clock.after(latency, () => frames.push(copy));
  });
  const disconnect = () => {
    plugged = false;
    stop();
  };
  return {
    frames,
    send(frame) {
      if (!plugged) return Promise.reject(lost());
      const copy = frame.slice();
      clock.after(latency, () => {
        if (plugged) device.receive(copy);
      });
      return Promise.resolve();
    },
    close() {
      disconnect();
      frames.end();
      return Promise.resolve();
    },
    unplug() {
      disconnect();
      frames.fail(lost());
    },
  };
}
