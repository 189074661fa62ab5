import { appendFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { aloneOn, CHROMIUM, openBrowser, openTab, shoot, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { HOSTILE, OUTCOMES } from "./hostile.ts";
import { available } from "./needs.ts";

const folder = join(packageRoot(), "out", "strain");

/** Whatever a file or a server says, the page stands, and says what to do in words. */
describe.skipIf(!available(CHROMIUM))("the console under strain", () => {
  let browser: Browser;
  const hosted: Hosting[] = [];
  const start = async (...words: string[]) => {
    const served = await host("serve", ...words);
    hosted.push(served);
    return served;
  };
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    for (const served of hosted) if (served.child.exitCode === null && !served.child.killed) await served.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const screen = (page: Page, name: string) => page.waitForSelector(`[data-screen="${name}"]`, { timeout: 30_000 });
  const lay = (page: Page, name: string) => page.click(`.tile:has-text("${name}")`);

  describe("files that are none", () => {
    let page: Page;
    let served: Hosting;
    beforeAll(async () => {
      served = await start();
      ({ page } = await openTab(browser, `${served.ready["console"] ?? ""}#conformance`));
    });
    afterAll(() => page.context().close());

    const refused = async (name: string, write: (file: string) => void) => {
      const file = join(folder, name);
      write(file);
      await page.setInputFiles(".order input[type=file]", file);
      await page.waitForSelector(`.complaint:has-text("${name}")`);
      return page.innerText(".complaint");
    };
    const text = (content: string | Uint8Array) => (file: string) => writeFileSync(file, content);

    test.each([
      ["garbage.json", Uint8Array.from({ length: 4096 }, (_, at) => (at * 37) & 0xff), "JSON"],
      ["half.json", '{"shikaku":"trace","version":1,"events":[{"seq":0', "JSON"],
      ["empty.json", "", "JSON"],
      ["list.json", "[1,2]", "report.html"],
      ["strange.json", '{"hello":1}', "report.html"],
      ["event.json", '{"events":[{"seq":0,"at":1,"channel":"host","is":"sent","bytes":"zz"}]}', "1 番目"],
      ["other-version.json", '{"shikaku":"trace","version":99,"events":[]}', "別の版"],
      ["no-time.json", '{"events":[{"seq":0,"at":1e308,"channel":"card","is":"inserted"}]}', "1 番目"],
      ["matrix.json", '{"mutants":[{"id":7}]}', "mutants.0"],
    ])("%s is refused in words", async (name, content, says) => {
      expect(await refused(name, text(content))).toContain(says);
    });

    test("a quarter of a gigabyte of brackets is refused before it can end the tab", async () => {
      const says = await refused("brackets.json", (file) => {
        const much = Buffer.alloc(50 * 1024 ** 2, "[");
        for (let nth = 0; nth < 5; nth++) appendFileSync(file, much);
      });
      expect(says).toContain("JSON");
    });

    test("after a refusal another file can be opened at once, under its own name", async () => {
      await refused("none.json", text("{"));
      const trace = '{"shikaku":"trace","version":1,"events":[{"seq":0,"at":1,"channel":"card","is":"inserted"}]}';
      for (const name of ["first.json", "second.json"]) {
        writeFileSync(join(folder, name), trace);
        await page.setInputFiles(".view-place .open-file input", join(folder, name));
        await page.waitForSelector(`h2:has-text("${name}")`);
        await page.waitForSelector(".event");
      }
      expect(await page.innerText("main")).not.toContain("first.json");
      // The same on the page of the live trace, and a file that is none takes nothing away.
      await page.click('.top nav a[href="#trace"]');
      for (const name of ["second.json", "none.json", "first.json"]) {
        await page.setInputFiles(".open-file input", join(folder, name));
        await page.waitForSelector(`.trace-page strong:has-text("${name}")`);
        await page.waitForSelector(name === "none.json" ? ".complaint" : ".event");
      }
      await page.click(".trace-page .row .act");
      await page.waitForSelector(".trace-view");
      await page.click('.top nav a[href="#conformance"]');
    });

    test("a gigabyte is refused without being read", async () => {
      const cdp = await page.context().newCDPSession(page);
      await cdp.send("Performance.enable");
      const heap = async () => {
        const { metrics } = await cdp.send("Performance.getMetrics");
        return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Infinity;
      };
      const before = await heap();
      const says = await refused("gigabyte.json", (file) => {
        writeFileSync(file, '{"events":[');
        truncateSync(file, 1024 ** 3);
      });
      expect(says).toContain("1024 MB");
      expect((await heap()) - before).toBeLessThan(50e6);
      await page.click('.top nav a[href="#counter"]');
      await screen(page, "idle");
    });
  });

  test("names that are markup, turned around, torn or endless stay text, in every field", async () => {
    const served = await start();
    const { page, complaints } = await openTab(browser, "about:blank");
    const answered = (change: (answer: Record<string, unknown>) => unknown) => async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: change((await response.json()) as Record<string, unknown>) });
    };
    const person = (nth: number) => ({
      ...{ id: `p${nth}`, name: HOSTILE, kana: HOSTILE, birthDate: HOSTILE, sex: "female", address: HOSTILE },
      ...{ insurer: HOSTILE, insurerName: HOSTILE, symbol: HOSTILE, number: HOSTILE, branch: HOSTILE, hasPin: true },
      ...{ phone: "android", note: { ja: HOSTILE, en: HOSTILE } },
    });
    const facts = ["name", "kana", "birthDate", "sex", "address", "insurer", "symbol", "number", "branch", "validity"];
    const keys = [...facts, "copayment", "elderlyCopayment"];
    const marks = { nameIncomplete: true, copaymentInDoubt: true };
    const patient = Object.fromEntries(keys.map((key) => [key, HOSTILE]));
    const fault = { name: HOSTILE.slice(0, 64), ja: HOSTILE, en: HOSTILE, on: true };
    const hello = { maker: HOSTILE, model: HOSTILE, version: HOSTILE };
    await page.route(
      "**/about",
      answered((about) => ({ ...about, product: hello })),
    );
    await page.route(
      "**/people",
      answered(() => ({ people: [person(0), person(1)] })),
    );
    await page.route(
      "**/chart",
      answered(() => ({
        entries: [
          { source: HOSTILE, patient, ...marks },
          { source: "two", patient: { ...patient, validity: "constructor", sex: "toString" }, ...marks },
        ],
      })),
    );
    await page.route("**/phones", (route) =>
      route.fulfill({
        json: {
          modes: { homeVisit: true, online: true },
          phones: [
            { name: "patient", registered: true, card: "p0" },
            { name: "nurse", registered: true, reader: HOSTILE },
            { name: "eligibility", registered: true },
          ],
        },
      }),
    );
    await page.route("**/phones/*/readings", (route) => {
      const [, phone = ""] = /phones\/(\w+)\//.exec(route.request().url()) ?? [];
      return route.fulfill({ json: OUTCOMES[phone] });
    });
    await page.route(
      "**/faults",
      answered(() => ({ faults: [fault] })),
    );
    const events = [
      { channel: "host", is: "opened" },
      { channel: "operator", is: "asked", intent: "placeCard", persona: "p0" },
      { channel: "card", is: "inserted" },
      { channel: "panel", is: "shown", screen: HOSTILE, code: HOSTILE },
      { channel: "panel", is: "shown", screen: "chooseMethod", methods: [HOSTILE, "constructor"], code: HOSTILE },
      { channel: "folder", is: "appeared", folder: HOSTILE, name: HOSTILE, size: 1, bytes: "00" },
      { channel: "central", is: "request", method: HOSTILE, path: HOSTILE, client: HOSTILE, bytes: "7b" },
      { channel: "chart", is: "imported", source: HOSTILE, patient },
      { channel: "chart", is: "refused", source: HOSTILE, reason: HOSTILE },
      { channel: "clock", is: "mark", mark: HOSTILE },
    ].map((event, seq) => ({ seq, at: 1e15 + seq, ...event }));
    await aloneOn(page);
    await page.route("**/observations*", (route) => {
      const isFirst = new URL(route.request().url()).searchParams.get("after") === "0";
      const lines = events.map((event) => `event: observation\ndata: ${JSON.stringify(event)}\n\n`);
      return route.fulfill({ contentType: "text/event-stream", body: isFirst ? lines.join("") : ": none\n\n" });
    });
    await page.goto(served.ready["console"] ?? "");
    await page.waitForSelector(".bed.full");
    for (const name of ["counter", "reception", "phones", "trace", "conformance"]) {
      await page.click(`.top nav a[href="#${name}"]`);
      await page.waitForSelector("main > *");
      // A word that every object has is no code of any table.
      if (name === "reception") await page.waitForSelector(".validity:has-text('constructor')");
      if (name === "counter") await page.waitForSelector(".panel :text('constructor')");
      if (name === "phones")
        for (const phone of Object.keys(OUTCOMES)) {
          const fields = page.locator(`[data-phone="${phone}"]`);
          if (phone === "nurse") await fields.locator("[name=staff]").check();
          else await fields.locator("[name=pin]").fill("1234");
          await fields.locator("[type=submit]").click();
          await fields.locator(".outcome :is(dl, strong)").first().waitFor();
        }
      if (name === "trace") {
        await page.waitForSelector(".event >> nth=3");
        for (let nth = 0; nth < events.length; nth++) {
          await page.click(`.event >> nth=${nth}`);
          await page.waitForSelector(".detail");
        }
      }
      const seen = await page.evaluate(() => ({
        title: document.title,
        strange: document.body.innerText
          .split("\n")
          .filter((line) => /[\u202A-\u202E\u2066-\u2069\u200F\u0000\uD800-\uDFFF]/u.test(line))
          .map((line) => line.slice(0, 80)),
        foreign: document.querySelectorAll("img[src=x], main script").length,
        isWide: document.documentElement.scrollWidth > innerWidth,
      }));
      expect({ name, ...seen }).toEqual({ name, title: "資格 shikaku", strange: [], foreign: 0, isWide: false });
      await shoot(page, `40-hostile-${name}`);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("a server that is started again: said, connected again by itself, and nobody of before on any page", async () => {
    const first = await start();
    const { port } = new URL(first.ready["console"] ?? "");
    const { page, complaints } = await openTab(browser, first.ready["console"] ?? "");
    await lay(page, "資格　花子");
    await screen(page, "chooseMethod");
    await page.click('.panel .choice:has-text("顔認証")');
    await screen(page, "lookAtCamera");
    await page.click(".act.primary");
    await page.waitForSelector(".portrait img");
    await screen(page, "consent");
    await page.click('.panel .choice:has-text("すべて同意")');
    await screen(page, "takeCard");
    await page.click('.top nav a[href="#reception"]');
    await page.waitForSelector(".patients li");
    first.child.kill("SIGKILL");
    await page.waitForSelector(".notice.bad:has-text('接続が切れました')", { timeout: 30_000 });
    expect(await violations(page)).toEqual([]);
    await shoot(page, "41-server-gone");
    // An act meanwhile is answered in words, too.
    await page.click('.top nav a[href="#counter"]');
    await page.click(".bed .act");
    await page.waitForSelector(".notice.bad:has-text('窓口から返事がありません')");

    await start("--port", port);
    await page.waitForSelector(".notice:has-text('起動し直されました')", { timeout: 60_000 });
    await screen(page, "idle");
    await page.waitForTimeout(500);
    await shoot(page, "42-server-again");
    await page.click(".notice:has-text('起動し直されました') button");
    expect(await page.locator(".portrait img, .bed.full, .tile[aria-pressed=true]").count()).toBe(0);
    await page.click('.top nav a[href="#reception"]');
    await page.waitForSelector('.chart p:has-text("まだ誰も")');
    expect(await page.locator(".chart .patients li").count()).toBe(0);
    expect(await page.innerText(".terminal")).not.toContain("花子");
    expect(await page.innerText(".files")).toContain("ファイルはまだありません");
    await page.click('.top nav a[href="#counter"]');
    await lay(page, "資格　太郎");
    await screen(page, "chooseMethod");
    expect(await page.innerText(".bed-name")).toContain("太郎");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("two browsers at once see the same counter: one card, one face, one screen", async () => {
    const served = await start();
    const [one, two] = await Promise.all([0, 1].map(() => openTab(browser, served.ready["console"] ?? "")));
    if (!one || !two) throw new Error("no browsers");
    await lay(one.page, "資格　花子");
    for (const { page } of [one, two]) {
      await screen(page, "chooseMethod");
      expect(await page.innerText(".bed-name")).toContain("花子");
    }
    await one.page.click('.panel .choice:has-text("顔認証")');
    await screen(two.page, "lookAtCamera");
    await two.page.selectOption(".person select", "taro");
    await two.page.click('.person .row .act:has-text("立つ")');
    // Whoever stands there is seen where he was not sent from.
    await one.page.waitForSelector(".portrait img", { timeout: 30_000 });
    await two.page.click(".bed .act");
    for (const { page } of [one, two]) {
      await screen(page, "idle");
      expect(await page.locator(".bed.full").count()).toBe(0);
    }
    // Both lay down a card in the same moment: whoever's it is, both pages say the same, and no wrong name.
    await Promise.all([lay(one.page, "資格　花子"), lay(two.page, "資格　太郎")]);
    for (const { page } of [one, two]) await page.waitForSelector(".bed.full");
    await one.page.waitForTimeout(1500);
    const names = await Promise.all([one, two].map(({ page }) => page.innerText(".bed-name")));
    expect(names[0]).toBe(names[1]);
    expect([one.complaints, two.complaints]).toEqual([[], []]);
    await Promise.all([one, two].map(({ page }) => page.context().close()));
  });

  describe("who may come in", () => {
    test("nobody else's page, under whatever name", async () => {
      const served = await start();
      const { page } = await openTab(browser, served.ready["console"] ?? "");
      const control = served.ready["control"] ?? "";
      const about = async (headers: Readonly<Record<string, string>>) =>
        (await page.request.get(`${control}/about`, { headers })).status();
      expect(await about({})).toBe(200);
      expect(await about({ origin: "https://elsewhere.test" })).toBe(403);
      expect(await about({ "sec-fetch-site": "cross-site" })).toBe(403);
      expect(await about({ host: "rebound.test" })).toBe(403);
      expect(
        (await page.request.get(served.ready["console"] ?? "", { headers: { host: "rebound.test" } })).status(),
      ).toBe(403);
      await page.context().close();
    });

    test("a page of another site in the same browser neither reads nor moves anything", async () => {
      const served = await start();
      const control = served.ready["control"] ?? "";
      const { page } = await openTab(browser, "about:blank");
      await page.route("http://elsewhere.test/", (route) => route.fulfill({ contentType: "text/html", body: "<p>x" }));
      await page.goto("http://elsewhere.test/");
      const tried = await page.evaluate(async (url) => {
        const outcome = (work: Promise<Response>) =>
          work.then(
            (response) => response.type,
            () => "failed",
          );
        const body = JSON.stringify({ persona: "hanako" });
        const form = document.createElement("form");
        Object.assign(form, { action: `${url}/intents/placeCard`, method: "post", enctype: "text/plain", target: "f" });
        document.body.innerHTML = '<iframe name="f"></iframe>';
        document.body.append(form);
        form.submit();
        return [
          await outcome(fetch(`${url}/about`)),
          await outcome(
            fetch(`${url}/intents/placeCard`, {
              method: "POST",
              body,
              headers: { "content-type": "application/json" },
            }),
          ),
          // Opaque: it was sent, and nobody here learns what came of it.
          await outcome(fetch(`${url}/intents/placeCard`, { method: "POST", body, mode: "no-cors" })),
        ];
      }, control);
      expect(tried.slice(0, 2)).toEqual(["failed", "failed"]);
      expect(["failed", "opaque"]).toContain(tried[2]);
      await page.waitForTimeout(500);
      const seen = (await (await fetch(`${control}/observations?after=0`)).json()) as {
        observations: { channel: string }[];
      };
      expect(seen.observations.filter(({ channel }) => channel === "operator" || channel === "card")).toEqual([]);
      await page.context().close();
    });

    test("reachable from elsewhere it wants the token that was printed, once", async () => {
      const served = await start("--host", "0.0.0.0");
      const { port, searchParams } = new URL(served.ready["console"] ?? "");
      const token = searchParams.get("token") ?? "";
      expect(token.length).toBeGreaterThan(24);
      const here = `http://127.0.0.1:${port}`;
      expect((await fetch(`${here}/about`)).status).toBe(403);
      expect((await fetch(`${here}/about`, { headers: { authorization: "Bearer wrong" } })).status).toBe(403);
      expect((await fetch(`${here}/about`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
      // Without it the page says so, and nothing of the counter; with it the address bar keeps no secret.
      const { page } = await openTab(browser, here);
      await page.waitForSelector(".notice.bad", { timeout: 30_000 });
      expect(await page.innerText(".notices")).toContain("トークン");
      expect(await page.locator(".tile").count()).toBe(0);
      await page.goto(`${here}/?token=${token}`);
      await page.waitForSelector(".tile");
      expect(page.url()).toBe(`${here}/`);
      await lay(page, "資格　花子");
      await screen(page, "chooseMethod");
      await page.context().close();
    });
  });
});
