import { expect, test } from "vitest";
import { pcapng } from "../../../conformance/report/view/pcapng.ts";
import type { TraceEvent } from "../../../device/trace.ts";

/** The blocks of a capture by their own lengths (pcapng 3.1), and the lengths of each packet's options (3.5). */
function blocksIn(parts: readonly Uint8Array[]): { readonly type: number; readonly options: readonly number[] }[] {
  return parts.map((part) => {
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
    const length = view.getUint32(4, true);
    expect([length, view.getUint32(length - 4, true)]).toEqual([part.byteLength, length]);
    const type = view.getUint32(0, true);
    if (type !== 6) return { type, options: [] };
    const options = [];
    let at = 28 + ((view.getUint32(20, true) + 3) & ~3);
    while (view.getUint16(at, true) !== 0) {
      options.push(view.getUint16(at + 2, true));
      at += 4 + ((view.getUint16(at + 2, true) + 3) & ~3);
    }
    expect(at + 4).toBe(length - 4);
    return { type, options };
  });
}

const event = (seq: number, fields: object): TraceEvent =>
  ({ seq, at: 1_775_001_600_000_000 + seq, ...fields }) as TraceEvent;

test("two hundred thousand events are exported, too", () => {
  const command = { channel: "card", is: "command", bytes: "00b0000000" };
  const parts = pcapng(Array.from({ length: 200_000 }, (_, seq) => event(seq, command)));
  expect(parts).toHaveLength(1 + 4 + 200_000);
});

test("however long the name of a file or a word of a product, each option ends where it says", () => {
  const long = "無".repeat(100_000);
  const events = [
    event(0, { channel: "central", is: "request", method: long, path: long, client: long, bytes: "7b7d" }),
    event(1, { channel: "folder", is: "appeared", folder: "res", name: `\uD800${long}`, size: 1, bytes: "3c" }),
    event(2, { channel: "host", is: "received", bytes: "ff" }),
    event(3, { channel: "card", is: "inserted" }),
  ];
  const packets = blocksIn(pcapng(events)).filter(({ type }) => type === 6);
  expect(packets).toHaveLength(3);
  for (const { options } of packets) expect(Math.max(...options)).toBeLessThan(65_536);
});
