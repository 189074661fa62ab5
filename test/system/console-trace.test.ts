import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TraceEvent } from "../../device/trace.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { CHROMIUM, openBrowser, openTab, shoot, type Tab, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available, needs } from "./needs.ts";

/** The trace of one reception by PIN, as an engineer looks at it, saves it, hands it on and opens it elsewhere. */
describe.skipIf(!available(CHROMIUM))("the trace in the browser", () => {
  let browser: Browser;
  let served: Hosting;
  let tab: Tab;
  let saved = "";
  const page = (): Page => tab.page;
  const file = (name: string) => join(packageRoot(), "out", "screens", name);

  beforeAll(async () => {
    browser = await openBrowser();
    served = await host("serve");
    const control = served.ready["control"] ?? "";
    for (const { intent, ...fields } of RECEPTION) {
      const headers = { "content-type": "application/json" };
      const url = `${control}/intents/${intent}`;
      expect((await fetch(url, { method: "POST", headers, body: JSON.stringify(fields) })).status).toBe(204);
    }
    tab = await openTab(browser, `${served.ready["console"] ?? ""}#trace`);
    await page().fill(".filters input", "imported");
    await page().waitForSelector('.event:has-text("取り込み")', { timeout: 30_000 });
    await page().fill(".filters input", "");
    saved = await taken("記録を保存", "trace.json");
  });
  beforeEach(() => page().fill(".filters input", ""));
  afterAll(async () => {
    expect(tab.complaints).toEqual([]);
    await browser.close();
    expect(await served.end()).toBe(0);
  });

  async function taken(button: string, name: string): Promise<string> {
    const downloading = page().waitForEvent("download");
    await page().click(`.tools button:has-text("${button}")`);
    const download = await downloading;
    await download.saveAs(file(name));
    return file(name);
  }
  const events = () => (JSON.parse(readFileSync(saved, "utf8")) as { events: readonly TraceEvent[] }).events;
  const counted = async () =>
    Number((await page().innerText(".filters [role=status]")).split("/")[0]?.replace(/\D/g, ""));

  test("is live, from the patient to the receipt computer, each event decoded with where that is written", async () => {
    const all = await counted();
    expect(all).toBeGreaterThan(60);
    const channels = new Set(events().map(({ channel }) => channel));
    for (const each of ["host", "card", "panel", "folder", "central", "chart", "operator"] as const)
      expect(channels.has(each)).toBe(true);
    for (const [words, clause] of [
      ["VERIFY", "OpenSC card-jpki.c"],
      ["受付完了", "docs/reader-protocol.md"],
      ["face/OQS", "OQSsiquc01res"],
      ["POST /", "ASM-CENTRAL-PROTOCOL"],
    ] as const) {
      await page().fill(".filters input", words);
      await page().click(".event >> nth=0");
      expect([words, await page().innerText(".detail .clause")]).toEqual([words, expect.stringContaining(clause)]);
    }
  });

  test("lanes can be left out, time be looked into by keys, and legs stand beside their budgets", async () => {
    const all = await counted();
    await page().click('.filters .lane:has-text("カード")');
    const without = await counted();
    expect(without).toBeLessThan(all);
    await page().click('.filters .lane:has-text("カード")');
    await page().focus(".overview-canvas");
    await page().keyboard.press("+");
    await page().keyboard.press("+");
    expect(await counted()).toBeLessThan(all);
    // A leg that began earlier ends at the edge, and does not run over the names of the lanes.
    const inked = await page().$eval(".overview-canvas", (canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const legs = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, height * 0.74, width * 0.04, 20);
      return legs?.data.some((value) => value !== 0);
    });
    expect(inked).toBe(false);
    await page().keyboard.press("0");
    expect(await counted()).toBe(all);
    // By dragging, too: what is chosen is seen before it is let go.
    const { x, y, width } = (await page().locator(".overview-canvas").boundingBox()) ?? { x: 0, y: 0, width: 0 };
    const picture = () => page().$eval(".overview-canvas", (canvas) => (canvas as HTMLCanvasElement).toDataURL());
    await page().mouse.move(x + width * 0.5, y + 20);
    await page().mouse.down();
    const before = await picture();
    await page().mouse.move(x + width * 0.7, y + 20);
    expect(await picture()).not.toBe(before);
    await page().mouse.up();
    expect(await counted()).toBeLessThan(all);
    await page().click('.overview-keys button:has-text("全体")');
    expect(await counted()).toBe(all);
    expect(await page().innerText(".legs")).toMatch(/LAT-07[\s\S]*\/ 1\.50 s/);
    expect(await page().innerText(".clock-kind")).toBe("実測");
    await page().focus(".sequence-box");
    await page().keyboard.press("Home");
    await page().keyboard.press("ArrowDown");
    expect(await page().innerText(".detail h3")).not.toBe("");
    expect(await violations(page())).toEqual([]);
    await shoot(page(), "21-trace-legs");
  });

  test("in large type each row has the room for its words, on a wide screen and on a narrow one, and values are in sight", async () => {
    const { page: large, complaints } = await openTab(browser, `${served.ready["console"] ?? ""}#trace`);
    await large.waitForSelector(".event");
    await large.click(".top .type-size");
    for (const width of [1280, 390]) {
      await large.setViewportSize({ width, height: 844 });
      await large.waitForFunction((narrow) => !!document.querySelector(".sequence.narrow") === narrow, width === 390);
      await large.fill(".filters input", "v1/reception");
      await large.click('.event:has-text("200") >> nth=0');
      await large.waitForSelector(".detail .fields td");
      const out = await large.evaluate(() => {
        const list = document.querySelector(".sequence-box")?.getBoundingClientRect();
        const pane = document.querySelector(".detail-pane")?.getBoundingClientRect();
        const rows = [...document.querySelectorAll<HTMLElement>(".event")];
        const values = [...document.querySelectorAll(".detail :is(h3, th, td)")];
        const told = values.filter((cell) => cell.textContent !== "").map((cell) => cell.getBoundingClientRect());
        return {
          clipped: rows.filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1).length,
          beyond: rows.filter((row) => row.getBoundingClientRect().right > (list?.right ?? 0) + 1).length,
          hidden: told.filter(({ right, width: wide }) => wide < 8 || right > (pane?.right ?? 0)).length,
          wide: document.documentElement.scrollWidth - innerWidth,
        };
      });
      expect({ width, ...out }).toEqual({ width, clipped: 0, beyond: 0, hidden: 0, wide: 0 });
      expect(await violations(large)).toEqual([]);
      await shoot(large, `21-trace-large-${width}`);
    }
    expect(complaints).toEqual([]);
    await large.context().close();
  });

  test("one file holds it, and opens as the same trace", async () => {
    const { length } = events();
    const { page: other, complaints } = await openTab(browser, `${served.ready["console"] ?? ""}#conformance`);
    await other.setInputFiles(".order input[type=file]", saved);
    await other.waitForSelector(".event");
    expect(await other.innerText(".filters [role=status]")).toBe(`${length} / ${length}`);
    expect(complaints).toEqual([]);
    await other.context().close();
  });

  test("one page holds it and shows itself: to whoever has a browser and nothing else, and to whoever has the console", async () => {
    const shared = await taken("1つのページで渡す", "trace.html");
    const count = (JSON.parse(readFileSync(saved, "utf8")) as { events: unknown[] }).events.length;
    const { page: alone, complaints } = await openTab(browser, "about:blank");
    const asked: string[] = [];
    alone.on("request", (request) => asked.push(request.url()));
    await alone.goto(pathToFileURL(shared).href);
    await alone.waitForSelector(".event");
    const shown = async (page: Page) =>
      Number((await page.innerText(".filters [role=status]")).split("/")[1]?.replace(/\D/g, ""));
    expect(await shown(alone)).toBeGreaterThanOrEqual(count);
    await alone.click('label[for="en"]');
    await alone.fill(".filters input", "VERIFY");
    await alone.click(".event >> nth=0");
    expect(await alone.innerText(".detail .clause")).toContain("OpenSC card-jpki.c");
    expect(await alone.innerText(".legs")).toContain("measured");
    expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(await violations(alone)).toEqual([]);
    await shoot(alone, "21-trace-as-one-page");
    // Handed on once more from there, and opened in the console.
    const downloading = alone.waitForEvent("download");
    await alone.click(".tools .share");
    const again = file("trace-again.html");
    await (await downloading).saveAs(again);
    const { page: other } = await openTab(browser, `${served.ready["console"] ?? ""}#trace`);
    await other.waitForSelector(".event");
    await other.setInputFiles(".open-file input", again);
    await other.waitForSelector('.trace-page strong:has-text("trace-again.html")');
    await other.waitForSelector(".event");
    expect(await shown(other)).toBe(await shown(alone));
    expect(readFileSync(shared, "utf8")).not.toContain("31323334");
    expect(complaints).toEqual([]);
    for (const page of [alone, other]) await page.context().close();
  });

  test("no PIN that was typed is in it", () => {
    const text = readFileSync(saved, "utf8");
    expect(text).not.toContain("31323334");
    expect(text).not.toMatch(/"(digits|pin)":/);
  });

  test("exported, tshark reads it: every APDU by its dissector, and nothing malformed", async (context) => {
    needs(context, "tshark");
    const pcapng = await taken("pcapng", "trace.pcapng");
    const tshark = (...words: string[]) =>
      execFileSync("tshark", ["-r", pcapng, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
        .split("\n")
        .filter((line) => line !== "");
    const sent = events().filter((event) => "bytes" in event && event.bytes !== "");
    const of = (channel: string, ...is: string[]) =>
      sent.filter((event) => event.channel === channel && is.includes(event.is)).length;
    expect(tshark("-T", "fields", "-e", "frame.number")).toHaveLength(sent.length);
    expect(tshark("-Y", "_ws.malformed || _ws.expert.severity >= 6291456")).toEqual([]);
    const protocols = tshark("-T", "fields", "-e", "frame.protocols");
    const counted = (name: string) => protocols.filter((line) => line.split(":").includes(name)).length;
    expect(of("card", "command")).toBeGreaterThan(10);
    expect(counted("gsm_sim")).toBe(of("card", "command", "response"));
    expect(counted("xml")).toBe(of("folder", "appeared"));
    expect(counted("json")).toBe(of("central", "request", "response"));
    // A command as tshark itself takes it apart: VERIFY is INS 20.
    const verify = sent.filter(
      (e) => e.channel === "card" && e.is === "command" && e.bytes.slice(2, 4) === "20",
    ).length;
    expect(tshark("-Y", "gsm_sim.apdu.ins == 0x20", "-T", "fields", "-e", "frame.number")).toHaveLength(verify);
    expect(tshark("-T", "fields", "-e", "frame.comment").join()).toContain("VERIFY");
  });
});

const RECEPTION = [
  { intent: "placeCard", persona: "hanako" },
  { intent: "chooseMethod", method: "pin" },
  { intent: "enterPin", pin: "1234" },
  { intent: "consent", items: "all" },
  { intent: "wait", milliseconds: 3000 },
  { intent: "removeCard" },
] as const;
