import { expect, test } from "vitest";
import type { Cast } from "../../../conformance/cast.ts";
import * as p from "../../../conformance/expect/predicate.ts";
import { passes, where } from "../../../conformance/expect/selector.ts";
import { holds } from "../../../conformance/verify/places.ts";
import { received } from "../../../conformance/expect/host.ts";

const person: NonNullable<Cast["patient"]> = {
  ...{ id: "p1", name: "見本 花子", kana: "ﾐﾎﾝ ﾊﾅｺ", birthDate: "19800101", sex: "female", address: "東京都" },
  ...{ insurer: "06990010", symbol: "", number: "123", branch: "1" },
  before: { insurer: "", symbol: "", number: "99", branch: "" },
};
const cast: Cast = { patient: person };

interface Value {
  readonly outcome: string;
  readonly left: number;
  readonly list: readonly string[];
  readonly inner: {
    readonly name?: string;
    readonly items: readonly {
      readonly given?: boolean;
      readonly at?: number;
      readonly number?: string;
      readonly method?: string;
      readonly part?: string;
    }[];
  };
  readonly gone?: string;
}
const value: Value = {
  outcome: "accepted",
  left: 2,
  list: ["a", "b"],
  inner: {
    name: "見本 花子",
    items: [
      { given: true, at: 7 },
      { given: false },
      { given: false, number: "0010 0", method: "toString", part: "patient" },
    ],
  },
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
  ["counts", p.counts("list", 2), true],
  ["counts too many", p.counts("list", 1), false],
  ["counts too few", p.counts("list", 3), false],
  ["empty is not filled", p.filled(p.textOf("gone")), false],
  ["all of nothing", p.both(), true],
  ["any of nothing", p.either(), false],
  ["each of what is no list", p.each("outcome", p.is("given", true)), true],
  ["some of what is no list", p.some("outcome", p.is("given", true)), false],
  ["like by letters of more than two bytes", p.like("inner.name", "^.. ..$"), true],
  ["matched by letters of more than two bytes", p.is(p.matched("inner.name", "^(.)"), "見"), true],
  ["matched by nothing", p.there(p.matched("gone", "x(.)")), false],
  ["matched, and no group", p.there(p.matched("outcome", "^acc")), false],
  ["bare in the middle", p.is(p.bare("inner.items.2.number"), "10 0"), true],
  ["a number of no text", p.is(p.numberOf("left"), 0), true],
  ["looked up by nothing", p.is(p.lookUp("gone", { "": "none" }), "none"), true],
  ["looked up by nothing, which the table lacks", p.there(p.lookUp("gone", { a: "b" })), false],
  ["looked up by what looks like a path", p.is(p.lookUp(p.textOf("outcome"), { accepted: "yes" }), "yes"), true],
  ["looked up by what every object has", p.there(p.lookUp(p.at("inner.items.2.method"), {})), false],
  ["a part by a place", p.is("inner.name", p.fact(p.at("inner.items.2.part"), "name")), true],
  ["a part that every object has", p.there(p.fact(p.at("inner.items.2.method"), "name")), false],
  ["a part by what is no text", p.there(p.fact(p.at("left"), "name")), false],
  ["a fact of before", p.is(p.fact("patient", "before.number"), "99"), true],
  ["an item of a list", p.is("list.1", "b"), true],
  ["nothing of nobody", p.is(p.theirs("name"), p.fact("stranger", "name")), true],
  ["difference", p.is(p.difference("left", p.numberOf(p.fact("patient", "branch"))), 1), true],
];

test.each(ROWS)("%s, by both judges", (_, predicate, is) => {
  expect(passes(predicate, value, cast)).toBe(is);
  expect(holds(predicate.rule, value, { patient: { ...person } })).toBe(is);
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
