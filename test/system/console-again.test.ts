import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser, openTab, shoot, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

const RECEPTION = [
  ["placeCard", { persona: "hanako" }],
  ["chooseMethod", { method: "pin" }],
  ["enterPin", { pin: "1234" }],
  ["consent", { items: "all" }],
  ["wait", { milliseconds: 2500 }],
  ["removeCard", {}],
] as const;

/** What a page knows, and what it must learn again: after a start of the server, a request that was lost, or another page's act. */
describe.skipIf(!available(CHROMIUM))("what the console's pages keep", () => {
  let served: Hosting;
  let browser: Browser;
  const address = () => served.ready["console"] ?? "";
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${served.ready["control"] ?? ""}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  const receive = async () => {
    for (const [intent, body] of RECEPTION) expect((await control("POST", `intents/${intent}`, body)).status).toBe(204);
  };
  const restart = async () => {
    const { port } = new URL(address());
    served.child.kill("SIGKILL");
    served = await host("serve", "--port", port);
  };
  const go = (page: Page, name: string) => page.click(`.top nav a[href="#${name}"]`);
  const heldTo = (page: Page, phone: string) => page.inputValue(`[data-phone="${phone}"] .held select`);

  beforeAll(async () => {
    served = await host("serve");
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    expect(await served.end()).toBe(0);
  });

  test("after a start nobody of before is on any page, neither in a file, an event nor a phone that was chosen", async () => {
    await receive();
    const open = async (name: string) => (await openTab(browser, `${address()}#${name}`)).page;
    const [reception, trace, phones, order] = await Promise.all(
      ["reception", "trace", "phones", "conformance"].map(open),
    );
    if (!reception || !trace || !phones || !order) throw new Error("no pages");
    await reception.click(".file >> nth=0");
    await reception.waitForSelector('.decoded:has-text("資格有効性")');
    await trace.fill(".filters input", "face/OQS");
    await trace.click(".event >> nth=0");
    await trace.waitForSelector('.detail:has-text("資格有効性")');
    await phones.selectOption('[data-phone="nurse"] .held select', "hanako");
    await phones.waitForSelector('[data-phone="nurse"] .minicard');
    await order.click('.order summary:has-text("プロファイル")');
    await order.fill(".order textarea", "role: reader");
    await restart();
    for (const page of [reception, trace, phones, order])
      await page.waitForSelector(".notice:has-text('起動し直されました')", { timeout: 60_000 });
    await reception.waitForSelector('.files:has-text("ファイルはまだありません")');
    expect(await reception.locator(".decoded").count()).toBe(0);
    expect(await trace.innerText(".detail-pane")).not.toContain("資格有効性");
    await trace.waitForSelector(".event");
    await phones.waitForSelector('[data-phone="nurse"]');
    expect(await heldTo(phones, "nurse")).toBe("");
    // What a person has written himself is nobody's.
    expect(await order.inputValue(".order textarea")).toBe("role: reader");
    await go(order, "trace");
    await go(order, "conformance");
    expect(await order.inputValue(".order textarea")).toBe("role: reader");
    for (const page of [reception, trace, phones, order]) await page.context().close();
  });

  test("a request that was lost takes nothing away: neither the patients nor a switch", async () => {
    const { page, complaints } = await openTab(browser, "about:blank");
    let tries = 0;
    await page.route("**/people", (route) => (tries++ === 0 ? route.abort() : route.continue()));
    await page.goto(address());
    await page.waitForSelector(".tile", { timeout: 20_000 });
    for (const [name, place, pattern] of [
      ["counter", ".asking input", "**/asking"],
      ["reception", ".faults [role=switch]", "**/faults**"],
    ] as const) {
      await go(page, name);
      await page.waitForSelector(place);
      const before = await page.locator(place).count();
      await page.route(pattern, (route) => route.abort());
      await page.click(`${place} >> nth=0`);
      await page.waitForSelector(".notice.bad:has-text('窓口から返事がありません')");
      expect(await page.locator(place).count()).toBe(before);
      // It was not switched, and does not look so.
      await expect.poll(() => page.isChecked(`${place} >> nth=0`)).toBe(false);
      await page.unroute(pattern);
      await page.click(".notice.bad button");
    }
    await page.click(".faults [role=switch] >> nth=0");
    await page.waitForSelector(".faults [role=switch]:checked");
    await control("DELETE", "faults/line.down");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("two pages show the same card held to a phone, and what came of another card is gone", async () => {
    const [one, two] = await Promise.all([0, 1].map(() => openTab(browser, `${address()}#phones`)));
    if (!one || !two) throw new Error("no pages");
    for (const { page } of [one, two]) await page.waitForSelector('[data-phone="patient"] form');
    await one.page.selectOption('[data-phone="patient"] .held select', "hanako");
    await expect.poll(() => heldTo(two.page, "patient"), { timeout: 10_000 }).toBe("hanako");
    await one.page.fill('[data-phone="patient"] [name=pin]', "1234");
    await one.page.click('[data-phone="patient"] [type=submit]');
    await one.page.waitForSelector('[data-phone="patient"] .outcome :is(p, dl) >> nth=0');
    await one.page.waitForSelector('[data-phone="patient"][aria-busy="false"] .outcome strong');
    await two.page.selectOption('[data-phone="patient"] .held select', "taro");
    await expect.poll(() => heldTo(one.page, "patient"), { timeout: 10_000 }).toBe("taro");
    await expect.poll(() => one.page.locator('[data-phone="patient"] .outcome strong').count()).toBe(0);
    await two.page.selectOption('[data-phone="patient"] .held select', "");
    await expect.poll(() => heldTo(one.page, "patient"), { timeout: 10_000 }).toBe("");
    expect([one.complaints, two.complaints]).toEqual([[], []]);
    for (const { page } of [one, two]) await page.context().close();
  });

  test("a line that is down is told on the phones' page, which asks again when it is up", async () => {
    await control("PUT", "faults/line.down");
    const { page } = await openTab(browser, `${address()}#phones`);
    try {
      // Both at once: each time it asks again, the page waits for a moment.
      const told = '.phones-wait:has-text("わざと起こす不具合") button:has-text("もう一度尋ねる")';
      await page.waitForSelector(told, { timeout: 30_000 });
      expect(await violations(page)).toEqual([]);
    } finally {
      await control("DELETE", "faults/line.down");
    }
    await page.waitForSelector('[data-phone="patient"]', { timeout: 20_000 });
    await page.context().close();
  });

  test("what was left switched on, and an answer that still waits, are told to whoever comes next", async () => {
    const { page, complaints } = await openTab(browser, `${address()}#reception`);
    await page.waitForSelector(".dial");
    await page.click('.dial button:has-text("決める")');
    await page.waitForSelector('.dialled:has-text("資格　花子 → 無効（新しい資格あり）")');
    await page.click('.faults label:has-text("central.disaster")');
    const next = await openTab(browser, address());
    await next.page.waitForSelector('.faults-on:has-text("わざと起こす不具合 1 件"):has-text("central.disaster")');
    await shoot(next.page, "32-left-switched-on");
    expect(await violations(next.page)).toEqual([]);
    await next.page.click(".faults-on a");
    await next.page.waitForSelector(".dialled");
    await next.page.click('.dialled button:has-text("すべて取り消す")');
    for (const each of [page, next.page]) await each.waitForSelector(".dialled", { state: "detached" });
    await next.page.click('.faults label:has-text("central.disaster")');
    await go(page, "counter");
    await page.waitForSelector(".faults-on", { state: "attached" });
    await expect.poll(() => page.innerText(".faults-on")).toBe("");
    expect([complaints, next.complaints]).toEqual([[], []]);
    for (const each of [page, next.page]) await each.context().close();
  });

  test("a page whose script or whose stream did not come says so or tries again, and is never blank or deaf", async () => {
    const { page } = await openTab(browser, "about:blank");
    await page.route("**/console.js", (route) => route.abort());
    await page.goto(address());
    expect(await page.innerText("body")).toMatch(/shikaku serve が動いているか[\s\S]*whether shikaku serve still runs/);
    await page.unroute("**/console.js");
    let tries = 0;
    await page.context().route("**/stream.js", (route) => (tries++ === 0 ? route.abort() : route.continue()));
    await page.goto(address());
    await page.waitForSelector(".tile");
    expect(await page.innerText("body")).not.toContain("読み込み直して");
    await page.click('.tile:has-text("資格　太郎")');
    await page.waitForSelector('[data-screen="chooseMethod"]', { timeout: 30_000 });
    await page.click(".bed .act");
    await page.waitForSelector('[data-screen="idle"]', { timeout: 30_000 });
    await page.context().close();
  });

  test("whoever skips to the content stays on the page", async () => {
    const { page } = await openTab(browser, `${address()}#reception`);
    await page.waitForSelector(".reception-page");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("本文へ");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    expect(await page.locator(".reception-page").count()).toBe(1);
    expect(new URL(page.url()).hash).toBe("#reception");
    await page.context().close();
  });
});
