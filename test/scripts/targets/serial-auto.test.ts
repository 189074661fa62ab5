import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openSerial } from "../../../device/io/serial.ts";
import { systemClock } from "../../../device/io/system-clock.ts";
import type { FrameDevice } from "../../../device/ports.ts";
import { findFaceReaders } from "../../../device/reader/find-reader.ts";
import { serveStream } from "../../../device/reader/stream-link.ts";
import { encodeFace } from "../../../device/wire/face.ts";
import { lineTo } from "../../../scripts/targets/lines.ts";
import { openPty, type Pty } from "../../../simulator/reader/carriers/pty.ts";
import { reader } from "./answering-reader.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-auto-"));
const opened: Pty[] = [];
afterAll(async () => {
  for (const pty of opened) await pty.close();
  rmSync(folder, { recursive: true, force: true });
});

/** It says something that nobody here knows before it says who it is. */
const newer = (device: FrameDevice): FrameDevice => ({
  ...device,
  onFrame: (send) => device.onFrame((frame) => [Uint8Array.of(0xff, 0x7a, 0x00), frame].forEach((each) => send(each))),
});

async function port(): Promise<Pty> {
  const pty = await openPty();
  opened.push(pty);
  return pty;
}

describe.skipIf(process.platform === "win32")("a reader on one of several serial ports", () => {
  test("is the one that says who it is; what is silent, held, talks otherwise or is not there is passed over", async () => {
    const [silent, other, held, good] = [await port(), await port(), await port(), await port()];
    other.onBytes(() => other.write(new TextEncoder().encode("login: ")));
    serveStream(reader("held"), held);
    serveStream(newer(reader("R-1")), good);
    const holder = await openSerial(held.path);
    const paths = [silent, other, held, good].map(({ path }) => path);
    const found = await findFaceReaders(
      [...paths, join(folder, "none")],
      (path) => openSerial(path),
      systemClock(),
      500,
    );
    expect(found.map(({ address, identity }) => [address, identity.serial])).toEqual([[good.path, "R-1"]]);
    await holder.close();
    // Nothing is kept open.
    for (const { path } of [silent, good]) await (await openSerial(path)).close();
  });

  test("is spoken to by serial:auto, and found again at another port", async () => {
    const first = await port();
    serveStream(reader("R-1"), first);
    let there = [first.path];
    const line = lineTo({ is: "serial", path: "auto" }, () => Promise.resolve(there));
    const serialOf = async () => {
      const link = await line.connect(() => undefined);
      await link.send(encodeFace({ is: "hello", version: 1 }));
      for await (const frame of link.frames) {
        await link.close();
        return Buffer.from(frame).toString("latin1");
      }
      return "";
    };
    expect(await serialOf()).toContain("R-1");
    await first.close();
    const second = await port();
    serveStream(reader("R-2"), second);
    there = [second.path];
    expect(await serialOf()).toContain("R-2");
  });

  test("that is not there is refused, and of two it has to be said which", async () => {
    const [one, two] = [await port(), await port()];
    serveStream(reader("R-1"), one);
    serveStream(reader("R-2"), two);
    const connect = (...paths: string[]) =>
      lineTo({ is: "serial", path: "auto" }, () => Promise.resolve(paths)).connect(() => undefined);
    await expect(connect()).rejects.toMatchObject({ fault: "link.refused", context: { setup: "serial.absent" } });
    await expect(connect(one.path, two.path)).rejects.toThrow(/say which/);
  });
});
