import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { complaints, middleComplaints, type SourceFile } from "./house-rules.ts";
import { ROOT, sourceFiles } from "./import-rules.ts";

const files: SourceFile[] = sourceFiles(ROOT).map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

describe("the house rules", () => {
  test("hold in every file of the tree", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(complaints)).toEqual([]);
  }, 120_000);

  test("half of the files are short", () => {
    expect(middleComplaints(files)).toEqual([]);
  });
});

/** Each breaks one rule. */
const PLANTED: readonly (readonly [path: string, text: string, complaint: string])[] = [
  ["device/utils.ts", "", "utils is a junk drawer"],
  ["simulator/types/card.ts", "", "types is a junk drawer"],
  ["conformance/case-helpers.ts", "", "case-helpers is a junk drawer"],
  ["device/base.data.ts", "", "base is a junk drawer"],
  ["certs/long.ts", "\n".repeat(401), "401 lines, more than 400"],
  ["certs/a.ts", "export const a: any = 1;", "any says nothing"],
  ["certs/a.ts", "export const a = (b: any[]) => b;", "any says nothing"],
  ["certs/a.ts", "export const a = (b: string | undefined) => b!.length;", "! claims"],
  ["certs/a.ts", "export default 1;", "default export"],
  ["certs/a.ts", "export default function a() {}", "default export"],
  ["certs/a.ts", 'import { b } from "./b";', "./b does not name its file"],
  ["certs/a.ts", 'import { b } from "./b.js";', "./b.js does not name its file"],
  ["certs/a.ts", 'export * from "../b";', "../b does not name its file"],
  ["certs/a.ts", 'export const a = () => import("./b.js");', "./b.js does not name its file"],
  ["certs/a.ts", 'export type A = import("./b").B;', "./b does not name its file"],
  ["device/wire/a.ts", "export const a = () => new Date();", "Date in a pure file"],
  ["device/wire/a.ts", 'export const a = process.env["A"];', "process in a pure file"],
  ["device/channel.ts", "setTimeout(() => 1, 1);", "setTimeout in a pure file"],
  ["simulator/x/a-machine.ts", "console.log(1);", "console in a pure file"],
  ["simulator/card/a.ts", "export const a = Date.now();", "Date beside the clock"],
  ["simulator/card/a.ts", "export const a = new Date();", "Date beside the clock"],
  ["conformance/a.ts", "export const a = performance.now();", "performance beside the clock"],
  ["device/reader/a.ts", "setTimeout(() => 1, 1);", "setTimeout beside the clock"],
  ["simulator/card/a.ts", "export const a = Math.random();", "Math.random gives"],
  ["certs/a.ts", "// @ts-ignore\nexport const a = 1;", "@ts-ignore silences"],
  ["certs/a.ts", "/* eslint-disable */", "eslint-disable silences"],
];

const SPARED: readonly (readonly [path: string, text: string])[] = [
  ["certs/names.data.ts", "\n".repeat(900)],
  ["certs/foreign.d.ts", 'declare module "foreign" { export default function open(): void; }'],
  ["simulator/world.ts", "setTimeout(() => Date.now(), 1);"],
  ["simulator/card/a.ts", "export const a = new Date(1); export const b = Date.UTC(2026, 1);"],
  ["device/wire/a.ts", "export const a = new Date(0).toISOString();"],
  ["device/wire/a.ts", 'import type { B } from "./b.ts"; export const a = (b: B) => b.Date + b.process();'],
  ["certs/base64url.ts", "export const company = 1; // any manager knows the types"],
  ["scripts/a.ts", 'export const a = () => import("./b.ts");'],
];

describe("the house rules bite", () => {
  test.each(PLANTED)("%s: %j", (path, text, complaint) => {
    const found = complaints({ path, text });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(complaint);
  });

  test.each(SPARED)("%s is spared: %j", (path, text) => {
    expect(complaints({ path, text })).toEqual([]);
  });

  test("many long files are too many", () => {
    const tree = (long: number, short: number) => [
      ...Array.from({ length: long }, (_, i) => ({ path: `certs/long-${i}.ts`, text: "\n".repeat(121) })),
      ...Array.from({ length: short }, (_, i) => ({ path: `certs/short-${i}.ts`, text: "\n".repeat(30) })),
    ];
    expect(middleComplaints(tree(3, 2))).toHaveLength(1);
    expect(middleComplaints(tree(2, 3))).toEqual([]);
  });
});
