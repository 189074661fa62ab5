import { expect, test } from "vitest";
import { fits } from "../../../../device/wire/oqs/element.ts";
import { insurerNumber } from "../../../../device/wire/oqs/fields.ts";
import { bareInsurer, padInsurer } from "../../../../device/wire/oqs/siquc.ts";

test("a short insurer number is padded with blanks on the left, and either padding is the same insurer", () => {
  expect(padInsurer("138057")).toBe("  138057");
  expect(padInsurer("06990014")).toBe("06990014");
  expect(["  138057", "00138057", "138057"].map(bareInsurer)).toEqual(["138057", "138057", "138057"]);
  expect(bareInsurer("06990014")).not.toBe(bareInsurer("00699001"));
});

test.each(["", "  ", "1380571 ", "123456789", "13805a", "１３８０５７"])("%j is no insurer number", (text) => {
  expect(fits(insurerNumber.form?.pattern ?? "", text)).toBe(false);
});
