import { fc } from "../draws.ts";
import { describe, expect, test } from "vitest";
import { countryOf } from "../../simulator/country.ts";
import { eraDate, numberB } from "../../simulator/era.ts";
import { individualCheckDigit } from "../../simulator/individual-number.ts";
import type { Person } from "../../simulator/people.ts";
import { numberOf, personas, personById, personByIndex, withRightNumber } from "../../simulator/personas.ts";

const everyone: readonly Person[] = [...personas, ...Array.from({ length: 400 }, (_, i) => personByIndex(i * 37))];

/** The check digit of an insurer's number: weights 2 and 1 by turns from the right, digits of the products added, to the next ten. */
const insurerCheckDigit = (seven: string) => {
  const sum = Array.from(seven)
    .reverse()
    .map((digit, i) => Number(digit) * (i % 2 === 0 ? 2 : 1))
    .reduce((total, product) => total + Math.floor(product / 10) + (product % 10), 0);
  return (10 - (sum % 10)) % 10;
};

describe("an individual number", () => {
  test("has the check digit of the ordinance", () => {
    // The number a test card carries: myna-card, src/ap/text.rs.
    expect(individualCheckDigit("53768667718")).toBe(8);
  });

  test("of anyone here is one that nobody can have", () => {
    for (const { id, numberA } of everyone) {
      expect(numberA, id).toMatch(/^\d{12}$/);
      expect(Number(numberA[11]), id).not.toBe(individualCheckDigit(numberA.slice(0, 11)));
    }
  });
});

describe("the one right individual number", () => {
  const hanako = personById("hanako");

  test("is made only when asked for, and changes nothing else", () => {
    if (!hanako) throw new RangeError("no hanako");
    const right = withRightNumber(hanako);
    expect(Number(right.numberA[11])).toBe(individualCheckDigit(right.numberA.slice(0, 11)));
    expect({ ...right, numberA: hanako.numberA }).toEqual(hanako);
  });

  test("is on one card of a country and on no other", () => {
    const country = countryOf({ takePhotograph: () => Promise.resolve(new Uint8Array(1)), rightNumber: "hanako" });
    const isRight = (id: string) => {
      const { numberA } = country.person(id);
      return Number(numberA[11]) === individualCheckDigit(numberA.slice(0, 11));
    };
    expect(personas.map(({ id }) => id).filter(isRight)).toEqual(["hanako"]);
  });
});

describe("an insurer's number", () => {
  test.each(["01130012", "00138016"])("%s, of a real insurer, has the check digit computed here", (number) => {
    expect(insurerCheckDigit(number.slice(0, 7))).toBe(Number(number[7]));
  });

  test("of anyone here has a right check digit and a prefecture that does not exist", () => {
    for (const { id, insurer, former, also } of everyone)
      for (const number of [insurer, ...(former ? [former.insurer] : []), ...(also ? [also.insurer] : [])]) {
        // Those of municipalities have six digits, without the two of the kind of insurance.
        expect(number, id).toMatch(/^\d{6}(\d{2})?$/);
        const eight = number.padStart(8, "0");
        expect(Number(eight[7]), id).toBe(insurerCheckDigit(eight.slice(0, 7)));
        expect(Number(eight.slice(2, 4)), id).toBeGreaterThan(47);
      }
  });
});

describe("number B", () => {
  test.each([
    ["19890107", 3, "640107"],
    ["19890108", 4, "010108"],
    ["20190430", 4, "310430"],
    ["20190501", 5, "010501"],
    ["19261224", 2, "151224"],
    ["19261225", 3, "011225"],
  ])("counts %s in the right era", (date, era, yymmdd) => {
    expect(eraDate(date)).toEqual({ era, yymmdd });
  });

  test("begins with the birth date that a test card wants: 550217 for 1980-02-17", () => {
    // myna-card, tests/fixtures/README.md: surface-0001.bin opens with 550217.
    expect(numberB("19800217", 2035, "1234")).toBe("55021720351234");
  });

  test("of anyone here has fourteen digits and the person's birth date", () => {
    for (const { id, numberB, birthDate } of everyone) {
      expect(numberB, id).toMatch(/^\d{14}$/);
      expect(numberB.slice(0, 6), id).toBe(eraDate(birthDate).yymmdd);
    }
  });
});

describe("the population", () => {
  test("has the named patients that cases rely on, each under its number for good", () => {
    const named =
      "hanako taro locked last-try keyb revoked expired expiring gaiji mirei mirai faceonly aged moved child text-locked " +
      "long-expired renewed gaiji-address boxed long-name foreign assistance newborn aged-child wheelchair worn lost doubled " +
      "two-insurers no-rate mixed-up android iphone taisho unticketed limit dialysis elderly special-fee two-rates";
    expect(personas.map(({ id }) => id)).toEqual(named.split(" "));
    expect(personas.map(numberOf)).toEqual(personas.map((_, i) => i + 1));
  });

  test("gives nobody another's card, face, number or insurance", () => {
    const distinct = (of: (person: Person) => string | number) =>
      expect(new Set(everyone.map(of)).size).toBe(new Set(everyone.map(({ id }) => id)).size);
    distinct((person) => person.certificateSerial);
    distinct((person) => person.numberA);
    distinct((person) => person.face);
    distinct((person) => person.number);
  });

  test("has certificate serials of 23 characters that end in A, each its own", () => {
    for (const person of everyone) expect(person.certificateSerial).toMatch(/^05\d{20}A$/);
  });

  test("has twins of the same day and house, and of almost the same face", () => {
    const [mirei, mirai] = [personById("mirei"), personById("mirai")];
    expect(mirei?.birthDate).toBe(mirai?.birthDate);
    expect(mirei?.address).toBe(mirai?.address);
    expect((mirai?.face ?? 0) - (mirei?.face ?? 0)).toBe(2 ** 32);
  });

  test("has twins whose names differ by one kana", () => {
    const [one = "", other = ""] = [personById("mirei")?.kana, personById("mirai")?.kana];
    expect(one.length).toBe(other.length);
    expect(Array.from(one).filter((kana, i) => kana !== other[i]).length).toBe(1);
  });

  test("writes kana in half-width katakana and dates as dates", () => {
    for (const { id, kana, birthDate } of everyone) {
      expect(kana, id).toMatch(/^[ｦ-ﾟ]+ [ｦ-ﾟ]+$/);
      const iso = `${birthDate.slice(0, 4)}-${birthDate.slice(4, 6)}-${birthDate.slice(6)}`;
      expect(new Date(iso).toISOString().slice(0, 10), id).toBe(iso);
    }
  });

  test("is the same person for the same index, by either way", () => {
    fc.assert(
      fc.property(fc.nat(999_999), (index) => {
        const person = personByIndex(index);
        expect(personById(person.id)).toEqual(person);
      }),
    );
  });

  test.each([-1, 1.5, 1_000_000])("has no person %d", (index) => {
    expect(() => personByIndex(index)).toThrow(RangeError);
  });

  test.each(["nobody", "p1", "p0000001", "hanako "])("has nobody called %j", (id) => {
    expect(personById(id)).toBeUndefined();
  });
});
