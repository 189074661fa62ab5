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

  test("is told apart by its PUPI, which the reader answers in its place: four bytes, others after each reset", async () => {
    const uid = async () => {
      const out = await tool("--send-apdu", "FFCA000000", "--send-apdu", "FFCA010000", "--send-apdu", "FFB0000010");
      const [pupi, ...rest] = out.split(/Sending: /).slice(1);
      // No ATS, for type B has none, and no blocks of a storage card. The card itself knows no class FF: it would say 6E00.
      for (const answer of rest) expect(answer).toMatch(/Received \(SW1=0x6A, SW2=0x81\)/);
      return /SW1=0x90, SW2=0x00\):\s+((?:[0-9A-F]{2} ){4})/.exec(pupi ?? "")?.[1];
    };
    const first = await uid();
    await tool("--reset");
    const second = await uid();
    for (const pupi of [first, second]) expect(pupi).toMatch(/^([0-9A-F]{2} ){4}$/);
    expect(second).not.toBe(first);
  });

  test("is gone from the reader when it is taken away, and back when it is laid down again", async () => {
    expect(await here().take()).toBe(0);
    await until(async () => /not present|No card|Card is invalid/i.test(await tool("--atr")), 15_000, "it to go", 200);
    await here().lay("taro");
    await until(known, 15_000, "it to come back", 200);
    expect(await here().take()).toBe(0);
  });
});
