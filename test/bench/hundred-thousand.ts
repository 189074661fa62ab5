import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authorityKey, testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { completeList } from "../../certs/publication.ts";
import { enter, NOTHING_ISSUED, revokeAll } from "../../certs/registry.ts";
import { OPENING } from "../../simulator/world.ts";
import type { Subject } from "./measure.ts";

const ENTRIES = 100_000;

/** A revocation list of a hundred thousand entries, each with a moment of its own, from the registry to the signed DER. */
export function ourList(): Subject {
  const issuer = testPki({ at: OPENING }).userAuthentication;
  const serials = Array.from({ length: ENTRIES }, (_, n) => serialOf(n));
  const issued = serials.map((serial) => ({ serial, notAfter: OPENING * 2, knownFrom: 0 }));
  const taken = serials.map((serial, n) => ({
    serial,
    at: OPENING - (n + 1) * 60_000_000,
    reason: "superseded" as const,
  }));
  const registry = revokeAll(enter(NOTHING_ISSUED, issued), taken);
  return {
    name: "list of 100,000, from registry to signed DER",
    measure: () => Promise.resolve(perSecond(() => completeList(issuer, registry, OPENING))),
  };
}

/** `openssl ca -gencrl` over the same entries, its start and its reading of them included. */
export function opensslList(): Subject & { close(): void } {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-bench-crl-"));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const date = (at: number) => new Date(at / 1000).toISOString().slice(2, 19).replace(/[-:T]/g, "") + "Z";
  const rows = Array.from({ length: ENTRIES }, (_, n) => {
    const serial = Buffer.from(serialOf(n)).toString("hex").toUpperCase();
    return `R\t310101000000Z\t${date(OPENING - (n + 1) * 60_000_000)},superseded\t${serial}\tunknown\t/CN=${n}\n`;
  });
  const config = file(
    "ca.cnf",
    `[ca]\ndefault_ca=one\n[one]\ndatabase=${file("index.txt", rows.join(""))}\ndefault_md=sha256\ndefault_crl_days=2\n`,
  );
  const key = file("key.pem", authorityKey("userAuthentication").export({ format: "pem", type: "pkcs8" }).toString());
  const cert = file("ca.pem", pem("CERTIFICATE", testPki({ at: OPENING }).userAuthentication.certificate));
  const out = join(folder, "out.pem");
  const args = ["ca", "-gencrl", "-config", config, "-keyfile", key, "-cert", cert, "-out", out];
  return {
    name: "openssl ca -gencrl",
    measure: () => Promise.resolve(perSecond(() => execFileSync("openssl", args, { stdio: "ignore" }))),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const serialOf = (n: number): Uint8Array => Uint8Array.of(0x41, 1, 2, 3, 4, n >> 16, n >> 8, n);

function perSecond(once: () => unknown): number {
  const start = performance.now();
  once();
  return 1000 / (performance.now() - start);
}
