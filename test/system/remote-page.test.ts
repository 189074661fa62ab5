import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

interface Example {
  readonly command: string;
  readonly says: string;
}

/** What stands after `$`, and the lines below it; `…` is anything. */
const examples: readonly Example[] = [
  ...readFileSync(join(packageRoot(), "docs/remote.md"), "utf8").matchAll(/^```\n(.*?)^```$/gms),
].flatMap(([, block = ""]) =>
  block
    .split(/^\$ /m)
    .filter((part) => part !== "")
    .map((part) => {
      const [command = "", ...lines] = part.split("\n");
      return { command, says: lines.join("\n").trim() };
    }),
);

const pattern = (says: string) => new RegExp(`^${says.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/…/g, "[^]*?")}$`);

/** The page of the modes away from the counter does what it says. */
describe.skipIf(!available("curl", "bash"))("docs/remote.md", () => {
  let served: Hosting;
  beforeAll(async () => (served = await host("serve")));
  afterAll(async () => expect(await served.end()).toBe(0));

  test("has examples", () => expect(examples.length).toBeGreaterThan(8));
  test.each(examples)("$command", ({ command, says }) => {
    const { control, mobile, central, pki } = served.ready;
    const env = { ...process.env, CONTROL: control, MOBILE: mobile, CENTRAL: central, PKI: pki };
    const { stdout, stderr, status } = spawnSync("bash", ["-ec", command], {
      ...{ cwd: packageRoot(), encoding: "utf8", env },
    });
    expect(status, stderr).toBe(0);
    expect(stdout.trim()).toMatch(pattern(says));
  });
});
