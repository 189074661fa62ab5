import { createInterface } from "node:readline";
import { devices, HID } from "node-hid";

/**
 * A HID program like most: a process of its own that sends a report and waits for the one that comes back, so many times as a line on
 * stdin says. It tells the milliseconds of the middle one and of the slowest of a hundred.
 */
const device = new HID(devices(0x1209, 1)[0]?.path ?? "");
const report = [0, ...Array.from({ length: 64 }, (_, i) => i)];

for await (const line of createInterface({ input: process.stdin })) {
  const times: number[] = [];
  for (let i = 0; i < Number(line); i++) {
    const start = performance.now();
    device.write(report);
    if (device.readTimeout(5000).length !== 64) throw new Error("no report came back");
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * times.length)] ?? Number.NaN;
  console.log(`${at(0.5)} ${at(0.99)}`);
}
device.close();
