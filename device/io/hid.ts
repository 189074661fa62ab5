import type { Device } from "node-hid";
import { DeviceError } from "../errors.ts";
import type { ByteStream } from "../ports.ts";
import { linkRefused } from "./system-codes.ts";

/** As much of node-hid as is used here. */
export interface HidLibrary {
  devicesAsync(vendor: number, product: number): Promise<Device[]>;
  readonly HIDAsync: { open(path: string): Promise<OpenHid> };
}

export interface OpenHid {
  write(values: number[]): Promise<number>;
  on(event: "data", take: (report: Uint8Array) => void): unknown;
  on(event: "error", failed: (error: unknown) => void): unknown;
  close(): Promise<void>;
}

export interface HidAddress {
  readonly vendor: number;
  readonly product: number;
  readonly serial?: string;
}

/**
 * A HID device by its USB ids; each chunk of the stream is one report without its number. Rejects with `link.refused` or
 * `native.missing`.
 */
export async function openHid(address: HidAddress, load: () => Promise<HidLibrary> = library): Promise<ByteStream> {
  const hid = await load();
  const name = hidName(address);
  const found = await listed(hid, address, name);
  const device = await hid.HIDAsync.open(pathOf(found, address, name)).catch((cause: unknown) => {
    throw linkRefused(name, told(cause), "hid.rights", cause);
  });

  let over = false;
  const closed = new Set<() => void>();
  const end = async () => {
    if (over) return;
    over = true;
    // A device that has been pulled out may refuse to be closed.
    await device.close().catch(() => undefined);
    for (const tell of closed) tell();
  };
  // node-hid tells of a pulled cable by an error in reading.
  device.on("error", () => void end());
  return {
    // Report number 0: the device has one kind of report.
    write(report) {
      if (!over) device.write([0, ...report]).catch(() => void end());
    },
    onBytes: (take) => void device.on("data", (report) => (over ? undefined : take(Uint8Array.from(report)))),
    onClose: (tell) => void closed.add(tell),
    close: end,
  };
}

export const hidName = ({ vendor, product, serial }: HidAddress): string =>
  `hid:${id(vendor)}:${id(product)}${serial === undefined ? "" : `:${serial}`}`;

const id = (number: number) => number.toString(16).padStart(4, "0");

async function listed(hid: HidLibrary, { vendor, product, serial }: HidAddress, name: string): Promise<Device[]> {
  try {
    const all = await hid.devicesAsync(vendor, product);
    return all.filter((device) => serial === undefined || device.serialNumber === serial);
  } catch (cause) {
    // The library itself is loaded by the first call only.
    if (codeOf(cause) === "ERR_DLOPEN_FAILED") throw missing(cause);
    throw linkRefused(name, told(cause), undefined, cause);
  }
}

/** Where a device shows several collections, ours is the vendor's own (usage page FF00 and above). */
function pathOf(found: readonly Device[], { serial }: HidAddress, name: string): string {
  const own = found.filter(({ usagePage = 0 }) => usagePage >= 0xff00);
  const paths = new Map(
    (own.length > 0 ? own : found).map((device) => [device.path ?? "", device.serialNumber ?? "?"]),
  );
  const [path, another] = paths.keys();
  if (path === undefined || path === "") throw linkRefused(name, "", "hid.absent");
  if (another === undefined) return path;
  const serials = [...new Set(paths.values())].join(", ");
  const hint = serial === undefined ? `; say which by its serial number: ${serials}` : "";
  throw linkRefused(name, `${paths.size} such devices are plugged in${hint}`);
}

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

const missing = (cause: unknown) =>
  new DeviceError(
    "native.missing",
    {
      library: "node-hid",
      setup: "hid.library",
      install: "Run npm ci again; on Debian it also wants apt-get install libusb-1.0-0.",
    },
    { cause },
  );

async function library(): Promise<HidLibrary> {
  try {
    const { devicesAsync, HIDAsync } = await import("node-hid");
    return { devicesAsync: (vendor, product) => devicesAsync(vendor, product), HIDAsync };
  } catch (cause) {
    throw missing(cause);
  }
}
