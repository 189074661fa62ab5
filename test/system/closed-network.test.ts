import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPki } from "../../certs/authorities.ts";
import { pem } from "../../certs/issue.ts";
import { issueFacilityCertificate, issueServerCertificate } from "../../certs/leaves.ts";
import { completeList } from "../../certs/publication.ts";
import { enter, NOTHING_ISSUED, revoke } from "../../certs/registry.ts";
import { entryOf } from "../../simulator/certificate-offices.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { available } from "./needs.ts";

/**
 * Three network namespaces: two facilities with their lines to the network's own, and no way between them but the gateway in it. The
 * clinic has a second line, on which it is not let in before its line is changed to that. The kernel keeps the facilities apart, curl
 * and openssl try the door.
 */
const CLINIC = "9910000012";
const PHARMACY = "9940000018";
const CENTRE = "central.shikaku.test";
const folder = mkdtempSync(join(tmpdir(), "shikaku-network-"));
const tag = `sk${process.pid % 100_000}`;
const spaces = { network: `${tag}n`, clinic: `${tag}c`, pharmacy: `${tag}p` };

const ip = (...args: readonly string[]) => execFileSync("ip", args, { encoding: "utf8" });
const inside = (space: keyof typeof spaces, ...command: readonly string[]) =>
  spawnSync("ip", ["netns", "exec", spaces[space], ...command], { encoding: "utf8" });

function line(space: "clinic" | "pharmacy", net: number): void {
  const [near, far] = [`${tag}${net}a`, `${tag}${net}b`];
  ip("link", "add", near, "type", "veth", "peer", "name", far);
  ip("link", "set", near, "netns", spaces.network);
  ip("link", "set", far, "netns", spaces[space]);
  ip("-n", spaces.network, "addr", "add", `10.77.${net}.1/24`, "dev", near);
  ip("-n", spaces[space], "addr", "add", `10.77.${net}.2/24`, "dev", far);
  for (const [at, device] of [
    [spaces.network, near],
    [spaces[space], far],
    [spaces[space], "lo"],
  ] as const)
    ip("-n", at, "link", "set", device, "up");
}

function credentials(): void {
  const now = systemClock().now();
  const day = 86_400_000_000;
  const term = { notBefore: now - day, notAfter: now + day };
  const pki = testPki({ at: now });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const key = (index: number) => keyFor(index).privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const cert = ({ certificate }: { readonly certificate: Uint8Array }) => pem("CERTIFICATE", certificate);
  const server = { issuer: pki.server, spki: keyFor(POOL.server).spki, names: [CENTRE], ...term };
  write("server.pem", cert(issueServerCertificate(server)));
  write("server.key", key(POOL.server));
  write("server-ca.pem", cert(pki.server));
  write("facility-ca.pem", cert(pki.facility));
  write("facility.key", key(POOL.facility));
  const facility = { issuer: pki.facility, spki: keyFor(POOL.facility).spki, ...term };
  for (const institutionCode of [CLINIC, PHARMACY])
    write(`${institutionCode}.pem`, cert(issueFacilityCertificate({ ...facility, institutionCode })));
  const past = { notBefore: now - 3 * day, notAfter: now - 2 * day };
  write("expired.pem", cert(issueFacilityCertificate({ ...facility, institutionCode: CLINIC, ...past })));
  const revoked = issueFacilityCertificate({ ...facility, institutionCode: CLINIC, notBefore: now - 10 * day });
  const entry = entryOf(revoked.certificate);
  const registry = revoke(enter(NOTHING_ISSUED, [entry]), entry.serial, now - 3 * day);
  write("revoked.pem", cert(revoked));
  write("facility-crl.pem", pem("X509 CRL", completeList(pki.facility, registry, now)));
  write("foreign.pem", cert(issueFacilityCertificate({ ...facility, institutionCode: CLINIC, issuer: pki.server })));
}

describe.skipIf(!available("ip", "unshare", "curl", "openssl"))(
  "the closed network between real network namespaces",
  () => {
    let gateway: ChildProcess;
    const LOG = join(folder, "log");
    interface Entry {
      readonly line: string;
      readonly to: string;
      readonly refused?: string;
    }
    const logged = () =>
      readFileSync(LOG, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Entry);
    /** Resolves when the gateway has said this. */
    const said = (word: string) =>
      new Promise<void>((resolve, reject) => {
        gateway.once("exit", (status) => reject(new Error(`the gateway ended with ${status}`)));
        gateway.stdout?.on("data", (chunk: Buffer) => {
          if (chunk.toString().includes(word)) resolve();
        });
      });

    beforeAll(async () => {
      credentials();
      for (const space of Object.values(spaces)) ip("netns", "add", space);
      ip("-n", spaces.network, "link", "set", "lo", "up");
      line("clinic", 1);
      line("pharmacy", 2);
      line("clinic", 3);
      for (const [space, net] of Object.entries({ clinic: 1, pharmacy: 2 } as const))
        ip("-n", spaces[space as "clinic" | "pharmacy"], "route", "add", "default", "via", `10.77.${net}.1`);
      const program = fileURLToPath(new URL("gateway.ts", import.meta.url));
      gateway = spawn("ip", ["netns", "exec", spaces.network, process.execPath, "--import", "tsx", program, folder]);
      gateway.stderr?.pipe(process.stderr);
      await said("ready");
    });
    afterAll(() => {
      gateway.kill();
      for (const space of Object.values(spaces)) spawnSync("ip", ["netns", "del", space]);
      rmSync(folder, { recursive: true, force: true });
    });

    const file = (name: string) => join(folder, name);
    const net = { clinic: 1, pharmacy: 2 } as const;
    /** What curl says of a call from a facility through its line, or another one of its own, with a certificate or without. */
    function call(from: "clinic" | "pharmacy", url: string, certificate?: string, by: number = net[from]) {
      rmSync(LOG, { force: true });
      const shown = certificate
        ? ["--proxy-cert", file(`${certificate}.pem`), "--proxy-key", file("facility.key")]
        : [];
      const own = certificate ? ["--cert", file(`${certificate}.pem`), "--key", file("facility.key")] : [];
      const proxy = `https://${CENTRE}:8443`;
      const found = ["--resolve", `${CENTRE}:8443:10.77.${by}.1`];
      const trust = ["--proxy-cacert", file("server-ca.pem"), "--cacert", file("server-ca.pem")];
      const { stdout } = inside(
        from,
        ...["curl", "-sS", "--max-time", "20", "--proxy", proxy],
        ...found,
        ...trust,
        ...shown,
        ...own,
        ...["-w", "\n%{http_connect} %{http_code}", url],
      );
      return stdout.split("\n").at(-1);
    }
    const CENTRAL = `https://${CENTRE}/`;

    test("an admitted facility reaches the central system by its own line", () => {
      expect(call("clinic", CENTRAL, CLINIC)).toBe("200 200");
      expect(logged()).toEqual([expect.objectContaining({ line: "10.77.1.2", to: `${CENTRE}:443` })]);
      expect(logged()[0]?.refused).toBeUndefined();
    });
    test.each([
      ["without a certificate", undefined, CENTRAL, "noCertificate"],
      ["with another facility's", PHARMACY, CENTRAL, "otherFacility"],
      ["with one that has expired", "expired", CENTRAL, "badCertificate"],
      ["with one that was revoked", "revoked", CENTRAL, "badCertificate"],
      ["with one of another authority", "foreign", CENTRAL, "badCertificate"],
      ["to a destination that nobody named", CLINIC, "https://elsewhere.test/", "notNamed"],
      ["to another port of one that is named", CLINIC, `https://${CENTRE}:8443/`, "notNamed"],
      ["to the same under its address", CLINIC, "https://127.0.0.1/", "notNamed"],
      ["to another facility", CLINIC, "https://10.77.2.2/", "notNamed"],
    ])("%s it is refused, and logged", (_, certificate, url, refused) => {
      expect(call("clinic", url, certificate)).toBe("403 000");
      expect(logged()).toEqual([expect.objectContaining({ line: "10.77.1.2", refused })]);
    });
    test("a line that nobody registered is refused, and logged, and so is a facility at another", () => {
      expect(call("clinic", CENTRAL, CLINIC, 3)).toBe("403 000");
      expect(logged()).toEqual([expect.objectContaining({ line: "10.77.3.2", refused: "unknownLine" })]);
      expect(call("pharmacy", "https://10.77.1.2/", PHARMACY)).toBe("403 000");
      expect(logged()).toEqual([
        expect.objectContaining({ line: "10.77.2.2", to: "10.77.1.2:443", refused: "notNamed" }),
      ]);
    });
    test("past the gateway no packet goes from one facility to another", async () => {
      const listener = spawn("ip", [
        "netns",
        "exec",
        spaces.pharmacy,
        "openssl",
        "s_server",
        "-accept",
        "443",
        "-cert",
        file("server.pem"),
        "-key",
        file("server.key"),
        "-quiet",
      ]);
      try {
        const knock = (from: "clinic" | "pharmacy", to: string) =>
          inside(from, "openssl", "s_client", "-connect", `${to}:443`, "-brief", "-no_ign_eof").stderr;
        // The listener is there: its own neighbour on the same machine gets through.
        let near = "";
        while (!near.includes("CONNECTION ESTABLISHED") && listener.exitCode === null)
          near = knock("pharmacy", "10.77.2.2");
        expect(near).toContain("CONNECTION ESTABLISHED");
        const far = inside("clinic", "timeout", "3", "openssl", "s_client", "-connect", "10.77.2.2:443", "-brief");
        expect(far.stderr).not.toContain("CONNECTION ESTABLISHED");
        expect(far.status).not.toBe(0);
      } finally {
        listener.kill();
      }
      await Promise.resolve();
    });
    /** What openssl holds open through the gateway, from the clinic's line. */
    async function held() {
      const client = spawn("ip", [
        ...["netns", "exec", spaces.clinic, "openssl", "s_client", "-quiet", "-connect", "10.77.1.1:8443"],
        ...["-cert", file(`${CLINIC}.pem`), "-key", file("facility.key"), "-CAfile", file("server-ca.pem")],
      ]);
      const ended = new Promise((resolve) => client.once("exit", resolve));
      client.stdin.write(`CONNECT ${CENTRE}:443 HTTP/1.1\r\nhost: ${CENTRE}\r\n\r\n`);
      await new Promise<void>((resolve) => {
        client.stdout.on("data", (chunk: Buffer) => chunk.toString().includes("200") && resolve());
      });
      return { client, ended };
    }
    test("a line that was changed carries nothing, and nothing any more, until its facility has authenticated the new one", async () => {
      const authenticate = (certificate: string, by: number) =>
        inside(
          "clinic",
          ...["curl", "-sS", "--noproxy", "*", "--cacert", file("server-ca.pem")],
          ...["--resolve", `${CENTRE}:8443:10.77.${by}.1`, "--cert", file(`${certificate}.pem`)],
          ...["--key", file("facility.key"), "-w", "\n%{http_code}", `https://${CENTRE}:8443/authenticate`],
        )
          .stdout.split("\n")
          .at(-1);
      const { client, ended } = await held();
      rmSync(LOG, { force: true });
      const changed = said("changed");
      gateway.kill("SIGUSR2");
      await changed;
      await ended;
      expect(client.exitCode).not.toBeNull();
      expect(logged()).toEqual([
        expect.objectContaining({ line: "10.77.1.2", to: `${CENTRE}:443`, refused: "unknownLine", cut: true }),
      ]);
      expect(call("clinic", CENTRAL, CLINIC)).toBe("403 000");
      expect(logged()[0]?.refused).toBe("unknownLine");
      expect(call("clinic", CENTRAL, CLINIC, 3)).toBe("403 000");
      expect(logged()[0]?.refused).toBe("lineShut");
      expect(authenticate(PHARMACY, 3)).toBe("403");
      expect(logged().at(-1)?.refused).toBe("otherFacility");
      expect(authenticate(CLINIC, 1)).toBe("403");
      expect(call("clinic", CENTRAL, CLINIC, 3)).toBe("403 000");
      expect(authenticate(CLINIC, 3)).toBe("200");
      expect(call("clinic", CENTRAL, CLINIC, 3)).toBe("200 200");
      expect(call("pharmacy", CENTRAL, PHARMACY)).toBe("200 200");

      const again = said("changed");
      gateway.kill("SIGUSR2");
      await again;
      expect(call("clinic", CENTRAL, CLINIC, 3)).toBe("403 000");
      expect(logged()[0]?.refused).toBe("lineShut");
    });
  },
);
