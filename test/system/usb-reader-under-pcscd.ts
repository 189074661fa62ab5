import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recorder, type Recorder } from "../../device/trace.ts";
import { type HostedUsbReader, hostUsbReader } from "../../scripts/built-in/hosted-usb-reader.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { realTime } from "../../scripts/real-time.ts";
import { openUmockdev, type Umockdev } from "../../simulator/reader/carriers/umockdev.ts";
import { tapped, type UsbHalf } from "../../simulator/reader/usb-tap.ts";
import { PCSCD } from "./needs.ts";
import { type Pcscd, startPcscd } from "./pcscd.ts";
import { secretsOf } from "./reader-under-pcscd.ts";

/** Everything that a USB reader under umockdev and a pcscd of its own take. */
export const USB_PCSCD = [...PCSCD, "umockdev-run", "mkfifo"] as const;

/** The whole reference reader as a USB device, a persona's card on it, and a pcscd of its own that drives it. */
export interface UsbReaderUnderPcscd {
  readonly reader: HostedUsbReader;
  readonly mocked: Umockdev;
  readonly pcscd: Pcscd;
  readonly trace: Recorder;
  /** Every transfer, as the PC had it. */
  readonly transfers: readonly UsbHalf[];
  /** The reader's name among PC/SC programs. */
  readonly name: string;
  stop(): Promise<void>;
}

export async function usbReaderUnderPcscd({ person = "hanako", escape = false } = {}): Promise<UsbReaderUnderPcscd> {
  const folder = await mkdtemp(join(tmpdir(), "shikaku-usb-"));
  const time = realTime(1);
  const { world } = time;
  const trace = recorder(world.clock, secretsOf(person));
  const reader = hostUsbReader({ world, recorder: trace, ...makeProducts() });
  await reader.operator.perform({ intent: "placeCard", persona: person });
  const transfers: UsbHalf[] = [];
  const device = tapped(reader.device, (half) => void transfers.push(half));
  const mocked = await openUmockdev(join(folder, "usb"), device);
  const close = async () => {
    await mocked.close();
    await reader.stop();
    time.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const listed = { vendor: 0x1209, product: 1, name: "Shikaku", escape };
    const pcscd = await startPcscd([], { listed, env: mocked.env, debug: process.env["PCSCD_DEBUG"] !== undefined });
    // libpcsclite looks at the environment once in the life of a process: one pcscd a test file.
    Object.assign(process.env, pcscd.env);
    const end = async () => {
      await pcscd.stop();
      await close();
    };
    return { reader, mocked, pcscd, trace, transfers, name: "Shikaku [CCID] (SHK-0001) 00 00", stop: end };
  } catch (error) {
    await close();
    throw error;
  }
}
