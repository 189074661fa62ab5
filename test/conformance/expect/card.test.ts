import { describe, expect, test } from "vitest";
import { exchange, exchangesOf } from "../../../conformance/expect/card.ts";
import { keyBeforePin, triesAddUp } from "../../../conformance/expect/pin-order.ts";
import { READ_BINARY } from "../../../device/wire/card.ts";
import { events, type Loose } from "../fake-bench.ts";

type Line = readonly [command: string, response: string] | "reset";

/** Written out by hand from ISO/IEC 7816-4: the selectors are held to bytes and not to our own encoder. */
const session = (...lines: readonly Line[]) => ({
  events: events(
    ...lines.flatMap((line): Loose[] =>
      line === "reset"
        ? [{ channel: "card", is: "reset", bytes: "3b80" }]
        : [
            { channel: "card", is: "command", bytes: line[0].replaceAll(" ", "") },
            { channel: "card", is: "response", bytes: line[1].replaceAll(" ", "") },
          ],
    ),
  ),
  cast: {},
  latency: {},
});

const SELECT_JPKI: Line = ["00a4040c0a d392f000260100000001", "9000"];
const SELECT_TEXT: Line = ["00a4040c0a d3921000310001010408", "9000"];
const SELECT_PIN: Line = ["00a4020c02 0018", "9000"];
const SELECT_KEY: Line = ["00a4020c02 0017", "9000"];
const VERIFY_GOOD: Line = ["0020008004 2a2a2a2a", "9000"];
const wrong = (left: number): Line => ["0020008004 2a2a2a2a", `63c${left}`];
const asked = (left: number): Line => ["00200080", `63c${left}`];
const SIGN_SLOWLY: Line = ["802a008003 010203 00", "6101"];
const SIGN: Line = ["802a008003 010203 00", "aabb 9000"];

describe("exchanges know what was selected", () => {
  test("by AID, by file id, by short id and after a reset", () => {
    const found = exchange.find(
      session(SELECT_TEXT, ["00b0810000", "ff9000"], ["00b0000000", "ff9000"], SELECT_JPKI, SELECT_KEY, "reset", [
        "00b0000010",
        "6986",
      ]),
    );
    expect(found.map(({ value: { application, file } }) => [application, file])).toEqual([
      ["cardManager", undefined],
      ["text", 1],
      ["text", 1],
      ["text", 1],
      ["jpki", 0x17],
      ["cardManager", undefined],
    ]);
  });
  test("a selection that was refused selects nothing", () => {
    const found = exchange.find(session(SELECT_JPKI, ["00a4020c02 00ff", "6a82"], ["00b0000010", "6986"]));
    expect(found.at(-1)?.value.file).toBeUndefined();
  });
  test("an answer fetched by GET RESPONSE belongs to the command it answers", () => {
    const found = exchange.find(
      session(
        ["00a404000a d392f000260100000001", "6102"],
        ["00c0000002", "6f009000"],
        SELECT_KEY,
        SIGN_SLOWLY,
        ["00c0000001", "aa6101"],
        ["00c0000001", "bb9000"],
      ),
    );
    expect(found.map(({ value: { application, file, response } }) => [application, file, response.sw])).toEqual([
      ["cardManager", undefined, 0x9000],
      ["jpki", 0x17, 0x9000],
      ["jpki", 0x17, 0x9000],
    ]);
    expect(found.at(-1)?.value.response.data).toEqual(Uint8Array.of(0xaa, 0xbb));
  });
  test("a reset between the two leaves nothing to fetch", () => {
    const found = exchange.find(session(SELECT_JPKI, SELECT_KEY, SIGN_SLOWLY, "reset", ["00c0000002", "6d00"]));
    expect(found.at(-1)?.value.response.sw).toBe(0x6d00);
  });
  test("what is never fetched stays an exchange of 61xx, and the file is selected all the same", () => {
    const found = exchange.find(session(SELECT_JPKI, ["00a4020002 0017", "6110"], SIGN));
    expect(found.map(({ value: { file, response } }) => [file, response.sw])).toEqual([
      [undefined, 0x9000],
      [0x17, 0x6110],
      [0x17, 0x9000],
    ]);
  });
  test("a command without an answer is no exchange", () => {
    const trace = events({ channel: "card", is: "command", bytes: "00b0000010" }, { channel: "card", is: "removed" });
    expect(exchange.find({ events: trace, cast: {}, latency: {} })).toEqual([]);
  });
  test("of one kind come with their meaning", () => {
    const [read] = exchangesOf(READ_BINARY).find(session(SELECT_JPKI, SELECT_PIN, ["00b0000102", "aabb9000"]));
    expect(read?.value.request).toMatchObject({ offset: 1, le: 2 });
    expect(read?.value.answer).toMatchObject({ outcome: "read" });
  });
});

describe("a key is used after its PIN", () => {
  test.each<[string, Line[], string]>([
    ["PIN, then signature", [SELECT_JPKI, SELECT_PIN, VERIFY_GOOD, SELECT_KEY, SIGN], "held"],
    ["no PIN", [SELECT_JPKI, SELECT_KEY, SIGN], "broken"],
    ["wrong PIN", [SELECT_JPKI, SELECT_PIN, wrong(2), SELECT_KEY, SIGN], "broken"],
    [
      "another application between",
      [SELECT_JPKI, SELECT_PIN, VERIFY_GOOD, SELECT_TEXT, SELECT_JPKI, SELECT_KEY, SIGN],
      "broken",
    ],
    ["a reset between", [SELECT_JPKI, SELECT_PIN, VERIFY_GOOD, "reset", SELECT_JPKI, SELECT_KEY, SIGN], "broken"],
    [
      "the PIN of another application",
      [SELECT_TEXT, ["0020009104 2a2a2a2a", "9000"], SELECT_JPKI, SELECT_KEY, SIGN],
      "broken",
    ],
    ["a refused signature", [SELECT_JPKI, SELECT_KEY, ["802a008003 010203 00", "6982"]], "unseen"],
  ])("%s: %s", (_, lines, is) => {
    expect(keyBeforePin.look(session(...lines)).is).toBe(is);
  });
});

describe("tries add up", () => {
  test.each<[string, Line[], string]>([
    ["asking costs nothing", [SELECT_JPKI, SELECT_PIN, asked(3), asked(3), wrong(2), asked(2), wrong(1)], "held"],
    ["asking that costs a try", [SELECT_JPKI, SELECT_PIN, asked(3), asked(2)], "broken"],
    ["a wrong PIN that costs nothing", [SELECT_JPKI, SELECT_PIN, asked(3), wrong(3)], "broken"],
    ["a wrong PIN that costs two", [SELECT_JPKI, SELECT_PIN, asked(3), wrong(1)], "broken"],
    ["the right PIN fills the counter", [SELECT_JPKI, SELECT_PIN, wrong(2), VERIFY_GOOD, asked(3)], "held"],
    [
      "references are counted apart",
      [SELECT_JPKI, SELECT_PIN, asked(3), SELECT_TEXT, ["002000910431323334", "63c2"]],
      "held",
    ],
    ["nothing was counted", [SELECT_JPKI], "unseen"],
  ])("%s", (_, lines, is) => {
    expect(triesAddUp.look(session(...lines)).is).toBe(is);
  });
});
