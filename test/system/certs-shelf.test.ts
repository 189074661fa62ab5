import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { shelf, SHELF_HOST } from "../../certs/shelf.ts";
import { SHELF, type ShelfName } from "../../certs/shelf.data.ts";
import { needs } from "./needs.ts";

/** certtool looks at the machine's clock and cannot be told otherwise: this shelf is of today. */
const now = Date.now() * 1000;
const wrong = shelf({ pki: testPki({ at: now }), at: now });
const names = Object.keys(SHELF) as ShelfName[];

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "shikaku-shelf-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesOf(name: ShelfName) {
  const { certificate, issuer, crl } = wrong[name];
  const file = (kind: string, label: string, der: Uint8Array) => {
    const path = join(folder, `${name}.${kind}`);
    writeFileSync(path, pem(label, der));
    return path;
  };
  return {
    certificate: file("cert", "CERTIFICATE", certificate),
    issuer: file("issuer", "CERTIFICATE", issuer),
    crl: crl && file("crl", "X509 CRL", crl),
  };
}

function run(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return { status, text: stdout + stderr };
}

const said = (expected: string, { status, text }: { status: number | null; text: string }) => {
  if (expected !== "accepts") expect(text).toContain(expected);
  expect(status === 0 ? "accepts" : "refuses").toBe(expected === "accepts" ? "accepts" : "refuses");
};

describe("the shelf before other readers of certificates", () => {
  test.for(names)("openssl verify: %s", (name, context) => {
    needs(context, "openssl");
    const { certificate, issuer, crl } = filesOf(name);
    const purpose = wrong[name].as === "server" ? ["sslserver", "-verify_hostname", SHELF_HOST] : ["sslclient"];
    const lists = crl ? ["-crl_check", "-extended_crl", "-CRLfile", crl] : [];
    const from = ["verify", "-auth_level", "2", "-CAfile", issuer, "-purpose"];
    said(SHELF[name].openssl, run("openssl", [...from, ...purpose, ...lists, certificate]));
  });

  test.for(names)("certtool --verify: %s", (name, context) => {
    needs(context, "certtool");
    const { certificate, issuer, crl } = filesOf(name);
    const isServer = wrong[name].as === "server";
    const purpose = `--verify-purpose=1.3.6.1.5.5.7.3.${isServer ? 1 : 2}`;
    const from = ["--verify", "--verify-profile=medium", `--load-ca-certificate=${issuer}`, purpose];
    const more = [...(isServer ? [`--verify-hostname=${SHELF_HOST}`] : []), ...(crl ? [`--load-crl=${crl}`] : [])];
    said(SHELF[name].gnutls, run("certtool", [...from, ...more, `--infile=${certificate}`]));
  });
});
