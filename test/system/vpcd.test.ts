import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type VirtualPcd, virtualPcd, VPCD } from "./card-on-vpcd.ts";
import { available, needs } from "./needs.ts";
import { until } from "./pcscd.ts";

const PROGRAMS = [...VPCD, "opensc-tool"];
const run = promisify(execFile);

describe("a card on vsmartcard's virtual reader", () => {
  let reader: VirtualPcd | undefined;
  const here = () => {
    if (!reader) throw new Error("no reader was started");
    return reader;
  };

  const tool = async (...args: readonly string[]) => {
    const { env, folder } = here().pcscd;
    const clean = { PATH: process.env["PATH"], HOME: folder, LANG: "C", ...env };
    return run("opensc-tool", ["--reader", "0", ...args], { env: clean, cwd: folder, timeout: 20_000 }).then(
      ({ stdout, stderr }) => stdout + stderr,
      (error: unknown) => {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return stdout + stderr;
      },
    );
  };
  const known = async () => (await tool("--name")).includes("jpki");

  beforeAll(async () => {
    if (available(...PROGRAMS)) reader = await virtualPcd();
  });
  afterAll(() => reader?.stop());
  beforeEach((context) => needs(context, ...PROGRAMS));

  test("says that it is ready, and OpenSC knows it for a Japanese card", async () => {
    expect(await here().lay("hanako")).toContain(`"card":"hanako"`);
    await until(known, 15_000, "OpenSC to see the card", 200);
    // Contactless: the historical bytes are those of a type B card (PC/SC part 3).
    expect(await tool("--atr")).toMatch(/^3b:88:80:01:/m);
  });

  test("answers as a card on a reader does", async () => {
    const select = ["--send-apdu", "00A4040C0AD392F000260100000001", "--send-apdu", "00A4020C02000A"];
    const out = await tool(...select, "--send-apdu", "00B0000000");
    expect(out).toMatch(/Received \(SW1=0x90, SW2=0x00\):\s+30 82/);
  });

  test("is gone from the reader when it is taken away, and back when it is laid down again", async () => {
    expect(await here().take()).toBe(0);
    await until(async () => /not present|No card|Card is invalid/i.test(await tool("--atr")), 15_000, "it to go", 200);
    await here().lay("taro");
    await until(known, 15_000, "it to come back", 200);
    expect(await here().take()).toBe(0);
  });
});
