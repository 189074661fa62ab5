import { expect, test } from "vitest";
import type { AnyCase } from "../../../conformance/case.ts";
import { numberNotRead, refusalWords } from "../../../conformance/cases/generic/session.ts";
import { judge } from "../../../conformance/judge.ts";
import { ended, events, type Loose, PROFILE } from "../fake-bench.ts";

const command = (bytes: string): Loose => ({ channel: "card", is: "command", bytes });
const response = (bytes: string): Loose => ({ channel: "card", is: "response", bytes });

const verdictOf = (testCase: AnyCase, ...happenings: readonly Loose[]) =>
  judge(
    testCase,
    { events: events(...happenings, ended()), cast: {}, latency: {} },
    { channels: ["card", "clock"], profile: { ...PROFILE, role: "generic", declares: ["ASM-LOCKED-WORDS"] } },
  ).verdict;

const selectText = [command("00a4040c0ad392f000260100000002"), response("9000")];

test("of a session without a command it cannot be said that the individual number was not read", () => {
  expect(verdictOf(numberNotRead)).toBe("not-reached");
  expect(verdictOf(numberNotRead, ...selectText)).toBe("pass");
});

test.each([
  ["63c2", "pass"],
  ["6984", "pass"],
  ["6983", "fail"],
  ["6300", "fail"],
  ["9000", "not-reached"],
])("a VERIFY answered %s is judged %s", (word, verdict) => {
  expect(verdictOf(refusalWords, command("00200080042a2a2a2a"), response(word))).toBe(verdict);
});
