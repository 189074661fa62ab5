import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser, openTab, shoot, type Tab, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

/** What goes wrong at a counter, and what several pages see of one: told to whoever stands there, and nobody's reception is lost by it. */
describe.skipIf(!available(CHROMIUM))("the counter in the console", () => {
  let served: Hosting;
  let browser: Browser;
  let tab: Tab;
  const page = (): Page => tab.page;
  const at = (name: string): string => served.ready[name] ?? "";
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${at("control")}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });

  beforeAll(async () => {
    served = await host("serve");
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    expect(await served.end()).toBe(0);
  });
  beforeEach(async () => {
    await control("POST", "cases", { caseId: "counter", seed: 1, cast: {} });
    tab = await openTab(browser, at("console"));
    await screen("idle");
    return async () => {
      expect(tab.complaints).toEqual([]);
      await tab.page.context().close();
    };
  });

  const screen = (name: string, on = page()) => on.waitForSelector(`[data-screen="${name}"]`, { timeout: 30_000 });
  const lay = (name: string, on = page()) => on.click(`.tile:has-text("${name}")`);
  const choose = (name: string, on = page()) => on.click(`.panel .choice:has-text("${name}")`);
  const go = (name: string) => page().click(`.top nav a[href="#${name}"]`);
  const holderStepsUp = () => page().click(".person .act.primary");

  test("whoever takes his card leaves the camera with it", async () => {
    await lay("資格　花子");
    await choose("顔認証");
    await screen("lookAtCamera");
    await holderStepsUp();
    await page().waitForSelector(".portrait img");
    await screen("consent");
    await page().click(".bed .act");
    await screen("idle");
    await page().waitForSelector('.portrait:has-text("まだ誰もいません")');
    expect((await control("GET", "camera")).status).toBe(204);
    await lay("資格　太郎");
    await choose("顔認証");
    await screen("lookAtCamera");
    await page().waitForSelector('.camera:has-text("誰もいません")');
    expect(await page().innerText(".tries")).toBe("残り 3 回");
  });

  test("who looks away is told why he was not taken, and has the time to look up before all tries are gone", async () => {
    await lay("資格　花子");
    await choose("顔認証");
    await screen("lookAtCamera");
    await page().check('.person label:has-text("よそ見") input');
    await holderStepsUp();
    await page().waitForSelector('.panel-unlike:has-text("よそ見をせず")', { timeout: 30_000 });
    expect(await page().innerText(".tries")).toBe("残り 2 回");
    await page().click(".top .language");
    expect(await page().innerText(".panel-unlike")).toContain("look straight at the camera");
    await page().click(".top .language");
    // As long as a person takes to read it. He looks up where he stands.
    await page().waitForTimeout(2000);
    expect(await page().getAttribute(".panel", "data-screen")).toBe("lookAtCamera");
    await page().uncheck('.person label:has-text("よそ見") input');
    await screen("consent");
  });

  test.each([
    ["line.down", /通信できず、受付を始められません/, /cannot talk to the central system/],
    ["central.broken", /通信できず、受付を始められません/, /HTTP status 500/],
    ["central.garbled", /通信できず、受付を始められません/, /Malformed answer/],
  ])(
    "%s is told at the counter and under Reception, and not the reason of the patient before",
    async (fault, ja, en) => {
      await lay("資格　太郎");
      await screen("chooseMethod");
      await page().click(".bed .act");
      await screen("idle");
      await page().waitForSelector('.coach-why:has-text("途中でカードが取られました")');
      await control("PUT", `faults/${fault}`);
      try {
        await lay("資格　花子");
        await page().waitForSelector(".coach-why small");
        expect(await page().innerText(".coach")).toMatch(ja);
        expect(await page().innerText(".coach")).not.toContain("途中でカードが取られました");
        expect(await page().innerText(".coach")).toContain("もう一度始めます");
        await page().click(".top .language");
        expect(await page().innerText(".coach")).toMatch(en);
        await go("reception");
        expect(await page().innerText(".terminal .trouble")).toMatch(en);
      } finally {
        await control("DELETE", `faults/${fault}`);
      }
      await go("counter");
      await page().click(".bed .act");
      await page().waitForFunction(() => !document.querySelector(".bed.full"));
      await lay("資格　花子");
      await screen("chooseMethod");
      expect(await page().locator(".coach-why").count()).toBe(0);
    },
  );

  test.each([390, 600])("at %i pixels nothing sticks out, light or dark, in usual and in large type", async (width) => {
    await lay("資格　花子");
    await choose("職員");
    await screen("staffPassword");
    await page().fill(".staff input", "mihon-2026");
    await page().keyboard.press("Enter");
    await choose("すべて同意");
    await screen("takeCard");
    for (const dark of [false, true])
      for (const name of ["counter", "reception", "conformance"]) {
        const { page: narrow } = await openTab(browser, `${at("console")}#${name}`, { dark, width, height: 844 });
        await narrow.waitForSelector("main > *");
        for (const size of ["", "-large"]) {
          if (size) await narrow.click(".top .type-size");
          await narrow.waitForTimeout(300);
          const out = await narrow.evaluate(() => {
            const sticking = [...document.querySelectorAll("main *")].filter(
              (element) =>
                element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".sr, .decoded, pre"),
            );
            return [
              document.documentElement.scrollWidth - innerWidth,
              ...sticking.map(({ outerHTML }) => outerHTML.slice(0, 90)),
            ];
          });
          expect({ name, size, dark, out }).toEqual({ name, size, dark, out: [0] });
          if (!size) expect(await violations(narrow)).toEqual([]);
          await shoot(narrow, `31-${name}-${width}-${dark ? "dark" : "light"}${size}`);
        }
        await narrow.context().close();
      }
  });

  test("eight pages of one browser all live, and each can act", async () => {
    const context: BrowserContext = await browser.newContext({ viewport: { width: 1360, height: 900 } });
    const pages: Page[] = [];
    for (let nth = 0; nth < 8; nth++) {
      const next = await context.newPage();
      await next.goto(at("console"));
      await next.waitForSelector(".line-live");
      await screen("idle", next);
      pages.push(next);
    }
    const last = pages.at(-1) ?? page();
    await lay("資格　花子", last);
    for (const each of pages) await screen("chooseMethod", each);
    await choose("暗証番号", pages[0] ?? page());
    for (const each of pages) await screen("enterPin", each);
    // A page that goes, and the one that came first at that, takes nothing with it.
    await pages[0]?.close();
    await last.click(".bed .act");
    for (const each of pages.slice(1)) await screen("idle", each);
    const late = await context.newPage();
    await late.goto(`${at("console")}#trace`);
    await late.waitForSelector(".event");
    const numbers = (on: Page) => on.evaluate(() => document.querySelector(".sequence-box")?.scrollHeight ?? 0);
    await last.click('.top nav a[href="#trace"]');
    await last.waitForSelector(".event");
    await expect.poll(async () => (await numbers(late)) - (await numbers(last)), { timeout: 10_000 }).toBe(0);
    await context.close();
  });

  test(
    "a server that never answers is told in words, and not waited for without an end",
    { timeout: 60_000 },
    async () => {
      await page().route("**/intents/placeCard", () => undefined);
      await lay("資格　花子");
      await page().waitForSelector('.notice.bad:has-text("20 秒たっても返事がありません")', { timeout: 40_000 });
      await page().unroute("**/intents/placeCard");
      await lay("資格　花子");
      await screen("chooseMethod");
      expect(await page().locator(".notice.bad").count()).toBe(0);
    },
  );

  test("another thing to ask is seen by every page at once, and breaks off nobody's reception", async () => {
    const other = await openTab(browser, at("console"));
    const tick = (on: Page) => on.isChecked('.asking label:has-text("処方箋") input');
    try {
      await lay("資格　花子");
      await choose("暗証番号");
      await screen("enterPin");
      expect(await other.page.innerText(".asking")).toContain("次の受付から");
      await other.page.check('.asking label:has-text("処方箋") input');
      await other.page.check('.asking label:has-text("スマートフォン") input');
      await expect.poll(() => tick(page())).toBe(true);
      expect(await page().getAttribute(".panel", "data-screen")).toBe("enterPin");
      for (const digit of "1234") await page().click(`.key:text-is("${digit}")`);
      await page().click(".key-enter");
      await screen("consent");
      await choose("すべて同意");
      await screen("takeCard");
      await page().click(".bed .act");
      await screen("placeCard");
      await lay("資格　太郎");
      await choose("暗証番号");
      await screen("enterPin");
      for (const digit of "1234") await page().click(`.key:text-is("${digit}")`);
      await page().click(".key-enter");
      await screen("consent");
      await choose("すべて同意");
      await screen("choosePrescription");
      await page().click(".bed .act");
      await screen("placeCard");
      // Nobody is there: the reader stops to invite phones at once.
      await page().uncheck('.asking label:has-text("スマートフォン") input');
      await screen("idle");
      expect(await page().innerText(".coach")).not.toContain("端末がとりやめました");
    } finally {
      await control("POST", "asking", { phones: false, prescription: false });
      await other.page.context().close();
    }
  });

  test("an act that came too late, or twice, is not done to the next patient", async () => {
    await lay("資格　花子");
    await choose("暗証番号");
    await screen("enterPin");
    // From another page that saw an earlier screen: it waits for that screen, until the patient has gone.
    const late = control("POST", "intents/consent", { items: "all" });
    await page().click(".bed .act");
    await screen("idle");
    expect((await late).status).toBe(409);
    await lay("資格　太郎");
    await page().dblclick('.panel .choice:has-text("暗証番号")');
    await screen("enterPin");
    for (const digit of "1234") await page().click(`.key:text-is("${digit}")`);
    await page().dblclick(".key-enter");
    await screen("consent");
    await page().dblclick('.panel .choice:has-text("すべて同意")');
    await screen("takeCard");
    await page().click(".bed .act");
    await screen("idle");
    await lay("資格　花子");
    await screen("chooseMethod");
    await choose("暗証番号");
    await screen("enterPin");
    for (const digit of "1234") await page().click(`.key:text-is("${digit}")`);
    await page().click(".key-enter");
    await screen("consent");
    await page().waitForTimeout(700);
    expect(await page().getAttribute(".panel", "data-screen")).toBe("consent");
    expect(await page().locator(".notice").count()).toBe(0);
  });

  test("no password is no try: nothing is sent until something is typed", async () => {
    const { next } = (await (await control("GET", "about")).json()) as { next: number };
    await lay("資格　花子");
    await choose("職員");
    await screen("staffPassword");
    expect(await page().isDisabled('.staff .choice:has-text("本人です")')).toBe(true);
    expect(await page().isDisabled('.staff .choice:has-text("別の人です")')).toBe(true);
    await page().focus(".staff input");
    await page().keyboard.press("Enter");
    await page().waitForTimeout(300);
    expect(await page().innerText(".tries, .panel")).not.toContain("残り 2 回");
    const { observations } = (await (await control("GET", `observations?after=${next}`)).json()) as {
      observations: { channel: string; intent?: string }[];
    };
    expect(observations.filter(({ intent }) => intent === "confirmVisual")).toEqual([]);
    await page().fill(".staff input", "mihon-2026");
    await page().keyboard.press("Enter");
    await screen("consent");
  });

  test("the cards are one stop of the keyboard, with arrows through them, and are told to whoever cannot see", async () => {
    await page().focus(".tray input");
    await page().keyboard.press("Tab");
    const here = () => page().evaluate(() => document.activeElement?.textContent ?? "");
    expect(await here()).toContain("資格　花子");
    await page().keyboard.press("ArrowDown");
    expect(await here()).toContain("資格　太郎");
    await page().keyboard.press("End");
    const last = await here();
    await page().keyboard.press("ArrowDown");
    expect(await here()).toBe(last);
    await page().keyboard.press("Home");
    await page().keyboard.press("ArrowDown");
    await page().keyboard.press("Tab");
    expect(await page().evaluate(() => document.activeElement?.closest(".tray"))).toBeNull();
    await page().keyboard.press("Shift+Tab");
    expect(await here()).toContain("資格　太郎");
    await page().keyboard.press("Enter");
    await screen("chooseMethod");
    const tile = page().getByRole("button", { name: /資格\s太郎/, pressed: true });
    expect(await tile.count()).toBe(1);
    await page().fill(".tray input", "誰でもない");
    await page().waitForSelector('.tray [role=status]:has-text("該当する患者がいません")');
  });

  test("a fault is switched by keyboard, named for whoever cannot see, and seen at once by every page", async () => {
    const other = await openTab(browser, `${at("console")}#reception`);
    await go("reception");
    const name = /回線が切れている/;
    const mine = page().getByRole("switch", { name });
    const theirs = other.page.getByRole("switch", { name });
    await mine.focus();
    await page().keyboard.press("Space");
    await expect.poll(() => theirs.isChecked()).toBe(true);
    await theirs.click();
    await expect.poll(() => mine.isChecked()).toBe(false);
    // In English as in Japanese.
    await page().click(".top .language");
    expect(
      await page()
        .getByRole("switch", { name: /line from the terminal/ })
        .count(),
    ).toBe(1);
    expect(await page().innerText(".faults summary + p, .faults details")).toMatch(/Broken products/);
    await other.page.context().close();
  });
});
