import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { host, type Hosting } from "./hosting.ts";
import { available, needs } from "./needs.ts";

const run = promisify(execFile);

/** What openssl hears from the responder of a counter that is at work. */
describe("the OCSP responder of `serve`", () => {
  let serve: Hosting | undefined;
  const ready = (name: string) => serve?.ready[name] ?? "";
  const pki = (...path: readonly string[]) => join(ready("pki"), ...path);
  beforeAll(async () => {
    if (available("openssl", "curl")) serve = await host("serve");
  }, 60_000);
  afterAll(() => serve?.end());
  beforeEach((context) => needs(context, "openssl", "curl"));

  const status = async (certificate: string, authority: string) => {
    const issuer = pki("authorities", `${authority}.pem`);
    const asked = ["ocsp", "-issuer", issuer, "-CAfile", issuer, "-cert", certificate, "-url", ready("ocsp")];
    const { stdout, stderr } = await run("openssl", asked);
    expect(stderr).toContain("Response verify OK");
    return /: (good|revoked|unknown)$/m.exec(stdout)?.[1];
  };

  test("knows both sides of its own TLS", async () => {
    expect(await status(pki("client.pem"), "facility")).toBe("good");
    const address = ["-connect", new URL(ready("central")).host];
    const shown = await run("sh", ["-c", `openssl s_client ${address.join(" ")} < /dev/null 2>&1 || true`]);
    const [pem = ""] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(shown.stdout) ?? [];
    writeFileSync(pki("shown.pem"), pem);
    expect(await status(pki("shown.pem"), "server")).toBe("good");
  });

  test("tells at once that a patient's certificate was suspended while the counter is at work, and that it is back", async () => {
    const hanako = pki("people", "hanako-auth.pem");
    const act = (method: string) => run("curl", ["-sSf", "-X", method, `${ready("control")}/suspensions/hanako`]);
    expect(await status(hanako, "userAuthentication")).toBe("good");
    await act("PUT");
    expect(await status(hanako, "userAuthentication")).toBe("revoked");
    await act("DELETE");
    expect(await status(hanako, "userAuthentication")).toBe("good");
  });
});
