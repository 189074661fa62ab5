import { expect, test } from "vitest";
import type { Cast } from "../../../conformance/cast.ts";
import * as p from "../../../conformance/expect/predicate.ts";
import { passes, where } from "../../../conformance/expect/selector.ts";
import { received } from "../../../conformance/expect/host.ts";

const person: NonNullable<Cast["patient"]> = {
  ...{ id: "p1", name: "見本 花子", kana: "ﾐﾎﾝ ﾊﾅｺ", birthDate: "19800101", sex: "female", address: "東京都" },
  ...{ insurer: "06990010", symbol: "", number: "123", branch: "1" },
};
const cast: Cast = { patient: person };

interface Value {
  readonly outcome: string;
  readonly left: number;
  readonly list: readonly string[];
  readonly inner: {
    readonly name?: string;
    readonly items: readonly { readonly given: boolean; readonly at?: number }[];
  };
  readonly gone?: string;
}
const value: Value = {
  outcome: "accepted",
  left: 2,
  list: ["a", "b"],
  inner: { name: "見本 花子", items: [{ given: true, at: 7 }, { given: false }] },
};

const ROWS: readonly (readonly [says: string, test: p.Predicate<Value>, is: boolean])[] = [
  ["equal", p.is("outcome", "accepted"), true],
  ["not equal", p.is("outcome", "refused"), false],
  ["a number is not its text", p.is("left", "2"), false],
  ["nothing is no constant", p.is("gone", ""), false],
  ["nothing equals nothing", p.is("gone", p.fact("stranger", "name")), true],
  ["one of", p.isOneOf("left", [1, 2]), true],
  ["none of", p.isOneOf("left", [1, 3]), false],
  ["has", p.has("list", "b"), true],
  ["has not", p.has("list", "c"), false],
  ["only of", p.onlyOf("list", ["b", "a", "c"]), true],
  ["not only of", p.onlyOf("list", ["a"]), false],
  ["of no list only these", p.onlyOf("gone", []), true],
  ["all of", p.allOf("list", ["b"]), true],
  ["not all of", p.allOf("list", ["a", "c"]), false],
  ["like", p.like("outcome", "^acc"), true],
  ["a number is like nothing", p.like("left", "2"), false],
  ["at least", p.atLeast("left", 2), true],
  ["not at least", p.atLeast("left", 3), false],
  ["at most", p.atMost("left", 2), true],
  ["not at most", p.atMost("left", 1), false],
  ["nothing is neither", p.either(p.atMost("gone", 1), p.atLeast("gone", 1)), false],
  ["there", p.there("inner.name"), true],
  ["not there", p.there("inner.kana"), false],
  ["through what is no record", p.there("outcome.length"), false],
  ["filled", p.filled("outcome"), true],
  ["not filled", p.filled("gone"), false],
  ["both", p.both(p.is("left", 2), p.is("outcome", "no")), false],
  ["either", p.either(p.is("left", 3), p.is("outcome", "accepted")), true],
  ["not", p.not(p.is("left", 2)), false],
  ["each", p.each("inner.items", p.either(p.is("given", false), p.is("at", 7))), true],
  ["not each", p.each("inner.items", p.is("given", true)), false],
  ["some", p.some("inner.items", p.is("given", false)), true],
  ["none", p.some("inner.items", p.is("at", 8)), false],
  ["a fact of the cast", p.is("inner.name", p.fact("patient", "name")), true],
  ["someone", p.someone(p.is("inner.name", p.theirs("name"))), true],
  ["no one", p.someone(p.is("outcome", p.theirs("name"))), false],
  ["matched", p.is(p.matched("outcome", "^(acc)"), "acc"), true],
  ["bare", p.is(p.bare(p.fact("patient", "insurer")), "6990010"), true],
  ["two digits", p.is(p.twoDigits(p.fact("patient", "branch")), "01"), true],
  ["two digits of nothing", p.is(p.twoDigits("gone"), "00"), true],
  ["text of nothing", p.is(p.textOf("gone"), ""), true],
  ["number", p.is(p.numberOf(p.fact("patient", "branch")), 1), true],
  ["looked up", p.is(p.lookUp(p.fact("patient", "sex"), { female: "2" }), "2"), true],
  ["not in the table", p.is(p.lookUp("outcome", { female: "2" }), p.fact("patient", "id")), false],
  ["difference", p.is(p.difference("left", p.numberOf(p.fact("patient", "branch"))), 1), true],
];

test.each(ROWS)("%s", (_, predicate, is) => {
  expect(passes(predicate, value, cast)).toBe(is);
});

test("the value itself can be asked", () => {
  expect(passes(p.isOneOf<string>(p.itself, ["a"]), "a", cast)).toBe(true);
});

test("an unknown word is an error and no answer", () => {
  expect(() => p.holds(["maybe", 1], {}, {})).toThrow(/no such test/);
  expect(() => p.holds(["is", { perhaps: 1 }, 1], {}, {})).toThrow(/no such term/);
});

test("a selector that is narrowed by a function has no rule, and nor has what is made of it", () => {
  const free = where(received("matched"), "free", () => true);
  expect(free.rule).toBeUndefined();
  expect(where(free, "accepted", p.is("outcome", "accepted")).rule).toBeUndefined();
  expect(where(received("matched"), "accepted", p.is("outcome", "accepted")).rule).toEqual({
    of: { see: "received", message: "matched" },
    where: ["is", { at: "outcome" }, "accepted"],
  });
});
