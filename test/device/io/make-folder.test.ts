import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../../device/io/database.ts";
import { openFolders } from "../../../device/io/folders.ts";
import { makeFolder } from "../../../device/io/make-folder.ts";
import { writeText } from "../../../scripts/json-output.ts";

let root = "";
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), "shikaku-make-"))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a folder is made with those above it, and one that is there is left as it is", () => {
  const folder = join(root, "a", "b", "c");
  makeFolder(folder, 0o700);
  writeFileSync(join(folder, "kept"), "");
  makeFolder(folder);
  makeFolder(`${folder}/`);
  expect(existsSync(join(folder, "kept"))).toBe(true);
  if (process.platform !== "win32") expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700);
});

test("a file in its way, or in the way of one above it, is told of with its name", () => {
  const file = join(root, "file");
  writeFileSync(file, "");
  for (const folder of [file, join(file, "in", "it")])
    expect(() => makeFolder(folder)).toThrow(expect.objectContaining({ fault: "file.refused" }));
});

/** Where the kernel has folders of its own alone, Node's recursive mkdir turns in circles. */
describe.skipIf(!existsSync("/proc/self"))("where no folder can be made", () => {
  const ways: [string, () => unknown][] = [
    ["exchange folders", () => openFolders("/proc/shikaku")],
    ["a data file", () => openDatabase("/proc/shikaku/deep", "central", { application: 1, version: 1 })],
    ["a report", () => writeText("/proc/shikaku/report.json", "{}")],
  ];
  test.each(ways)("%s are refused with what to do", async (_, make) => {
    await expect(new Promise((resolve) => resolve(make()))).rejects.toThrow(
      /^\/proc\/shikaku\S* cannot be used: no folder can be made there; name another place\./,
    );
  });
});
