import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { concat, hex, unhex } from "../../../../device/wire/bytes.ts";
import { openPty } from "../../../../simulator/reader/carriers/pty.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-pty-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.platform === "win32")("a pty", () => {
  test("carries every byte both ways unchanged, and survives the programs at its far end", async () => {
    const link = join(folder, "tty");
    const pty = await openPty(link);
    expect(readlinkSync(link)).toBe(pty.path);
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    let heard = new Uint8Array(0);
    pty.onBytes((chunk) => {
      heard = concat(heard, chunk) as typeof heard;
      pty.write(chunk);
    });
    for (let round = 0; round < 2; round++) {
      heard = new Uint8Array(0);
      expect(await echoed(link, all)).toBe(hex(all));
      expect(hex(heard)).toBe(hex(all));
    }
    let told = 0;
    pty.onClose(() => told++);
    await pty.close();
    await pty.close();
    expect(told).toBe(1);
    expect(existsSync(link)).toBe(false);
  });

  test("takes over a link that another reader left behind, and no other file", async () => {
    const stale = join(folder, "stale");
    symlinkSync("/dev/pts/none", stale);
    const pty = await openPty(stale);
    expect(readlinkSync(stale)).toBe(pty.path);
    await pty.close();

    const file = join(folder, "file");
    writeFileSync(file, "mine");
    await expect(openPty(file)).rejects.toMatchObject({ fault: "file.refused" });
    expect(existsSync(file)).toBe(true);
  });

  test("does not wait for a far end that nobody reads", async () => {
    const pty = await openPty();
    for (let i = 0; i < 100; i++) pty.write(new Uint8Array(1000));
    await pty.close();
  });

  test("leaves a link that points elsewhere by now", async () => {
    const link = join(folder, "moved");
    const pty = await openPty(link);
    rmSync(link);
    symlinkSync("/dev/null", link);
    await pty.close();
    expect(readlinkSync(link)).toBe("/dev/null");
  });
});

/** What another program reads back from the far end after writing `bytes` to it. */
async function echoed(link: string, bytes: Uint8Array): Promise<string> {
  const script = `exec 3<>"$1" 4<&0; cat <&4 >&3 & dd bs=1 count=${bytes.length} <&3 2>/dev/null | od -An -v -tx1`;
  const shell = spawn("sh", ["-c", script, "sh", link], { stdio: ["pipe", "pipe", "inherit"] });
  shell.stdin.end(bytes);
  let text = "";
  shell.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(shell, "close");
  return hex(unhex(text));
}
