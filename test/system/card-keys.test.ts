import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { issueServerCertificate } from "../../certs/leaves.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import type { Client } from "../../simulator/central/call.ts";
import { serveCentral } from "../../simulator/central/server.ts";
import { OPENING } from "../../simulator/world.ts";
import { cardOfPersona, persona } from "../simulator/card/hand.ts";
import { available, installed, needs, PCSCD } from "./needs.ts";
import { until } from "./pcscd.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

const library = (path: string) =>
  ["x86_64", "aarch64"].map((arch) => `/usr/lib/${arch}-linux-gnu/${path}`).find(installed) ?? path;
const MODULE = library("opensc-pkcs11.so");
const ENGINE = library("engines-3/pkcs11.so");
const PROGRAMS = [...PCSCD, "opensc-tool", "pkcs11-tool", "pkcs15-tool", "openssl", ENGINE];
const DAY = 86_400_000_000;
const run = promisify(execFile);

/** What openssl and OpenSC's PKCS#11 module, unmodified, make of the keys of several cards. */
describe("the keys of a card", () => {
  let reader: ReaderUnderPcscd | undefined;
  const here = () => {
    if (!reader) throw new Error("no reader was started");
    return reader;
  };

  beforeAll(async () => {
    if (available(...PROGRAMS)) reader = await readerUnderPcscd({ person: "hanako" });
  });
  afterAll(() => reader?.stop());
  beforeEach((context) => needs(context, ...PROGRAMS));

  const tool = async (program: string, ...args: readonly string[]) => {
    const { env, folder } = here().pcscd;
    const clean = {
      ...{ PATH: process.env["PATH"], HOME: folder, LANG: "C", OPENSC_CONF: join(folder, "none.conf") },
      ...{ PKCS11_MODULE_PATH: MODULE },
      ...env,
    };
    const child = run(program, args, { env: clean, cwd: folder, timeout: 30_000 });
    // Only s_client reads it; the others may be gone already.
    child.child.stdin?.on("error", () => undefined);
    child.child.stdin?.end("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    return child.then(
      ({ stdout, stderr }) => ({ status: 0, out: stdout, err: stderr }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { status: code, out: stdout, err: stderr };
      },
    );
  };

  const knowsCard = async () => (await tool("opensc-tool", "--name")).out.includes("jpki");
  /** Another card in the slot, once pcscd has seen the first one leave. */
  const layDown = async (id: string) => {
    here().slot.remove();
    await until(async () => !(await knowsCard()), 15_000, "pcscd to see the card leave", 100);
    here().slot.insert(cardOfPersona(id));
    await until(knowsCard, 15_000, "pcscd to see the card", 100);
  };

  const sign = (slot: string, id: string, pin: string) => {
    writeFileSync(join(here().pcscd.folder, "data.txt"), "資格\n");
    const login = ["--module", MODULE, "--slot", slot, "--login", "--pin", pin, "--sign", "--id", id];
    return tool(
      "pkcs11-tool",
      ...[...login, "-m", "SHA256-RSA-PKCS", "--input-file", "data.txt", "--output-file", "out"],
    );
  };

  test.each([
    ["authentication", "0", "01", "1234"],
    ["signature", "1", "02", "ABC123"],
  ])("the %s key signs, and openssl verifies it by the certificate of that key", async (_, slot, id, pin) => {
    expect(await sign(slot, id, pin)).toMatchObject({ status: 0 });
    const login = slot === "1" ? ["--login", "--pin", pin] : [];
    const read = ["--module", MODULE, "--slot", slot, ...login, "--read-object", "--type", "cert", "--id", id];
    expect(await tool("pkcs11-tool", ...read, "--output-file", "key.der")).toMatchObject({ status: 0 });
    const pub = ["x509", "-inform", "der", "-in", "key.der", "-noout", "-pubkey", "-out", "key.pub"];
    expect(await tool("openssl", ...pub)).toMatchObject({ status: 0 });
    const verified = await tool("openssl", "dgst", "-sha256", "-verify", "key.pub", "-signature", "out", "data.txt");
    expect(verified.out.trim()).toBe("Verified OK");
  });

  test("a locked PIN signs nothing, and the card is shown as locked", async () => {
    await layDown("locked");
    const refused = await sign("0", "01", persona("locked").pins.auth ?? "1234");
    expect(refused.status).not.toBe(0);
    // OpenSC 0.23 knows 6983 alone for a locked PIN; a card that answers 6984, as the real one does, gives a general error.
    expect(refused.err).toMatch(/CKR_(GENERAL_ERROR|PIN_LOCKED)/);
    expect((await tool("pkcs15-tool", "--list-pins")).out).toMatch(/Tries left\s+: 0/);
  });

  describe("as TLS client certificate, by openssl's PKCS#11 engine, towards the central system's server", () => {
    const pki = testPki({ at: OPENING });
    const now = Date.now() * 1000;
    const server = keyFor(POOL.server);
    const certificate = issueServerCertificate({
      issuer: pki.server,
      spki: server.spki,
      notBefore: now - DAY,
      notAfter: now + DAY,
    });
    const trusting = (authority: Uint8Array) => ({
      key: server.privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
      cert: pem("CERTIFICATE", certificate.certificate),
      ca: pem("CERTIFICATE", authority),
    });

    /** Whom the server saw, and what openssl printed. */
    const handshake = async (authority: Uint8Array, pin: string) => {
      const seen: string[] = [];
      const central = await serveCentral(
        (_, { institutionCode }: Client) => {
          seen.push(institutionCode);
          return Promise.resolve({ status: 200, text: "seen" });
        },
        { trust: trusting(authority) },
      );
      try {
        await tool("pkcs15-tool", "--read-certificate", "01", "--output", "auth.pem");
        writeFileSync(
          join(here().pcscd.folder, "server-ca.pem"),
          pem("CERTIFICATE", testPki({ at: now }).server.certificate),
        );
        const key = `pkcs11:token=JPKI%20(User%20Authentication%20PIN);id=%01;type=private;pin-value=${pin}`;
        const { out, err } = await tool(
          "openssl",
          ...["s_client", "-connect", new URL(central.url).host, "-tls1_2", "-sigalgs", "RSA+SHA256", "-ign_eof"],
          ...["-CAfile", "server-ca.pem", "-verify_return_error"],
          ...["-engine", "pkcs11", "-keyform", "engine", "-key", key, "-cert", "auth.pem"],
        );
        return { seen, said: out + err };
      } finally {
        await central.close();
      }
    };

    test("the server has seen the card's own certificate, and the card has signed for it", async () => {
      await layDown("hanako");
      const { seen, said } = await handshake(pki.userAuthentication.certificate, "1234");
      const subject = new X509Certificate(
        (await tool("openssl", "x509", "-in", "auth.pem")).out || "no certificate was read",
      ).subject;
      expect(seen).toEqual([/CN=(.+)/.exec(subject)?.[1]]);
      expect(said).toContain("Client Certificate Types");
      expect(said).toMatch(/Protocol\s*: TLSv1\.2/);
      expect(said).toContain("seen");
    });

    test("with a wrong PIN there is no handshake, and one try is gone", async () => {
      await layDown("hanako");
      const { seen } = await handshake(pki.userAuthentication.certificate, "9999");
      expect(seen).toEqual([]);
      expect((await tool("pkcs15-tool", "--list-pins")).out).toMatch(/Tries left\s+: 2/);
    });

    test("a server that trusts another authority lets nobody through", async () => {
      await layDown("hanako");
      const { seen, said } = await handshake(pki.facility.certificate, "1234");
      expect(seen).toEqual([]);
      expect(said).not.toContain("seen");
    });
  });
});
