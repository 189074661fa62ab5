import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { individualCheckDigit } from "../../simulator/individual-number.ts";
import { needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-prints-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const personas = (...words: string[]) =>
  execFileSync(
    process.execPath,
    ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts"), "personas", ...words],
    { cwd: packageRoot(), encoding: "utf8", stdio: "pipe" },
  );

let said = "";
beforeAll(() => {
  said = personas("--only", "hanako,gaiji-address", "--print", join(folder, "prints"));
});

test("the list for programs has the fields it promises, and one right individual number if it is asked for", () => {
  const list = JSON.parse(personas("--json", "--right-number", "taro")) as Readonly<Record<string, unknown>>[];
  const fields = "id name kana birthDate sex address insurer symbol number branch pins numberA numberB note";
  for (const person of list) expect(Object.keys(person)).toEqual(fields.split(" "));
  const right = list.filter(
    ({ numberA }) => individualCheckDigit(String(numberA).slice(0, 11)) === Number(String(numberA)[11]),
  );
  expect(right.map(({ id }) => id)).toEqual(["taro"]);
});

test.each([
  ["--only", "hanako,nobody"],
  ["--right-number", "nobody"],
])("%s with a stranger is wrong usage", (...words) => {
  expect(() => personas(...words)).toThrow(/nobody is called nobody|nobody という患者はいません/);
});

const listed = () =>
  JSON.parse(readFileSync(join(folder, "prints", "index.json"), "utf8")) as Readonly<
    Record<"id" | "card" | "face", string>
  >[];

test("the prints are listed for programs and for people, and no individual number is among them", () => {
  expect(said.trim()).toBe(join(folder, "prints", "index.html"));
  const page = readFileSync(join(folder, "prints", "index.html"), "utf8");
  expect(listed().map(({ id }) => id)).toEqual(["hanako", "gaiji-address"]);
  for (const { card, face } of listed())
    for (const name of [card, face]) {
      expect(existsSync(join(folder, "prints", name)), name).toBe(true);
      expect(page).toContain(`src="${name}"`);
    }
  expect(page).toContain("Nobody here exists");
  expect(page).toContain("すべて架空の人物です");
  expect(page + JSON.stringify(listed())).not.toMatch(/\d{12}/);
});

/** ImageMagick, which nobody here wrote, says how large they come out of a printer. */
test("a card front is as large as a card, a face fills a sheet of A4", (context) => {
  needs(context, "identify");
  const size = (name: string) => {
    const format = ["-units", "PixelsPerInch", "-format", "%m %z %w %h %x %y"];
    const told = execFileSync("identify", [...format, join(folder, "prints", name)], { encoding: "utf8" }).split(" ");
    expect(told.slice(0, 2)).toEqual(["PNG", "8"]);
    const [width = 0, height = 0, across = 1, down = 1] = told.slice(2).map(Number);
    return [(width / across) * 25.4, (height / down) * 25.4];
  };
  for (const { card, face } of listed()) {
    const [width = 0, height = 0] = size(card);
    expect(Math.abs(width - 85.6)).toBeLessThan(0.05);
    expect(Math.abs(height - 53.98)).toBeLessThan(0.05);
    expect(size(face).map(Math.round)).toEqual([210, 297]);
  }
});
