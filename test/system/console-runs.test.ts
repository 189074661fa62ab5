import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STRENGTH_SCHEMA } from "../../conformance/strength/strength-report.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { CHROMIUM, openBrowser, openTab, shoot, type Tab, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available, needs } from "./needs.ts";

const folder = join(packageRoot(), "out", "runs");
const PRODUCT = join(packageRoot(), "test", "products", "python");
const SHIKAKU = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts")];
const corpus = (name: string) => join(packageRoot(), "test", "corpus", "runs", name);

/** Conformance as a person at a browser sees it: what would be run, what is asked, and what came of it, then and later. */
describe.skipIf(!available(CHROMIUM))("conformance in the browser", () => {
  let browser: Browser;
  let served: Hosting;
  let tab: Tab;
  const page = (): Page => tab.page;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    browser = await openBrowser();
    served = await host("serve");
    tab = await openTab(browser, `${served.ready["console"] ?? ""}#conformance`);
  });
  afterAll(async () => {
    expect(tab.complaints).toEqual([]);
    await browser.close();
    expect(await served.end()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  const show = async (file: string) => {
    await page().setInputFiles(".order input[type=file]", file);
    await page().waitForSelector(".report h1, .matrix, .complaint");
  };

  test("evidence of a product that fails says so, clause by clause, with the trace behind it", async () => {
    await show(corpus("m-rdr-face-always.json"));
    expect(await page().innerText(".report h1")).toContain("不適合があります");
    expect(await page().innerText("[role=note]")).toContain("shikaku verify");
    const failed = page().locator(".report article.fail").first();
    expect(await failed.innerText()).toMatch(/職員[\s\S]*技術者[\s\S]*認証/);
    await failed.locator("button.look").click();
    await page().waitForSelector(".report article.fail .event");
    await failed.locator(".filters input").fill("顔照合の結果");
    await failed.locator(".event").first().click();
    await page().waitForSelector(".report article.fail .detail .clause");
    expect(await violations(page())).toEqual([]);
    await shoot(page(), "23-evidence-that-fails");
  });

  test("latencies are drawn as distributions, each with budget, quantile and what the samples can tell", async () => {
    await show(corpus("good.json"));
    expect(await page().innerText(".report h1")).toContain("適合");
    const drawn = page().locator(".distribution");
    await drawn.nth(3).waitFor();
    await page().waitForFunction(() =>
      [...document.querySelectorAll<HTMLCanvasElement>(".distribution canvas")].every((canvas) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        return data.some((value) => value > 0);
      }),
    );
    expect(await drawn.first().innerText()).toMatch(/LAT-0\d[\s\S]*p95 [\d.]+ m?s \/ 予算 [\d.]+ m?s · 標本 \d+/);
    await page().locator(".distributions").scrollIntoViewIfNeeded();
    await shoot(page(), "24-distributions");
  });

  test("the plan says what a profile leaves out; a profile that is none is refused by its line", async () => {
    await page().click('.order summary:has-text("プロファイル")');
    const product = "product: {maker: 見本, model: X, version: '1'}";
    await page().fill(".order textarea", `role: reader\n${product}\nfeatures: [pin, staff]\n`);
    await page().click('.order button:has-text("計画")');
    await page().waitForSelector(".plan li.soft, .notices .bad");
    const wrong = await page().locator(".notices .bad").count();
    if (wrong > 0) throw new Error(await page().innerText(".notices"));
    expect(await page().locator(".plan li:not(.soft)").count()).toBeGreaterThan(0);
    await shoot(page(), "25-plan");
    await page().fill(".order textarea", `role: reader\n${product}\nfeatuers: [pin]\n`);
    await page().click('.order button:has-text("計画")');
    await page().waitForSelector(".notices .bad");
    expect(await page().innerText(".notices")).toContain("featuers");
    await page().fill(".order textarea", "");
  });

  test("a run by hand asks for each act, can be told that it is done or to stop, and shows what was judged", async () => {
    await page().check('.order label:has-text("操作を人に尋ねる") input');
    await page().click('.order button:has-text("実行する")');
    await page().waitForSelector(".question pre", { timeout: 60_000 });
    // In the language of the page, whatever the server's is.
    expect(await page().innerText(".question pre")).toMatch(/カード|顔/);
    expect(await violations(page())).toEqual([]);
    // By its buttons, and not by keys that a terminal has.
    expect(await page().innerText(".question pre")).not.toMatch(/Enter|q 中断/);
    await page().click('.question button:has-text("休む")');
    await page().waitForSelector('.question pre:has-text("「しました」で再開します")');
    await page().click('.question button:has-text("しました")');
    await page().waitForSelector('.question pre:has-text("再開しました")');
    // Told to whoever does not see it come.
    expect(await page().locator("[aria-live=assertive] .question pre").count()).toBe(1);
    await shoot(page(), "26-question");
    const first = await page().innerText(".question pre");
    await page().click('.question button:has-text("しました")');
    await page().waitForFunction((before) => document.querySelector(".question pre")?.textContent !== before, first);
    await page().click('.run > button:has-text("中断する")');
    await page().waitForSelector('.run h2:has-text("中断しました")', { timeout: 60_000 });
    await page().waitForSelector(".report .counts");
    expect(await page().innerText(".report h1")).not.toMatch(/^適合/);
    await page().uncheck('.order label:has-text("操作を人に尋ねる") input');
  });

  test("a kill matrix shows every mutant, and of a survivor that it lives", async () => {
    const mutant = (id: string, killed: boolean) => ({
      ...{ id, role: "reader", clause: "RCP-02", expectedReason: "face.wrongAccepted", killed },
      ...{ killedBy: killed ? ["RDR-FAC-0002"] : [], rightReason: killed, strayReasons: [] },
    });
    const matrix = STRENGTH_SCHEMA.parse({
      mutants: [
        mutant("M-ONE", true),
        mutant("M-TWO", false),
        { ...mutant("M-THREE", false), equivalent: { ja: "同じ", en: "alike" } },
      ],
      benign: [{ id: "B-ONE", spared: true, failedBy: [] }],
      ...{ killRate: 0.5, lowerBound: 0.1, casesThatKillNothing: ["RDR-TST-0003"], casesThatAloneKill: [] },
      ...{ casesThatAloneVerify: [], casesThatDoNotCount: [], brokenPromises: [] },
    });
    const file = join(folder, "strength.json");
    writeFileSync(file, JSON.stringify(matrix));
    await show(file);
    await page().waitForSelector(".matrix");
    expect(await page().innerText(".matrix-rate")).toMatch(/50\.0 %.*10\.0 %/);
    expect(await page().locator(".square.pass, .square.fail").count()).toBe(2);
    expect(await page().innerText(".matrix-ids")).toContain("RDR-TST-0003");
    await page().click(".square.inapplicable");
    expect(await page().innerText(".matrix-row")).toMatch(/M-THREE.*同じ/);
    const look = (square: string) =>
      page().$eval(square, (element) => {
        const { color, borderTopWidth } = getComputedStyle(element);
        return [color, borderTopWidth];
      });
    expect(await look(".square.fail")).not.toEqual(await look(".square.pass"));
    await page().click(".square.fail");
    expect(await page().innerText(".matrix-row")).toMatch(/M-TWO.*見逃し/);
    await page().click(".square.pass");
    expect(await page().innerText(".matrix-row")).toMatch(/M-ONE.*RDR-FAC-0002/);
    expect(await violations(page())).toEqual([]);
    await shoot(page(), "27-kill-matrix");
  });

  test("the report of a vendor's product that fails opens from its file, without any server", async (context) => {
    needs(context, "python3");
    const report = await failingReport();
    const { page: offline, complaints } = await openTab(browser, "about:blank");
    const asked: string[] = [];
    offline.on("request", (request) => asked.push(request.url()));
    await offline.goto(pathToFileURL(report).href);
    await offline.click('label[for="ja"]');
    expect(await offline.innerText("main h1")).toContain("不適合があります");
    await offline.locator("article.fail button.look").first().click();
    await offline.waitForSelector("article.fail .event.marked");
    await offline.click('label[for="en"]');
    expect(await offline.innerText("main h1")).toContain("It deviates");
    await offline.fill("article.fail .filters input", "face compared");
    await offline.click("article.fail .event >> nth=0");
    expect(await offline.innerText(".detail")).toContain("docs/reader-protocol.md");
    expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await violations(offline)).toEqual([]);
    await shoot(offline, "28-vendor-report-from-file");
    await offline.context().close();
  });

  /** A reader in Python that takes a stranger's face, judged over TCP. */
  async function failingReport(): Promise<string> {
    const [pki, html] = [join(folder, "pki"), join(folder, "report.html")];
    const run = async (...words: string[]) => {
      const child = spawn(process.execPath, [...SHIKAKU, ...words], { cwd: packageRoot(), stdio: "ignore" });
      return ((await once(child, "exit")) as [number])[0];
    };
    expect(await run("pki", pki)).toBe(0);
    const args = ["--pki", pki, "--port", "0", "--control-port", "0", "--fault", "accepts-stranger"];
    const reader = spawn("python3", [join(PRODUCT, "reader.py"), ...args], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(reader, "exit");
    const [line] = (await once(createInterface({ input: reader.stdout }), "line")) as [string];
    const { port, control } = JSON.parse(line) as { port: number; control: string };
    const target = `tcp:127.0.0.1:${port},control=${control}`;
    const profile = join(PRODUCT, "reader.yaml");
    const words = ["--target", target, "--profile", profile, "--only", "RDR-FAC-0002", "--html", html];
    expect(await run("conform", "reader", ...words)).toBe(1);
    reader.stdin.end();
    await ended;
    return html;
  }
});
