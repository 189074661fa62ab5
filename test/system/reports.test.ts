import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withKnownFailing } from "../../conformance/known-failing.ts";
import { junitReport } from "../../conformance/report/junit.ts";
import { RUN_SCHEMA } from "../../conformance/report/run-schema.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { sampleRun } from "../conformance/report/sample-run.ts";
import { needs } from "./needs.ts";

/**
 * Reports as others read them: xmllint holds JUnit against the conditions of the schemas in use (test/vectors/junit.rng names them),
 * and python3-jsonschema holds a run's JSON against docs/run.schema.json.
 */

const SCHEMA = join(packageRoot(), "test", "vectors", "junit.rng");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shikaku-junit-"));
});
beforeEach((context) => needs(context, "xmllint", "python3"));
beforeEach((context) => {
  if (spawnSync("python3", ["-c", "import jsonschema"]).status === 0) return;
  const note = "python3-jsonschema not found: run scripts/system-deps.sh";
  if (process.env["CI"]) throw new Error(note);
  context.skip(note);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isValid = (path: string): boolean =>
  spawnSync("xmllint", ["--noout", "--nonet", "--relaxng", SCHEMA, path], { encoding: "utf8" }).status === 0;

/** What python3-jsonschema has against a run, by the published schema. */
function validate(path: string): string {
  const program = `
import json, sys
from jsonschema import Draft202012Validator
schema, run = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
print("".join(error.message for error in Draft202012Validator(schema).iter_errors(run)), end="")`;
  const schema = join(packageRoot(), "docs", "run.schema.json");
  return execFileSync("python3", ["-c", program, schema, path], { encoding: "utf8" });
}

async function isValidText(xml: string): Promise<boolean> {
  const path = join(folder, "some.xml");
  await writeFile(path, xml);
  return isValid(path);
}

test("a run of the short set writes JUnit and JSON that keep to their schemas", async () => {
  const [junit, json] = [join(folder, "run.xml"), join(folder, "run.json")];
  const words = ["conform", "all", "--smoke", "--lang", "ja", "--junit", junit, "--json", json];
  execFileSync(process.execPath, ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts"), ...words], {
    cwd: packageRoot(),
    stdio: "ignore",
  });
  expect(isValid(junit)).toBe(true);
  const run = RUN_SCHEMA.parse(JSON.parse(await readFile(json, "utf8")));
  expect(validate(json)).toBe("");
  // The validator does look: a run that lost a field is refused.
  const lame = join(folder, "lame.json");
  await writeFile(lame, JSON.stringify({ ...run, seed: undefined }));
  expect(validate(lame)).toContain("seed");
  const names = [...(await readFile(junit, "utf8")).matchAll(/<testcase name="([^"]+)"/g)].map(([, name]) => name);
  expect(names.sort()).toEqual(run.cases.map(({ id }) => id).sort());
});

describe("every kind of outcome", () => {
  test.each(["ja", "en"] as const)("is valid in %s", async (lang) => {
    const run = withKnownFailing({ ...(await sampleRun()), gaps: [{ id: "RDR-TST-0009", ja: "ない", en: "none" }] }, [
      { id: "RDR-TST-0001", reason: "it was so \u0000 <once>" },
      { id: "RDR-TST-0002", reason: "it is so" },
    ]);
    const xml = junitReport(run, { lang });
    for (const kind of ["<failure ", "<error ", "<skipped "]) expect(xml).toContain(kind);
    expect(await isValidText(xml)).toBe(true);
  });
});

describe("the schema refuses", () => {
  test.each<[string, (xml: string) => string]>([
    ["a test case without a class", (xml) => xml.replace(/ classname="[^"]*"/, "")],
    ["a time zone", (xml) => xml.replace(/(timestamp="[^"]*)"/, '$1Z"')],
    ["a suite without a host", (xml) => xml.replace(' hostname="localhost"', "")],
    ["a property without a name", (xml) => xml.replace('name="seed" ', "")],
    ["numbers that are words", (xml) => xml.replace(/failures="\d+"/, 'failures="many"')],
    ["output in the wrong place", (xml) => xml.replace("<properties>", "<system-out/><properties>")],
    ["a failure of no type", (xml) => xml.replace(/(<failure [^>]*) type="[^"]*"/, "$1")],
    ["an attribute nobody knows", (xml) => xml.replace("<testsuites", '<testsuites verdict="pass"')],
  ])("%s", async (_, spoil) => {
    const xml = junitReport(await sampleRun(), { lang: "en" });
    const spoilt = spoil(xml);
    expect(spoilt).not.toBe(xml);
    expect(await isValidText(spoilt)).toBe(false);
  });
});
