import { describe, expect, test } from "vitest";
import type { Expectation } from "../../../conformance/expect/finding.ts";
import {
  carriesCardsCertificate,
  countsAttempts,
  handsOnChallenge,
  nameTheirReception,
  promptsAreScreens,
} from "../../../conformance/expect/reader-messages.ts";
import { everyPartOnce } from "../../../conformance/expect/self-test.ts";
import { READER_PARTS, type ReaderPart } from "../../../device/wire/face.ts";
import { fromReader, type Loose, toReader } from "../fake-bench.ts";
import { found, onDay } from "./both-judges.ts";

/** What holds of a reader's messages, by both judges. */

const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill);
const begin = (reception: number) =>
  toReader({
    is: "begin",
    ...{ reception, nonce: bytes(1), challenge: bytes(2), methods: ["pin"], consents: [], language: "ja" },
    askPrescription: "no",
  });
const completed = (reception: number, certificate = bytes(3)) =>
  fromReader({
    is: "completed",
    ...{ reception, method: "pin", certificate, signature: bytes(4), consents: [], proof: bytes(5, 64) },
  });
const over = (reception: number) => fromReader({ is: "ended", reception, reason: "timedOut" });
const PLACED = fromReader({ is: "cardPlaced" });
const prompt = (screen: "placeCard" | "pleaseWait") => fromReader({ is: "prompt", reception: 1, screen });
const shown = (screen: "idle" | "placeCard" | "pleaseWait"): Loose => ({ channel: "panel", is: "shown", screen });
const matched = (attempt: number, attemptsLeft: number) =>
  fromReader({ is: "matched", ...{ reception: 1, attempt, outcome: "refused", score: 1, attemptsLeft } });
const wanted = fromReader({ is: "authorityWanted", reception: 1, challenge: bytes(7, 8) });
const asks = (command: string, response: string): readonly Loose[] => [
  { channel: "card", is: "command", bytes: command },
  { channel: "card", is: "response", bytes: response },
];
const given = asks("0084000008", `${"07".repeat(8)}9000`);
const SELECT_JPKI = asks("00a404000ad392f000260100000001", "9000");
const SELECT_CERTIFICATE = asks("00a4020c02000a", "9000");
const BLOCKS = [...asks("00b0000002", "03039000"), ...asks("00b0000202", "03039000")];
const read = [...SELECT_JPKI, ...SELECT_CERTIFICATE, ...BLOCKS];
const tested = (passed: readonly ReaderPart[], failed: readonly ReaderPart[] = []) =>
  fromReader({ is: "tested", passed, failed });
const allBut = (...parts: readonly ReaderPart[]) => READER_PARTS.filter((part) => !parts.includes(part));

type Row = [comesTo: string, trace: readonly Loose[], told?: RegExp | readonly number[]];

const holds = (expectation: Expectation, rows: Row[]) =>
  test.each(rows)("%s %#", (comesTo, trace, told) => {
    const finding = found(expectation, onDay(trace));
    expect(finding.is).toBe(comesTo);
    if (told === undefined) return;
    const words = finding.is === "broken" ? finding.actual : finding.is === "unseen" ? finding.because : undefined;
    if (told instanceof RegExp) expect(words?.en).toMatch(told);
    else expect("saw" in finding && finding.saw).toEqual(told);
  });

describe("a message names its reception", () => {
  holds(nameTheirReception, [
    ["held", [begin(1), over(1)], [1]],
    ["held", [begin(1), begin(2), over(1), over(2)], [2, 3]],
    ["broken", [over(1), begin(1)], /ended is of reception 1/],
    ["broken", [begin(1), over(1), over(2)], [2]],
    ["unseen", [begin(1), PLACED], /no message of a reception/],
  ]);
});

describe("prompts are the screens", () => {
  holds(promptsAreScreens, [
    ["held", [shown("idle"), shown("placeCard"), prompt("placeCard"), prompt("placeCard")], [2, 3, 1]],
    ["held", [shown("placeCard"), shown("placeCard"), shown("pleaseWait"), prompt("placeCard"), prompt("pleaseWait")]],
    ["broken", [shown("placeCard"), prompt("pleaseWait")], /number 1 was screen placeCard and prompt pleaseWait/],
    ["broken", [shown("placeCard")], /number 1 was screen placeCard and prompt none/],
    ["broken", [shown("placeCard"), prompt("placeCard"), prompt("pleaseWait")], /number 2 was screen none and prompt/],
    ["broken", [shown("placeCard"), shown("pleaseWait"), prompt("placeCard")], /number 2 was screen pleaseWait/],
    ["broken", [shown("placeCard"), prompt("pleaseWait")], [1]],
    ["unseen", [shown("idle"), prompt("placeCard")], /no screen/],
  ]);
});

describe("attempts are counted", () => {
  holds(countsAttempts, [
    ["held", [matched(1, 2), matched(2, 1), matched(3, 0)], [0, 1, 2]],
    ["held", [matched(1, 1), matched(2, 0)]],
    ["broken", [matched(1, 2), matched(2, 1)], /attempt 2, 1 left/],
    ["broken", [matched(1, 1), matched(2, 1), matched(3, 0)], /attempt 2, 1 left/],
    ["broken", [matched(2, 1), matched(3, 0)], /attempt 2, 1 left/],
    ["broken", [matched(1, 2), matched(1, 2), matched(3, 0)], [1]],
    ["broken", [matched(1, 1), matched(2, 0), matched(3, 255)], [2]],
    ["unseen", [matched(1, 0)], /no two attempts/],
    ["unseen", []],
  ]);
});

describe("the card's challenge is handed on", () => {
  holds(handsOnChallenge, [
    ["held", [...given, wanted], [2]],
    ["held", [wanted, ...given]],
    ["broken", [...asks("0084000008", `${"08".repeat(8)}9000`), wanted], /no such challenge/],
    ["broken", [...asks("0084000008", `${"07".repeat(8)}6985`), wanted], [2]],
    ["broken", [...asks("0084010008", `${"07".repeat(8)}9000`), wanted]],
    ["unseen", [...given], /no authorityWanted/],
  ]);
});

describe("the certificate is the card's", () => {
  holds(carriesCardsCertificate, [
    ["held", [...read, completed(1, bytes(3, 4))], [8]],
    ["held", [...read, completed(1, bytes(3, 3))]],
    [
      "held",
      [...SELECT_JPKI, ...SELECT_CERTIFICATE, ...BLOCKS.slice(2), ...BLOCKS.slice(0, 2), completed(1, bytes(3, 4))],
    ],
    [
      "held",
      [
        ...SELECT_JPKI,
        ...SELECT_CERTIFICATE,
        ...asks("00b0000202", "03039000"),
        completed(1, new Uint8Array([0, 0, 3, 3])),
      ],
    ],
    ["broken", [...read, completed(1, bytes(3, 5))], /not the chip's/],
    ["broken", [...SELECT_CERTIFICATE, ...BLOCKS, completed(1, bytes(3, 4))]],
    ["broken", [...SELECT_JPKI, ...asks("00a4020c02000b", "9000"), ...BLOCKS, completed(1, bytes(3, 4))]],
    [
      "broken",
      [...SELECT_JPKI, ...SELECT_CERTIFICATE, ...asks("00b0000004", "030303036282"), completed(1, bytes(3, 4))],
      [6],
    ],
    ["unseen", [...read], /no result/],
  ]);
});

describe("each part is tested once", () => {
  holds(everyPartOnce, [
    ["held", [tested(READER_PARTS)], [0]],
    ["held", [tested([], READER_PARTS)]],
    ["held", [tested(allBut("camera"), ["camera"])]],
    ...READER_PARTS.flatMap((part): Row[] => [
      ["broken", [tested(allBut(part))]],
      ["broken", [tested(READER_PARTS, [part])]],
    ]),
    ["unseen", [PLACED]],
  ]);
});
