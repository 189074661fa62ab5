import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { UsbDevice } from "../../device/ports.ts";
import { READER_DESCRIPTORS } from "../../device/firmware/usb-descriptors.ts";
import { usbControl } from "../../device/firmware/usb-control.ts";
import { usbPipe } from "../../device/firmware/usb-pipe.ts";
import { openUmockdev } from "../../simulator/reader/carriers/umockdev.ts";

/** Reports of 64 bytes there and back: node-hid and hidapi in a process of their own, the carrier and a device that repeats them here. */
export interface HidEcho {
  /** Milliseconds of the middle one and of the 99th in a hundred. */
  measure(count: number): Promise<{ readonly p50: number; readonly p99: number }>;
  stop(): Promise<void>;
}

export async function hidEcho(): Promise<HidEcho> {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-echo-"));
  const reports = usbPipe(16);
  const control = usbControl({ serial: "ECHO", report: () => undefined });
  const device: UsbDevice = {
    descriptors: READER_DESCRIPTORS,
    control: (setup, data) => control.request(setup, data),
    out(_, data) {
      reports.push(data);
      return true;
    },
    in: (_, longest, told) => reports.wait(longest, told),
    detached: () => reports.clear(),
  };
  const mocked = await openUmockdev(join(folder, "usb"), device);
  const program = fileURLToPath(new URL("hid-client.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program], {
    env: { ...process.env, ...mocked.env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  return {
    async measure(count) {
      child.stdin.write(`${count}\n`);
      const [line] = (await once(lines, "line")) as [string];
      const [p50 = Number.NaN, p99 = Number.NaN] = line.split(" ").map(Number);
      return { p50, p99 };
    },
    async stop() {
      child.stdin.end();
      await once(child, "exit");
      await mocked.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
