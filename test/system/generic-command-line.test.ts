import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { host, type Hosting } from "./hosting.ts";
import { available, needs, PCSCD } from "./needs.ts";
import { type Pcscd, startPcscd } from "./pcscd.ts";

/** A maker's whole way: one program is the reader, pcscd drives it, and the suite is told of it on its command line alone. */

let folder = "";
let reader: Hosting | undefined;
let pcscd: Pcscd | undefined;

beforeAll(async () => {
  if (!available(...PCSCD)) return;
  folder = await mkdtemp(join(tmpdir(), "shikaku-maker-"));
  const device = join(folder, "tty");
  reader = await host("reader", "--pty", device, "--kind", "gempc-twin", "--control", "0");
  pcscd = await startPcscd([{ name: "Shikaku", device, type: "GemPCTwin" }]);
});
afterAll(async () => {
  await pcscd?.stop();
  await reader?.end();
  await rm(folder, { recursive: true, force: true });
});
beforeEach((context) => needs(context, ...PCSCD));

interface Run {
  readonly planned: number;
  readonly emitted: number;
  readonly cases: readonly { readonly id: string; readonly verdict: string; readonly reason?: string }[];
}

async function conform(target: string, ...words: readonly string[]) {
  const json = join(folder, "run.json");
  const script = join(packageRoot(), "scripts", "shikaku.ts");
  const args = ["--import", "tsx", script, "conform", "generic", "--target", target, "--json", json, ...words];
  const env = { ...process.env, ...pcscd?.env, LC_ALL: "C", NO_COLOR: "1" };
  const [status, said] = await new Promise<[number, string]>((resolve) =>
    execFile(process.execPath, args, { cwd: packageRoot(), env }, (error, out, err) =>
      resolve([typeof error?.code === "number" ? error.code : error ? -1 : 0, `${out}${err}`]),
    ),
  );
  return { status, said, run: status === 2 ? undefined : (JSON.parse(await readFile(json, "utf8")) as Run) };
}

const CONTROL = () => `,control=${reader?.ready["control"] ?? ""}`;

test("passes every case of its role, its hands moved over HTTP", async () => {
  const { status, run } = await conform(`pcsc:shikaku${CONTROL()}`, "--profile", "docs/profiles/generic.yaml");
  expect(run?.cases.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual(
    run?.cases.map(({ id }) => [id, "pass", undefined]),
  );
  expect(run?.cases.length).toBeGreaterThanOrEqual(9);
  expect(run?.emitted).toBe(run?.planned);
  expect(status).toBe(0);
});

test("a name that no reader has is a matter of set-up, and the one that is there is named", async () => {
  const { status, run, said } = await conform(`pcsc:Shikoku${CONTROL()}`, "--only", "GEN-CRD-0001");
  expect(run?.cases).toMatchObject([{ verdict: "setup" }]);
  expect(status).toBe(3);
  expect(said).toMatch(/reader Shikoku: no one reader is called so.*“Shikaku 00 00”/);
});
