import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CASES } from "../../../conformance/cases/all.ts";
import { plan } from "../../../conformance/plan.ts";
import { planJson, runJson } from "../../../conformance/report/json.ts";
import { PLAN_SCHEMA, RUN_SCHEMA } from "../../../conformance/report/run-schema.ts";
import { PROFILE } from "../fake-bench.ts";
import { sampleRun } from "./sample-run.ts";

const pretty = (schema: z.ZodType) =>
  format(JSON.stringify(z.toJSONSchema(schema)), { parser: "json", printWidth: 120 });

test("docs/run.schema.json is the schema that runs are written by (vitest -u writes it anew)", async () => {
  await expect(await pretty(RUN_SCHEMA)).toMatchFileSnapshot("../../../docs/run.schema.json");
});

describe("a run as JSON", () => {
  test("follows its schema and survives JSON", async () => {
    const json = runJson(await sampleRun());
    expect(RUN_SCHEMA.parse(JSON.parse(JSON.stringify(json)))).toEqual(json);
  });
  test("has the fields that scripts of users rely on", async () => {
    const json = runJson(await sampleRun());
    expect(json).toMatchObject({ planned: 5, emitted: 4, seed: 7 });
    expect(Object.values(json.verdicts).reduce((sum, count) => sum + count)).toBe(json.cases.length);
    expect(json.cases.find(({ id }) => id === "RDR-TST-0002")).toMatchObject({
      role: "reader",
      verdict: "fail",
      clauses: ["RCP-02"],
      reason: "face.wrongAccepted",
    });
  });
  test("names the products of the roles that were run, and no other", async () => {
    const run = await sampleRun();
    const profiles = { ...run.profiles, receipt: { ...PROFILE, role: "receipt" as const } };
    expect(Object.keys(runJson({ ...run, profiles }).products)).toEqual(["reader"]);
  });
  test("is the same for the same run, byte by byte", async () => {
    expect(JSON.stringify(runJson(await sampleRun()))).toBe(JSON.stringify(runJson(await sampleRun())));
  });
});

test("a dry run lists the same cases without verdicts", () => {
  const json = planJson(plan(CASES, { reader: PROFILE }, { roles: ["reader"] }), 3);
  expect(PLAN_SCHEMA.parse(json)).toEqual(json);
  expect(json.cases.map(({ id }) => id)).toEqual(CASES.filter(({ role }) => role === "reader").map(({ id }) => id));
  expect(JSON.stringify(json)).not.toContain("verdict");
});
