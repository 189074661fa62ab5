import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type MyNumberCard, myNumberCard } from "../../device/card/my-number-card.ts";
import { openPcsc, type Pcsc, type PcscCard } from "../../device/io/pcsc.ts";
import { pem } from "../../certs/issue.ts";
import { utf8 } from "../../device/wire/bytes.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { persona } from "../simulator/card/hand.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { until } from "./pcscd.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

const run = promisify(execFile);
const hanako = persona("hanako");
const PROGRAMS = [...PCSCD, "openssl", "pkcs15-tool", "opj_decompress"];

/** A host's library for the card on a real pcscd; what it has read and counted is looked at by openssl, OpenSC and OpenJPEG. */
describe("a card in a host's hands, through pcscd", () => {
  let reader: ReaderUnderPcscd | undefined;
  let pcsc: Pcsc | undefined;
  let held: PcscCard | undefined;
  const here = () => {
    if (!reader) throw new Error("no reader was started");
    return reader;
  };
  const at = (name: string) => join(here().pcscd.folder, name);
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(at(name), content);
    return at(name);
  };
  const openssl = async (...args: readonly string[]) => (await run("openssl", args)).stdout;

  /** A persona's card laid down anew, and taken in hand. */
  async function taken(id: string): Promise<MyNumberCard> {
    const connected = async () => (held = await pcsc?.connect(here().name).catch(() => undefined)) !== undefined;
    await held?.disconnect("unpower").catch(() => undefined);
    here().slot.remove();
    await until(async () => !(await connected()), 15_000, "pcscd to see the card leave", 100);
    here().slot.insert(await makeProducts().country.card(id));
    await until(connected, 15_000, "pcscd to see the card", 100);
    const card = held;
    if (!card) throw new Error("no card");
    return myNumberCard((command) => card.transmitBytes(command));
  }

  beforeAll(async () => {
    if (!available(...PROGRAMS)) return;
    reader = await readerUnderPcscd();
    pcsc = await openPcsc();
  });
  afterAll(async () => {
    await held?.disconnect().catch(() => undefined);
    await pcsc?.close();
    await reader?.stop();
  });
  beforeEach((context) => needs(context, ...PROGRAMS));

  test("signs by either key, and openssl verifies each under the certificate that was read", async () => {
    const card = await taken("hanako");
    expect(await card.kind()).toBe("myNumberCard");
    const authority = file("ca.pem", pem("CERTIFICATE", (await card.certificate("authAuthority")) ?? utf8("")));
    const auth = file("auth.pem", pem("CERTIFICATE", (await card.certificate("auth")) ?? utf8("")));
    expect(await openssl("verify", "-no_check_time", "-CAfile", authority, auth)).toContain("auth.pem: OK");
    const read = await card.signCertificate(hanako.pins.sign ?? "");
    if (read.is !== "read") throw new Error(read.is);
    const sign = file("sign.pem", pem("CERTIFICATE", read.value));
    const message = file("message", "資格確認");
    for (const [key, pin, certificate] of [
      ["auth", hanako.pins.auth, auth],
      ["sign", hanako.pins.sign, sign],
    ] as const) {
      const signed = await card.sign(key, pin ?? "", utf8("資格確認"));
      if (signed.is !== "read") throw new Error(signed.is);
      const by = file("key.pem", await openssl("x509", "-in", certificate, "-noout", "-pubkey"));
      const signature = file("signature", signed.value);
      expect(await openssl("dgst", "-sha256", "-verify", by, "-signature", signature, message)).toBe("Verified OK\n");
    }
  });

  test("reads the four items, and a face whose photograph OpenJPEG opens", async () => {
    const card = await taken("hanako");
    const { name, address, birthDate, sex } = hanako;
    expect(await card.fourItems(hanako.pins.text ?? "")).toEqual({
      is: "read",
      value: { name, address, birthDate, sex },
    });
    const face = await card.face(hanako.numberB);
    if (face.is !== "read") throw new Error(face.is);
    expect(face.value).toMatchObject({ birthDate, sex, expiry: `${hanako.numberB.slice(6, 10)}${birthDate.slice(4)}` });
    await run("opj_decompress", ["-i", file("face.jp2", face.value.photograph), "-o", at("face.pgm")]);
    expect(readFileSync(at("face.pgm"), "latin1")).toMatch(/^P5\s+(#.*\s+)*160 200\s+255\s/);
  });

  test("counts tries as OpenSC counts them, and does not spend the last one unsaid", async () => {
    const card = await taken("last-try");
    expect(await card.check("auth", "0000")).toEqual({ is: "lastTry" });
    expect(await card.check("sign", "WRONG1")).toEqual({ is: "wrong", triesLeft: 4 });
    expect(await theirCount()).toEqual([1, 4]);
    expect(await card.check("auth", "0000", { spendLastTry: true })).toEqual({ is: "wrong", triesLeft: 0 });
    expect(await card.check("auth", persona("last-try").pins.auth ?? "")).toEqual({ is: "locked" });
    expect(await theirCount()).toEqual([0, 4]);
    expect(await card.tries()).toMatchObject({ auth: 0, sign: 4 });
  });

  async function theirCount(): Promise<number[]> {
    const env = { PATH: process.env["PATH"], HOME: at(""), OPENSC_CONF: at("none.conf"), ...here().pcscd.env };
    const { stdout } = await run("pkcs15-tool", ["--list-pins"], { env, timeout: 20_000 });
    return [...stdout.matchAll(/Tries left\s+: (\d)/g)].map(([, left]) => Number(left));
  }
});
