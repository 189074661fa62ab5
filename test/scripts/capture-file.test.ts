import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { captureFile } from "../../scripts/capture-file.ts";
import { hostReader, type Line, type ReaderKind } from "../../scripts/hosted-reader.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { closing } from "../../scripts/until-stopped.ts";
import { serveTcp } from "../../device/io/tcp.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import { CAPTURE_HEAD } from "../../simulator/reader/usb-capture.ts";
import { virtualWorld } from "../../simulator/world.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-pcap-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const world = virtualWorld(1);

/** A reader that is to be there, and whose place or kind may not do. */
async function hosting(path: string, kind: ReaderKind, line: Line): Promise<string> {
  const ends = closing();
  const capture = captureFile(path, world.clock, { raw: false });
  ends.later(() => capture.close());
  const parts = { ...makeProducts(), world, recorder: forgetfulRecorder, closing: ends, capture };
  const said = await hostReader(kind, line, parts).then(
    () => "ready",
    (error: unknown) => String(error),
  );
  await ends.all();
  return said;
}

describe("a capture that is there already", () => {
  const kept = (name: string) => {
    const path = join(folder, name);
    writeFileSync(path, "of an earlier run");
    return path;
  };

  test("is left alone by a reader that came to nothing: of a kind that has no transfers, or whose port another program has", async () => {
    const path = kept("earlier.pcap");
    expect(await hosting(path, "face", { is: "tcp", port: 0 })).toMatch(/no USB transfers/);
    const other = await serveTcp(0, () => undefined);
    expect(await hosting(path, "face", { is: "usbip", port: other.port })).toMatch(/another program/);
    await other.close();
    expect(readFileSync(path, "utf8")).toBe("of an earlier run");
  });

  test("is replaced as a whole by a reader that is ready", async () => {
    const path = kept("replaced.pcap");
    writeFileSync(path, "x".repeat(100_000));
    expect(await hosting(path, "face", { is: "usbip", port: 0 })).toBe("ready");
    const written = readFileSync(path);
    expect(written.subarray(0, CAPTURE_HEAD.length)).toEqual(Buffer.from(CAPTURE_HEAD));
    expect(written.includes("xxx")).toBe(false);
  });
});

test("a reader that came to nothing leaves no file where there was none", async () => {
  const path = join(folder, "none.pcap");
  await hosting(path, "face", { is: "tcp", port: 0 });
  expect(existsSync(path)).toBe(false);
});
