import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { concat, hex, unhex } from "../../../device/wire/bytes.ts";
import { hidFramer, hidReports, REPORT } from "../../../device/wire/hid-frame.ts";
import { vectors } from "../../vectors.ts";

const golden = vectors<Uint8Array>("hid-frame");

const CHANNEL = 0xa1b2c3d4;

function framed(reports: readonly Uint8Array[], channel?: number): { frames: string[]; garbage: number } {
  const frames: string[] = [];
  let garbage = 0;
  const { push } = hidFramer(
    (payload) => frames.push(hex(payload)),
    () => garbage++,
    channel,
  );
  reports.forEach((report) => push(report));
  return { frames, garbage };
}

test.each(golden)("$name stands in its reports as written down", ({ bytes, value }) => {
  expect(hex(concat(...hidReports(CHANNEL, value)))).toBe(hex(bytes));
  const reports = Array.from({ length: bytes.length / REPORT }, (_, i) => bytes.slice(i * REPORT, (i + 1) * REPORT));
  expect(framed(reports, CHANNEL)).toEqual({ frames: [hex(value)], garbage: 0 });
});

test("whatever was put into reports comes out of them, of one's own channel alone", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 4096 }), { maxLength: 4 }),
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      (payloads, foreign) => {
        const other = hidReports(CHANNEL + 1, foreign);
        const reports = payloads.flatMap((payload) => hidReports(CHANNEL, payload).flatMap((own) => [...other, own]));
        expect(framed(reports, CHANNEL)).toEqual({ frames: payloads.map(hex), garbage: 0 });
      },
    ),
    { numRuns: 50 },
  );
});

describe("a report that does not fit is garbage, and what follows is found", () => {
  const long = hidReports(CHANNEL, new Uint8Array(200).fill(7));
  const [first = new Uint8Array(), second = first, third = first] = long;
  const good = hidReports(CHANNEL, unhex("01"));
  const withLength = (length: number) => {
    const report = first.slice();
    new DataView(report.buffer).setUint16(5, length);
    return report;
  };
  const withCommand = (command: number) => {
    const report = first.slice();
    report[4] = command;
    return report;
  };
  test.each<[string, Uint8Array[]]>([
    ["one that nothing began", [second]],
    ["one left out", [first, third]],
    ["one twice", [first, second, second]],
    ["a beginning in the middle", [first, second]],
    ["no length", [withLength(0)]],
    ["a length beyond any message", [withLength(4097)]],
    ["a longer length than what follows", [withLength(4096), second]],
    ["another command", [withCommand(0x86)]],
    ["a short report", [first.slice(0, 63)]],
    ["a long report", [new Uint8Array(65)]],
    ["an empty report", [new Uint8Array(0)]],
  ])("%s", (_, reports) => {
    const { frames, garbage } = framed([...reports, ...good], CHANNEL);
    expect(frames).toEqual(["01"]);
    expect(garbage).toBeGreaterThan(0);
  });
});

test("a report cut at any byte, or with another one behind it, is none, and the next message is found", () => {
  const [whole = new Uint8Array()] = hidReports(CHANNEL, unhex("0203"));
  const good = hidReports(CHANNEL, unhex("01"));
  for (let cut = 1; cut < REPORT; cut++)
    expect(framed([whole.slice(0, cut), whole.slice(cut), ...good], CHANNEL)).toEqual({ frames: ["01"], garbage: 2 });
  expect(framed([concat(whole, whole), ...good], CHANNEL).frames).toEqual(["01"]);
});

test("any byte of a long message's first report may be hurt: the next message is found", () => {
  const [first = new Uint8Array(), ...further] = hidReports(CHANNEL, new Uint8Array(200).fill(7));
  const good = hidReports(CHANNEL, unhex("01"));
  for (let at = 4; at < 7; at++)
    for (let bit = 0; bit < 8; bit++) {
      const hurt = first.slice();
      hurt[at] = (hurt[at] ?? 0) ^ (1 << bit);
      expect(framed([hurt, ...further, ...good], CHANNEL).frames.at(-1)).toBe("01");
    }
});

test.each([0, 4097])("a message of %i bytes cannot be put into reports", (length) => {
  expect(() => hidReports(CHANNEL, new Uint8Array(length))).toThrow(RangeError);
});
