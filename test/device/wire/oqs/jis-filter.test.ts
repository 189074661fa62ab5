import { expect, test } from "vitest";
import { jisFilter, jisX0208 } from "../../../../device/wire/oqs/jis-filter.ts";

test("JIS X 0208:1990 has 6,879 characters", () => {
  expect(jisX0208().size).toBe(6879);
});

test("variants of names that the standard lacks arrive as one black circle each", () => {
  expect(jisFilter("髙﨑　𠮷子")).toBe("●●　●子");
  expect(jisFilter("①㈱Ⅲ")).toBe("●●●");
  expect(jisFilter("é한😀")).toBe("●●●");
});

test("a variation sequence is one character", () => {
  expect(jisFilter("辻\u{e0100}葛\u{e0101}飾")).toBe("●●飾");
});

test("what the standard has stays, its last two kanji and half-width kana included", () => {
  const text = "凜熙　ｼｶｸ ﾊﾅｺ ABC-1 ソ能表予、。・「」々〆ヶ①".slice(0, -1);
  expect(jisFilter(text)).toBe(text);
});

test("the seven characters Unicode spells twice come in the Windows spelling", () => {
  expect(jisFilter("〜−‖—¢£¬")).toBe("～－∥―￠￡￢");
});
