import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openFolders } from "../../../device/io/folders.ts";
import { DeviceError } from "../../../device/errors.ts";
import { recorder } from "../../../device/trace.ts";
import { conduct } from "../../../scripts/conduct.ts";
import { controlApp } from "../../../simulator/control/control-app.ts";
import { serveControl } from "../../../simulator/control/listen.ts";
import { FACILITIES } from "../../../simulator/facilities.ts";
import { openReceiptComputer } from "../../../simulator/receipt/receipt-computer.ts";
import { hurriedClock } from "./hurried-clock.ts";
import {} from "./paper-product.ts";

/** The built-in receipt computer behind a real folder and a real control API, where a vendor's would stand. */

const clock = hurriedClock(10);
const roots: string[] = [];
beforeAll(() => void vi.spyOn(console, "log").mockImplementation(() => undefined));
afterAll(() => {
  vi.restoreAllMocks();
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});
const newFolder = () => {
  const root = mkdtempSync(join(tmpdir(), "shikaku-folder-"));
  roots.push(root);
  return root;
};

interface Case {
  readonly id: string;
  readonly verdict: string;
  readonly reason?: string;
  readonly actual?: { readonly en: string };
}

async function judged(target: string, ...only: readonly string[]): Promise<readonly Case[]> {
  const json = join(newFolder(), "run.json");
  await conduct({ lang: "en", selection: { roles: ["receipt"], only }, seed: 1, target, clock, json });
  return (JSON.parse(readFileSync(json, "utf8")) as { readonly cases: readonly Case[] }).cases;
}

async function product(directory: string) {
  const trace = recorder(clock);
  const folders = await openFolders(directory);
  const receipt = openReceiptComputer({
    folders,
    clock,
    recorder: trace,
    institutionCode: FACILITIES[0]?.institutionCode ?? "",
  });
  const control = await serveControl(
    controlApp({
      product: { maker: "shikaku", model: "receipt computer", version: "1" },
      role: "receipt",
      channels: ["chart"],
      intents: ["askEligibility"],
      clock,
      recorder: trace,
      operator: {
        perform(intent) {
          if (intent.intent !== "askEligibility")
            throw new DeviceError("operator.notOffered", { intent: intent.intent, by: "receipt computer" });
          receipt.request(intent).catch(() => undefined);
          return Promise.resolve();
        },
      },
      report: () => undefined,
    }),
    0,
  );
  return {
    target: `folder:${directory},control=${control.url}`,
    async close() {
      receipt.close();
      await control.close();
    },
  };
}

test("a receipt computer behind a folder is judged, and finds it empty again after each case", async () => {
  const directory = newFolder();
  const own = await product(directory);
  try {
    const cases = await judged(own.target, "RCT-IMP-0001", "RCT-IMP-0002", "RCT-IMP-0003");
    expect(cases.map(({ verdict, reason }) => reason ?? verdict)).toEqual(["pass", "pass", "pass"]);
    for (const folder of ["req", "res", "face"]) expect(readdirSync(join(directory, folder))).toEqual([]);
  } finally {
    await own.close();
  }
});

test("without a control API a chart is not seen: what can be told is told, and nothing passes by that", async () => {
  const [only] = await judged(`folder:${newFolder()}`, "RCT-IMP-0001");
  expect(only).toMatchObject({ verdict: "not-reached", reason: "channel.missing" });
});

test("files from before the run belong to nobody here: nothing is judged by them, and they stay", async () => {
  const directory = newFolder();
  mkdirSync(join(directory, "res"));
  writeFileSync(join(directory, "res", "OQSsiquc01res_old.xml"), "of somebody");
  const [only] = await judged(`folder:${directory}`, "RCT-IMP-0001");
  expect(only?.verdict).toBe("setup");
  expect(only?.actual?.en).toContain("res/OQSsiquc01res_old.xml");
  expect(readdirSync(join(directory, "res"))).toEqual(["OQSsiquc01res_old.xml"]);
});

test("a folder that is not there, or is none, is a matter of set-up and says what to do", async () => {
  const directory = newFolder();
  writeFileSync(join(directory, "file"), "");
  for (const [path, says] of [
    [join(directory, "none"), "make it"],
    [join(directory, "file"), "it is no folder"],
  ] as const) {
    const [only] = await judged(`folder:${path}`, "RCT-IMP-0001");
    expect(only?.verdict).toBe("setup");
    expect(only?.actual?.en).toContain(says);
  }
  expect(readdirSync(directory)).toEqual(["file"]);
});
