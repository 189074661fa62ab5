import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../../../scripts/package-root.ts";
import { Refreshing } from "../../../simulator/central/cloud.ts";
import { DisasterSearch } from "../../../simulator/central/disaster.ts";
import { EvidenceShown } from "../../../simulator/central/evidence.ts";
import { ReceptionCall } from "../../../simulator/central/reception.ts";

const DOORS = {
  "/v1/reception": ReceptionCall,
  "/v1/cloud/refresh": Refreshing,
  "/v1/disaster/search": DisasterSearch,
  "/v1/evidence": EvidenceShown,
} as const;

/** Fields, and the words that they may have, wherever in the schema. */
function wordsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key === "properties")
      return [...Object.keys(value as object), ...Object.values(value as object).flatMap(wordsOf)];
    return key === "enum" ? (value as string[]) : wordsOf(value);
  });
}

test.each(Object.entries(DOORS))("docs/terminal.md has every field and word of %s", (door, body) => {
  const lines = readFileSync(join(packageRoot(), "docs/terminal.md"), "utf8").split("\n");
  const row = lines.find((line) => line.startsWith(`| \`${door}\` |`)) ?? "";
  const words = wordsOf(z.toJSONSchema(body, { io: "input" }));
  expect(words.length).toBeGreaterThan(0);
  expect(words.filter((word) => !row.includes(`\`${word}\``))).toEqual([]);
});
