import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { withholdPersonal } from "../../../conformance/evidence/withhold.ts";
import { opened } from "../../../conformance/report/view/opened.ts";
import { sectionsOf } from "../../../conformance/report/view/sections.ts";
import { Unreadable } from "../../../conformance/report/view/trace-file.ts";
import { evidenceOf } from "../../../scripts/evidence-file.ts";
import { packageRoot } from "../../../scripts/package-root.ts";
import { runStoredIn } from "../evidence/written-again.ts";

const folder = join(packageRoot(), "test", "corpus", "runs");
const textOf = (name: string) => readFileSync(join(folder, name), "utf8");
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

function runIn(text: string) {
  const content = opened(JSON.parse(text));
  if (content.is !== "run") throw new Error(content.is);
  return content;
}

interface Evidence {
  readonly leaves: readonly (readonly [string, ...unknown[]])[];
}

describe("evidence on the page", () => {
  test.each(names)("%s has its verdicts, its traces and the day it was made", (name) => {
    const { leaves } = JSON.parse(textOf(name)) as Evidence;
    const { run, made, isWithheld } = runIn(textOf(name));
    const counts = leaves[0]?.[1] as { readonly verdicts: Readonly<Record<string, number>> };
    expect(run.verdicts).toMatchObject(counts.verdicts);
    const of = (kind: string) => leaves.filter(([is]) => is === kind).length;
    expect(run.cases).toHaveLength(of("case"));
    const events = run.cases.flatMap(({ observation }) => observation.events);
    expect(events).toHaveLength(of("event"));
    expect(events.filter((event) => "bytes" in event || "patient" in event).length).toBeLessThanOrEqual(of("field"));
    expect(events.some((event) => "bytes" in event && event.bytes !== "") || of("field") === 0).toBe(true);
    expect([made, isWithheld]).toEqual([expect.stringMatching(/^20\d\d-/) as unknown, false]);
    const page = sectionsOf(run);
    for (const { id } of run.cases) expect(page.includes(id)).toBe(true);
  });

  test("a product that fails is told to fail, by its clause and what to do", () => {
    const page = sectionsOf(runIn(textOf("m-rdr-face-always.json")).run);
    expect(page).toContain("不適合があります");
    expect(page).toMatch(/<article class="fail"/);
  });

  test("what is withheld is empty, and said to be", () => {
    const { run, isWithheld } = runIn(withholdPersonal(textOf("m-rdr-face-always.json")));
    expect(isWithheld).toBe(true);
    const bytes = run.cases.flatMap(({ observation }) =>
      observation.events.flatMap((event) => ("bytes" in event ? event.bytes : [])),
    );
    expect(new Set(bytes)).toEqual(new Set([""]));
  });

  test.each(["good.json", "m-rdr-face-always.json"])("%s written today is the same run on the page", (name) => {
    const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const written = evidenceOf(runStoredIn(join(folder, name)), CASES, { key });
    const tracesIn = (text: string) => runIn(text).run.cases.map(({ observation }) => observation.events);
    expect(tracesIn(written)).toEqual(tracesIn(textOf(name)));
    const copy = withholdPersonal(written);
    expect(runIn(copy).isWithheld).toBe(true);
    const [whole, hidden] = [tracesIn(written).flat(), tracesIn(copy).flat()];
    expect(hidden.map(({ seq, at, is }) => [seq, at, is])).toEqual(whole.map(({ seq, at, is }) => [seq, at, is]));
    const sizes = hidden.map((event) => ("bytes" in event ? event.bytes.length : 0));
    for (const [i, event] of whole.entries())
      if ("bytes" in event && event.bytes !== "") expect(sizes[i]).toBeGreaterThan(0);
    expect(JSON.stringify(hidden)).toContain("***");
  });

  test("evidence that was cut, changed or comes from a later version is refused in words", () => {
    const text = textOf("m-rdr-face-always.json");
    const { leaves, ...envelope } = JSON.parse(text) as Evidence;
    const refused = (file: object) => {
      try {
        opened(file);
      } catch (error) {
        if (error instanceof Unreadable) return error.says.en;
        throw error;
      }
      return "not refused";
    };
    expect(refused({ ...envelope, leaves: leaves.slice(1) })).toContain("holds no run");
    expect(refused({ ...envelope, leaves: [] })).toContain("holds no run");
    const renamed = JSON.parse(text.replace(/"clause":"[A-Z]{3}-\d\d"/, '"clause":"NEW-01"')) as object;
    expect(refused(renamed)).toContain("NEW-01");
    const marked = JSON.parse(text.replace(/\["case","[A-Z-\d]+"/, '["case","<img src=x>"')) as object;
    expect(refused(marked)).toContain("cannot be read");
  });
});
