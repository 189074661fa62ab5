import { describe, expect, test } from "vitest";
import { bytesRead, cardEvent, exchange, exchangesOf } from "../../../conformance/expect/card.ts";
import { keyBeforePin, triesAddUp } from "../../../conformance/expect/pin-order.ts";
import { eventually } from "../../../conformance/expect/vocabulary.ts";
import { READ_BINARY } from "../../../device/wire/card.ts";
import { events, type Loose } from "../fake-bench.ts";
import { both, found, onDay } from "./both-judges.ts";

/** Sessions with a card, by both judges; bytes by hand from ISO/IEC 7816-4. */

const plain = (hex: string) => hex.replaceAll(" ", "");
const asks = (command: string, response: string): readonly Loose[] => [
  { channel: "card", is: "command", bytes: plain(command) },
  { channel: "card", is: "response", bytes: plain(response) },
];
const RESET: Loose = { channel: "card", is: "reset", bytes: "3b80" };
const OUT: Loose = { channel: "card", is: "removed" };
const IN: Loose = { channel: "card", is: "inserted" };
const CLOSED: Loose = { channel: "host", is: "closed" };

const SELECT_JPKI = asks("00a4040c0a d392f000260100000001", "9000");
const SELECT_TEXT = asks("00a4040c0a d3921000310001010408", "9000");
const SELECT_PIN = asks("00a4020c02 0018", "9000");
const SELECT_KEY = asks("00a4020c02 0017", "9000");
const VERIFY_GOOD = asks("0020008004 2a2a2a2a", "9000");
const wrong = (left: number) => asks("0020008004 2a2a2a2a", `63c${left}`);
const asked = (left: number) => asks("00200080", `63c${left}`);
const SIGN = asks("802a008003 010203 00", "aabb 9000");
const OPEN = [...SELECT_JPKI, ...SELECT_PIN, ...VERIFY_GOOD, ...SELECT_KEY];

describe("a signature comes after its PIN", () => {
  test.each<[string, string, readonly Loose[]]>([
    ["in the order of the card", "held", [...OPEN, ...SIGN]],
    ["twice", "held", [...OPEN, ...SIGN, ...SIGN]],
    ["without", "broken", [...SELECT_JPKI, ...SELECT_KEY, ...SIGN]],
    ["as the very first thing", "broken", [...SELECT_JPKI, ...SELECT_KEY, ...SIGN, ...OPEN]],
    ["after a wrong one", "broken", [...OPEN, ...SELECT_PIN, ...wrong(2), ...SELECT_KEY, ...SIGN]],
    ["after a reset", "broken", [...OPEN, RESET, ...SELECT_JPKI, ...SELECT_KEY, ...SIGN]],
    ["after the card was out", "broken", [...OPEN, OUT, ...SELECT_JPKI, ...SELECT_KEY, ...SIGN]],
    ["after a reset before the PIN", "held", [RESET, ...OPEN, ...SIGN]],
    ["before a reset", "held", [...OPEN, ...SIGN, RESET]],
    ["after another line was closed", "held", [...OPEN, CLOSED, ...SIGN]],
    [
      "after the PIN of another application",
      "broken",
      [...SELECT_TEXT, ...asks("0020009804 2a2a2a2a", "9000"), ...SELECT_JPKI, ...SELECT_KEY, ...SIGN],
    ],
    [
      "after another PIN of the application",
      "broken",
      [...SELECT_JPKI, ...asks("00a4020c02 001b", "9000"), ...VERIFY_GOOD, ...SELECT_KEY, ...SIGN],
    ],
    ["after a query of the PIN alone", "broken", [...SELECT_JPKI, ...SELECT_PIN, ...asked(3), ...SELECT_KEY, ...SIGN]],
    [
      "after reading the PIN's file",
      "broken",
      [...SELECT_JPKI, ...SELECT_PIN, ...asks("00b0000004", "9000"), ...SELECT_KEY, ...SIGN],
    ],
    ["after selecting the file again", "held", [...OPEN, ...SELECT_KEY, ...SIGN]],
    ["that was refused", "unseen", [...SELECT_JPKI, ...SELECT_KEY, ...asks("802a008003 010203 00", "6982")]],
    ["by another key", "unseen", [...SELECT_JPKI, ...asks("00a4020c02 001a", "9000"), ...SIGN]],
    ["by another application", "unseen", [...SELECT_TEXT, ...SELECT_KEY, ...SIGN]],
    [
      "that is something else done with the key's file",
      "unseen",
      [...SELECT_JPKI, ...SELECT_KEY, ...asks("00b0000004", "9000")],
    ],
  ])("%s: %s", (_, comesTo, trace) => {
    expect(both(keyBeforePin, ...trace)).toBe(comesTo);
  });
  test("and is told by its own event", () => {
    expect(found(keyBeforePin, onDay([...OPEN, ...SIGN, ...SIGN]))).toMatchObject({ saw: [8, 10] });
    expect(found(keyBeforePin, onDay([...SELECT_JPKI, ...SELECT_KEY, ...SIGN]))).toMatchObject({
      ...{ saw: [4], actual: { en: "a signature came without VERIFY" } },
    });
  });
});

describe("tries add up", () => {
  const AT_PIN = [...SELECT_JPKI, ...SELECT_PIN];
  test.each<[string, string, readonly Loose[]]>([
    ["from whatever was counted first", "held", [...AT_PIN, ...wrong(4), ...asked(4), ...wrong(3)]],
    ["a query that costs one", "broken", [...AT_PIN, ...asked(3), ...asked(2)]],
    ["a query that gives one", "broken", [...AT_PIN, ...asked(2), ...asked(3)]],
    ["a wrong one that costs nothing", "broken", [...AT_PIN, ...wrong(2), ...wrong(2)]],
    ["a wrong one that costs two", "broken", [...AT_PIN, ...wrong(2), ...wrong(0)]],
    ["the right one fills the counter", "held", [...AT_PIN, ...wrong(1), ...VERIFY_GOOD, ...asked(3)]],
    [
      "a query that is answered well fills nothing",
      "broken",
      [...AT_PIN, ...wrong(1), ...asks("00200080", "9000"), ...asked(3)],
    ],
    [
      "a refusal fills nothing",
      "broken",
      [...AT_PIN, ...wrong(1), ...asks("0020008004 2a2a2a2a", "6983"), ...asked(3)],
    ],
    [
      "the last try may be answered with the word of a locked reference",
      "held",
      [...AT_PIN, ...asked(1), ...asks("0020008004 2a2a2a2a", "6984"), ...asked(0)],
    ],
    [
      "a try that is not the last is not",
      "broken",
      [...AT_PIN, ...asked(2), ...asks("0020008004 2a2a2a2a", "6984"), ...asked(0)],
    ],
    [
      "a locked reference that is tried again has no try less",
      "held",
      [...AT_PIN, ...asked(0), ...asks("0020008004 2a2a2a2a", "6984"), ...asked(0)],
    ],
    ["another command's answer is no count", "unseen", [...AT_PIN, ...asks("00b0000004", "63c1")]],
    [
      "another kind of warning is no count",
      "unseen",
      [...AT_PIN, ...asks("00200080", "6281"), ...asks("00200080", "6381")],
    ],
    [
      "another application's are counted apart",
      "held",
      [...AT_PIN, ...wrong(2), ...SELECT_TEXT, ...asks("0020009804 2a2a2a2a", "63c9")],
    ],
    [
      "another file's are counted apart",
      "held",
      [...AT_PIN, ...wrong(2), ...asks("00a4020c02 001b", "9000"), ...wrong(4)],
    ],
    ["nothing", "unseen", [...AT_PIN]],
  ])("%s: %s", (_, comesTo, trace) => {
    expect(both(triesAddUp, ...trace)).toBe(comesTo);
  });
  test("and are told", () => {
    expect(found(triesAddUp, onDay([...AT_PIN, ...asked(3), ...wrong(2)]))).toMatchObject({ saw: [4, 6] });
    expect(found(triesAddUp, onDay([...AT_PIN, ...asked(3), ...wrong(3)]))).toMatchObject({
      ...{ saw: [6], actual: { ja: "jpki 24 が 2 でなく 3 でした", en: "jpki 24 has 3, not 2" } },
    });
  });
});

describe("the card itself", () => {
  test("is put in, reset and taken out", () => {
    for (const [name, event] of [
      ["inserted", IN],
      ["reset", RESET],
      ["removed", OUT],
    ] as const) {
      for (const other of [IN, RESET, OUT])
        expect(both(eventually(cardEvent(name)), other)).toBe(other === event ? "held" : "broken");
      expect(cardEvent(name).name).toBe(`card ${name}`);
      expect(cardEvent(name).find({ events: events(event), cast: {}, latency: {} })).toMatchObject([{ value: true }]);
    }
  });
});

describe("an exchange", () => {
  const find = (...trace: readonly Loose[]) => exchange.find({ events: events(...trace), cast: {}, latency: {} });
  const [COMMAND, ANSWER] = asks("00b0000002", "aabb9000") as [Loose, Loose];
  test("is a command with the answer to it, on the card's channel alone", () => {
    expect(find(COMMAND, ANSWER)).toHaveLength(1);
    expect(find(ANSWER, COMMAND)).toEqual([]);
    expect(find(COMMAND, CLOSED, ANSWER)).toHaveLength(1);
    expect(find(COMMAND, ANSWER, ANSWER)).toHaveLength(1);
    for (const between of [RESET, OUT, IN]) expect(find(COMMAND, between, ANSWER)).toEqual([]);
    const elsewhere: Loose = { channel: "central", is: "response", path: "/", status: 200, bytes: "aabb9000" };
    expect(find(COMMAND, elsewhere)).toEqual([]);
  });
  test("of bytes that are no APDU is none", () => {
    expect(find(...asks("00b0", "9000"))).toEqual([]);
    expect(find(...asks("00b0000002", "90"))).toEqual([]);
    expect(find(...asks("00b0", "9000"), ANSWER)).toEqual([]);
  });
  test("forgets what was selected when the card goes", () => {
    for (const gone of [RESET, OUT, IN])
      expect(find(...SELECT_JPKI, ...SELECT_KEY, gone, COMMAND, ANSWER).at(-1)?.value).toMatchObject({
        application: "cardManager",
        file: undefined,
      });
  });
  test("knows an application by its AID, by the beginning of one, or not at all", () => {
    const selected = (aid: string) => {
      const length = (aid.length / 2).toString(16).padStart(2, "0");
      return find(...asks(`00a4040c${length} ${aid}`, "9000"), COMMAND, ANSWER).at(-1)?.value.application;
    };
    expect(selected("d392f000260100000001")).toBe("jpki");
    expect(selected("d392f00026")).toBe("jpki");
    expect(selected("a000000003")).toBe("unknown");
  });
  test("works on the file that it names, for itself alone or from then on", () => {
    const files = (...trace: readonly Loose[]) =>
      find(...SELECT_JPKI, ...SELECT_KEY, ...trace)
        .slice(2)
        .map(({ value }) => value.file);
    expect(files(...asks("00b0850000", "9000"), COMMAND, ANSWER)).toEqual([5, 5]);
    expect(files(...asks("0020009804 2a2a2a2a", "9000"), COMMAND, ANSWER)).toEqual([0x18, 0x17]);
    expect(files(...asks("00200098", "63c3"), COMMAND, ANSWER)).toEqual([0x18, 0x17]);
    expect(files(...asks("802a009a03 010203 00", "9000"), COMMAND, ANSWER)).toEqual([0x1a, 0x17]);
    expect(files(...VERIFY_GOOD, ...SIGN)).toEqual([0x17, 0x17]);
  });
  test("of one command has its meaning, alike for both judges", () => {
    const read = exchangesOf(READ_BINARY);
    expect(read).toMatchObject({ channels: ["card"], name: READ_BINARY.name });
    expect(both(eventually(read), ...SELECT_JPKI, COMMAND, ANSWER)).toBe("held");
    expect(both(eventually(read), ...SELECT_JPKI, ...SIGN)).toBe("broken");
  });
});

test("what was read of a file is put together, and nothing of another", () => {
  const seen = {
    events: events(...SELECT_JPKI, ...SELECT_KEY, ...asks("00b0000202", "ccdd9000"), ...asks("00b0000002", "6982")),
    cast: {},
    latency: {},
  };
  expect([...bytesRead(seen, "jpki", 0x17)]).toEqual([0, 0, 0xcc, 0xdd]);
  expect([...bytesRead(seen, "jpki", 0x18)]).toEqual([]);
  expect([...bytesRead(seen, "text", 0x17)]).toEqual([]);
});
