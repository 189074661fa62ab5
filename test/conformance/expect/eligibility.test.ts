import { describe, expect, test } from "vitest";
import type { Cast, PersonFacts } from "../../../conformance/cast.ts";
import {
  consentsIn,
  isOfWhomItNames,
  isResultOf,
  lacking,
  NEEDED,
  onlyResult,
} from "../../../conformance/expect/eligibility.ts";
import { passes } from "../../../conformance/expect/selector.ts";
import { holds } from "../../../conformance/verify/places.ts";
import type { LooseQualificationResult } from "../../../device/wire/oqs/siquc.ts";
import { PERSON } from "../fake-bench.ts";

/** Of whom an answer is, and what it tells. */

const RESULT: LooseQualificationResult = {
  ...{ Name: PERSON.name, Birthdate: PERSON.birthDate, Sex1: "1", Address: PERSON.address },
  ...{ InsurerNumber: PERSON.insurer, InsuredCardSymbol: PERSON.symbol },
  ...{ InsuredIdentificationNumber: PERSON.number, InsuredBranchNumber: PERSON.branch },
};

describe("an answer is of who plays the part", () => {
  const isOf = (result: LooseQualificationResult | undefined, person: PersonFacts = PERSON) => {
    const cast: Cast = { patient: person };
    const { rule } = isResultOf("patient");
    const first = passes({ rule }, { result }, cast);
    expect(holds(rule, { result }, cast as never)).toBe(first);
    return first;
  };
  test("by all of it", () => {
    expect(isOf(RESULT)).toBe(true);
    expect(isOf(undefined)).toBe(false);
    for (const tag of Object.keys(RESULT)) expect(isOf({ ...RESULT, [tag]: "9" }), tag).toBe(false);
  });
  test("by nobody who is not of the cast", () => {
    expect(passes(isResultOf("stranger"), { result: RESULT }, { patient: PERSON })).toBe(false);
    expect(passes(isResultOf("stranger"), { result: {} }, { patient: PERSON })).toBe(false);
  });
  test("however the insurer's number and the branch are padded", () => {
    expect(isOf({ ...RESULT, InsurerNumber: "  6990019" })).toBe(true);
    expect(isOf({ ...RESULT, InsurerNumber: "006990019" })).toBe(true);
    expect(isOf({ ...RESULT, InsurerNumber: "6990190" })).toBe(false);
    const { InsuredBranchNumber: _, ...without } = RESULT;
    expect(isOf(without)).toBe(true);
    expect(isOf(without, { ...PERSON, branch: "1" })).toBe(false);
    expect(isOf({ ...RESULT, InsuredBranchNumber: "01" }, { ...PERSON, branch: "1" })).toBe(true);
  });
  test("with no symbol where there is none", () => {
    const { InsuredCardSymbol: _, ...without } = RESULT;
    expect(isOf(without, { ...PERSON, symbol: "" })).toBe(true);
    expect(isOf(without)).toBe(false);
  });
  test("by the code of the sex", () => {
    for (const [sex, code] of [
      ["male", "1"],
      ["female", "2"],
      ["unset", "3"],
    ] as const)
      for (const each of ["1", "2", "3"])
        expect(isOf({ ...RESULT, Sex1: each }, { ...PERSON, sex })).toBe(each === code);
  });
  test("whose part another place names", () => {
    const row = (part: string, of: object = RESULT) => ({
      QualificationConfirmSearchInfo: { ArbitraryIdentifier: part },
      ResultOfQualificationConfirmation: of,
    });
    const cast: Cast = { patient: PERSON, stranger: { ...PERSON, name: "他人", number: "2" } };
    expect(passes(isOfWhomItNames, row("patient"), cast)).toBe(true);
    expect(passes(isOfWhomItNames, row("stranger"), cast)).toBe(false);
    expect(passes(isOfWhomItNames, row("nobody"), cast)).toBe(false);
    expect(passes(isOfWhomItNames, row("nobody", {}), cast)).toBe(false);
    expect(passes(isOfWhomItNames, row("patient", { ...RESULT, Name: "他人" }), cast)).toBe(false);
    expect(passes(isOfWhomItNames, row("patient", { ...RESULT, InsuredIdentificationNumber: "2" }), cast)).toBe(false);
  });
});

describe("the one result of an answer", () => {
  const answer = (...results: readonly LooseQualificationResult[]) => ({
    MessageBody: { ResultList: results.map((result) => ({ ResultOfQualificationConfirmation: result })) },
  });
  test("is there where there is one", () => {
    expect(onlyResult(answer(RESULT))).toBe(RESULT);
    expect(onlyResult(answer())).toBeUndefined();
    expect(onlyResult(answer(RESULT, RESULT))).toBeUndefined();
    expect(onlyResult({ MessageBody: {} })).toBeUndefined();
    expect(onlyResult({})).toBeUndefined();
    expect(onlyResult(undefined)).toBeUndefined();
  });
  test("lacks what is not there or empty", () => {
    expect(lacking({})).toEqual(NEEDED);
    const whole = Object.fromEntries(NEEDED.map((tag) => [tag, "x"]));
    expect(lacking(whole)).toEqual([]);
    expect(lacking({ ...whole, Name: "" })).toEqual(["Name"]);
  });
});

describe("consents in an answer", () => {
  const PREFIXES = {
    medicines: "PharmacistsInfo",
    checkups: "SpecificHealthCheckupsInfo",
    diagnoses: "DiagnosisInfo",
    operations: "OperationInfo",
  } as const;
  test("each by its flag and its times in Japan", () => {
    for (const [item, prefix] of Object.entries(PREFIXES)) {
      const result = {
        [`${prefix}ConsFlg`]: "1",
        [`${prefix}ConsTime`]: "20260401090000",
        [`${prefix}AvailableTime`]: "20260402090000",
      };
      expect(consentsIn(result)).toEqual(
        Object.keys(PREFIXES).map((each) => ({
          item: each,
          given: each === item,
          at: each === item ? Date.UTC(2026, 3, 1) * 1000 : undefined,
          until: each === item ? Date.UTC(2026, 3, 2) * 1000 : undefined,
        })),
      );
    }
  });
  test("by no other flag", () => {
    expect(consentsIn({ PharmacistsInfoConsFlg: "0" })[0]).toMatchObject({ given: false });
    expect(consentsIn({})[0]).toMatchObject({ item: "medicines", given: false });
  });
});
