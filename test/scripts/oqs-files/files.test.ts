import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ASSUMPTIONS } from "../../../conformance/catalog/assumptions.data.ts";
import { utf8 } from "../../../device/wire/bytes.ts";
import { readMessage } from "../../../device/wire/oqs/message.ts";
import { messageNamed, OQS_MESSAGES } from "../../../device/wire/oqs/messages.ts";
import { parseFaceName, parseName } from "../../../device/wire/oqs/names.ts";
import { EXAMPLES, exampleFile, oqsFiles } from "../../../scripts/oqs-files/files.ts";
import { filesPage } from "../../../scripts/oqs-files/page.ts";
import { packageRoot } from "../../../scripts/package-root.ts";

const docs = join(packageRoot(), "docs");

test("docs/files.md is made of the declarations (npm run diagrams writes it anew)", () => {
  expect(readFileSync(join(docs, "files.md"), "utf8")).toBe(filesPage());
});

test("docs/xsd has the schema of each message and each example, byte for byte, and nothing else", () => {
  const files = oqsFiles();
  const there = readdirSync(join(docs, "xsd"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(docs, "xsd").length + 1));
  expect(there.sort()).toEqual([...files.keys()].sort());
  for (const [path, content] of files) {
    const bytes = typeof content === "string" ? utf8(content) : content;
    expect(readFileSync(join(docs, "xsd", path)).equals(bytes), path).toBe(true);
  }
});

describe("the examples", () => {
  test("show every message, each under a name that it has in the folders", () => {
    const shown = new Set(EXAMPLES.map(({ message }) => message.id));
    expect(OQS_MESSAGES.filter(({ id }) => !shown.has(id))).toEqual([]);
    for (const { message, file } of EXAMPLES) {
      const name = parseName(file);
      expect(parseFaceName(file) ? "OQSsiquc01res" : `${name?.id}${name?.side}`, file).toBe(message.id);
    }
  });

  test.each(EXAMPLES)("$file reads without a finding in both encodings", (example) => {
    for (const encoding of ["UTF-8", "Shift_JIS"] as const) {
      const { findings, unknown, value } = readMessage(example.message, exampleFile(example, encoding));
      expect({ findings, unknown }).toEqual({ findings: [], unknown: [] });
      expect(value).toBeDefined();
    }
  });
});

test("a body that nothing public describes names its row of the ledger, and the page shows it", () => {
  const rows: readonly string[] = ASSUMPTIONS.map(({ id }) => id);
  const named = OQS_MESSAGES.flatMap(({ about }) => about.assumed ?? []);
  expect(named.filter((id) => !rows.includes(id))).toEqual([]);
  expect(messageNamed("OQSsiupd01req")?.about.assumed).toBe("ASM-REMOTE-MESSAGES");
  for (const id of named) expect(filesPage()).toContain(id);
});
