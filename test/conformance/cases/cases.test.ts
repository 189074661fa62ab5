import { describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { channelsOf } from "../../../conformance/case.ts";
import { requirement } from "../../../conformance/catalog/clause.ts";
import { explain } from "../../../conformance/explain.ts";
import { ROLES } from "../../../conformance/role.ts";
import { BENIGN } from "../../../conformance/strength/benign.data.ts";
import { ALL_BENIGN, ALL_MUTANTS } from "../../../conformance/strength/catalogue.ts";
import { MUTANTS } from "../../../conformance/strength/mutants.data.ts";

const JAPANESE = /[぀-ヿ一-鿿]/;
const PREFIX = { reader: "RDR", generic: "GEN", receipt: "RCT", terminal: "TRM", central: "CTL" } as const;

test("there are cases for every role a vendor brings, and for our own terminal", () => {
  const count = (role: string) => CASES.filter((each) => each.role === role).length;
  expect(CASES.length).toBeGreaterThanOrEqual(28);
  for (const role of ROLES.filter((each) => each !== "central")) expect(count(role), role).toBeGreaterThanOrEqual(5);
});

test("ids are unique and tell the role", () => {
  expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
  for (const { id, role } of CASES) expect(id).toMatch(new RegExp(`^${PREFIX[role]}-[A-Z]{3}-\\d{4}$`));
});

describe.each(CASES.map((testCase) => [testCase.id, testCase] as const))("%s", (_, testCase) => {
  test("says what it is and what each check wants, in both languages", () => {
    const texts = [testCase.title, ...testCase.expect.flatMap(({ says, expectation }) => [says, expectation.wants])];
    for (const { ja, en } of texts) {
      expect(ja.length).toBeGreaterThan(3);
      expect(en).not.toMatch(JAPANESE);
    }
    expect(testCase.title.ja).toMatch(JAPANESE);
  });
  test("has checks, each with a clause of the catalogue and channels to look at", () => {
    expect(testCase.expect.length).toBeGreaterThan(0);
    for (const check of testCase.expect) {
      expect(requirement(check.clause).id).toBe(check.clause);
      expect(channelsOf(check).length).toBeGreaterThan(0);
    }
  });
  test("can be explained", () => {
    expect(explain(testCase.id)?.title).toEqual(testCase.title);
  });
});

describe("promises", () => {
  test("each mutant is promised dead by a case of its role that checks its clause for its reason", () => {
    for (const { id, role, clause, expectedReason } of MUTANTS) {
      const killers = CASES.filter((each) => each.role === role && each.kills.includes(id));
      expect(killers.length, id).toBeGreaterThan(0);
      for (const { id: caseId, expect: checks } of killers)
        expect(
          checks.some((check) => check.clause === clause && check.reason === expectedReason),
          `${caseId} promises ${id}`,
        ).toBe(true);
    }
  });
  test("of each generated mutant, its role has a check of its clause for its reason", () => {
    for (const { id, role, clause, expectedReason } of ALL_MUTANTS.filter(({ equivalent }) => !equivalent))
      expect(
        CASES.some(
          (each) =>
            each.role === role &&
            each.expect.some((check) => check.clause === clause && check.reason === expectedReason),
        ),
        id,
      ).toBe(true);
  });
  test("each legal variant is named by a case of its role", () => {
    for (const { id, role } of BENIGN)
      expect(
        CASES.some((each) => each.role === role && each.spares.includes(id)),
        id,
      ).toBe(true);
  });
  test("mutants and variants have ids of their own", () => {
    const ids = [...ALL_MUTANTS, ...ALL_BENIGN].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
