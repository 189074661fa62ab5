import type { HidLibrary, OpenHid } from "../../../device/io/hid.ts";
import type { ByteStream } from "../../../device/ports.ts";

type Device = Awaited<ReturnType<HidLibrary["devicesAsync"]>>[number];

/** A host with these devices plugged in, in place of node-hid; the first one's far end is in the test's hand. */
export function fakeHid(...devices: readonly Partial<Device>[]) {
  const listed = devices.map((device): Device => ({ ...NOBODY, ...device }));
  let fromHost: (report: Uint8Array) => void = () => undefined;
  let opened: { data: ((report: Uint8Array) => void)[]; error: ((error: Error) => void)[] } | undefined;
  const open = (path: string): Promise<OpenHid> => {
    if (path === "held") return Promise.reject(new TypeError("cannot open device with path held"));
    const own: NonNullable<typeof opened> = { data: [], error: [] };
    opened = own;
    return Promise.resolve({
      write(values) {
        if (opened !== own) return Promise.reject(new TypeError("Cannot write to HID device"));
        // Number 0 and 64 bytes: the number does not reach the device.
        queueMicrotask(() => fromHost(Uint8Array.from(values.slice(1))));
        return Promise.resolve(values.length);
      },
      on(event: "data" | "error", listener: ((report: Uint8Array) => void) & ((error: Error) => void)) {
        own[event].push(listener);
      },
      close() {
        if (opened !== own) return Promise.reject(new TypeError("device not open"));
        opened = undefined;
        return Promise.resolve();
      },
    });
  };
  const far: ByteStream = {
    write(report) {
      const { data = [] } = opened ?? {};
      queueMicrotask(() => data.forEach((take) => take(report)));
    },
    onBytes: (take) => void (fromHost = take),
    onClose: () => undefined,
    close: () => Promise.resolve(),
  };
  const library: HidLibrary = {
    devicesAsync: (vendor, product) =>
      Promise.resolve(listed.filter(({ vendorId, productId }) => vendorId === vendor && productId === product)),
    HIDAsync: { open },
  };
  return {
    far,
    load: () => Promise.resolve(library),
    unplug() {
      const { error = [] } = opened ?? {};
      opened = undefined;
      for (const tell of error) tell(new Error("could not read from HID device"));
    },
  };
}

const NOBODY: Device = { vendorId: 0, productId: 0, release: 0, interface: 1 };
