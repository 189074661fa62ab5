import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { available, needs } from "./needs.ts";

/**
 * A reader by another hand: Python, written from docs/ alone, judged over TCP with its hands and its panel behind a control API.
 * It passes the short set; told to have a fault, it fails the cases about that fault, for that reason, and no others.
 */

const PRODUCT = join(packageRoot(), "test", "products", "python");
const SHIKAKU = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts")];

const folder = mkdtempSync(join(tmpdir(), "shikaku-python-reader-"));
const pki = join(folder, "pki");
beforeAll(async () => {
  if (!available("python3")) return;
  const child = spawn(process.execPath, [...SHIKAKU, "pki", pki], { cwd: packageRoot(), stdio: "ignore" });
  await once(child, "exit");
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The reader, until it is told to end by the end of its standard input. */
async function reader(faults: readonly string[]) {
  const args = [join(PRODUCT, "reader.py"), "--pki", pki, "--port", "0", "--control-port", "0", ...faults];
  const child = spawn("python3", args, { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const ended = once(child, "exit");
  const line = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
  const [ready] = await Promise.race([line, ended.then(() => Promise.reject(new Error(said)))]);
  const { port, control } = JSON.parse(ready) as { port: number; control: string };
  return {
    target: `tcp:127.0.0.1:${port},control=${control}`,
    async stop() {
      child.stdin.end();
      await ended;
      return said;
    },
  };
}

interface Run {
  readonly planned: number;
  readonly emitted: number;
  readonly gaps: readonly unknown[];
  readonly cases: readonly { readonly id: string; readonly verdict: string; readonly reason?: string }[];
}

async function judged(...faults: readonly string[]) {
  const json = join(folder, `run-${faults.join("-")}.json`);
  const product = await reader(faults);
  const args = ["conform", "reader", "--target", product.target, "--profile", join(PRODUCT, "reader.yaml"), "--smoke"];
  const child = spawn(process.execPath, [...SHIKAKU, ...args, "--json", json], { cwd: packageRoot(), stdio: "ignore" });
  const [status] = (await once(child, "exit")) as [number];
  const complaints = await product.stop();
  return { status, complaints, ...(JSON.parse(readFileSync(json, "utf8")) as Run) };
}

const verdicts = ({ cases }: Run, failing: Readonly<Record<string, string>> = {}) => ({
  are: Object.fromEntries(cases.map(({ id, verdict, reason }) => [id, `${verdict} ${reason ?? ""}`.trim()])),
  shouldBe: Object.fromEntries([
    ...SHORT_SET.map((id): [string, string] => [id, id in failing ? `fail ${failing[id]}` : "pass"]),
    ...SECOND_VERSION.map((id): [string, string] => [id, "inapplicable"]),
  ]),
});

const SHORT_SET = [
  ...["RDR-FAC-0001", "RDR-FAC-0002", "RDR-PIN-0002", "RDR-STF-0001", "RDR-CRD-0001", "RDR-CRD-0006", "RDR-CNS-0002"],
  ...["RDR-PRV-0001", "RDR-DCL-0001", "RDR-DCL-0005"],
];

/** It speaks the first version of the protocol, and declares nothing of what came with the second. */
const SECOND_VERSION = [
  ...["RDR-ATT-0001", "RDR-CNS-0006", "RDR-FAC-0006", "RDR-LOG-0002", "RDR-PHN-0001", "RDR-REG-0001", "RDR-SLF-0001"],
  "RDR-UPD-0001",
];

const FAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "counts-wrong": { "RDR-PIN-0002": "pin.triesWrong" },
  "accepts-stranger": { "RDR-FAC-0002": "face.wrongAccepted" },
  "invents-consent": { "RDR-CNS-0002": "consent.invented" },
};

describe.concurrent("a reader written in Python from the documents alone", () => {
  test("conforms in the short set, and not one check is left out", async (context) => {
    needs(context, "python3");
    const run = await judged();
    const { are, shouldBe } = verdicts(run);
    context.expect(are).toEqual(shouldBe);
    context.expect(run.complaints).toBe("");
    context.expect(run.emitted).toBe(run.planned);
    context.expect(run).toMatchObject({ status: 0, gaps: [] });
  });

  for (const [fault, failing] of Object.entries(FAULTS)) {
    test(`told to have the fault ${fault}, it fails ${Object.keys(failing).join(", ")} and nothing else`, async (context) => {
      needs(context, "python3");
      const run = await judged("--fault", fault);
      const { are, shouldBe } = verdicts(run, failing);
      context.expect(are).toEqual(shouldBe);
      context.expect(run.complaints).toBe("");
      context.expect(run.status).toBe(1);
    });
  }
});
