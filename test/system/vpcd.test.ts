import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { available, needs } from "./needs.ts";
import { type Pcscd, startPcscd, until, VPCD_DRIVER } from "./pcscd.ts";

const PROGRAMS = ["pcscd", "unshare", "nsenter", "mount", "ip", "opensc-tool", VPCD_DRIVER];
const PORT = 35963;
const SHIKAKU = fileURLToPath(new URL("../../scripts/shikaku.ts", import.meta.url));
const run = promisify(execFile);

/** The card as the command line lays it on vsmartcard's virtual reader, which has a network of its own. */
describe("a card on vpcd", () => {
  let pcscd: Pcscd | undefined;
  let card: ChildProcess | undefined;
  const here = () => {
    if (!pcscd) throw new Error("pcscd was not started");
    return pcscd;
  };

  const tool = async (...args: readonly string[]) => {
    const { env, folder } = here();
    const clean = { PATH: process.env["PATH"], HOME: folder, LANG: "C", ...env };
    return run("opensc-tool", ["--reader", "0", ...args], { env: clean, cwd: folder, timeout: 20_000 }).then(
      ({ stdout, stderr }) => stdout + stderr,
      (error: unknown) => {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return stdout + stderr;
      },
    );
  };

  const layCard = async (persona: string) => {
    const inside = ["-t", String(here().pid), "--net", process.execPath, "--import", "tsx", SHIKAKU];
    const child = spawn("nsenter", [...inside, "card", "--vpcd", `127.0.0.1:${PORT}`, "--card", persona], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    card = child;
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    return line;
  };

  const takeCard = async () => {
    const child = card;
    card = undefined;
    if (!child || child.exitCode !== null) return undefined;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const [status] = (await ended) as [number | null];
    return status;
  };

  beforeAll(async () => {
    if (available(...PROGRAMS)) pcscd = await startPcscd([{ name: "Virtual PCD", vpcdPort: PORT }]);
  });
  afterAll(async () => {
    await takeCard();
    await pcscd?.stop();
  });
  beforeEach((context) => needs(context, ...PROGRAMS));

  test("says that it is ready, and OpenSC knows it for a Japanese card", async () => {
    expect(await layCard("hanako")).toContain(`"card":"hanako"`);
    await until(async () => (await tool("--name")).includes("jpki"), 15_000, "OpenSC to see the card", 200);
    // Contactless: the historical bytes are those of a type B card (PC/SC part 3).
    expect(await tool("--atr")).toMatch(/^3b:88:80:01:/m);
  });

  test("answers as a card on a reader does", async () => {
    const select = ["--send-apdu", "00A4040C0AD392F000260100000001", "--send-apdu", "00A4020C02000A"];
    const out = await tool(...select, "--send-apdu", "00B0000000");
    expect(out).toMatch(/Received \(SW1=0x90, SW2=0x00\):\s+30 82/);
  });

  test("is gone from the reader when it is taken away, and back when it is laid down again", async () => {
    expect(await takeCard()).toBe(0);
    await until(async () => /not present|No card|Card is invalid/i.test(await tool("--atr")), 15_000, "it to go", 200);
    await layCard("taro");
    await until(async () => (await tool("--name")).includes("jpki"), 15_000, "it to come back", 200);
    expect(await takeCard()).toBe(0);
  });
});
