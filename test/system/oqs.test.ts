import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { issueFacilityCertificate, issueServerCertificate } from "../../certs/leaves.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { revocationList } from "../../certs/revocation-list.ts";
import { openFolders } from "../../device/io/folders.ts";
import { centralApp } from "../../simulator/central/app.ts";
import { MOST_BYTES } from "../../simulator/central/call.ts";
import { certificateOffices } from "../../simulator/certificate-offices.ts";
import { cardAuthority } from "../../simulator/central/card-authority.ts";
import { ledgerOf } from "../../simulator/central/ledger.ts";
import { type CentralServer, serveCentral } from "../../simulator/central/server.ts";
import { memoryStore } from "../../simulator/central/store.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import { personas } from "../../simulator/personas.ts";
import { openReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import { fetchOverTls } from "../../simulator/terminal/central-client.ts";
import { openTerminal } from "../../simulator/terminal/terminal.ts";
import { recorder } from "../../device/trace.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { seededRandom } from "../../simulator/world.ts";
import { CLINIC, numberQuery, persona } from "../simulator/counter.ts";

const PROGRAMS = { openssl: "openssl", curl: "curl" };
const missing = Object.entries(PROGRAMS).filter(([name]) => spawnSync(name, ["--version"]).error !== undefined);
const lacks = (...names: (keyof typeof PROGRAMS)[]) => missing.some(([name]) => names.includes(name as never));
if (missing.length > 0) {
  const list = missing.map(([name, debian]) => `${name} (Debian: ${debian})`).join(", ");
  if (process.env["CI"]) throw new Error(`not installed: ${list}`);
  console.warn(`parts of this are skipped, for want of ${list}`);
}

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "shikaku-oqs-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function file(content: string | Uint8Array): string {
  const path = join(folder, `file${files++}`);
  writeFileSync(path, content);
  return path;
}

describe.skipIf(lacks("openssl", "curl"))("the central system behind TLS", () => {
  const clock = systemClock();
  const now = clock.now();
  const day = 86_400_000_000;
  const pki = testPki({ at: now });
  const term = { notBefore: now - 2 * day, notAfter: now + 30 * day };
  const keyPem = (index: number) => keyFor(index).privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const certificate = (der: Uint8Array) => pem("CERTIFICATE", der);
  const facility = (institutionCode: string, of: Partial<typeof term> = {}, issuer = pki.facility) =>
    issueFacilityCertificate({ issuer, spki: keyFor(POOL.facility).spki, institutionCode, ...term, ...of });

  const good = facility(CLINIC.institutionCode);
  const revoked = facility("9910000020");
  let server: CentralServer;
  let url = "";
  let ca = "";
  let key = "";
  beforeAll(async () => {
    const { certificate: own } = issueServerCertificate({
      issuer: pki.server,
      spki: keyFor(POOL.server).spki,
      ...term,
    });
    const crl = revocationList({
      issuer: pki.facility,
      revoked: [{ serial: revoked.serial, at: now - day }],
      at: now - day,
      nextUpdate: now + day,
      number: 1,
    });
    const handler = centralApp({
      clock,
      random: seededRandom(1),
      ledger: ledgerOf(personas),
      facilities: FACILITIES,
      cards: cardAuthority(certificateOffices({ pki, at: now }).userAuthentication),
      store: memoryStore(),
    });
    const trust = {
      key: keyPem(POOL.server),
      cert: certificate(own),
      ca: certificate(pki.facility.certificate),
      crl: pem("X509 CRL", crl),
    };
    server = await serveCentral(handler, { trust });
    url = server.url;
    ca = file(certificate(pki.server.certificate));
    key = file(keyPem(POOL.facility));
  });
  afterAll(() => server.close());

  /** The test's own server answers in this process, so the client may not block it. */
  const run = (command: string, args: readonly string[], input = "") =>
    new Promise<{ status: number | null; text: string }>((resolve) => {
      const child = spawn(command, args);
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => void (text += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => void (text += chunk.toString()));
      child.on("close", (status) => resolve({ status, text }));
      child.stdin.end(input);
    });
  const curl = async (der: Uint8Array | undefined, ...more: readonly string[]) => {
    const shown = der ? ["--cert", file(certificate(der)), "--key", key] : [];
    const common = ["--silent", "--show-error", "--cacert", ca, "--write-out", "\n%{http_code}", "--data", "{}"];
    const { text } = await run("curl", [...common, ...shown, ...more, `${url}/v1/challenge`]);
    const [body = "", status = ""] = text.split("\n");
    return { status, body };
  };

  test("an admitted facility's certificate opens it", async () => {
    const { status, body } = await curl(good.certificate);
    expect([status, Object.keys(JSON.parse(body) as object)]).toEqual(["200", ["challenge", "expires"]]);
  });

  test.each([
    ["no certificate", undefined, "TSTA0002E", undefined],
    ["a revoked one", revoked.certificate, "TSTA0003E", "CERT_REVOKED"],
    [
      "an expired one",
      facility(CLINIC.institutionCode, { notAfter: now - day }).certificate,
      "TSTA0003E",
      "CERT_HAS_EXPIRED",
    ],
    [
      "one that is not valid yet",
      facility(CLINIC.institutionCode, { notBefore: now + day }).certificate,
      "TSTA0003E",
      "CERT_NOT_YET_VALID",
    ],
    [
      "one of another authority",
      facility(CLINIC.institutionCode, {}, pki.server).certificate,
      "TSTA0003E",
      expect.stringMatching(/^UNABLE_TO_GET_/) as unknown,
    ],
    ["one of a facility that was not admitted (NET-01)", facility("9910000099").certificate, "TSTA0001E", undefined],
  ])("%s is refused, with the reason", async (_, der, code, detail) => {
    const { status, body } = await curl(der);
    expect(status).toBe("403");
    expect(JSON.parse(body)).toMatchObject({ code, ...(detail === undefined ? {} : { detail }) });
  });

  describe("a body longer than a message may be", () => {
    const send = (bytes: number, ...more: readonly string[]) => {
      const shown = ["--cert", file(certificate(good.certificate)), "--key", key, "--cacert", ca];
      const data = ["--data-binary", `@${file(`{"challenge":"${"A".repeat(bytes)}"}`)}`];
      const common = ["--silent", "--show-error", "--header", "content-type: application/json"];
      return run("curl", [
        ...common,
        "--write-out",
        "\n%{http_code}",
        ...shown,
        ...data,
        ...more,
        `${url}/v1/authority`,
      ]);
    };
    const IN_PIECES = ["--header", "transfer-encoding: chunked"];
    // Who asks for no leave first sends all of it, and only then hears the answer.
    const AT_ONCE = ["--header", "expect:"];

    test.each([
      ["of unsaid length", IN_PIECES],
      ["of a length that is said", []],
      ["sent without asking for leave", AT_ONCE],
    ])("%s is refused by 413, and one that is short enough is read", async (_, more) => {
      expect((await send(3, ...more)).text).toMatch(/TSTA0004E[^]*\n400$/);
      for (const bytes of [MOST_BYTES, 20_000_000]) {
        const { status, text } = await send(bytes, ...more);
        expect([status, text.split("\n").at(-1)]).toEqual([0, "413"]);
        expect(text).toContain("TSTA0007E");
      }
    });
    test("does not end the connection: the next call in it is answered", async () => {
      const common = ["--silent", "--cacert", ca, "--cert", file(certificate(good.certificate)), "--key", key];
      const long = ["--data-binary", `@${file("A".repeat(MOST_BYTES + 1))}`, `${url}/v1/authority`];
      const next = ["--write-out", "\n%{http_code} %{num_connects}", "--data", "{}", `${url}/v1/challenge`];
      const { text } = await run("curl", [...common, ...long, "--next", ...common, ...next]);
      expect(text).toMatch(/TSTA0007E[^]*challenge[^]*\n200 0$/);
    });
  });

  test("TLS 1.1 is refused by the server, whatever the client would allow", async () => {
    const args = ["s_client", "-connect", new URL(url).host, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"];
    expect((await run("openssl", args)).text).toContain("alert protocol version");
  });

  test("openssl verifies the server by its authority, and sees a client certificate asked for", async () => {
    const { host } = new URL(url);
    const args = ["s_client", "-connect", host, "-CAfile", ca, "-verify_return_error", "-verify_ip", "127.0.0.1"];
    const { text } = await run("openssl", [...args, "-brief"]);
    expect(text).toContain("Verification: OK");
    const { text: long } = await run("openssl", args);
    expect(long).toContain("CN = Facility client CA");
  });

  test("a terminal and a receipt computer on real folders reach it", async () => {
    const folders = await openFolders(join(folder, "OQS"));
    const client = fetchOverTls({
      url,
      clock,
      trust: {
        ca: certificate(pki.server.certificate),
        cert: certificate(good.certificate),
        key: keyPem(POOL.facility),
      },
    });
    const terminal = openTerminal({
      folders,
      central: client,
      clock,
      random: seededRandom(2),
      facility: CLINIC,
      onError: (error) => expect.unreachable(String(error)),
    });
    const receipt = openReceiptComputer({
      folders,
      clock,
      recorder: recorder(clock),
      institutionCode: CLINIC.institutionCode,
      encoding: "Shift_JIS",
    });
    try {
      const asked = await receipt.request(numberQuery(persona("hanako")));
      expect(asked).toMatchObject({ outcome: "imported", entry: { patient: { name: persona("hanako").name } } });
    } finally {
      terminal.close();
      receipt.close();
      client.close();
    }
  });

  test("a client that does not trust its server gets no answer, and says why", async () => {
    const client = fetchOverTls({
      url,
      clock,
      trust: {
        ca: certificate(pki.facility.certificate),
        cert: certificate(good.certificate),
        key: keyPem(POOL.facility),
      },
    });
    const request = new Request("https://central.test/v1/challenge", { method: "POST", body: "{}" });
    await expect(client(request)).rejects.toMatchObject({ fault: "link.refused" });
    client.close();
  });
});
