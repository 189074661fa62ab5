import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readProfile, withProfile } from "../../conformance/profile.ts";
import { isFault } from "../../device/errors.ts";
import { readSmallFile } from "../../scripts/small-file.ts";
import { PROFILE } from "./fake-bench.ts";

/** Profiles as nobody honest writes them: refused with the reason, in both languages, and in bounded memory. */

const folder = mkdtempSync(join(tmpdir(), "shikaku-profile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = JSON.stringify(PROFILE);

async function refusal(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    if (!isFault(error, "config.invalid")) throw error;
    expect(error.say("ja")).toMatch(/[぀-ヿ一-鿿]/);
    return error.message;
  }
  return "taken";
}
const read = (text: string) => refusal(() => readProfile(text, "p.yaml"));

test("what is whole is taken", async () => {
  expect(await read(TEXT)).toBe("taken");
});

describe("a profile is refused", () => {
  test("cut off anywhere", async () => {
    for (let length = 0; length < TEXT.length; length++)
      expect(await read(TEXT.slice(0, length)), `${length}`).toMatch(/p\.yaml/);
  });
  test("of another product's kind than is judged", async () => {
    const swapped = () =>
      withProfile({ reader: PROFILE }, { ...PROFILE, role: "receipt", features: [] }, ["reader"], "p.yaml");
    expect(await refusal(swapped)).toMatch(/describes a receipt/);
    expect(await read(TEXT.replace('"reader"', '"receipt"'))).toMatch(/receipt has no face/);
  });
  test("nested a million levels deep", async () => {
    for (const deep of ["[".repeat(900_000), "{a: ".repeat(200_000), "- ".repeat(400_000)])
      expect(await read(deep)).toMatch(/nested too deeply/);
  });
  test("of 1 GB, before a byte of it is read", async () => {
    const path = join(folder, "large.yaml");
    const handle = openSync(path, "w");
    ftruncateSync(handle, 1024 ** 3);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    expect(await refusal(() => readSmallFile(path))).toMatch(/larger than 4 MB/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
  test("that is larger than anybody's, or no file at all", async () => {
    const path = join(folder, "some.yaml");
    writeFileSync(path, TEXT);
    expect(await readSmallFile(path)).toBe(TEXT);
    expect(await read(" ".repeat(1_000_001))).toMatch(/longer than 1000000/);
    expect(await refusal(() => readSmallFile(folder))).toMatch(/folder/);
    expect(await refusal(() => readSmallFile(join(folder, "none.yaml")))).toMatch(/none\.yaml/);
  });
});
