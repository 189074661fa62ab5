import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser, openTab, shoot, type Tab, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

/** A patient at the home-reception web, in Debian's Chromium, with nothing but the link that the facility sent. */
describe.skipIf(!available(CHROMIUM))("the home-reception web", () => {
  let served: Hosting;
  let browser: Browser;
  let tab: Tab;
  const at = (name: string): string => served.ready[name] ?? "";
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${at("control")}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  };

  beforeAll(async () => {
    served = await host("serve");
    browser = await openBrowser();
    await control("PUT", "/phones/modes", { homeVisit: true, online: true });
  });
  afterAll(async () => {
    await browser.close();
    expect(await served.end()).toBe(0);
  });
  /** Each patient comes with a device of her own. */
  const come = async (use: "2" | "3", lang: "ja" | "en" = "ja") => {
    const { url } = await control("POST", `/phones/addresses/${use}`);
    tab = await openTab(browser, `${String(url)}?lang=${lang}`, { width: 412, height: 915 });
    tab.page.setDefaultTimeout(10_000);
  };
  beforeEach(async () => {
    await control("POST", "/cases", { caseId: "reception", seed: 1, cast: {} });
    return async () => {
      expect(tab.complaints).toEqual([]);
      await tab.page.context().close();
    };
  });
  const page = () => tab.page;
  const send = async (pin: string, { card = "hanako" } = {}) => {
    await page().selectOption("#card", card);
    await page().fill("#pin", pin);
    await page().click("main form:last-of-type > button");
    await page().waitForLoadState();
  };
  const said = () => page().innerText(".said");

  test("the keyboard alone is enough: link, consents one by one, PIN, registered", async () => {
    await come("3");
    expect(await page().title()).toBe("見本内科クリニック");
    await shoot(page(), "30-reception");
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page().keyboard.press(key);
    };
    const focused = () =>
      page().evaluate(() => {
        const { name, value } = (globalThis as unknown as { document: { activeElement: Field } }).document
          .activeElement;
        return `${name ?? ""}=${value ?? ""}`;
      });
    interface Field {
      readonly name?: string;
      readonly value?: string;
    }
    await page().focus("input[name=form]:checked");
    while (!(await focused()).startsWith("consents=")) await press("Tab");
    expect(await focused()).toBe("consents=medicines");
    await press("Space", "Tab", "Tab");
    expect(await focused()).toBe("consents=diagnoses");
    await press("Space");
    while (!(await focused()).startsWith("pin=")) await press("Tab");
    await press("1", "2", "3", "4", "Enter");
    await page().waitForSelector("[role=status]");
    expect(await said()).toContain("登録しました");
    const told = await page().innerText("main");
    expect(told).toContain("薬剤情報");
    expect(told).toContain("診療情報");
    expect(told).not.toContain("手術情報");
    expect(told).toMatch(/23:59:59 まで/);
    expect(await violations(page())).toEqual([]);
    await shoot(page(), "31-reception-registered");
  });

  test("a wrong PIN is told with the tries that are left, in either language, and a screen reader hears it first", async () => {
    await come("3", "en");
    await page().check('input[value="medicines"]');
    await send("9999");
    expect(await page().getAttribute(".said", "role")).toBe("alert");
    expect(await said()).toContain("Tries left: 2.");
    expect(await page().title()).toContain("Not registered");
    expect(await page().isChecked('input[value="medicines"]')).toBe(true);
    expect(await page().inputValue("#pin")).toBe("");
    expect(await violations(page())).toEqual([]);
    await shoot(page(), "32-reception-wrong-pin");
    await send("1234");
    expect(await said()).toContain("Registered");
  });

  test("the last try is spent only where its holder says so, and the card is locked then", async () => {
    await come("3", "en");
    await send("9999", { card: "last-try" });
    expect(await said()).toContain("One try is left");
    await page().check("input[name=spendLastTry]");
    await send("9999", { card: "last-try" });
    expect(await said()).toContain("The PIN is locked");
  });

  test("another person's card at the second visit is refused, and registers nobody", async () => {
    await come("2");
    await page().check('input[value="medicines"]');
    await send("1234");
    expect(await page().innerText("main")).toContain("訪問診療等が続くあいだ");
    await page().goBack();
    await page().reload();
    expect(await page().innerText("main")).toContain("前回の患者と同じ方のカードだけ");
    await send("1234", { card: "taro" });
    expect(await said()).toContain("TSTV0004E");
    await shoot(page(), "33-reception-other-card");
    await page().click("text=別の人が使う");
    await send("1234", { card: "taro" });
    expect(await said()).toContain("登録しました");
  });

  test("a consent that was taken back has ended, and cannot be taken back again", async () => {
    await come("3");
    await page().check('input[value="medicines"]');
    await send("1234");
    await page().goBack();
    await page().click("text=同意を取り消す");
    await send("1234");
    expect(await said()).toContain("同意を取り消しました");
    await page().goBack();
    await send("1234");
    expect(await said()).toContain("TSTV0005E");
  });

  test("once a facility has switched the mode off, nobody registers there any more", async () => {
    await come("3");
    await control("PUT", "/phones/modes", { online: false });
    await send("1234");
    expect(await said()).toContain("TSTV0001E");
    await control("PUT", "/phones/modes", { online: true });
  });

  test("an address that nobody gave leads to a page that says what to do", async () => {
    tab = await openTab(browser, `${at("reception")}/r/0123456789abcdef0123456789abcdef?lang=ja`);
    expect(await page().innerText("[role=alert]")).toContain("受付のアドレス");
    expect(await violations(page())).toEqual([]);
  });
});
