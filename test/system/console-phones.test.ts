import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser, openTab, shoot, type Tab, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

/** A person at the console's phones, in Debian's Chromium. */
describe.skipIf(!available(CHROMIUM))("the console's phones", () => {
  let served: Hosting;
  let browser: Browser;
  let tab: Tab;
  const page = (): Page => tab.page;

  beforeAll(async () => {
    served = await host("serve");
    browser = await openBrowser();
    tab = await openTab(browser, `${served.ready["console"] ?? ""}#phones`);
    page().setDefaultTimeout(10_000);
    await page().waitForSelector(".phone");
  });
  afterAll(async () => {
    expect(tab.complaints).toEqual([]);
    await browser.close();
    expect(await served.end()).toBe(0);
  });

  const in_ = (phone: string, place: string) => `[data-phone="${phone}"] ${place}`;
  const hold = (phone: string, persona: string) => page().selectOption(in_(phone, ".held select"), persona);
  const outcome = async (phone: string) => {
    await page().waitForSelector(in_(phone, ".outcome > :is(p, dl)"));
    await page().waitForSelector(`[data-phone="${phone}"][aria-busy="false"]`);
    return page().innerText(in_(phone, ".outcome"));
  };
  const read = async (phone: string, pin: string) => {
    await page().fill(in_(phone, "[name=pin]"), pin);
    await page().click(in_(phone, "[type=submit]"));
    return outcome(phone);
  };
  const turn = (mode: string) => page().click(`.facility .switch:has-text("${mode}")`);

  test("nothing works before the facility has switched a mode on, and no device before it is registered", async () => {
    expect(await page().$$(in_("nurse", "form"))).toEqual([]);
    await hold("patient", "hanako");
    expect(await read("patient", "1234")).toContain("TSTV0001E");
    await turn("オンライン診療");
    await turn("訪問診療");
    await page().click(in_("nurse", ".primary"));
    await page().waitForSelector(in_("nurse", "form"));
    await page().click(in_("eligibility", ".primary"));
    await page().waitForSelector(in_("eligibility", "form"));
  });

  test("a device that the facility strikes off is to be registered again", async () => {
    await page().click(in_("eligibility", "> .act"));
    await page().waitForSelector(in_("eligibility", ".primary:has-text('登録コードで登録する')"));
    expect(await page().$$(in_("eligibility", "form"))).toEqual([]);
    await page().click(in_("eligibility", ".primary"));
    await page().waitForSelector(in_("eligibility", "form"));
  });

  test("the patient's: a wrong PIN with its tries, then registered with an end to the second", async () => {
    expect(await read("patient", "9999")).toContain("残り回数: 2");
    expect(await page().inputValue(in_("patient", "[name=pin]"))).toBe("");
    await page().check(in_("patient", '[value="medicines"]'));
    const told = await read("patient", "1234");
    expect(told).toContain("資格　花子");
    expect(told).toMatch(/薬剤情報\s+\d{4}-\d\d-\d\d 00:00:00 の直前まで/);
    await page().fill(in_("patient", "[name=pin]"), "1234");
    await page().click(in_("patient", "form .act:not(.primary)"));
    await page().waitForSelector(in_("patient", ".outcome .good:has-text('取り消しました')"));
  });

  test("of certificates of specific diseases no end is told, and none is made up", async () => {
    await page().check(in_("patient", '[value="specificDiseases"]'));
    const told = await read("patient", "1234");
    expect(told).toMatch(/特定疾病療養受療証\s+同意あり/);
    // An online consultation is no visit.
    expect(told).not.toContain("訪問");
    await page().uncheck(in_("patient", '[value="specificDiseases"]'));
  });

  test("who has no eligibility has no empty lines about it", async () => {
    await hold("patient", "newborn");
    expect((await read("patient", "1234")).trim()).toBe("該当資格なし");
    expect(await page().$$(in_("patient", ".outcome dt"))).toEqual([]);
    await hold("patient", "hanako");
  });

  test("the nurse's: by the eyes of staff, and another person's card at the second visit", async () => {
    await hold("nurse", "hanako");
    await page().check(in_("nurse", "[name=staff]"));
    await page().check(in_("nurse", '[value="medicines"]'));
    await page().click(in_("nurse", "[type=submit]"));
    expect(await outcome("nurse")).toContain("訪問が続くあいだ");
    await hold("nurse", "taro");
    await page().selectOption(in_("nurse", "[name=expects]"), "hanako");
    await page().click(in_("nurse", "[type=submit]"));
    await page().waitForSelector(in_("nurse", ".outcome .bad"));
    expect(await outcome("nurse")).toContain("TSTV0004E");
    await shoot(page(), "40-phones");
  });

  test("the eligibility-only one shows eligibility and nothing beyond it", async () => {
    await hold("eligibility", "hanako");
    const told = await read("eligibility", "1234");
    expect(told).toContain("資格情報のほかは見られません");
  });

  test("the last try is asked for before it is spent", async () => {
    await hold("patient", "last-try");
    await page().fill(in_("patient", "[name=pin]"), "9999");
    await page().click(in_("patient", "form .act:not(.primary)"));
    expect(await outcome("patient")).toContain("残り1回");
    await page().check(in_("patient", "[name=spendLastTry]"));
    // Also where a consent is taken back: its holder may spend it there, too.
    await page().fill(in_("patient", "[name=pin]"), "9999");
    await page().click(in_("patient", "form .act:not(.primary)"));
    await page().waitForSelector(in_("patient", ".outcome .bad:has-text('ロック')"));
  });

  test("every answer of a card says what to do next, and no phone is wider than a small screen", async () => {
    for (const [persona, says] of [
      ["locked", "市区町村の窓口"],
      ["revoked", "市区町村の窓口"],
    ] as const) {
      await hold("eligibility", persona);
      expect(await read("eligibility", "1234")).toContain(says);
    }
    await hold("eligibility", "hanako");
    expect(await read("eligibility", "12")).toContain("4桁で入力");
    for (const width of [600, 390]) {
      await page().setViewportSize({ width, height: 900 });
      expect(await page().evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      expect(await violations(page())).toEqual([]);
      await shoot(page(), `40-phones-${width}`);
    }
    await page().setViewportSize({ width: 1360, height: 900 });
  });

  test("the web reception opens by its address, in a page of its own", async () => {
    await page().click('.facility li:has-text("オンライン") .act');
    const [opened] = await Promise.all([page().context().waitForEvent("page"), page().click(".facility .web-address")]);
    await opened.waitForLoadState();
    expect(await opened.title()).toBe("見本内科クリニック");
    await opened.close();
  });

  test("a card can be read by the keyboard alone, in English, and axe finds nothing serious", async () => {
    await page().click(".language");
    await page().focus(in_("eligibility", ".held select"));
    await page().keyboard.press("Tab");
    await page().keyboard.press("Tab");
    await page().keyboard.type("1234");
    await page().keyboard.press("Enter");
    await page().waitForSelector(in_("eligibility", ".outcome .good"));
    expect(await outcome("eligibility")).toContain("Nothing beyond eligibility");
    expect(await violations(page())).toEqual([]);
    await page().click(".language");
  });

  test("without a card it says that there is none", async () => {
    await hold("eligibility", "");
    await page().fill(in_("eligibility", "[name=pin]"), "1234");
    await page().click(in_("eligibility", "[type=submit]"));
    await page().waitForSelector(".notice.bad");
    expect(await page().innerText(".notice.bad")).toContain("カードがありません");
  });
});
