import { describe, expect, test } from "vitest";
import { htmlReport } from "../../../conformance/report/html.ts";
import { sampleRun } from "./sample-run.ts";

const page = async (lang: "ja" | "en" = "ja") => htmlReport(await sampleRun(), { lang });

describe("the page", () => {
  test("needs nothing but itself: no script, no address, no import", async () => {
    const html = await page();
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:/i);
  });
  test("shows both languages by style alone, the wanted one first", async () => {
    expect(await page("ja")).toMatch(/id="ja" checked/);
    expect(await page("en")).toMatch(/id="en" checked/);
    const html = await page();
    expect(html.match(/<span lang="ja">/g)).toHaveLength(html.match(/<span lang="en">/g)?.length ?? -1);
  });
  test("escapes what came from elsewhere", async () => {
    const html = await page();
    expect(html).not.toContain("<&>");
    expect(html).toContain("case fail &#60;&#38;&#62;");
  });
  test("puts the next step before the reason, and shows the trace around what failed", async () => {
    const html = await page("en");
    const article = html.slice(html.indexOf('<article class="fail">'));
    expect(article.indexOf('class="next"')).toBeLessThan(article.indexOf("face.wrongAccepted"));
    expect(article).toMatch(/class="saw"><code>.*host received: card placed/);
  });
  test("labels virtual time as a model", async () => {
    expect(await page()).toContain("By a virtual clock");
    expect(htmlReport({ ...(await sampleRun()), clock: "system" }, { lang: "en" })).not.toContain("By a virtual clock");
  });
  test("lists every clause, verified or with the reason why not", async () => {
    const html = await page();
    for (const clause of ["RCP-01", "RCP-02", "HVS-01", "FAC-05", "LAT-09"]) expect(html).toContain(`>${clause}<`);
  });
  test("is balanced", async () => {
    const html = await page();
    for (const tag of ["section", "table", "tbody", "tr", "td", "article", "ul", "li", "div", "span", "p"])
      expect(html.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0, tag).toBe(
        html.match(new RegExp(`</${tag}>`, "g"))?.length ?? 0,
      );
  });
});
