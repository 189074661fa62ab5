import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { HidFacts } from "./umockdev-hidraw.ts";

export interface Tree {
  /** Where the two nodes stand, below the folder. */
  readonly nodes: { readonly usb: string; readonly hidraw: string };
}

export interface UsbFacts extends HidFacts {
  readonly maker: string;
  readonly descriptors: { readonly device: Uint8Array; readonly configuration: Uint8Array };
  readonly interfaces: readonly { readonly number: number; readonly class: number; readonly text: string }[];
}

const two = (value: number) => value.toString(16).padStart(2, "0");
const four = (value: number) => value.toString(16).padStart(4, "0");

/** The part of /sys and /dev that libudev, libusb, hidapi and pcscd read of a composite USB device. */
export function layOut(root: string, facts: UsbFacts): Tree {
  const { vendor, product, serial, name, maker } = facts;
  const usb = join(root, "sys", "devices", "pci0000:00", "usb1", "1-1");
  const file = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  const link = (path: string, to: string) => {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(to, { recursive: true });
    symlinkSync(relative(dirname(path), to), path);
  };
  const onBus = (bus: string, folder: string, id: string) => {
    link(join(folder, "subsystem"), join(root, "sys", "bus", bus));
    link(join(root, "sys", "bus", bus, "devices", id), folder);
  };
  const attributes = (folder: string, values: Readonly<Record<string, string>>) => {
    for (const [attribute, value] of Object.entries(values)) file(join(folder, attribute), `${value}\n`);
  };

  const id = `${vendor.toString(16)}/${product.toString(16)}/100`;
  file(
    join(usb, "uevent"),
    `MAJOR=189\nMINOR=1\nDEVNAME=bus/usb/001/002\nDEVTYPE=usb_device\nDRIVER=usb\nPRODUCT=${id}\nTYPE=0/0/0\nBUSNUM=001\nDEVNUM=002\n`,
  );
  attributes(usb, {
    ...{ dev: "189:1", busnum: "1", devnum: "2", speed: "12", bConfigurationValue: "1", bNumConfigurations: "1" },
    ...{ bNumInterfaces: " 2", bDeviceClass: "00", bDeviceSubClass: "00", bDeviceProtocol: "00", version: " 2.00" },
    ...{ idVendor: four(vendor), idProduct: four(product), bcdDevice: "0100", bMaxPacketSize0: "64" },
    ...{ manufacturer: maker, product: name, serial },
  });
  file(join(usb, "descriptors"), Buffer.concat([facts.descriptors.device, facts.descriptors.configuration]));
  onBus("usb", usb, "1-1");
  for (const face of facts.interfaces) {
    const folder = join(usb, `1-1:1.${face.number}`);
    const type = `INTERFACE=${face.class}/0/0\n`;
    file(join(folder, "uevent"), `DEVTYPE=usb_interface\nPRODUCT=${id}\nTYPE=0/0/0\n${type}`);
    attributes(folder, {
      ...{ bInterfaceNumber: two(face.number), bAlternateSetting: " 0", bInterfaceClass: two(face.class) },
      ...{ bInterfaceSubClass: "00", bInterfaceProtocol: "00", interface: face.text },
    });
    onBus("usb", folder, `1-1:1.${face.number}`);
  }

  const hidId = `0003:${four(vendor).toUpperCase()}:${four(product).toUpperCase()}.0001`;
  const hid = join(usb, `1-1:1.${facts.interface}`, hidId);
  const ids = `0003:0000${four(vendor).toUpperCase()}:0000${four(product).toUpperCase()}`;
  file(
    join(hid, "uevent"),
    `DRIVER=hid-generic\nHID_ID=${ids}\nHID_NAME=${maker} ${name}\nHID_PHYS=usb-1/input${facts.interface}\nHID_UNIQ=${serial}\n`,
  );
  file(join(hid, "report_descriptor"), facts.report);
  onBus("hid", hid, hidId);
  const raw = join(hid, "hidraw", "hidraw0");
  file(join(raw, "uevent"), "MAJOR=240\nMINOR=0\nDEVNAME=hidraw0\n");
  file(join(raw, "dev"), "240:0\n");
  link(join(raw, "subsystem"), join(root, "sys", "class", "hidraw"));
  link(join(raw, "device"), hid);
  link(join(root, "sys", "class", "hidraw", "hidraw0"), raw);

  const node = (path: string, number: string) => {
    for (const top of ["dev", join("ioctl", "dev")]) mkdirSync(dirname(join(root, top, path)), { recursive: true });
    mkdirSync(join(root, "dev", ".node"), { recursive: true });
    symlinkSync(number, join(root, "dev", ".node", path.replaceAll("/", "_")));
    return path;
  };
  return { nodes: { usb: node("bus/usb/001/002", "189:1"), hidraw: node("hidraw0", "240:0") } };
}
