import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser, openTab, shoot, type Tab, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

/** A person at the console, in Debian's Chromium: nothing here calls what a person could not touch. */
describe.skipIf(!available(CHROMIUM))("the console", () => {
  let served: Hosting;
  let browser: Browser;
  let tab: Tab;
  const page = (): Page => tab.page;

  beforeAll(async () => {
    served = await host("serve");
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    expect(await served.end()).toBe(0);
  });
  beforeEach(async () => {
    await fetch(`${at("control")}/cases`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ caseId: "console", seed: 1, cast: {} }),
    });
    tab = await openTab(browser, at("console"));
    await screen("idle");
    return async () => {
      expect(tab.complaints).toEqual([]);
      await tab.page.context().close();
    };
  });

  const at = (name: string): string => served.ready[name] ?? "";
  const screen = (name: string) => page().waitForSelector(`[data-screen="${name}"]`, { timeout: 30_000 });
  const lay = (name: string) => page().click(`.tile:has-text("${name}")`);
  const choose = (name: string) => page().click(`.panel .choice:has-text("${name}")`);
  const type = async (pin: string) => {
    await screen("enterPin");
    for (const digit of pin) await page().click(`.key:text-is("${digit}")`);
    await page().click(".key-enter");
  };
  const go = (name: string) => page().click(`.top nav a[href="#${name}"]`);
  /** Consent, the prescription where it is asked, the card, and the chart. */
  const finish = async (consent: string) => {
    await screen("consent");
    await choose(consent);
    await page().waitForSelector('[data-screen="choosePrescription"], [data-screen="takeCard"]');
    if (await page().$('[data-screen="choosePrescription"]')) await choose("電子");
    await screen("takeCard");
    await page().click(".bed .act");
    await screen("idle");
    await go("reception");
    await page().waitForSelector(".patients li.new", { timeout: 30_000 });
  };
  const newest = () => page().innerText(".patients li.new");

  test("checks a patient in by face, and every screen on the way can be read", async () => {
    await shoot(page(), "01-idle");
    await lay("資格　花子");
    await screen("chooseMethod");
    await shoot(page(), "02-chooseMethod");
    await choose("顔認証");
    await screen("lookAtCamera");
    await page().waitForTimeout(200);
    await shoot(page(), "04-lookAtCamera-nobody");
    await page().click(".act.primary");
    await screen("consent");
    await shoot(page(), "08-consent");
    await choose("1つずつ");
    await shoot(page(), "08-consent-one-by-one");
    await page().click('.panel .choice:has-text("戻る")');
    await finish("すべて同意");
    expect(await newest()).toContain("花子");
    expect(await newest()).toContain("有効");
    expect(await newest()).toMatch(/薬剤情報・特定健診情報・診療情報・手術情報・特定疾病療養受療証/);
    await shoot(page(), "20-reception");
    await go("trace");
    await page().waitForSelector(".event");
    await page().fill(".filters input", "VERIFY");
    await page().fill(".filters input", "face/OQS");
    await page().click(".event");
    expect(await page().innerText(".detail")).toContain("資格有効性");
    expect(await page().innerText(".detail")).toContain("1 — 有効");
    await shoot(page(), "21-trace");
  });

  test("tells a face that is not the holder's, or is hidden, and goes on to the PIN", async () => {
    await lay("資格　花子");
    await choose("顔認証");
    await screen("lookAtCamera");
    await page().selectOption(".person select", "taro");
    await page().click('.person .row .act:has-text("立つ")');
    // The camera does not wait for whoever looks at this page.
    await page().waitForSelector('.tries:text-matches("残り [12] 回")', { timeout: 30_000 });
    await page().waitForSelector(".camera img, .pinpad");
    await shoot(page(), "05-lookAtCamera-another");
    // The camera goes on looking at whoever stands there, until no try is left.
    await screen("enterPin");
  });

  test("checks a patient in by PIN after two wrong tries, and says how many are left", async () => {
    await lay("資格　太郎");
    await choose("暗証番号");
    await screen("enterPin");
    await shoot(page(), "06-enterPin");
    await type("1111");
    await page().waitForSelector('.tries:has-text("残り 2 回")');
    await type("2222");
    await page().waitForSelector('.tries.last:has-text("残り 1 回")');
    await shoot(page(), "06-enterPin-last-try");
    await type("1234");
    await finish("すべて同意");
    expect(await newest()).toContain("太郎");
  });

  test("checks a patient in by the eyes of staff; a wrong password confirms nobody", async () => {
    await lay("資格　花子");
    await choose("職員");
    await screen("staffPassword");
    await shoot(page(), "07-staffPassword");
    await page().fill(".staff input", "mihon-2025");
    await page().click('.staff .choice:has-text("本人です")');
    await page().waitForSelector('.tries:has-text("残り 2 回")', { timeout: 30_000 });
    expect(await page().getAttribute(".panel", "data-screen")).toBe("staffPassword");
    expect(await page().inputValue(".staff input")).toBe("");
    await page().fill(".staff input", "mihon-2026");
    await page().click('.staff .choice:has-text("本人です")');
    await finish("すべて同意");
    expect(await newest()).toContain("花子");
  });

  test("staff who say that it is somebody else end it, and nobody is in the chart", async () => {
    await lay("資格　花子");
    await choose("職員");
    await screen("staffPassword");
    await page().fill(".staff input", "mihon-2026");
    await page().click('.staff .choice:has-text("別の人です")');
    await screen("failed");
    expect(await page().innerText(".coach-why")).toContain("本人確認の方法が残っていません");
    await page().click(".bed .act");
    await go("reception");
    await page().waitForSelector('.chart p:has-text("まだ誰も")');
  });

  test("checks a patient in by phone, with the form of the prescription, and refuses another phone than was chosen", async () => {
    try {
      await page().check('.asking label:has-text("スマートフォン") input');
      await page().check('.asking label:has-text("処方箋") input');
      await screen("placeCard");
      await choose("iPhone");
      await screen("holdPhone");
      await page().click('.phone:has-text("電話　安")');
      await screen("failed");
      expect(await page().innerText(".panel-code")).toContain("002");
      await page().click('.bed .act:has-text("スマートフォンを離す")');
      await screen("placeCard");
      await choose("iPhone");
      await screen("holdPhone");
      await page().click('.phone:has-text("電話　愛")');
      await screen("consent");
      await choose("すべて同意");
      await screen("choosePrescription");
      await choose("電子");
      await screen("takeCard");
      await page().click('.bed .act:has-text("スマートフォンを離す")');
      await screen("placeCard");
      await go("reception");
      await page().waitForSelector(".patients li.new", { timeout: 30_000 });
      expect(await newest()).toContain("電話　愛");
    } finally {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ phones: false, prescription: false });
      await fetch(`${at("control")}/asking`, { method: "POST", headers, body });
    }
  });

  test("a patient who consents to nothing is checked in all the same", async () => {
    await lay("資格　花子");
    await choose("暗証番号");
    await type("1234");
    await finish("同意しない");
    expect(await newest()).toMatch(/同意\s*なし/);
  });

  test("a card pulled early ends it cleanly: idle again, and nothing in the chart", async () => {
    await lay("資格　花子");
    await choose("暗証番号");
    await type("1234");
    await screen("consent");
    await page().click(".bed .act");
    await screen("idle");
    await go("reception");
    await page().waitForSelector(".chart");
    expect(await page().$$(".patients li")).toEqual([]);
  });

  test("is worked by keyboard alone, from the first key to the chart", async () => {
    /** Tab until what has the focus says this. */
    const tabTo = async (words: string, key = "Tab") => {
      for (let pressed = 0; pressed < 40; pressed++) {
        await page().keyboard.press(key);
        const here = await page().evaluate(() => {
          const at = document.activeElement;
          return at instanceof HTMLInputElement ? (at.getAttribute("aria-label") ?? "") : (at?.textContent ?? "");
        });
        if (here.includes(words) && here.length < 200) return;
      }
      throw new Error(`no way by ${key} to ${words}`);
    };
    await tabTo("名前や特徴で探す");
    await page().keyboard.type("ｼｶｸ ﾀﾛｳ");
    await tabTo("資格　太郎");
    await page().keyboard.press("Enter");
    await screen("chooseMethod");
    await tabTo("暗証番号");
    await page().keyboard.press("Enter");
    await screen("enterPin");
    await page().keyboard.type("12345");
    // To whoever sees no dots.
    expect(await page().textContent("output.pin-dots")).toContain("4 桁");
    await page().keyboard.press("Backspace");
    await page().keyboard.type("4");
    await page().keyboard.press("Enter");
    await screen("consent");
    expect(await page().evaluate(() => document.activeElement?.tagName)).toBe("H2");
    await tabTo("1つずつ選ぶ");
    await page().keyboard.press("Enter");
    await page().waitForSelector(".consent");
    await page().keyboard.press("Tab");
    await page().keyboard.press("Space");
    await tabTo("この内容で決定");
    await page().keyboard.press("Enter");
    await screen("takeCard");
    await tabTo("カードを取る");
    await page().keyboard.press("Enter");
    await screen("idle");
    await tabTo("受付", "Shift+Tab");
    await page().keyboard.press("Enter");
    await page().waitForSelector(".patients li.new", { timeout: 30_000 });
    expect(await newest()).toContain("太郎");
    expect(await newest()).toMatch(/同意\s*薬剤/);
  });

  test.each(["counter", "reception", "phones", "trace", "conformance"])(
    "axe finds nothing serious on %s, light or dark",
    async (name) => {
      for (const dark of [false, true]) {
        const { page: seen } = await openTab(browser, `${at("console")}#${name}`, { dark });
        await seen.waitForSelector("main > *");
        await seen.waitForTimeout(300);
        expect(await violations(seen)).toEqual([]);
        await shoot(seen, `30-${name}-${dark ? "dark" : "light"}`);
        await seen.context().close();
      }
    },
  );

  test("runs the suite, shows its verdicts, and another browser sees the same reader", async () => {
    await go("conformance");
    await page().click('.order button:has-text("計画")');
    await page().waitForSelector(".plan li");
    await page().click('.order button:has-text("実行する")');
    const other = await openTab(browser, at("console"));
    await layThere(other.page, "資格　花子");
    await page().waitForSelector(".report .counts", { timeout: 110_000 });
    expect(await page().innerText(".report h1")).toMatch(/適合/);
    await shoot(page(), "22-conformance");
    await go("counter");
    await screen("chooseMethod");
    await other.page.context().close();
  });

  async function layThere(elsewhere: Page, name: string): Promise<void> {
    await elsewhere.click(`.tile:has-text("${name}")`);
    await elsewhere.waitForSelector('[data-screen="chooseMethod"]', { timeout: 30_000 });
  }
});
