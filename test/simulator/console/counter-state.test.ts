import { describe, expect, test } from "vitest";
import type { Happening, TraceEvent } from "../../../device/trace.ts";
import { hex } from "../../../device/wire/bytes.ts";
import { encodeFace, type FaceMessageOf } from "../../../device/wire/face.ts";
import { type CounterState, NOTHING_SEEN, seen } from "../../../simulator/console/page/counter-state.ts";

const after = (...happenings: readonly Happening[]): CounterState =>
  happenings.map((happening, seq): TraceEvent => ({ seq, at: 1000 * seq, ...happening })).reduce(seen, NOTHING_SEEN);

const opened: Happening = { channel: "host", is: "opened" };
const placing = (persona: string): Happening => ({ channel: "operator", is: "asked", intent: "placeCard", persona });
const inserted: Happening = { channel: "card", is: "inserted" };
const removed: Happening = { channel: "card", is: "removed" };
const shown = (screen: string): Happening => ({ channel: "panel", is: "shown", screen });
const imported = (name: string): Happening => ({
  channel: "chart",
  is: "imported",
  source: `${name}.xml`,
  patient: { name },
});

const BEGIN: FaceMessageOf<"begin"> = {
  ...{ is: "begin", reception: 1, nonce: new Uint8Array(32), challenge: new Uint8Array(32), methods: ["face"] },
  ...{ consents: [], language: "ja", askPrescription: "no" },
};

describe("what is seen of a counter", () => {
  test("the card that lies there is the one that was last laid down, until it is taken away", () => {
    expect(after(opened, placing("hanako"), inserted).there).toEqual({ person: "hanako", is: "card" });
    expect(after(opened, placing("hanako"), inserted, placing("taro")).there?.person).toBe("hanako");
    expect(after(opened, placing("hanako"), inserted, removed, placing("taro"), inserted).there?.person).toBe("taro");
    // Laid in place of the one that lies there.
    expect(after(opened, placing("hanako"), inserted, placing("taro"), removed, inserted).there?.person).toBe("taro");
    expect(after(opened, placing("hanako"), inserted, removed).there).toBeUndefined();
    const holding: Happening = { channel: "operator", is: "asked", intent: "holdPhone", persona: "android" };
    expect(after(opened, holding, inserted).there).toEqual({ person: "android", is: "phone" });
  });

  test("two browsers that lay down two cards at once: it is nobody's, until the next one is laid down", () => {
    const both = [opened, placing("hanako"), placing("taro"), inserted];
    expect(after(...both).there).toEqual({ is: "card" });
    expect(after(...both, removed, inserted).there).toEqual({ is: "card" });
    expect(after(...both, removed, placing("taro"), inserted).there?.person).toBe("taro");
    expect(after(opened, placing("taro"), placing("taro"), inserted).there?.person).toBe("taro");
  });

  test("why a reception came to nothing stays until the next one begins", () => {
    const ended = { is: "ended", reception: 1, reason: "cardTakenEarly" } as const;
    const told: Happening = { channel: "host", is: "received", bytes: hex(encodeFace(ended)) };
    const begins: Happening = { channel: "host", is: "sent", bytes: hex(encodeFace(BEGIN)) };
    expect(after(opened, told, shown("idle")).ended).toBe("cardTakenEarly");
    expect(after(opened, told, begins).ended).toBeUndefined();
    expect(after(opened, { ...told, bytes: `${told.bytes.slice(0, -2)}ff` }).ended).toBeUndefined();
  });

  test("somebody before the camera is counted, whichever browser sent him there", () => {
    const stepped: Happening = { channel: "operator", is: "did", intent: "showFace", by: "virtual", human: 0 };
    expect(after(opened, stepped, stepped).faces).toBe(2);
    expect(after(opened, stepped, opened).faces).toBe(0);
  });

  test("a counter that begins anew knows nobody of before, in whatever state it was", () => {
    const busy = after(opened, placing("hanako"), inserted, shown("consent"), imported("花子"), opened);
    expect(busy).toEqual({ ...NOTHING_SEEN, line: "open" });
    expect(after(opened, placing("hanako"), inserted, shown("idle")).there).toBeUndefined();
  });

  test("the screen has what it was shown with, and nothing of the one before", () => {
    const asked = after({ channel: "panel", is: "shown", screen: "enterPin", triesLeft: 1 }, shown("pleaseWait"));
    expect(asked.panel).toEqual({ screen: "pleaseWait" });
  });

  test("a file that came again under its name is one file, and one that went stays in sight as gone", () => {
    const file = (bytes: string): Happening => ({
      channel: "folder",
      is: "appeared",
      folder: "res",
      name: "a.xml",
      size: 1,
      bytes,
    });
    const { files } = after(file("00"), file("01"), { channel: "folder", is: "removed", folder: "res", name: "a.xml" });
    expect(files).toEqual([{ folder: "res", name: "a.xml", size: 1, bytes: "01", at: 1000, gone: 2000 }]);
  });

  test("what a busy counter saw stays bounded", () => {
    const many = Array.from({ length: 500 }, (_, at) => imported(String(at)));
    expect(after(...many).taken.length).toBeLessThanOrEqual(60);
    expect(after(...many).taken.at(-1)).toMatchObject({ source: "499.xml" });
  });
});
