import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TraceEvent } from "../../device/trace.ts";
import { persona } from "../simulator/card/hand.ts";
import { available, needs, PCSCD, installed } from "./needs.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";
import { CASES } from "../../conformance/cases/all.ts";
import { judgeSession } from "../../conformance/recorded-session.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";

const PERSON = "hanako";
const PIN = persona(PERSON).pins.auth ?? "";
const WRONG = "9713";
const MODULE =
  ["x86_64", "aarch64"].map((arch) => `/usr/lib/${arch}-linux-gnu/opensc-pkcs11.so`).find(installed) ??
  "opensc-pkcs11.so";
const PROGRAMS = [...PCSCD, "opensc-tool", "pkcs15-tool", "pkcs11-tool", "openssl"];
const CORPUS = new URL("../../docs/sessions/opensc.json", import.meta.url);

const run = promisify(execFile);

/** Debian's OpenSC, unmodified, on the card through pcscd, libccid and a serial line. One session from the first test to the last. */
describe("OpenSC on a My Number Card", () => {
  let reader: ReaderUnderPcscd | undefined;
  const here = () => {
    if (!reader) throw new Error("no reader was started");
    return reader;
  };

  beforeAll(async () => {
    if (available(...PROGRAMS)) reader = await readerUnderPcscd({ person: PERSON, scope: "opensc" });
  });
  afterAll(() => reader?.stop());
  beforeEach((context) => needs(context, ...PROGRAMS));

  /** Without a home and configuration, so that nothing of this machine (a cache, a setting) changes the session. */
  const tool = async (program: string, ...args: readonly string[]) => {
    const { env, folder } = here().pcscd;
    const clean = {
      PATH: process.env["PATH"],
      HOME: folder,
      LANG: "C",
      OPENSC_CONF: join(folder, "none.conf"),
      ...env,
    };
    return run(program, args, { env: clean, cwd: folder, timeout: 20_000 }).then(
      ({ stdout, stderr }) => ({ status: 0, out: stdout, err: stderr }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { status: code, out: stdout, err: stderr };
      },
    );
  };
  const sign = (pin: string) =>
    tool(
      "pkcs11-tool",
      ...["--module", MODULE, "--slot", "0", "--login", "--pin", pin, "--sign", "--id", "01", "-m", "SHA256-RSA-PKCS"],
      ...["--input-file", "data.txt", "--output-file", "signature.bin"],
    );

  test("is recognised by its driver", async () => {
    const { status, out } = await tool("opensc-tool", "--atr", "--name");
    expect([status, out.trim().split("\n")]).toEqual([
      0,
      ["3b:da:13:ff:81:31:fb:46:80:12:39:2f:31:c1:73:c6:01:c0:3b", "jpki"],
    ]);
  });

  test("shows its four certificates and two PINs", async () => {
    const { status, out } = await tool("pkcs15-tool", "--list-certificates", "--list-pins");
    expect(status).toBe(0);
    expect(out.match(/X\.509 Certificate \[(.*)\]/g)).toEqual([
      "X.509 Certificate [User Authentication Certificate]",
      "X.509 Certificate [Digital Signature Certificate]",
      "X.509 Certificate [User Authentication Certificate CA]",
      "X.509 Certificate [Digital Signature Certificate CA]",
    ]);
    expect(out.match(/PIN \[(.*)\]/g)).toEqual(["PIN [User Authentication PIN]", "PIN [Digital Signature PIN]"]);
    expect(out.match(/Tries left\s+: (\d)/g)).toEqual(["Tries left     : 3", "Tries left     : 5"]);
  });

  test("refuses a wrong PIN, and one try is gone", async () => {
    writeFileSync(join(here().pcscd.folder, "data.txt"), "オンライン資格確認\n");
    const { status, err } = await sign(WRONG);
    expect(status).not.toBe(0);
    expect(err).toContain("CKR_PIN_INCORRECT");
    const { out } = await tool("pkcs15-tool", "--list-pins");
    expect(out.match(/Tries left\s+: (\d)/g)).toEqual(["Tries left     : 2", "Tries left     : 5"]);
  });

  test("signs after its PIN, and openssl verifies the signature by the card's certificate", async () => {
    const { status, err } = await sign(PIN);
    expect([status, err]).toEqual([0, expect.stringContaining("Using signature algorithm SHA256-RSA-PKCS")]);
    expect(await tool("pkcs15-tool", "--read-certificate", "01", "--output", "auth.pem")).toMatchObject({ status: 0 });
    const publicKey = await tool("openssl", "x509", "-in", "auth.pem", "-noout", "-pubkey", "-out", "auth.pub");
    expect(publicKey.status).toBe(0);
    const verified = await tool(
      "openssl",
      ...["dgst", "-sha256", "-verify", "auth.pub", "-signature", "signature.bin", "data.txt"],
    );
    expect(verified.out.trim()).toBe("Verified OK");
    const { out } = await tool("pkcs15-tool", "--list-pins");
    expect(out.match(/Tries left\s+: (\d)/g)).toEqual(["Tries left     : 3", "Tries left     : 5"]);
  });

  test("says the same things as in the session that is kept, and keeps its PIN out of it", async (context) => {
    const [version = ""] = (await tool("opensc-tool", "--info")).out.split("\n");
    const fresh = [...here().trace.events];
    // RECORD=1 keeps this run's session in place of the old one.
    if (process.env["RECORD"]) writeFileSync(CORPUS, `${JSON.stringify(fresh, null, 2)}\n`);
    const kept = JSON.parse(readFileSync(CORPUS, "utf8")) as TraceEvent[];
    if (!version.includes("0.23.0")) context.skip(`the session that is kept is of OpenSC 0.23.0, this is ${version}`);
    expect(shape(fresh)).toEqual(shape(kept));
    expect(fresh.filter(({ is }) => is === "secret").length).toBeGreaterThan(0);
    for (const events of [fresh, kept]) expect(JSON.stringify(events)).not.toContain(Buffer.from(PIN).toString("hex"));
  });

  // It never takes its card out: that case is for a session in which somebody does.
  test("passes every case for card sessions, as it was held just now", () => {
    const sessions = CASES.filter(({ id }) => id.startsWith("GEN-CRD") && id !== "GEN-CRD-0007");
    const terms = { channels: ["card", "clock"], profile: BUILT_IN_PROFILES.generic } as const;
    const judged = judgeSession(here().trace.events, sessions, terms);
    expect(judged.map(({ id, judgement }) => [id, judgement.verdict])).toEqual(judged.map(({ id }) => [id, "pass"]));
    expect(judged.length).toBeGreaterThanOrEqual(6);
  });
});

/**
 * What a session is, without when: commands by their header and length, answers by status word and length. How often pcscd resets
 * a card that nobody uses depends on how fast the programs follow each other.
 */
function shape(events: readonly TraceEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.channel !== "card" || event.scope !== "opensc") return [];
    if (event.is === "command") return [`> ${event.bytes.slice(0, 8)} ${event.bytes.length / 2}`];
    return event.is === "response" ? [`< ${event.bytes.slice(-4)} ${event.bytes.length / 2}`] : [];
  });
}

describe.each([
  ["with contacts", "contact", "3B DA 13 FF 81 31 FB 46 80 12 39 2F 31 C1 73 C6 01 C0 3B", "My Number Card"],
  ["without contacts", "contactless", "3B 88 80 01 00 00 41 E0 B3 81 A1 00 3B", "ID card issued by Japan government"],
] as const)("pcsc_scan, before a card as it answers %s", (_, activation, atr, name) => {
  let reader: ReaderUnderPcscd | undefined;
  const programs = [...PCSCD, "pcsc_scan", "ATR_analysis"];
  beforeAll(async () => {
    if (available(...programs)) reader = await readerUnderPcscd({ person: PERSON, activation });
  });
  afterAll(() => reader?.stop());

  test("names it", async (context) => {
    needs(context, ...programs);
    const env = { ...process.env, ...reader?.pcscd.env, HOME: reader?.pcscd.folder };
    const { stdout } = await run("pcsc_scan", ["-t", "1"], { env, timeout: 20_000 });
    expect(stdout).toContain(atr);
    expect(stdout).toContain(name);
  });
});
