import { readFileSync } from "node:fs";
import { join } from "node:path";
import SwaggerParser from "@apidevtools/swagger-parser";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { controlDocument } from "../../../device/control/document.ts";
import { INTENT_NAMES, INTENTS } from "../../../device/control/messages.ts";
import { ACTS, CALLS, DIAL_CALLS, REFUSALS } from "../../../device/control/operations.data.ts";
import { controlYaml } from "../../../scripts/control-yaml.ts";
import { packageRoot } from "../../../scripts/package-root.ts";

const printed = readFileSync(join(packageRoot(), "docs", "control.yaml"), "utf8");

test("docs/control.yaml is what the declarations say; `npm run control` prints it anew", () => {
  expect(printed).toBe(controlYaml());
  expect(parse(printed)).toEqual(controlDocument());
});

test("a validator of OpenAPI accepts the document", async () => {
  const api: unknown = await SwaggerParser.validate(parse(printed) as Parameters<typeof SwaggerParser.validate>[0]);
  expect(api).toMatchObject({ openapi: "3.1.1" });
});

describe("for whoever reads it", () => {
  test.each(INTENT_NAMES)("%s is a path with an example that it takes itself", (name) => {
    expect(controlDocument()["paths"]).toHaveProperty([`/intents/${name}`, "post", "requestBody"]);
    expect(INTENTS[name].safeParse(ACTS[name].example)).toMatchObject({ success: true });
  });

  test("every operation and every refusal speaks both languages", () => {
    for (const { en, ja } of [ACTS, CALLS, DIAL_CALLS, REFUSALS].flatMap((table) =>
      Object.values<{ en: string; ja: string }>(table),
    )) {
      expect(en).toMatch(/^[\x20-\x7e]+$/);
      expect(ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    }
  });
});
