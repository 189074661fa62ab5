import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { troubleMark } from "../../device/control/marks.ts";
import { hex } from "../../device/wire/bytes.ts";
import { encodeFace, SCREENS, type Screen } from "../../device/wire/face.ts";
import { aloneOn, CHROMIUM, openBrowser, openTab, shoot, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

interface Shown {
  readonly screen: string;
  readonly triesLeft?: number;
  readonly methods?: readonly string[];
  readonly items?: readonly string[];
  readonly code?: string;
}

const METHODS = ["face", "pin", "staff"];
const ITEMS = ["medicines", "checkups", "diagnoses", "operations", "specificDiseases"];

/** What the firmware may tell of its panel, each with a name for its picture. */
const DRAWN: readonly (readonly [name: string, shown: Shown, person?: "card" | "phone"])[] = [
  ["01-idle", { screen: "idle" }],
  ["02-placeCard-or-phone", { screen: "placeCard", methods: ["iphone", "android"] }],
  ["02-placeCard-alone", { screen: "placeCard", methods: [] }],
  ["02-placeCard-again-001", { screen: "placeCard", code: "001" }, "card"],
  ["02-placeCard-again-001-phone", { screen: "placeCard", code: "001" }, "phone"],
  ["03-chooseMethod", { screen: "chooseMethod", methods: METHODS }, "card"],
  ["04-readingCard", { screen: "readingCard" }, "card"],
  ["04-readingCard-phone", { screen: "readingCard" }, "phone"],
  ["05-lookAtCamera", { screen: "lookAtCamera", methods: ["pin", "staff"] }, "card"],
  ["05-lookAtCamera-last-try", { screen: "lookAtCamera", methods: ["pin", "staff"], triesLeft: 1 }, "card"],
  ["06-enterPin", { screen: "enterPin", methods: ["face", "staff"], triesLeft: 3 }, "card"],
  ["06-enterPin-last-try", { screen: "enterPin", methods: ["face", "staff"], triesLeft: 1 }, "card"],
  ["07-staffPassword", { screen: "staffPassword" }, "card"],
  ["08-consent", { screen: "consent", items: ITEMS }, "card"],
  ["09-choosePrescription", { screen: "choosePrescription" }, "card"],
  ["10-pleaseWait", { screen: "pleaseWait" }, "card"],
  ["11-takeCard", { screen: "takeCard" }, "card"],
  ["11-takeCard-phone", { screen: "takeCard" }, "phone"],
  ["12-cardLeft", { screen: "cardLeft" }, "card"],
  ["12-cardLeft-phone", { screen: "cardLeft" }, "phone"],
  ["13-failed", { screen: "failed" }, "card"],
  ["13-failed-001", { screen: "failed", code: "001" }, "card"],
  ["13-failed-001-phone", { screen: "failed", code: "001" }, "phone"],
  ["13-failed-002", { screen: "failed", code: "002" }, "card"],
  ["13-failed-002-phone", { screen: "failed", code: "002" }, "phone"],
  ["14-holdPhone", { screen: "holdPhone" }],
  ["15-register", { screen: "register" }, "card"],
  ["16-updating", { screen: "updating" }],
  ["17-of-another-maker", { screen: "somethingElse" }, "card"],
];

/** Every screen of a reader as its trace tells it, in both languages: some of them no reception at this counter comes by. */
describe.skipIf(!available(CHROMIUM))("the reader's screens", () => {
  let served: Hosting;
  let browser: Browser;
  beforeAll(async () => {
    served = await host("serve");
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    expect(await served.end()).toBe(0);
  });

  /** A page whose counter tells this, and nothing after it. */
  async function told(
    shown: Shown,
    person: "card" | "phone" | undefined,
    after: readonly object[] = [],
  ): Promise<Page> {
    const { page } = await openTab(browser, "about:blank");
    await aloneOn(page);
    await page.route("**/observations*", (route) => {
      const isFirst = new URL(route.request().url()).searchParams.get("after") === "0";
      const body = isFirst ? eventsOf(shown, person, after).map(asEvent).join("") : ": still here\n\n";
      return route.fulfill({ contentType: "text/event-stream", body });
    });
    await page.goto(served.ready["console"] ?? "");
    await page.waitForSelector(`[data-screen="${shown.screen}"]`);
    if (person) await page.waitForSelector(".bed.full");
    return page;
  }

  test("there is a picture of each screen that the protocol has", () => {
    const drawn = new Set(DRAWN.map(([, { screen }]) => screen));
    expect((Object.keys(SCREENS) as Screen[]).filter((screen) => !drawn.has(screen))).toEqual([]);
  });

  test.each(DRAWN.map(([name, shown, person]) => ({ name, shown, person })))(
    "$name says what it is in both languages, is wholly in sight and serious to nobody",
    async ({ name, shown, person }) => {
      const page = await told(shown, person);
      const headings = [await page.innerText(".panel h2")];
      expect(await violations(page)).toEqual([]);
      for (const lang of ["ja", "en"] as const) {
        if (lang === "en") await page.click(".top .language:has-text('English')");
        headings.push(await page.innerText(".panel h2"));
        expect(await page.innerText("main")).not.toMatch(/undefined|NaN|\[object/);
        expect(await cutOff(page)).toEqual([]);
        // Whoever holds a phone is not told to take a card.
        if (person === "phone")
          for (const place of [".steps", ".coach", ".reader"])
            expect(await page.innerText(place)).not.toMatch(/カード|card/i);
        await shoot(page, `${name}-${lang}`);
        await page.click(`.top .type-size`);
        expect({ lang, cut: await cutOff(page), below: await belowTheFold(page) }).toEqual({
          lang,
          cut: [],
          below: [],
        });
        await shoot(page, `${name}-${lang}-large`);
        // A telephone of whoever needs large type is as narrow as anybody's.
        await page.setViewportSize({ width: 390, height: 844 });
        expect({ lang, narrow: await cutOff(page), wide: await sideways(page) }).toEqual({ lang, narrow: [], wide: 0 });
        await shoot(page, `${name}-${lang}-large-narrow`);
        await page.setViewportSize({ width: 1360, height: 900 });
        await page.click(`.top .type-size`);
      }
      expect(new Set(headings).size).toBe(2);
      await page.context().close();
    },
  );

  test.each(["refused", "noFace", "notLive"] as const)(
    "a face that was not taken (%s) is told why, in both languages, with every button in sight",
    async (outcome) => {
      const matched = { is: "matched", reception: 1, attempt: 1, outcome, score: 10, attemptsLeft: 2 } as const;
      const bytes = hex(encodeFace({ ...matched, liveness: 9000 }));
      const camera = { screen: "lookAtCamera", methods: ["pin", "staff"], triesLeft: 3 };
      const page = await told(camera, "card", [{ channel: "host", is: "received", bytes }]);
      await inBothLanguages(page, `05-lookAtCamera-${outcome}`, ".panel-unlike");
    },
  );

  test.each(["challenge", "authority", "reception"] as const)(
    "a centre that cannot be reached (%s) is told beside the reader, in both languages",
    async (during) => {
      const screen = during === "challenge" ? "idle" : during === "authority" ? "failed" : "takeCard";
      const trouble = { is: "faulted", during, en: "The line is down.", ja: "回線が切れています。" } as const;
      const mark = { channel: "clock", is: "mark", mark: troubleMark(trouble) };
      const laid = [
        { channel: "operator", is: "asked", intent: "placeCard", persona: "hanako" },
        { channel: "card", is: "inserted" },
      ];
      const page = await told({ screen }, undefined, [...laid, mark]);
      await inBothLanguages(page, `18-trouble-${during}`, ".coach-why");
    },
  );

  /** The words at this place are others in the other language, and nothing is out of sight in either size. */
  async function inBothLanguages(page: Page, name: string, place: string): Promise<void> {
    await page.waitForSelector(place);
    const words = [];
    for (const lang of ["ja", "en"]) {
      words.push(await page.innerText(place));
      await shoot(page, `${name}-${lang}`);
      await page.click(".top .type-size");
      expect({ lang, cut: await cutOff(page), below: await belowTheFold(page) }).toEqual({ lang, cut: [], below: [] });
      await shoot(page, `${name}-${lang}-large`);
      await page.click(".top .type-size");
      await page.click(".top .language");
    }
    expect(words[0]).not.toBe(words[1]);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  }

  test("no screen says what the reader does not know, or the contrary of what it asks for", async () => {
    const panelOf = async (shown: Shown, person: "card" | "phone" | undefined) => {
      const page = await told(shown, person);
      const says = await page.innerText(".panel");
      await page.context().close();
      return says;
    };
    // Also shown before a reception, where a card still lies there: nobody is checked in by then.
    expect(await panelOf({ screen: "takeCard" }, "card")).not.toContain("受付が終わりました");
    expect(await panelOf({ screen: "failed", code: "001" }, "card")).not.toContain("置き直し");
    expect(await panelOf({ screen: "failed", code: "002" }, "phone")).toContain("選んだスマートフォンと違います");
    expect(await panelOf({ screen: "placeCard", methods: [] }, undefined)).not.toContain("スマートフォン");
  });

  test("consent one by one, and everything in large type", async () => {
    const page = await told({ screen: "consent", items: ITEMS }, "card");
    for (const size of ["", "-large"]) {
      if (size) await page.click('.top button:has-text("文字を大きく")');
      await page.click(".panel .choice >> nth=1");
      expect(await page.locator(".consent").count()).toBe(ITEMS.length);
      expect(await cutOff(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      await shoot(page, `08-consent-one-by-one${size}`);
      await page.click(".panel .choice >> nth=0");
    }
    expect(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize))).toBe(24);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    // This browser remembers.
    await page.reload();
    await page.waitForSelector("html.large .panel");
    await page.context().close();
  });

  /** Pixels by which the page is wider than its window. */
  const sideways = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  /** Buttons of the reader that nobody sees without scrolling. */
  const belowTheFold = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll(".reader :is(button, input)")]
        .filter((button) => button.getBoundingClientRect().bottom > innerHeight)
        .map((button) => `${button.textContent} ${String(Math.round(button.getBoundingClientRect().bottom))}`),
    );

  /** What of the panel sticks out of it, or is wider than its place. */
  const cutOff = (page: Page): Promise<string[]> =>
    page.evaluate(() => {
      const panel = document.querySelector(".panel");
      if (!panel) return ["there is no panel"];
      const room = panel.getBoundingClientRect();
      return [...panel.querySelectorAll(":not(.sr)")]
        .filter((element) => {
          const box = element.getBoundingClientRect();
          const isOut = box.left < room.left - 1 || box.right > room.right + 1 || box.bottom > room.bottom + 1;
          return (
            isOut ||
            (element instanceof HTMLElement && element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0)
          );
        })
        .map((element) => element.outerHTML.slice(0, 120));
    });
});

const asEvent = (event: object): string => `event: observation\ndata: ${JSON.stringify(event)}\n\n`;

function eventsOf(shown: Shown, person: "card" | "phone" | undefined, after: readonly object[]): object[] {
  const lays =
    person === undefined
      ? []
      : [
          person === "card"
            ? { channel: "operator", is: "asked", intent: "placeCard", persona: "hanako" }
            : { channel: "operator", is: "asked", intent: "holdPhone", persona: "android" },
          { channel: "card", is: "inserted" },
        ];
  const events = [{ channel: "host", is: "opened" }, ...lays, { channel: "panel", is: "shown", ...shown }, ...after];
  return events.map((event, seq) => ({ seq, at: 1_775_001_600_000_000 + seq * 1000, ...event }));
}
