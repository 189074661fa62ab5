import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../../device/io/database.ts";

let folder = "";
const opened: Database[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
  rmSync(folder, { recursive: true, force: true });
});

const OURS = { application: 7, version: 3 };

async function open(options: Partial<typeof OURS> = {}, into = folder): Promise<Database> {
  const database = await openDatabase(into, "data", { ...OURS, ...options });
  opened.push(database);
  return database;
}

const newFolder = () => (folder = mkdtempSync(join(tmpdir(), "shikaku-database-")));
const close = () => opened.splice(0).forEach((database) => database.close());
const run = (database: Database, sql: string, ...parameters: unknown[]) => database.prepare(sql).run(parameters);

describe("an embedded database", () => {
  test("is made where nothing is, and waits for the disk at the end of each transaction", async () => {
    newFolder();
    const database = await open({}, join(folder, "deep", "below"));
    expect(database.prepare("pragma synchronous").all([])).toEqual([{ synchronous: 2 }]);
    expect(database.prepare("pragma journal_mode").all([])).toEqual([{ journal_mode: "wal" }]);
  });

  test("belongs to one process; when that has let go, to the next", async () => {
    newFolder();
    await open();
    await expect(open()).rejects.toMatchObject({ fault: "file.refused", setup: "data.held", act: "setup" });
    close();
    await expect(open()).resolves.toBeDefined();
  });

  test("leaves no lock behind, and whoever is refused takes nobody's away", async () => {
    newFolder();
    const first = await open();
    await expect(open()).rejects.toMatchObject({ setup: "data.held" });
    expect(readdirSync(folder)).toContain("data.lock");
    first.close();
    await open();
    // To end twice is to end once: the lock is another one's by now.
    first.close();
    await expect(open()).rejects.toMatchObject({ setup: "data.held" });
    close();
    expect(readdirSync(folder)).not.toContain("data.lock");
  });

  test("of a newer version is refused, says so in both languages, and stays as it is", async () => {
    newFolder();
    run(await open(), "pragma user_version = 4");
    close();
    const before = readFileSync(join(folder, "data.db"));
    const refusal: unknown = await open().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      setup: "data.newer",
      message: expect.stringContaining("newer shikaku") as unknown,
    });
    expect((refusal as { say(lang: "ja"): string }).say("ja")).toContain("--data");
    expect(readFileSync(join(folder, "data.db"))).toEqual(before);
  });

  test("of another program, and what is no database, are refused as damaged", async () => {
    newFolder();
    run(await open({ application: 8 }), "create table theirs (x)");
    close();
    await expect(open()).rejects.toMatchObject({ setup: "data.damaged" });
    writeFileSync(join(folder, "data.db"), "this is a letter to nobody. ".repeat(400));
    await expect(open()).rejects.toMatchObject({ setup: "data.damaged" });
  });

  test("that cannot be opened says so, and holds nothing", async () => {
    newFolder();
    writeFileSync(join(folder, "file"), "");
    await expect(open({}, join(folder, "file", "below"))).rejects.toMatchObject({ fault: "file.refused" });
  });

  test.each<[string, unknown]>([
    ["true", true],
    ["undefined", undefined],
    ["NaN", NaN],
    ["a date", new Date(0)],
    ["an object", {}],
    ["an array", [1]],
    ["a number that is rounded", 2 ** 60],
    ["a bigint", BigInt(10)],
    ["text with a NUL", "cut\0here"],
    ["half of a surrogate pair", "half \ud842"],
  ])("refuses %s, which its library would not keep as it is or not survive", async (_, value) => {
    newFolder();
    const database = await open();
    run(database, "create table t (v)");
    expect(() => run(database, "insert into t values (?)", value)).toThrow(
      expect.objectContaining({ fault: "call.misuse" }),
    );
    expect(database.prepare("select * from t").all([])).toEqual([]);
  });

  test("keeps text, whole numbers, bytes and null as they are", async () => {
    newFolder();
    const database = await open();
    run(database, "create table t (a text, b integer, c blob, d text)");
    run(database, "insert into t values (?, ?, ?, ?)", "髙𠮷ｱ", Number.MAX_SAFE_INTEGER, Uint8Array.of(0, 255), null);
    const [row] = database.prepare("select a, b, hex(c) as c, d from t").all([]);
    expect(row).toEqual({ a: "髙𠮷ｱ", b: Number.MAX_SAFE_INTEGER, c: "00FF", d: null });
  });
});
