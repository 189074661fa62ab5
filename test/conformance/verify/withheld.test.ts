import { describe, expect, test } from "vitest";
import { comparable, conceal, Hidden, Holed, isSame, Withheld } from "../../../conformance/verify/hidden.ts";
import { judgeCase } from "../../../conformance/verify/judge.ts";
import type { Profile, StoredCase, TraceEvent } from "../../../conformance/verify/material.ts";
import { holds } from "../../../conformance/verify/places.ts";
import { readerMessage } from "../../../conformance/verify/reader-message.ts";
import { xmlOf } from "../../../conformance/verify/xml.ts";
import { writingIn } from "../../../conformance/verify/hidden.ts";
import { encodeFace } from "../../../device/wire/face.ts";
import { hex, utf8 } from "../../../device/wire/bytes.ts";
import { encodeShiftJis } from "../../../device/wire/oqs/shift-jis.ts";
import { published } from "../../../scripts/evidence-file.ts";

const [one, same, two, some] = [new Hidden("1"), new Hidden("1"), new Hidden("2"), new Hidden()];
const told = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    if (error instanceof Withheld) return "withheld";
    throw error;
  }
};

describe("a text that is not shown", () => {
  test.each<[string, unknown, unknown, unknown]>([
    ["two by one token", one, same, true],
    ["two by two tokens", one, two, false],
    ["one of no token", one, some, "withheld"],
    ["one of no token and itself", some, some, "withheld"],
    ["a text that is shown", one, "山田", "withheld"],
    ["the empty text", one, "", false],
    ["nothing", one, undefined, false],
    ["a number", one, 1, false],
    ["nothing, and no token", some, undefined, false],
  ])("is the same as another or not: %s", (_, a, b, is) => {
    expect(told(() => isSame(a, b))).toBe(is);
    expect(told(() => isSame(b, a))).toBe(is);
  });

  test.each<[string, unknown, unknown]>([
    ["is there", ["there", { at: "name" }], true],
    ["is not empty", ["filled", { at: "name" }], true],
    ["is the same as a fact", ["is", { at: "name" }, { cast: ["patient", "name"] }], true],
    ["is not the same as another fact", ["is", { at: "name" }, { cast: ["patient", "kana"] }], false],
    ["is no word of a rule, or is", ["is", { at: "name" }, "山田"], "withheld"],
    ["may be in a list", ["in", { at: "name" }, ["山田"]], "withheld"],
    ["may look like anything", ["like", { at: "name" }, "."], "withheld"],
    ["may be any number", ["least", { number: { at: "name" } }, 1], "withheld"],
    ["may begin with zeros", ["is", { bare: { at: "name" } }, "1"], "withheld"],
    ["may match", ["is", { match: [{ at: "name" }, "(.)"] }, "1"], "withheld"],
    ["may be in a table", ["is", { look: [{ at: "name" }, { a: "b" }] }, "b"], "withheld"],
    ["may be a part", ["there", { cast: [{ at: "name" }, "name"] }], "withheld"],
    ["has no parts", ["there", { at: "name.token" }], false],
    ["may be an item", ["has", { at: "list" }, "a"], "withheld"],
    ["may be the only item", ["only", { at: "list" }, ["a"]], "withheld"],
    ["as text is itself", ["is", { text: { at: "name" } }, { cast: ["patient", "name"] }], true],
    [
      "need not be known where another part decides",
      ["any", ["there", { at: "name" }], ["is", { at: "name" }, "a"]],
      true,
    ],
  ])("%s", (_, rule, is) => {
    const value = { name: one, list: [one, "a"] };
    expect(told(() => holds(rule, value, { patient: { name: same, kana: two } }))).toBe(is);
  });

  test("can be compared where all have tokens, or none is hidden", () => {
    expect(comparable(["a", undefined])).toEqual(["a", undefined]);
    expect(comparable([one, same, two, undefined, ""])).toEqual(["1", "1", "2", undefined, ""]);
    expect(told(() => comparable([one, "a"]))).toBe("withheld");
    expect(told(() => comparable([one, some]))).toBe("withheld");
  });

  test("is never spelt by accident", () => {
    expect(told(() => String(one))).toBe("withheld");
    expect(told(() => JSON.stringify({ one }))).toBe("withheld");
    expect(told(() => String(new Holed([Buffer.from("a"), 1])))).toBe("withheld");
    const record = { a: 1 };
    conceal(record, "a");
    expect(told(() => record.a)).toBe("withheld");
    expect(told(() => ({ ...record }))).toBe("withheld");
  });
});

describe("a document with holes", () => {
  const elements = (parts: readonly (string | Hidden)[]) =>
    xmlOf(writingIn(new Holed(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)))));
  test("is read around them", () => {
    const root = elements(["<a><b>", one, "</b><c>x</c></a>"]);
    expect(root?.children.map(({ text }) => text)).toEqual([one, "x"]);
  });
  test("that speaks of what is withheld is not mistaken for it", () => {
    const root = elements(["<a><b>withheld-1-</b><c>", one, "</c><d>withheldxx</d></a>"]);
    expect(root?.children.map(({ text }) => text)).toEqual(["withheld-1-", one, "withheldxx"]);
  });
  test("of unknown length or unknown bytes is not read at all", () => {
    expect(told(() => writingIn(new Holed([Buffer.from("<a>"), 3, Buffer.from("</a>")])))).toBe("withheld");
  });
});

describe("a message with holes", () => {
  const text = hex(
    encodeFace({ is: "authorityWanted", reception: 7, challenge: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }),
  );
  const holed = (from: number, to: number) =>
    new Holed([Buffer.from(text.slice(0, 2 * from), "hex"), to - from, Buffer.from(text.slice(2 * to), "hex")]);
  const { length } = Buffer.from(text, "hex");
  test("is read but for the field that they are in", () => {
    const message = readerMessage(holed(length - 8, length));
    expect([message?.["is"], message?.["reception"]]).toEqual(["authorityWanted", 7]);
    expect(told(() => message?.["challenge"])).toBe("withheld");
  });
  test.each([
    ["its tag", 0, 1],
    ["a length", length - 9, length - 8],
    ["a number", 5, 9],
  ])("is not read where %s is hidden", (_, from, to) => {
    expect(told(() => readerMessage(holed(from, to)))).toBe("withheld");
  });
});

describe("a known fault of the set-up", () => {
  const profile: Profile = {
    product: { maker: "m", model: "m", version: "1" },
    ...{ features: [], declares: [], latency: {} },
  };
  const schemas = published().schemas;
  const asks = (channels: string[], rule: unknown) => ({
    ...{ verdict: "setup", reason: "setup.broken" },
    asks: { clause: "RCP-01", level: "must" as const, ground: "seed" as const, reason: "r", channels, rule },
  });
  function judged(role: string, happened: readonly Record<string, unknown>[], ...checks: ReturnType<typeof asks>[]) {
    const events = [...happened, { channel: "clock", is: "mark", mark: "script done" }].map((event, seq) => ({
      ...{ seq, at: seq },
      ...event,
    })) as unknown as TraceEvent[];
    const stored: StoredCase = {
      ...{ id: "X", role, channels: ["card", "folder"], verdict: "setup", reason: "setup.broken" },
      ...{ checks, cast: {}, events, withheld: new Set<string>() },
    };
    return judgeCase(stored, { profile, schemas, faults: {}, overhead: 0 });
  }
  const done = asks([], { eventually: { see: "end" } });
  const never = asks([], { eventually: { see: "removed", folder: "res" } });
  const unknown = asks(["folder"], { every: { see: "removed", folder: "req" }, is: ["like", { at: "" }, "a"] });
  const hidden = { channel: "folder", is: "removed", folder: "req", name: some };

  const select = { channel: "card", is: "command", bytes: "00a4040c0ad392f000260100000001" };
  const answered = (bytes: unknown) => ({ channel: "card", is: "response", bytes });
  const pin = { channel: "card", is: "command", bytes: new Holed([Buffer.from("0020008004", "hex"), 4]) };
  test.each<[string, readonly Record<string, unknown>[], string[]]>([
    ["another card", [select, answered("6a82")], ["setup", "setup", "setup"]],
    [
      "the right card, and hidden data of commands and answers",
      [select, answered("9000"), pin, answered(new Holed([2, Buffer.from("9000", "hex")]))],
      ["withheld", "pass", "withheld"],
    ],
    ["nobody knows which card", [select, answered(new Holed([2]))], ["withheld", "withheld", "withheld"]],
  ])("%s", (_, events, verdicts) => {
    const { verdict, checks } = judged("generic", [...events, hidden], done, unknown);
    expect([verdict, ...checks.map((check) => check.verdict)]).toEqual(verdicts);
  });

  const request = (bytes: unknown) => ({ channel: "folder", is: "appeared", folder: "req", name: "a.xml", bytes });
  const [declared, kanji] = [utf8('<?xml version="1.0" encoding="Shift_JIS"?><a>'), encodeShiftJis("山")];
  const inShiftJis = hex(Uint8Array.of(...declared, ...kanji, ...utf8("</a>")));
  const holedJis = new Holed([Buffer.from(declared), one, Buffer.from("</a>")]);
  const holedUtf8 = new Holed([Buffer.from("<a>"), one, Buffer.from("</a>")]);
  test.each<[string, unknown, ReturnType<typeof asks>[], string[]]>([
    ["in sight", inShiftJis, [never], ["setup", "setup"]],
    ["in sight, where nothing failed", inShiftJis, [done], ["pass", "pass"]],
    [
      "in sight, where nobody knows whether anything failed",
      inShiftJis,
      [done, unknown],
      ["withheld", "withheld", "withheld"],
    ],
    ["that may be there", holedJis, [never], ["withheld", "withheld"]],
    ["that cannot be there", holedUtf8, [never, unknown], ["withheld", "fail", "withheld"]],
  ])("an encoding %s", (_, bytes, checks, verdicts) => {
    const found = judged("receipt", [request(bytes), hidden], ...checks);
    expect([found.verdict, ...found.checks.map((check) => check.verdict)]).toEqual(verdicts);
  });
});
