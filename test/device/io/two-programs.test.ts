import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSerial } from "../../../device/io/serial.ts";
import { systemClock } from "../../../device/io/system-clock.ts";
import { openTcp, serveTcp } from "../../../device/io/tcp.ts";
import { openHid } from "../../../device/io/hid.ts";
import { hidTransport, serveHid } from "../../../device/reader/hid-link.ts";
import { streamTransport } from "../../../device/reader/stream-link.ts";
import { forgetfulRecorder } from "../../../device/trace.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { hostFaceReader } from "../../../scripts/built-in/hosted-face-reader.ts";
import { makeProducts } from "../../../scripts/built-in/products.ts";
import { openPty } from "../../../simulator/reader/carriers/pty.ts";
import { seededRandom } from "../../../simulator/world.ts";
import { echo, faultOf, take } from "../reader/transport-contract.ts";
import { fakeHid } from "./fake-hid.ts";

/** Two programs that want one reader. How PC/SC shares one is in test/system. */

test.skipIf(process.platform === "win32")(
  "a serial port that another program has is refused, and says so",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "shikaku-two-"));
    const pty = await openPty(join(folder, "tty"));
    const first = await openSerial(pty.path);
    await expect(openSerial(pty.path)).rejects.toMatchObject({
      fault: "link.refused",
      context: { setup: "serial.held" },
    });
    await first.close();
    const second = await openSerial(pty.path);
    await second.close();
    await pty.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

test("a reader on TCP serves one host: the second is hung up on, and served once the first has gone", async () => {
  const clock = systemClock();
  const world = { clock, random: seededRandom(1), run: <T>(work: Promise<T>) => work };
  const reader = hostFaceReader({ world, recorder: forgetfulRecorder, ...makeProducts() });
  const server = await serveTcp(0, (stream) => reader.connect(stream));
  const open = async () => streamTransport(await openTcp("127.0.0.1", server.port));
  const hello = unhex("ff200480020001");
  const first = await open();
  await first.send(hello);
  expect(await take(first, 1)).toHaveLength(1);
  const second = await open();
  expect(await faultOf(take(second, 1))).toBe("link.lost");
  await first.close();
  let third = await open();
  // The server learns of the end of the first by the kernel's word.
  while ((await faultOf(third.send(hello).then(() => take(third, 1)))) !== "none") third = await open();
  await third.close();
  await reader.stop();
  await server.close();
});

test("on HID each program has its own channel, and hears nothing of the other's", async () => {
  const usb = fakeHid({ vendorId: 0x1209, productId: 1, path: "a", serialNumber: "1" });
  serveHid(echo(), usb.far);
  const reports = await openHid({ vendor: 0x1209, product: 1 }, usb.load);
  const garbage: string[] = [];
  const mine = hidTransport(reports, 7, { onGarbage: (skipped) => garbage.push(hex(skipped)) });
  await mine.send(unhex("0102"));
  for (const report of ["00000008810002aabb", "000000080055"]) usb.far.write(unhex(report.padEnd(128, "0")));
  await mine.send(unhex("0304"));
  expect(await take(mine, 4)).toEqual(["0102", "0102", "0304", "0304"]);
  expect(garbage).toEqual([]);
  await mine.close();
});
