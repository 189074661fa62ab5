import { expect, test } from "vitest";
import { ruleOf, rulesOf } from "../../../conformance/expect/rule.ts";

test("a rule made of others is there when all of them are", () => {
  expect(ruleOf({ a: 1, b: { c: null } })).toEqual({ a: 1, b: { c: null } });
  expect(ruleOf({ a: false, b: "" })).toEqual({ a: false, b: "" });
  expect(ruleOf({})).toEqual({});
  expect(ruleOf({ a: 1, b: undefined })).toBeUndefined();
});

test("a list of rules is there when all of them are", () => {
  expect(rulesOf([])).toEqual([]);
  expect(rulesOf([{ rule: 0 }, { rule: null }])).toEqual([0, null]);
  expect(rulesOf([{ rule: 1 }, {}])).toBeUndefined();
  expect(rulesOf([{}])).toBeUndefined();
});
