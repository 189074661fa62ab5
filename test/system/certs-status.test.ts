import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { jpkiGeneration, startOfDay, testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { publicationApp } from "../../certs/publication-app.ts";
import { completeList, deltaList } from "../../certs/publication.ts";
import { enter, NOTHING_ISSUED, release, revoke, revokeAll, suspend } from "../../certs/registry.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import { certificateOffices, entryOf } from "../../simulator/certificate-offices.ts";
import { servePublications, type PublicationServer } from "../../simulator/publication-server.ts";
import { persona } from "../simulator/card/hand.ts";
import { needs } from "./needs.ts";

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
/** `openssl ocsp` has no clock of its own to be set, so everything here is of today. */
const now = Date.now() * 1000;
const pki = testPki({ at: now });
const ca = pki.userAuthentication;

let folder = "";
let server: PublicationServer;
const offices = certificateOffices({ pki, at: now });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shikaku-status-"));
  server = await servePublications(publicationApp(offices, () => Date.now() * 1000));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach((context) => needs(context, "openssl"));

let files = 0;
function file(content: string | Uint8Array, suffix = ""): string {
  const path = join(folder, `file${files++}${suffix}`);
  writeFileSync(path, content);
  return path;
}
const certificateFile = (der: Uint8Array) => file(pem("CERTIFICATE", der));
const authOf = (id: string) => cardMaterial({ person: persona(id), pki, at: now, photograph: EMPTY }).auth.certificate;

/** The server is in this process, so that its clients may not block it. */
const run = (program: string, ...args: readonly string[]) =>
  new Promise<{ status: number; text: string }>((resolve) => {
    execFile(program, args, { encoding: "utf8" }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, text: stdout + stderr });
    });
  });

const ocsp = (of: Uint8Array, ...more: readonly string[]) => {
  const issuer = certificateFile(ca.certificate);
  const who = ["-issuer", issuer, "-CAfile", issuer, "-url", server.ocsp];
  // A digest counts for the certificates behind it.
  const [before, behind] = [more.filter((word) => word === "-sha256"), more.filter((word) => word !== "-sha256")];
  return run("openssl", "ocsp", ...who, ...before, "-cert", certificateFile(of), ...behind);
};

/** For `openssl verify`, which can be told the time: half past ten in the morning of today in Japan. */
const morning = startOfDay(now);
const at = morning + 10.5 * HOUR;

describe("openssl ocsp before the responder", () => {
  test.each([
    ["hanako", [": good", "Response verify OK"]],
    ["revoked", [": revoked", "Reason: keyCompromise", "Revocation Time: ", "Response verify OK"]],
    ["renewed", [": unknown", "Response verify OK"]],
  ] as const)("%s, with a nonce", async (id, said) => {
    const { status, text } = await ocsp(authOf(id));
    for (const words of said) expect(text).toContain(words);
    // A nonce that is not repeated is warned of.
    expect(text).not.toMatch(/WARNING|error/i);
    expect(status).toBe(0);
  });

  test.each([["-no_nonce"], ["-sha256"]])("hears the same with %s", async (option) => {
    const { text } = await ocsp(authOf("revoked"), option);
    expect(text).toContain("Response verify OK");
    expect(text).toContain(": revoked");
  });

  test("asks about two certificates in one request, and about one of another generation's number space", async () => {
    const { text } = await ocsp(authOf("revoked"), "-cert", certificateFile(authOf("hanako")), "-serial", "0x41ff");
    expect([...text.matchAll(/: (good|revoked|unknown)$/gm)].map(([, word]) => word)).toEqual([
      "revoked",
      "good",
      "unknown",
    ]);
  });

  test("the former generation's key under the same name gets no answer about the present one's certificates", async () => {
    const former = jpkiGeneration("former", now).userAuthentication;
    const issuer = certificateFile(former.certificate);
    const { text } = await run(
      ...(["openssl", "ocsp", "-issuer", issuer, "-CAfile", certificateFile(ca.certificate)] as const),
      ...["-cert", certificateFile(authOf("hanako")), "-url", server.ocsp],
    );
    expect(text).toContain(": unknown");
  });

  test("refuses the answer under an authority that did not make the responder", async () => {
    const issuer = certificateFile(ca.certificate);
    const { text } = await run(
      ...(["openssl", "ocsp", "-issuer", issuer, "-CAfile", certificateFile(pki.server.certificate)] as const),
      ...["-cert", certificateFile(authOf("hanako")), "-url", server.ocsp],
    );
    expect(text).toContain("Response Verify Failure");
  });

  test("takes from curl, by GET, an answer that may be kept", async (context) => {
    needs(context, "curl", "openssl");
    const [request, answer] = [file("", ".req"), file("", ".resp")];
    const [issuer, of] = [certificateFile(ca.certificate), certificateFile(authOf("hanako"))];
    await run("openssl", "ocsp", "-issuer", issuer, "-cert", of, "-no_nonce", "-reqout", request);
    const base64 = (await run("openssl", "base64", "-A", "-in", request)).text.trim();
    const headers = await run("curl", "-sS", "-D", "-", "-o", answer, `${server.ocsp}/${encodeURIComponent(base64)}`);
    expect(headers.text).toMatch(/^cache-control: max-age=\d+,public,no-transform,must-revalidate\r$/im);
    const { text } = await run(
      ...(["openssl", "ocsp", "-respin", answer, "-issuer", issuer, "-cert", of] as const),
      ...["-CAfile", issuer, "-no_nonce"],
    );
    expect(text).toContain("Response verify OK");
    expect(text).toContain(": good");
  });

  test("follows a suspension and its end", async () => {
    const der = authOf("taro");
    const { serial } = entryOf(der);
    offices.userAuthentication.change((book) => suspend(book, serial, now - HOUR));
    expect((await ocsp(der)).text).toMatch(/: revoked[\s\S]*Reason: certificateHold/);
    offices.userAuthentication.change((book) => release(book, serial, now - 1));
    expect((await ocsp(der)).text).toContain(": good");
  });
});

describe("openssl verify with a complete list and a delta", () => {
  const verify = (of: Uint8Array, ...lists: readonly Uint8Array[]) => {
    // Not files of their own: openssl reads one file of lists and ignores what it is given beside it.
    const crl = file(lists.map((der) => pem("X509 CRL", der)).join(""));
    return run(
      ...(["openssl", "verify", "-attime", String(at / SECOND), "-CAfile", certificateFile(ca.certificate)] as const),
      ...["-crl_check_all", "-extended_crl", "-use_deltas", "-CRLfile", crl, certificateFile(of)],
    );
  };
  const der = authOf("hanako");
  const entry = entryOf(der);
  const { serial } = entry;
  const book = enter(NOTHING_ISSUED, [entry]);

  test("nothing has happened", async () => {
    expect(await verify(der, completeList(ca, book, at), deltaList(ca, book, at))).toMatchObject({ status: 0 });
  });

  test("only the delta knows of a revocation", async () => {
    const revoked = revoke(book, serial, morning + 9 * HOUR, "keyCompromise");
    expect(await verify(der, completeList(ca, revoked, at))).toMatchObject({ status: 0 });
    const { status, text } = await verify(der, completeList(ca, revoked, at), deltaList(ca, revoked, at));
    expect(text).toContain("certificate revoked");
    expect(status).not.toBe(0);
  });

  test("only the delta knows of a release", async () => {
    const held = suspend(book, serial, morning - HOUR);
    const free = release(held, serial, morning + 9 * HOUR);
    const before = await verify(der, completeList(ca, free, at));
    expect(before.text).toContain("certificate revoked");
    expect(await verify(der, completeList(ca, free, at), deltaList(ca, free, at))).toMatchObject({ status: 0 });
  });

  test("without any list the chain is not accepted", async () => {
    const lists = [completeList(pki.server, NOTHING_ISSUED, at)];
    expect((await verify(der, ...lists)).text).toContain("unable to get certificate CRL");
  });

  test("all three generations trusted, the right one is found by its key", async () => {
    const [former, next] = [jpkiGeneration("former", now), jpkiGeneration("next", now)];
    const all = [former, next, pki].map(({ userAuthentication: { certificate } }) => pem("CERTIFICATE", certificate));
    const { text, status } = await run(
      ...(["openssl", "verify", "-attime", String(at / SECOND), "-CAfile", file(all.join(""))] as const),
      certificateFile(der),
    );
    expect(text).toContain("OK");
    expect(status).toBe(0);
  });

  test("a hundred thousand entries are read, and the one that matters is found", async () => {
    const many = Array.from({ length: 100_000 }, (_, n) => ({
      ...entry,
      serial: Uint8Array.of(0x42, n >> 16, n >> 8, n),
    }));
    const whole = revokeAll(enter(book, many), [
      ...many.map((one, n) => ({ serial: one.serial, at: morning - (n + 1) * SECOND, reason: "superseded" as const })),
      { serial, at: morning - HOUR, reason: "keyCompromise" as const },
    ]);
    const list = completeList(ca, whole, at);
    expect((await verify(der, list)).text).toContain("certificate revoked");
    expect(await verify(authOf("taro"), list)).toMatchObject({ status: 0 });
    const { text } = await run(
      "openssl",
      "crl",
      "-in",
      file(list),
      "-inform",
      "DER",
      "-noout",
      "-crlnumber",
      "-verify",
      ...["-CAfile", certificateFile(ca.certificate)],
    );
    expect(text).toContain("verify OK");
  });
});

describe("GnuTLS certtool", () => {
  test("prints both lists: numbers, reasons, and that one is a delta", async (context) => {
    needs(context, "certtool");
    const { serial } = entryOf(authOf("hanako"));
    const book = enter(NOTHING_ISSUED, [entryOf(authOf("hanako"))]);
    const held = suspend(book, serial, morning - HOUR);
    const info = async (der: Uint8Array) =>
      (await run("certtool", "--crl-info", "--inder", "--infile", file(der))).text;
    const complete = await info(completeList(ca, held, at));
    expect(complete).toMatch(/Revoked certificates \(1\)/);
    expect(complete).toContain("CRL Number");
    expect(complete).toContain("RSA-SHA256");
    const delta = await info(deltaList(ca, release(held, serial, morning + HOUR), at));
    // It has no name for the delta indicator and shows it by its number, with its being critical.
    expect(delta).toMatch(/2\.5\.29\.27 \(critical\)/);
  });

  test("verifies a list under its authority and under no other", async (context) => {
    needs(context, "certtool");
    const list = file(pem("X509 CRL", completeList(ca, offices.userAuthentication.registry(), now)));
    const under = (authority: Uint8Array) =>
      run("certtool", "--verify-crl", "--load-ca-certificate", certificateFile(authority), "--infile", list);
    expect((await under(ca.certificate)).text).toContain("Verified. The certificate is trusted");
    expect((await under(pki.server.certificate)).text).toContain("Not verified");
  });

  test("verifies a chain and reads the card's certificates", async (context) => {
    needs(context, "certtool");
    const chain = file(pem("CERTIFICATE", authOf("hanako")) + pem("CERTIFICATE", ca.certificate));
    expect((await run("certtool", "--verify-chain", "--infile", chain)).text).toContain(
      "Verified. The certificate is trusted",
    );
    const { sign } = cardMaterial({ person: persona("gaiji"), pki, at: now, photograph: EMPTY });
    const { text } = await run("certtool", "-i", "--infile", certificateFile(sign?.certificate ?? EMPTY));
    expect(text).toContain("1.2.392.200149.8.5.1.0.20");
    expect([...text.matchAll(/otherName OID: 1\.2\.392\.200149\.8\.5\.5\.(\d)/g)].map(([, n]) => n)).toEqual([
      "1",
      "4",
      "3",
      "5",
      "2",
      "6",
    ]);
  });
});
