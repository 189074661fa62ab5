import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PhoneOutcome } from "../../device/control/phones.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { countryOf } from "../../simulator/country.ts";
import { persona } from "../simulator/card/hand.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";
import { type ReaderUnderPcscd, readerUnderPcscd } from "./reader-under-pcscd.ts";

/** The apps of care away from the counter, with a generic reader that the machine's PC/SC service drives. */
describe.skipIf(!available("unshare", "pcscd"))("apps with a reader of the PC/SC service", () => {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-apps-"));
  const identity = join(folder, "nurse.json");
  /** Cards of the day on which the counter is served. */
  const country = countryOf({ at: systemClock().now(), takePhotograph: () => Promise.resolve(EMPTY) });
  let reader: ReaderUnderPcscd;
  let served: Hosting;
  const at = (name: string) => served.ready[name] ?? "";
  const control = async (method: string, path: string, body: unknown = {}) => {
    const init = { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${at("control")}${path}`, init);
    const text = await response.text();
    return { status: response.status, json: JSON.parse(text === "" ? "{}" : text) as Record<string, unknown> };
  };

  beforeAll(async () => {
    // Before the first program that will look for a PC/SC service.
    reader = await readerUnderPcscd({ activation: "contactless" });
    reader.slot.insert(await country.card("hanako"));
    served = await host("serve", "--phone-reader", "pcsc:Shikaku");
    expect((await control("PUT", "/phones/modes", { homeVisit: true, online: true })).status).toBe(204);
  });
  afterAll(async () => {
    expect(await served.end()).toBe(0);
    await reader.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The verb as a person runs it; the PIN comes by its standard input. */
  const app = (pin: string, name: string, ...more: readonly string[]) =>
    new Promise<{ status: number | null; outcome?: PhoneOutcome; says: string }>((resolve) => {
      const command = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts"), "app", name];
      const where = ["--mobile", at("mobile"), "--ca", join(at("pki"), "ca.pem"), "--reader", "pcsc:Shikaku"];
      const child = spawn(process.execPath, [...command, ...where, "--lang", "en", "--json", ...more], {
        cwd: packageRoot(),
      });
      let [out, says] = ["", ""];
      child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (says += chunk.toString()));
      child.on("close", (status) =>
        resolve({ status, says, ...(out === "" ? {} : { outcome: JSON.parse(out) as PhoneOutcome }) }),
      );
      child.stdin.end(`${pin}\n`);
    });
  const codeFor = async (phone: string) => String((await control("POST", `/phones/${phone}/codes`)).json["code"]);

  test("the nurse's: a registration that is kept, a wrong PIN with its tries, and eligibility with what was agreed to", async () => {
    const unregistered = await app("1234", "nurse");
    expect(unregistered).toMatchObject({ status: 3, outcome: { is: "refused", code: "TSTV0009E" } });
    const first = await app("9999", "nurse", "--code", await codeFor("nurse"), "--identity", identity);
    expect(first).toMatchObject({ status: 3, outcome: { is: "card", because: "wrong", triesLeft: 2 } });
    expect(statSync(identity).mode & 0o777).toBe(0o600);
    const visit = await app("1234", "nurse", "--identity", identity, "--consent", "medicines,diagnoses");
    expect(visit.status).toBe(0);
    const { name, insurerName } = persona("hanako");
    expect(visit.outcome).toMatchObject({
      ...{ is: "given", validity: "1", name, insurerName },
      consents: [{ item: "medicines" }, { item: "diagnoses" }],
    });
    expect(visit.says).not.toContain("1234");
    expect(readFileSync(identity, "utf8")).not.toContain("1234");
  });

  test("the nurse's, after a visual check: the centre's leave opens the card without PIN", async () => {
    const visit = await app("", "nurse", "--identity", identity, "--staff", "--form", "houseCall");
    expect(visit).toMatchObject({ status: 0, outcome: { is: "given", validity: "1", consents: [] } });
  });

  test("the eligibility-only one: eligibility and nothing else, whatever was agreed to before", async () => {
    const check = await app("1234", "eligibility", "--code", await codeFor("eligibility"));
    expect(check).toMatchObject({ status: 0, outcome: { is: "given", validity: "1", consents: [] } });
  });

  test("the patient's: registers at the facility's address, and takes the consent back", async () => {
    const { url } = (await control("POST", "/phones/addresses/3")).json;
    const address = ["--address", String(url)];
    const registered = await app("1234", "patient", ...address, "--consent", "medicines");
    expect(registered).toMatchObject({ status: 0, outcome: { consents: [{ item: "medicines" }] } });
    expect(await app("1234", "patient", ...address, "--release")).toMatchObject({ status: 0 });
  });

  test("serve's own phones read with it, and take no virtual card beside it", async () => {
    expect((await control("PUT", "/phones/nurse/card", { persona: "taro" })).status).toBe(409);
    await control("POST", "/phones/nurse/registration");
    const reading = { by: "pin", pin: "1234", form: "homeVisit" };
    const { json } = await control("POST", "/phones/nurse/readings", reading);
    expect(json).toMatchObject({ is: "given", name: persona("hanako").name });
  });

  test("the page of the web reception reads with it, too", async () => {
    const { url } = (await control("POST", "/phones/addresses/3")).json;
    const address = `${String(url)}?lang=en`;
    expect(await (await fetch(address)).text()).toContain("Shikaku 00 00");
    const day = jstDate(systemClock().now()).replace(/(....)(..)(..)/, "$1-$2-$3");
    const send = async (pin: string) => {
      const body = new URLSearchParams({ form: "online", careDay: day, consents: "medicines", pin });
      return (await fetch(address, { method: "POST", headers: { origin: new URL(address).origin }, body })).text();
    };
    expect(await send("9999")).toContain("Tries left: 2.");
    const page = await send("1234");
    expect(page).toContain("Registered");
    expect(page).toContain(persona("hanako").name);
  });

  test("without a card each says that there is none; another person's card is another person's", async () => {
    reader.slot.remove();
    const none = await app("1234", "nurse", "--identity", identity);
    expect(none.status).toBe(3);
    expect(none.says).toContain("no card");
    const reading = { by: "pin", pin: "1234", form: "homeVisit", expects: "hanako" };
    expect((await control("POST", "/phones/nurse/readings", reading)).status).toBe(409);
    reader.slot.insert(await country.card("taro"));
    // The service notices the card a moment later.
    await expect
      .poll(async () => (await control("POST", "/phones/nurse/readings", reading)).json, { timeout: 20_000 })
      .toMatchObject({ code: "TSTV0004E" });
  });

  test("what is missing or wrong on the command line is told before a PIN is asked for", async () => {
    expect(await app("1234", "patient")).toMatchObject({
      status: 2,
      says: expect.stringContaining("--address") as unknown,
    });
    expect((await app("1234", "nurse", "--consent", "everything")).says).toContain("--consent");
  });
});
