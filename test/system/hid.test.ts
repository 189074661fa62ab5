import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { systemClock } from "../../device/io/system-clock.ts";
import { startUsbReader } from "../../device/firmware/usb-reader.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { controlApp } from "../../simulator/control/control-app.ts";
import { serveControl } from "../../simulator/control/listen.ts";
import { openUmockdev } from "../../simulator/reader/carriers/umockdev.ts";
import { virtualReader } from "../../simulator/reader/virtual-reader.ts";
import { seededRandom } from "../../simulator/world.ts";
import { INTENT_NAMES } from "../../device/control/messages.ts";
import { needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-hid-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function conform(target: string, env: Readonly<Record<string, string>>, only: string) {
  const json = join(folder, "run.json");
  const words = ["conform", "reader", "--target", target, "--only", only, "--json", json, "--lang", "en"];
  const child = spawn(process.execPath, ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts"), ...words], {
    cwd: packageRoot(),
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const [status] = (await once(child, "exit")) as [number];
  type Case = { readonly id: string; readonly verdict: string; readonly actual?: { readonly en: string } };
  return { status, cases: (JSON.parse(readFileSync(json, "utf8")) as { cases: readonly Case[] }).cases };
}

test("our reader as a HID device, found and opened by the real node-hid and hidapi, conforms", async (context) => {
  needs(context, "umockdev-run", "mkfifo");
  const clock = systemClock();
  const world = { clock, random: seededRandom(1), run: <T>(work: Promise<T>) => work };
  const reader = virtualReader({ world, recorder: forgetfulRecorder, seed: 1, ...makeProducts() });
  const pinPad = { ask: () => Promise.resolve({ is: "cancelled" as const }) };
  const usb = startUsbReader({ slot: reader.slot, pinPad, clock, serial: "SHK-1" });
  usb.serve(reader.device);
  const mock = await openUmockdev(join(folder, "host"), usb.device);
  const control = await serveControl(
    controlApp({
      product: { maker: "shikaku", model: "reader", version: "1" },
      role: "reader",
      channels: [],
      intents: INTENT_NAMES,
      clock,
      operator: reader.operator,
      report: () => undefined,
    }),
    0,
  );
  try {
    const only = "RDR-PIN-0001,RDR-SES-0002";
    const { status, cases } = await conform(`hid:1209:0001:SHK-1,control=${control.url}`, mock.env, only);
    expect(cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(["RDR-PIN-0001 pass", "RDR-SES-0002 pass"]);
    expect(status).toBe(0);
    const other = await conform(`hid:1209:0001:SHK-2,control=${control.url}`, mock.env, "RDR-SES-0002");
    expect(other).toMatchObject({ status: 3, cases: [{ verdict: "setup" }] });
    expect(other.cases[0]?.actual?.en).toContain("no such device is plugged in");
  } finally {
    await control.close();
    await mock.close();
    await usb.stop();
    reader.stop();
  }
});
