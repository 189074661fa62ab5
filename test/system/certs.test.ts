import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endOfDay, testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { issueFacilityCertificate, issueReaderCertificate, issueServerCertificate } from "../../certs/leaves.ts";
import { p256Key } from "../../certs/p256.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { revocationList } from "../../certs/revocation-list.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs } from "../../device/wire/tlv.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import { OPENING } from "../../simulator/world.ts";
import {
  AP,
  cardOfPersona,
  hand,
  persona,
  PHOTOGRAPH,
  readWhole,
  SHA256_INFO,
  verify,
} from "../simulator/card/hand.ts";
import { terminalCertificate } from "../../certs/terminal.ts";

const missing = spawnSync("openssl", ["version"]).error !== undefined;
if (missing && process.env["CI"]) throw new Error("openssl is not installed");

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const pki = testPki({ at: OPENING });
const term = { notBefore: OPENING - DAY, notAfter: endOfDay(OPENING, 100) };

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "shikaku-certs-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(content: string | Uint8Array): string {
  const path = join(folder, `file${files++}`);
  writeFileSync(path, content);
  return path;
}

function openssl(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
  return { status, text: stdout + stderr };
}

const materialOf = (id: string) => cardMaterial({ person: persona(id), pki, at: OPENING, photograph: PHOTOGRAPH });

const certificate = (der: Uint8Array) => file(pem("CERTIFICATE", der));

const check = (der: Uint8Array, issuer: Uint8Array, ...options: readonly string[]) =>
  openssl(
    ...["verify", "-x509_strict", "-attime", String(OPENING / SECOND)],
    ...["-CAfile", certificate(issuer), ...options, certificate(der)],
  );

const text = (der: Uint8Array) =>
  openssl("x509", "-in", certificate(der), "-noout", "-text", "-nameopt", "utf8,sep_comma_plus").text;

describe.skipIf(missing)("before openssl", () => {
  test("a card's two certificates stand under their authorities, and not under each other's", () => {
    const { auth, sign } = materialOf("hanako");
    expect(check(auth.certificate, pki.userAuthentication.certificate)).toMatchObject({ status: 0 });
    expect(check(sign?.certificate ?? auth.certificate, pki.digitalSignature.certificate)).toMatchObject({ status: 0 });
    const crossed = check(auth.certificate, pki.digitalSignature.certificate);
    expect(crossed.status).not.toBe(0);
    expect(crossed.text).toContain("unable to get local issuer certificate");
  });

  test("a certificate that was taken back is revoked, and its neighbour is not", () => {
    const [revoked, valid] = [materialOf("revoked"), materialOf("hanako")];
    const serial = unhex(
      openssl("x509", "-in", certificate(revoked.auth.certificate), "-noout", "-serial").text.trim().slice(7),
    );
    const crl = file(
      pem(
        "X509 CRL",
        revocationList({
          issuer: pki.userAuthentication,
          revoked: [{ serial, at: OPENING - DAY }],
          at: OPENING - DAY,
          nextUpdate: OPENING + DAY,
          number: 7,
        }),
      ),
    );
    const issuer = pki.userAuthentication.certificate;
    const refused = check(revoked.auth.certificate, issuer, "-crl_check", "-CRLfile", crl);
    expect(refused.status).not.toBe(0);
    expect(refused.text).toContain("certificate revoked");
    expect(check(valid.auth.certificate, issuer, "-crl_check", "-CRLfile", crl)).toMatchObject({ status: 0 });
    expect(openssl("crl", "-in", crl, "-noout", "-text").text).toMatch(/X509v3 CRL Number:\s+7/);
  });

  test("an expired certificate has expired", () => {
    const refused = check(materialOf("expired").auth.certificate, pki.userAuthentication.certificate);
    expect(refused.status).not.toBe(0);
    expect(refused.text).toContain("certificate has expired");
    expect(check(materialOf("expiring").auth.certificate, pki.userAuthentication.certificate)).toMatchObject({
      status: 0,
    });
  });

  test("an authentication certificate names a serial, a policy, and nothing of its holder", () => {
    const shown = text(materialOf("hanako").auth.certificate);
    expect(shown).toContain("Subject: C=JP,CN=0513999000000000000001A");
    expect(shown).toContain("Issuer: C=JP,O=JPKI-TEST,OU=JPKI for user authentication,OU=Japan Agency");
    expect(shown).toContain("Policy: 1.2.392.200149.8.5.1.3.30");
    expect(shown).toMatch(/Key Usage: critical\s+Digital Signature\n/);
    expect(shown).toContain("OU = CRL Distribution Points, OU = Tokyo-to, CN = Mihon-ku");
    expect(shown).not.toContain("Alternative Name");
  });

  test("a signature certificate names its holder in six fields, in the order seen on a card", () => {
    const { sign } = materialOf("gaiji");
    const path = certificate(sign?.certificate ?? new Uint8Array(0));
    const parsed = openssl("asn1parse", "-in", path, "-i");
    const extension = /Alternative Name\s[\s\S]*?HEX DUMP\]:([0-9A-F]+)/.exec(parsed.text)?.[1] ?? "";
    const names = openssl("asn1parse", "-inform", "DER", "-in", file(unhex(extension))).text;
    const found = [...names.matchAll(/OBJECT\s+:1\.2\.392\.200149\.8\.5\.5\.(\d)/g)].map((match) => match[1]);
    expect(found).toEqual(["1", "4", "3", "5", "2", "6"]);
    expect(names).toContain("UTF8STRING        :髙橋　𠮷乃");
    expect(names).toContain(":319540501");
    expect(text(sign?.certificate ?? new Uint8Array(0))).toMatch(/critical\s+Digital Signature, Non Repudiation\n/);
  });

  test("server and terminal are good for one side of TLS each", () => {
    const server = issueServerCertificate({ ...term, issuer: pki.server, spki: keyFor(POOL.server).spki }).certificate;
    const client = issueFacilityCertificate({
      ...term,
      issuer: pki.facility,
      spki: keyFor(POOL.facility).spki,
      institutionCode: "1319999999",
    }).certificate;
    const [serverCa, facilityCa] = [pki.server.certificate, pki.facility.certificate];
    const local = ["-purpose", "sslserver", "-verify_hostname", "localhost", "-verify_ip", "127.0.0.1"];
    expect(check(server, serverCa, ...local)).toMatchObject({ status: 0 });
    expect(check(server, serverCa, "-verify_hostname", "example.com").status).not.toBe(0);
    expect(check(server, serverCa, "-purpose", "sslclient").status).not.toBe(0);
    expect(check(client, facilityCa, "-purpose", "sslclient")).toMatchObject({ status: 0 });
    expect(check(client, facilityCa, "-purpose", "sslserver").status).not.toBe(0);
  });

  test("a reader's attestation stands under its P-256 authority", () => {
    const { certificate: reader } = issueReaderCertificate({
      ...term,
      issuer: pki.readerAttestation,
      publicKey: p256Key(1, "reader").publicKey,
      reader: "SHIKAKU-0001",
    });
    expect(check(reader, pki.readerAttestation.certificate)).toMatchObject({ status: 0 });
    expect(text(reader)).toContain("ecdsa-with-SHA256");
  });

  test("a card-verifiable certificate is signed by its authority", () => {
    const [body, signature] = decodeTlvs(decodeTlv(terminalCertificate()).value);
    const key = file(keyFor(POOL.terminalCa).publicKey.export({ format: "pem", type: "spki" }));
    const said = openssl(
      ...["dgst", "-sha256", "-verify", key, "-signature", file(signature?.value ?? "")],
      file(body?.value ?? ""),
    );
    expect(said.text).toContain("Verified OK");
  });

  test.each([
    ["PKCS#1 v1.5", "00", true, []],
    ["PSS", "05", false, ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"]],
  ] as const)("a card's signature verifies with the certificate read from it: %s", (_, mode, wrapped, options) => {
    const card = hand(cardOfPersona("hanako"));
    card.send(AP.jpki);
    card.send(verify(0x18, "1234"));
    const message = file("資格確認");
    const digest = openssl("dgst", "-sha256", "-r", message).text.slice(0, 64);
    const input = wrapped ? SHA256_INFO + digest : Buffer.from("資格確認").toString("hex");
    const length = (input.length / 2).toString(16).padStart(2, "0");
    const signature = unhex(card.send(`802a${mode}97${length}${input}00`).slice(0, -4));
    const read = certificate(unhex(card.send(readWhole(0x0a)).slice(0, -4)));
    const key = file(openssl("x509", "-in", read, "-noout", "-pubkey").text);
    const said = openssl("dgst", "-sha256", "-verify", key, ...options, "-signature", file(signature), message);
    expect(said.text).toContain("Verified OK");
  });
});
