import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { DeviceError } from "../../../device/errors.ts";
import type { UsbDevice } from "../../../device/ports.ts";
import { EMPTY } from "../../../device/wire/bytes.ts";
import { DESCRIPTOR } from "../../../device/wire/usb.ts";
import { fifo } from "./fifo.ts";
import { serveCalls } from "./umockdev-calls.ts";
import { hidraw } from "./umockdev-hidraw.ts";
import { layOut, type UsbFacts } from "./umockdev-tree.ts";
import { usbfs } from "./umockdev-usbfs.ts";

/**
 * A USB device for programs that run under umockdev's preload library: they see it in /sys, in /dev/bus/usb and as /dev/hidraw0, and
 * what they do with it comes here. No kernel, no rights and no plug are needed; hot-plug and the kernel's own drivers are not in it.
 */
export interface Umockdev {
  /** For the environment of such a program. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on every call says that the device has gone. */
  unplug(): void;
  /** Takes the folder away. */
  close(): Promise<void>;
}

export async function openUmockdev(folder: string, device: UsbDevice): Promise<Umockdev> {
  const root = resolve(folder);
  if (existsSync(root) && readdirSync(root).length > 0)
    throw new DeviceError("file.refused", { path: folder, why: "it has to be a folder that is empty, or none yet" });
  mkdirSync(root, { recursive: true });
  const facts = factsOf(device);
  const { nodes } = layOut(root, facts);
  const [usbLevel, hidLevel] = [fifo(join(root, "dev", nodes.usb)), fifo(join(root, "dev", nodes.hidraw))];
  const usb = usbfs(device, usbLevel);
  const hid = hidraw(device, facts, hidLevel);
  const served = await Promise.all([
    serveCalls(join(root, "ioctl", "dev", nodes.usb), () => usb.open()),
    serveCalls(join(root, "ioctl", "dev", nodes.hidraw), () => hid.open()),
  ]);
  return {
    env: { UMOCKDEV_DIR: root, LD_PRELOAD: "libumockdev-preload.so.0" },
    unplug() {
      usb.unplug();
      hid.unplug();
      device.detached();
    },
    async close() {
      for (const one of served) await one.close();
      usbLevel.close();
      hidLevel.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const ENGLISH = 0x0409;
const HID_CLASS = 3;

/** What the kernel reads of a device at plug-in, asked of the device itself. */
function factsOf(device: UsbDevice): UsbFacts {
  const { device: own, configuration } = device.descriptors;
  const le = (at: number) => (own[at] ?? 0) + 256 * (own[at + 1] ?? 0);
  const ask = (type: number, value: number, index: number, length: number) =>
    device.control({ type, request: 6, value, index, length }, EMPTY) ?? EMPTY;
  const text = (index: number) =>
    Buffer.from(ask(0x80, (DESCRIPTOR.string << 8) | index, ENGLISH, 255).subarray(2)).toString("utf16le");
  const interfaces: { number: number; class: number; text: string }[] = [];
  let [hidInterface, hidEndpoint, inside] = [0, 0, -1];
  for (let at = 0; at < configuration.length; at += Math.max(2, configuration[at] ?? 0)) {
    const [, type, a = 0, , , kind = 0, , , name = 0] = configuration.subarray(at);
    if (type === DESCRIPTOR.interface) {
      interfaces.push({ number: a, class: kind, text: text(name) });
      inside = kind;
      if (kind === HID_CLASS) hidInterface = a;
    } else if (type === DESCRIPTOR.endpoint && inside === HID_CLASS) hidEndpoint = a & 0x0f;
  }
  return {
    ...{ vendor: le(8), product: le(10), maker: text(own[14] ?? 0), name: text(own[15] ?? 0) },
    ...{ serial: text(own[16] ?? 0), descriptors: device.descriptors, interfaces },
    ...{ interface: hidInterface, endpoint: hidEndpoint },
    report: ask(0x81, DESCRIPTOR.hidReport << 8, hidInterface, 4096),
  };
}
