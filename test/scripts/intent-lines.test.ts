import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readScript } from "../../scripts/intent-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-script-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string) => {
  const file = join(folder, "acts.jsonl");
  writeFileSync(file, text);
  return readScript(file);
};

const PLACE = { intent: "placeCard", persona: "hanako" } as const;
const WAIT = { intent: "wait", milliseconds: 300 } as const;

describe("a script of acts", () => {
  test.each([
    ["one a line", `${JSON.stringify(PLACE)}\n${JSON.stringify(WAIT)}\n`],
    ["without an end of the last line", `${JSON.stringify(PLACE)}\n${JSON.stringify(WAIT)}`],
    ["with empty lines", `\n${JSON.stringify(PLACE)}\n\n${JSON.stringify(WAIT)}\n\n`],
    ["as Windows writes it", `\uFEFF${JSON.stringify(PLACE)}\r\n${JSON.stringify(WAIT)}\r\n`],
  ])("%s is read", async (_, text) => {
    expect(await read(text)).toEqual([PLACE, WAIT]);
  });

  test("of nothing is nothing to do", async () => {
    expect(await read("")).toEqual([]);
  });

  test.each([
    ["no JSON", "place the card", /acts\.jsonl:2.*the line is not JSON/],
    ["no act", '{"intent":"fly"}', /acts\.jsonl:2.*intent/],
    ["too little said", '{"intent":"placeCard"}', /acts\.jsonl:2.*persona/],
    ["time that runs back", '{"intent":"wait","milliseconds":-1}', /acts\.jsonl:2.*milliseconds/],
  ])("with %s in its second line is refused whole, and the line is named", async (_, line, said) => {
    await expect(read(`${JSON.stringify(PLACE)}\n${line}\n`)).rejects.toMatchObject({
      fault: "config.invalid",
      message: said,
    });
  });

  test("never repeats what was typed", async () => {
    await expect(read('{"intent":"enterPin","pin":1234}')).rejects.not.toThrow("1234");
  });

  test.each([
    ["a folder", folder],
    ["a file that is not there", join(folder, "missing")],
    ["a device", "/dev/zero"],
  ])("that is %s is refused", async (_, file) => {
    await expect(readScript(file)).rejects.toMatchObject({ fault: "config.invalid" });
  });
});
