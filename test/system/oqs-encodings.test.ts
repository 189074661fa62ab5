import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { concat, hex, unhex, utf8 } from "../../device/wire/bytes.ts";
import { decodeShiftJis, encodeShiftJis, shiftJisDoubles } from "../../device/wire/oqs/shift-jis.ts";
import { EXAMPLES, examplePath } from "../../scripts/oqs-files/files.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import vectors from "../vectors/shift-jis.json" with { type: "json" };
import { needs } from "./needs.ts";

describe("glibc's iconv", () => {
  beforeEach((context) => needs(context, "iconv"));
  const iconv = (from: string, to: string, input: Uint8Array) =>
    new Uint8Array(execFileSync("iconv", ["-f", from, "-t", to], { input, maxBuffer: 1 << 24 }));

  /** Makers' repeats, which glibc maps otherwise or not at all: NEC-selected rows, user-defined rows. */
  const isStandard = (code: number) => !(code >= 0xed00 && code < 0xef00) && !(code >= 0xf000 && code < 0xfa00);
  const codes = [...shiftJisDoubles().keys()].filter(isStandard);
  const bytes = concat(...codes.map((code) => Uint8Array.of(code >> 8, code & 0xff)));

  test("reads every two-byte character as we do", () => {
    const ours = decodeShiftJis(bytes);
    const theirs = new TextDecoder().decode(iconv("CP932", "UTF-8", bytes));
    expect(Array.from(ours).filter((character, i) => character !== Array.from(theirs)[i])).toEqual([]);
    expect(ours).toBe(theirs);
  });

  test("writes every character that we write, with the same bytes", () => {
    const text = [...new Set(decodeShiftJis(bytes))].join("") + "ｱｲｳ｡｢ﾞﾟABC~\\";
    expect(hex(encodeShiftJis(text))).toBe(hex(iconv("UTF-8", "CP932", utf8(text))));
  });

  test.each(vectors)("has the vector: $name", ({ bytes: written, value, ...rest }) => {
    expect(new TextDecoder().decode(iconv("CP932", "UTF-8", unhex(written)))).toBe(value);
    if (!("readOnly" in rest)) expect(hex(iconv("UTF-8", "CP932", utf8(value)))).toBe(written);
  });

  test.each(EXAMPLES)(
    "turns the UTF-8 file $file into the Shift_JIS one, but for what names the encoding",
    (example) => {
      const read = (encoding: "UTF-8" | "Shift_JIS") =>
        new Uint8Array(readFileSync(join(packageRoot(), "docs", "xsd", examplePath(example, encoding))));
      const turned = new TextDecoder()
        .decode(read("UTF-8"))
        .replace('encoding="UTF-8"', 'encoding="Shift_JIS"')
        .replace("<CharacterCodeIdentifier>0<", "<CharacterCodeIdentifier>1<");
      expect(hex(iconv("UTF-8", "CP932", utf8(turned)))).toBe(hex(read("Shift_JIS")));
    },
  );
});
