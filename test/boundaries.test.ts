import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ESLint } from "eslint";
import ts from "typescript-eslint";
import { afterAll, describe, expect, test } from "vitest";
import { cruise, ROOT, type Rule, sourceFiles } from "./import-rules.ts";

const here = cruise(ROOT);

describe("who imports whom", () => {
  test("every file of the tree is looked at", () => {
    const files = sourceFiles(ROOT);
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => !here.files.includes(file))).toEqual([]);
  });

  test("the tree keeps the table of docs/architecture.md, has no cycle and nothing that cannot be found", () => {
    expect(here.violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([]);
  });

  test("every source file belongs to one layer", () => {
    const layers = here.rules.filter(({ name }) => name.endsWith("-imports"));
    const holds = ({ from }: Rule, file: string) =>
      new RegExp(from.path ?? "").test(file) && !(from.pathNot && new RegExp(from.pathNot).test(file));
    const homeless = sourceFiles(ROOT)
      .filter((file) => !file.startsWith("test/"))
      .map((file) => ({ file, layers: layers.filter((layer) => holds(layer, file)).map(({ name }) => name) }))
      .filter((found) => found.layers.length !== 1);
    expect(homeless).toEqual([]);
  });
});

/** A small tree that keeps every rule. */
const CLEAN: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    type: "module",
    dependencies: { saxes: "1", zod: "1", koffi: "1" },
    devDependencies: { vitest: "1" },
  }),
  "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", allowImportingTsExtensions: true } }),
  ...Object.fromEntries(
    ["saxes", "zod", "koffi", "vitest", "stray"].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" })],
      [`node_modules/${name}/index.js`, "module.exports = {};"],
    ]),
  ),
  "device/errors.ts": "export const errors = 1;",
  "device/ports.ts": 'import type { Apdu } from "./wire/apdu.ts"; export type Port = Apdu;',
  "device/trace.ts": 'import type { Port } from "./ports.ts"; export const trace = (port: Port) => port;',
  "device/wire/apdu.ts": "export type Apdu = string; export const apdu = 1;",
  "device/wire/oqs/message.ts": 'import "saxes"; export const message = 1;',
  "device/io/folders.ts": 'import "node:fs"; export const folders = await import("koffi");',
  "device/card/pin.ts": 'import "../trace.ts"; export const pin = 1;',
  "device/firmware/owner.ts": 'import "node:crypto"; export const owner = 1;',
  "device/reader/driver.ts": "export const driver = 1;",
  "device/reader/face-machine.ts": 'import "../wire/apdu.ts"; export const face = 1;',
  "certs/issue.ts": 'import "node:crypto"; import "../device/errors.ts"; export const issue = 1;',
  "simulator/world.ts": "export type World = string; export const world = 1;",
  "simulator/card/card.ts": 'import "../../device/wire/apdu.ts"; import "../world.ts"; export const card = 1;',
  "simulator/terminal/terminal.ts": 'import "../../device/card/pin.ts"; export const terminal = 1;',
  "conformance/judge.ts": 'import "../device/reader/driver.ts"; import "zod"; export const judge = 1;',
  "conformance/verify/second.ts": 'import "node:crypto"; import "zod"; import "saxes"; export const second = 1;',
  "scripts/shikaku.ts": 'import "../simulator/world.ts"; import "../conformance/judge.ts"; export const main = 1;',
  "test/world.test.ts": 'import "../scripts/shikaku.ts"; import "vitest"; export const one = 1;',
};

/** Each breaks the rules named, and no other. */
const PLANTED: readonly (readonly [rules: readonly string[], file: string, text: string])[] = [
  [["errors-imports"], "device/errors.ts", 'import "./wire/apdu.ts";'],
  [["ports-imports"], "device/ports.ts", 'import "./reader/driver.ts";'],
  [["wire-imports"], "device/wire/late.ts", 'import type { Port } from "../ports.ts"; export type A = Port;'],
  [["wire-imports"], "device/wire/files.ts", 'import "node:fs";'],
  [["wire-imports"], "device/wire/xml.ts", 'import "saxes";'],
  [["wire-imports"], "device/wire/typed.ts", 'export type A = import("../../simulator/world.ts").World;'],
  [["wire-oqs-imports"], "device/wire/oqs/checked.ts", 'import "zod";'],
  [["trace-imports"], "device/secret-views.ts", 'import "./io/folders.ts";'],
  [["channel-imports"], "device/channel.ts", 'import "./trace.ts";'],
  [["machine-imports"], "device/firmware/slot-machine.ts", 'import "../card/pin.ts";'],
  [["machine-imports", "machines-reach-nothing-outside"], "device/firmware/odd-machine.ts", 'import "node:timers";'],
  [["machines-reach-nothing-outside"], "device/firmware/deep-machine.ts", 'import "./owner.ts";'],
  [["io-imports"], "device/io/logic.ts", 'import "../card/pin.ts";'],
  [["drivers-imports"], "device/card/direct.ts", 'import "../io/folders.ts";'],
  [["native-modules-stay-at-the-edge"], "device/card/usb.ts", 'export const usb = await import("koffi");'],
  [["native-modules-load-lazily"], "device/io/eager.ts", 'import "koffi";'],
  [["control-imports"], "device/control/hands.ts", 'import "../card/pin.ts";'],
  [["certs-imports"], "certs/read.ts", 'import "node:fs";'],
  [["simulated-imports"], "simulator/card/cheat.ts", 'import "../../device/card/pin.ts";'],
  [["simulated-imports"], "simulator/reader/host.ts", 'import "../terminal/terminal.ts";'],
  [["faults-imports"], "simulator/faults/driver-lies.ts", 'import "../../device/card/pin.ts";'],
  [["simulated-hosts-imports"], "simulator/terminal/raw.ts", 'import "../../device/io/folders.ts";'],
  [
    ["conformance-imports", "the-suite-cannot-reach-the-products"],
    "conformance/peek.ts",
    'import type { World } from "../simulator/world.ts"; export type A = World;',
  ],
  [
    ["conformance-imports", "the-suite-cannot-reach-the-products"],
    "conformance/late.ts",
    'export const late = await import("../simulator/world.ts");',
  ],
  [["conformance-imports"], "conformance/borrowed.ts", 'import "./verify/second.ts";'],
  [["verify-imports"], "conformance/verify/peek.ts", 'import "../judge.ts";'],
  [
    ["verify-imports"],
    "conformance/verify/wire.ts",
    'import { apdu } from "../../device/wire/apdu.ts"; export { apdu };',
  ],
  [["the-suite-cannot-reach-the-products"], "conformance/corner.ts", 'import "../device/reader/shared.ts";'],
  [[], "device/reader/shared.ts", 'import "../firmware/owner.ts"; export const shared = 1;'],
  [["console-page-imports"], "simulator/console/page/peek.tsx", 'import "../../world.ts";'],
  [["report-view-imports"], "conformance/report/view/late.ts", 'import "../../../device/reader/driver.ts";'],
  [["scripts-imports"], "scripts/tests.ts", 'import "../test/world.test.ts";'],
  [["no-cycle"], "certs/first.ts", 'import type { B } from "./second.ts"; export type A = B;'],
  // A ring is told of once.
  [[], "certs/second.ts", 'import type { C } from "./third.ts"; export type B = C;'],
  [[], "certs/third.ts", 'import "./first.ts"; export type C = string;'],
  [["resolvable", "certs-imports"], "certs/lost.ts", 'import "./nowhere.ts";'],
  [["only-what-is-shipped"], "scripts/tools.ts", 'import "vitest";'],
  [["only-what-is-declared"], "scripts/stray.ts", 'import "stray";'],
];

/** Each runs a program over a whole tree, which takes long on a busy machine. */
describe("the import rules bite", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-rules-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };

  test("a tree that keeps them is spared", () => {
    for (const [file, text] of Object.entries(CLEAN)) write(file, text);
    expect(cruise(folder).violations).toEqual([]);
  });

  test("each planted violation is found, under its own name", () => {
    for (const [, file, text] of PLANTED) write(file, text);
    const { violations, rules } = cruise(folder);
    for (const [expected, file] of PLANTED) {
      const found = violations.filter(({ from }) => from === file).map(({ rule }) => rule);
      expect([file, [...new Set(found)].sort()]).toEqual([file, [...expected].sort()]);
    }
    const planted = new Set(PLANTED.flatMap(([expected]) => expected));
    expect(rules.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });

  test("imports that hide from the import rules are refused by eslint", async () => {
    const eslint = new ESLint({ cwd: ROOT, overrideConfig: [ts.configs.disableTypeChecked] });
    const messages = async (text: string) => {
      const [result] = await eslint.lintText(text, { filePath: join(ROOT, "conformance/planted.ts") });
      return result?.messages.map(({ ruleId, message }) => ruleId ?? message);
    };
    expect(await messages("export const late = (file: string) => import(file);\n")).toContain("no-restricted-syntax");
    expect(await messages('export const late = () => import(`../${"x"}`);\n')).toContain("no-restricted-syntax");
    expect(await messages('export { createRequire } from "node:module";\n')).toContain("no-restricted-syntax");
    expect(await messages('export { apdu } from "../device/wire/apdu.js";\n')).toContain("no-restricted-syntax");
    expect(await messages('export { apdu } from "../device/wire/apdu.ts";\n')).toEqual([]);
  });
});
