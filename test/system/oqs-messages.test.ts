import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc } from "../draws.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { unhex, utf8 } from "../../device/wire/bytes.ts";
import { writeMessage } from "../../device/wire/oqs/message.ts";
import { OQS_MESSAGES } from "../../device/wire/oqs/messages.ts";
import { schemaOf } from "../../device/wire/oqs/schema.ts";
import { encodeShiftJis } from "../../device/wire/oqs/shift-jis.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { EXAMPLES, examplePath } from "../../scripts/oqs-files/files.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { fullValueOfMessage, valueOfMessage } from "../device/wire/oqs/arbitrary.ts";
import { elementsOf, fileOf, mutationsOf } from "../device/wire/oqs/bad-input.ts";
import { CLINIC, counter, numberQuery, persona } from "../simulator/counter.ts";
import { needs } from "./needs.ts";

const XSD = join(packageRoot(), "docs", "xsd");
const ENCODINGS: readonly XmlEncoding[] = ["UTF-8", "Shift_JIS"];

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "shikaku-xsd-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach((context) => needs(context, "xmllint"));

let count = 0;
function file(content: string | Uint8Array): string {
  const path = join(folder, `${count++}.xml`);
  writeFileSync(path, content);
  return path;
}

/** Which of the files xmllint holds to be valid; one that is not even XML stops nothing. */
function valid(schema: string, files: readonly string[]): boolean[] {
  const { stderr, status } = spawnSync("xmllint", ["--noout", "--nonet", "--schema", schema, ...files], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  // 5 is "the schema itself is wrong".
  expect([0, 1, 3, 4], stderr).toContain(status);
  const lines = new Set(stderr.split("\n"));
  return files.map((path) => lines.has(`${path} validates`));
}

const samples = <T>(of: fc.Arbitrary<T>, numRuns: number): T[] => fc.sample(of, { seed: 4, numRuns });

describe("xmllint, by the schemas in docs/xsd", () => {
  test.each(OQS_MESSAGES)("$id: takes its examples in both encodings", ({ id }) => {
    const paths = ENCODINGS.flatMap((encoding) =>
      EXAMPLES.filter(({ message }) => message.id === id).map((example) => join(XSD, examplePath(example, encoding))),
    );
    expect(paths.length).toBeGreaterThanOrEqual(2);
    expect(valid(join(XSD, `${id}.xsd`), paths)).toEqual(paths.map(() => true));
  });

  test.each(OQS_MESSAGES)("$id: takes whatever the writer writes", (message) => {
    const values = samples(valueOfMessage(message), 20);
    const paths = values.map((value, i) =>
      file(writeMessage(message, value, { encoding: ENCODINGS[i % 2] ?? "UTF-8" })),
    );
    expect(valid(join(XSD, `${message.id}.xsd`), paths)).toEqual(paths.map(() => true));
  });

  test.each(OQS_MESSAGES)("$id: refuses each mutated file", (message) => {
    const [value] = samples(fullValueOfMessage(message), 1);
    if (!value) throw new Error("no value");
    const root = elementsOf(message, value);
    const mutations = mutationsOf(message, root).map((mutation, i) => {
      const encoding = ENCODINGS[i % 2] ?? "UTF-8";
      const text = fileOf(mutation.root, encoding);
      return { mutation, path: file(encoding === "UTF-8" ? utf8(text) : encodeShiftJis(text)) };
    });
    const schema = join(XSD, `${message.id}.xsd`);
    expect(valid(schema, [file(fileOf(root))])).toEqual([true]);
    const taken = valid(
      schema,
      mutations.map(({ path }) => path),
    );
    const missed = mutations.filter((_, i) => taken[i]).map(({ mutation: { what, path } }) => `${what} ${path}`);
    expect(missed).toEqual([]);
  });

  test("refuses another order, an attribute, and another message", () => {
    const schema = join(XSD, "OQSsiquc01req.xsd");
    const good = readFileSync(join(XSD, "examples/utf-8/OQSsiquc01req_202604010001.xml"), "utf8");
    const lines = good.split("\n");
    const swapped = [...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5)].join("\n");
    const attributed = good.replace("<Birthdate>", '<Birthdate at="1">');
    const another = join(XSD, "examples/utf-8/OQSsiimm01req_202604010001.xml");
    expect(new Set([good, swapped, attributed]).size).toBe(3);
    expect(valid(schema, [file(good), file(swapped), file(attributed), another])).toEqual([true, false, false, false]);
  });

  test("takes the other side of what the sources disagree on, by the schema of that dialect", () => {
    const example = EXAMPLES.find(({ message }) => message.id === "OQSsiquc01res");
    if (!example) throw new Error("no example");
    const { message } = example;
    const value = withInsurer(example.value, "  138057");
    const dialect = { insurerPadding: "zeros", characterCodes: "fromOne" } as const;
    const ours = file(writeMessage(message, value, { encoding: "UTF-8" }));
    const theirs = file(writeMessage(message, value, { encoding: "Shift_JIS", dialect }));
    const schema = (path: string, text: string) => {
      writeFileSync(join(folder, path), text);
      return join(folder, path);
    };
    const [by, byTheirs] = [schema("ours.xsd", schemaOf(message)), schema("theirs.xsd", schemaOf(message, dialect))];
    expect(valid(by, [ours, theirs])).toEqual([true, false]);
    expect(valid(byTheirs, [ours, theirs])).toEqual([false, true]);
  });
});

describe("xmllint, on what passes the folders", () => {
  test.each(ENCODINGS)("takes every file by its schema, in %s", async (encoding) => {
    const at = counter({ encoding });
    const gaiji = persona("gaiji");
    const work = async () => {
      const report = await at.report(gaiji, CLINIC, ["medicines"]);
      await at.terminal.handOver((await at.post(CLINIC, "/v1/reception", report)).json, "F0000001");
      await at.receipt.request(numberQuery(gaiji));
      await at.receipt.request({ ...numberQuery(gaiji), number: "999999" });
      await at.rest(2_000);
    };
    await at.run(work());
    const written = at.trace.events.flatMap((event) =>
      event.channel === "folder" && event.is === "appeared" ? [event] : [],
    );
    expect(written.map(({ folder }) => folder).sort()).toEqual(["face", "req", "req", "res", "res"]);
    for (const { bytes, name } of written) {
      const schema = join(XSD, `${/^[A-Za-z]+\d\d(req|res)/.exec(name)?.[0]}.xsd`);
      expect([name, ...valid(schema, [file(unhex(bytes))])]).toEqual([name, true]);
    }
    const face = written.find(({ folder }) => folder === "face");
    const path = file(unhex(face?.bytes ?? ""));
    const name = execFileSync("xmllint", ["--xpath", "string(//Name)", path], { encoding: "utf8" });
    expect(name.trim()).toBe("●橋　●乃");
  });
});

/** The value with another insurer number wherever one stands. */
function withInsurer<T>(value: T, number: string): T {
  const text = JSON.stringify(value, (key, inner: unknown) => (key === "InsurerNumber" ? number : inner));
  return JSON.parse(text) as T;
}
