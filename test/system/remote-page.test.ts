import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

interface Example {
  readonly command: string;
  readonly says: string;
}

const PAGES = ["docs/remote.md", "docs/network.md", "docs/portal.md"] as const;

/** What stands after `$`, and the lines below it; `…` is anything. What a command reads between `<<END` and `END` belongs to it. */
const examplesOf = (page: string): readonly Example[] =>
  [...readFileSync(join(packageRoot(), page), "utf8").matchAll(/^```\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
    block
      .split(/^\$ /m)
      .filter((part) => part !== "")
      .map((part) => {
        const [, command = "", says = ""] = /^([^\n]*<<END\n.*?^END$|[^\n]*)(.*)$/ms.exec(part) ?? [];
        return { command, says: says.trim() };
      }),
  );

const pattern = (says: string) => new RegExp(`^${says.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/…/g, "[^]*?")}$`);

/** The pages of the modes away from the counter and of the closed network do what they say. */
describe.skipIf(!available("curl", "bash")).each(PAGES)("%s", (page) => {
  const examples = examplesOf(page);
  const work = mkdtempSync(join(tmpdir(), "shikaku-page-"));
  let served: Hosting;
  beforeAll(async () => (served = await host("serve")));
  afterAll(async () => {
    rmSync(work, { recursive: true, force: true });
    expect(await served.end()).toBe(0);
  });

  test("has examples", () => expect(examples.length).toBeGreaterThan(8));
  test.each(examples)("$command", ({ command, says }) => {
    const { control, mobile, central, network, pki } = served.ready;
    const named = { CONTROL: control, MOBILE: mobile, CENTRAL: central, NETWORK: network, PKI: pki, WORK: work };
    const { stdout, stderr, status } = spawnSync("bash", ["-ec", command], {
      ...{ cwd: packageRoot(), encoding: "utf8", env: { ...process.env, ...named } },
    });
    expect(status, stderr).toBe(0);
    expect(stdout.trim()).toMatch(pattern(says));
  });
});
