import { devices, HIDAsync, setDriverType } from "node-hid";
import { openHid } from "../../device/io/hid.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { openFaceReader } from "../../device/reader/face-reader.ts";
import { hidTransport } from "../../device/reader/hid-link.ts";

/**
 * A program of its own that finds the reader by node-hid, as the kernel's hidraw or as libusb shows it, and greets it; then it tells on
 * stdout what it saw. With "stay" it keeps the line until the reader has gone, and tells that too.
 */
const [driver = "hidraw", stay] = process.argv.slice(2);
setDriverType(driver === "libusb" ? "libusb" : "hidraw");
const [found] = devices(0x1209, 1);
const path = found?.path ?? "";
const device = await HIDAsync.open(path);
const feature = Buffer.from(await device.getFeatureReport(0, 9)).toString("hex");
await device.close();
const reports = await openHid({ vendor: 0x1209, product: 1 }, () =>
  Promise.resolve({
    devicesAsync: (vendor, product) => Promise.resolve(devices(vendor, product)),
    HIDAsync,
  }),
);
const gone = new Promise<void>((resolve) => reports.onClose(resolve));
const reader = await openFaceReader(hidTransport(reports, process.pid), systemClock());
const { maker, model, serial } = reader.identity;
console.log(JSON.stringify({ found: { ...found, path: undefined }, feature, identity: { maker, model, serial } }));
if (stay) {
  await gone;
  console.log("gone");
}
await reader.close();
