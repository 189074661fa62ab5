import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { serveTcp } from "../../device/io/tcp.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import { hostUsbReader } from "../../scripts/built-in/hosted-usb-reader.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { realTime } from "../../scripts/real-time.ts";
import { usbip } from "../../simulator/reader/carriers/usbip.ts";
import { bootGuest, GUEST, guestKernel } from "./guest.ts";
import { needs } from "./needs.ts";
import { writeDrivers } from "./pcscd.ts";

/** An emulated processor beside whatever else this machine does. */
const BOOT_AND_ALL_MS = 480_000;

test(
  "Debian's kernel takes the reader by USB/IP: pcscd and node-hid use it at once, cards come and go, and the plug is pulled",
  async (context) => {
    needs(context, ...GUEST);
    const kernel = fetched(context);
    if (kernel === undefined) return;
    const folder = await mkdtemp(join(tmpdir(), "shikaku-drivers-"));
    const drivers = join(folder, "drivers");
    await writeDrivers(drivers, { vendor: 0x1209, product: 1, name: "Shikaku" });
    const time = realTime(1);
    const reader = hostUsbReader({ world: time.world, recorder: forgetfulRecorder, ...makeProducts() });
    await reader.operator.perform({ intent: "placeCard", persona: "hanako" });
    const carrier = usbip(reader.device);
    const server = await serveTcp(0, (stream) => carrier.connect(stream));
    const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const words = [at("guest_attach.py"), "10.0.2.2", String(server.port)];
    const guest = await bootGuest(kernel, at("guest-program.ts"), words, drivers);
    const did: Readonly<Record<string, unknown>>[] = [];
    const typing = reader.panel
      .until("enterPin")
      .then(() => reader.operator.perform({ intent: "enterPin", pin: "1234" }));
    try {
      for (;;) {
        const line = await guest.next();
        if (line["wants"] === "removeCard") await reader.operator.perform({ intent: "removeCard" });
        else if (line["wants"] === "placeCard") await reader.operator.perform({ intent: "placeCard", persona: "taro" });
        else if (line["wants"] === "unplug") carrier.unplug();
        else if (line["wants"] === "plug") carrier.plug();
        else did.push(line);
        if (line["did"] === "all" || line["failed"] !== undefined) break;
      }
      expect(did).toEqual([
        { did: "card", reader: "Shikaku [CCID] (SHK-0001) 00 00", answers: ["9000", "9000"], read: 258 },
        { did: "hid", maker: "shikaku", serial: "SHK-0001" },
        { did: "pin", sw: "9000" },
        { did: "movements" },
        { did: "unplugged", dead: expect.stringMatching(/^SCARD_/) as string, absent: true },
        { did: "plugged again", answer: "9000", serial: "SHK-0001" },
        { did: "all" },
      ]);
      await typing;
      await guest.ended;
    } finally {
      await guest.stop();
      await server.close();
      await reader.stop();
      time.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
  BOOT_AND_ALL_MS,
);

/** Where no kernel can be had a developer is told so; in CI that is a failure. */
function fetched(context: { skip(note?: string): void }): string | undefined {
  try {
    return guestKernel();
  } catch (error) {
    if (process.env["CI"]) throw error;
    context.skip("Debian's kernel could not be fetched: run scripts/system-deps.sh");
    return undefined;
  }
}
