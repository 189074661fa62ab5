import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Cast } from "../../../conformance/cast.ts";
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
    const article = html.slice(html.indexOf('<article class="fail"'));
    const lines = ["hold name and birth date", "Look at the matcher", "face.wrongAccepted"];
    expect(article.match(new RegExp(lines.join("|"), "g"))).toEqual(lines);
    expect(article).toMatch(/class="saw"><svg .*<code lang="en">.*host received: card placed/);
  });
  test("labels virtual time as a model", async () => {
    expect(await page()).toContain("By a virtual clock");
    expect(htmlReport({ ...(await sampleRun()), clock: "system" }, { lang: "en" })).not.toContain("By a virtual clock");
  });
  test("lists every clause, verified or with the reason why not", async () => {
    const html = await page();
    for (const clause of ["RCP-01", "RCP-02", "HVS-01", "FAC-05", "LAT-09"]) expect(html).toContain(`>${clause}<`);
  });
  test("draws the operating characteristic of its plans beside the rule of nine in ten", async () => {
    const run = await sampleRun();
    const cases = run.cases.map((each) => ({
      ...each,
      checks: each.checks.map((check) =>
        check.measure ? { ...check, measure: { ...check.measure, samples: 93, exceeding: 1 } } : check,
      ),
    }));
    const html = htmlReport({ ...run, cases }, { lang: "en" });
    expect(html).toContain("93 samples as in this run, at most 1 over");
    expect(html).toMatch(/at the limit \(5 %\) a product passes with 5 %/);
    // What a reader of 90 % passes with by the earlier rule: twice the limit of this run.
    expect(html).toMatch(/the earlier rule of nine in ten.*at twice that \(10 %\) with 73.6 %/);
    expect(html.match(/<polyline class="curve /g)).toHaveLength(2);
    const sequential = cases.map((each) => ({
      ...each,
      checks: each.checks.map((check) =>
        check.measure ? { ...check, measure: { ...check.measure, plan: "sequential" as const } } : check,
      ),
    }));
    expect(htmlReport({ ...run, cases: sequential }, { lang: "en" })).toMatch(
      /looked at after each trial \(sequential\)<.*: at the limit \(5 %\) a product passes with [34]\.?\d* %/,
    );
  });
  test("tells how much of a leg was the bench's own, and whose the time over the budget was", async () => {
    const run = await sampleRun();
    const blame = { product: 3, bench: 2, human: 1 };
    const cases = run.cases.map((each) => ({
      ...each,
      checks: each.checks.map((check) =>
        check.measure ? { ...check, measure: { ...check.measure, own: 7, blame } } : check,
      ),
    }));
    const html = htmlReport({ ...run, cases }, { lang: "en" });
    expect(html).toContain("the bench itself 7 ms");
    expect(html).toContain("product 3, bench 2, people 1");
    expect(await page("en")).not.toContain("whose the time over the budget was");
  });
  test("says how many more trials would decide what is open", async () => {
    expect(await page("en")).toContain("58 more trials would decide if all stay within the budget");
  });
  test("pictures how far the run walked along the protocol, in both languages, and names what it left out", async () => {
    const html = await page("en");
    expect(html.match(/<div class="walk" lang="(ja|en)"[^>]*><svg /g)).toHaveLength(2);
    expect(html).toContain("things out of turn that were tried 0/32");
    expect(html).toMatch(/Transitions not walked along \(\d+\)/);
    expect(html).toMatch(/<code>readingCard<\/code> .*begun → reads card/);
    const { cases, ...run } = await sampleRun();
    const elsewhere = { ...run, cases: cases.map((each) => ({ ...each, role: "receipt" as const })) };
    expect(htmlReport(elsewhere, { lang: "en" })).not.toContain('class="walk"');
  });
  test("draws the sequence around what failed: who told whom", async () => {
    const html = await page("en");
    const article = html.slice(html.indexOf('<article class="fail"'));
    const line = /<li class="saw">(<svg.*?<\/svg>)/.exec(article)?.[1];
    // From the reader, the second lane, to the terminal, the fourth.
    expect(line).toContain('<path class="way" d="M75 9H175"/>');
    expect(article).toContain('<text lang="en" x="75" y="12" text-anchor="middle">reader</text>');
  });
  test("is balanced", async () => {
    const html = await page();
    for (const tag of ["section", "table", "tbody", "tr", "td", "article", "ul", "li", "div", "span", "p"])
      expect(html.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0, tag).toBe(
        html.match(new RegExp(`</${tag}>`, "g"))?.length ?? 0,
      );
  });
});

/** What would end a script or begin one. */
const HOSTILE = "</script><script>alert(1)</script><!-- \u2028 \u202e \ud800";

describe("the page with a view", () => {
  const VIEW = { script: 'const end = "</script>";', style: "p { margin: 0 }" };
  const digest = (text: string) => createHash("sha256").update(text).digest("base64");
  const withView = async () => {
    const run = await sampleRun();
    const cases = run.cases.map((each) => ({ ...each, title: { ja: HOSTILE, en: HOSTILE } }));
    return htmlReport({ ...run, cases }, { lang: "ja", view: VIEW });
  };

  test("carries its run as data that cannot end their element, whatever names are in it", async () => {
    const html = await withView();
    const [, data = ""] = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(html) ?? [];
    const { run } = JSON.parse(data) as {
      run: { cases: { title: { ja: string }; observation: { events: unknown[] } }[] };
    };
    expect(run.cases[0]?.title.ja).toBe(HOSTILE);
    expect(run.cases.some(({ observation }) => observation.events.length > 0)).toBe(true);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain("<script>alert");
  });

  test("lets nothing run but its own script and style, byte for byte", async () => {
    const html = await withView();
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? "";
    const script = /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src 'sha256-${digest(script)}'`);
    expect(policy).toContain(`style-src 'sha256-${digest(style)}'`);
    expect(html).not.toMatch(/ style="| on[a-z]+="/);
  });

  test("holds nobody of the cast", async () => {
    const run = await sampleRun();
    const cast: unknown = { patient: { name: "MARKED-PERSON" } };
    const cases = run.cases.map((each) => ({ ...each, observation: { ...each.observation, cast: cast as Cast } }));
    expect(htmlReport({ ...run, cases }, { lang: "ja", view: VIEW })).not.toContain("MARKED-PERSON");
  });
});
