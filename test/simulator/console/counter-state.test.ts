import { describe, expect, test } from "vitest";
import { ASKING_CHANGED, FAULTS_CHANGED, PHONES_CHANGED, troubleMark } from "../../../device/control/marks.ts";
import type { Happening, TraceEvent } from "../../../device/trace.ts";
import { hex } from "../../../device/wire/bytes.ts";
import { encodeFace, type FaceMessage, type FaceMessageOf } from "../../../device/wire/face.ts";
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

  const says = (message: FaceMessage): Happening => ({
    ...{ channel: "host", is: "received", bytes: hex(encodeFace(message)) },
  });
  const endedBy = (reason: FaceMessageOf<"ended">["reason"]) => says({ is: "ended", reception: 1, reason });
  const noted = (mark: string): Happening => ({ channel: "clock", is: "mark", mark });

  test("why a reception came to nothing stays until somebody is served again", () => {
    const told = endedBy("cardTakenEarly");
    const there = [opened, placing("hanako"), inserted, removed];
    const begins: Happening = { channel: "host", is: "sent", bytes: hex(encodeFace(BEGIN)) };
    expect(after(...there, told, shown("idle")).ended).toBe("cardTakenEarly");
    // A reader that takes phones begins again by itself, while the reason is still read.
    expect(after(...there, told, shown("idle"), begins, shown("placeCard")).ended).toBe("cardTakenEarly");
    expect(after(...there, told, shown("idle"), placing("taro"), inserted).ended).toBeUndefined();
    expect(after(...there, told, shown("placeCard"), shown("holdPhone")).ended).toBeUndefined();
    const { bytes } = told as Extract<Happening, { readonly bytes: string }>;
    expect(after(...there, { ...told, bytes: `${bytes.slice(0, -2)}ff` } as Happening).ended).toBeUndefined();
  });

  test("an invitation that nobody took is nobody's failure", () => {
    expect(after(opened, shown("placeCard"), endedBy("timedOut"), shown("idle")).ended).toBeUndefined();
    expect(after(opened, shown("placeCard"), shown("idle"), endedBy("cancelledByHost")).ended).toBeUndefined();
    const phone = [opened, shown("placeCard"), shown("holdPhone"), endedBy("timedOut"), shown("placeCard")];
    expect(after(...phone).ended).toBe("timedOut");
    expect(after(...phone, endedBy("cancelledByHost")).ended).toBe("timedOut");
    expect(after(opened, placing("taro"), inserted, shown("placeCard"), endedBy("timedOut")).ended).toBe("timedOut");
  });

  test("a centre that cannot be reached is told with the card that lies there, and nothing of the one before", () => {
    const trouble = {
      is: "faulted",
      during: "challenge",
      en: "The line | is down.",
      ja: "回線が切れています。",
    } as const;
    const then = [
      placing("hanako"),
      inserted,
      endedBy("cardTakenEarly"),
      removed,
      shown("idle"),
      placing("taro"),
      inserted,
      noted(troubleMark(trouble)),
    ];
    expect(after(opened, ...then)).toMatchObject({ trouble });
    expect(after(opened, ...then).ended).toBeUndefined();
    expect(after(opened, ...then, removed).trouble).toEqual(trouble);
    expect(after(opened, ...then, removed, placing("taro"), inserted).trouble).toBeUndefined();
    expect(after(opened, noted("reception forgotten during lunch: a | b")).trouble).toBeUndefined();
  });

  test("what is asked and what goes wrong is to be looked at again when either has changed", () => {
    const { asked, switched } = after(opened, noted(ASKING_CHANGED), noted(FAULTS_CHANGED), noted(FAULTS_CHANGED));
    expect([asked, switched]).toEqual([1, 2]);
    // A fault of the reader closes and opens the line.
    expect(after(opened, noted(FAULTS_CHANGED), opened, noted(FAULTS_CHANGED)).switched).toBe(2);
    expect(after(opened, noted(PHONES_CHANGED), opened, noted(PHONES_CHANGED)).phoned).toBe(2);
  });

  test("a file carries what stood in it, and that it was taken away; one of the same name is another", () => {
    const file = { channel: "folder", folder: "face", name: "a.xml" } as const;
    const appeared = (bytes: string): Happening => ({ ...file, is: "appeared", size: bytes.length / 2, bytes });
    const { files } = after(opened, appeared("00"), { ...file, is: "removed" }, appeared("0102"));
    expect(files.map(({ seen, gone }) => [seen.seq, seen.bytes, gone])).toEqual([
      [1, "00", 2000],
      [3, "0102", undefined],
    ]);
  });

  test("somebody before the camera is counted, whichever browser sent him there, and leaves with his card", () => {
    const stepped: Happening = { channel: "operator", is: "did", intent: "showFace", by: "virtual", human: 0 };
    expect(after(opened, stepped, stepped).faces).toBe(2);
    expect(after(opened, stepped, opened).faces).toBe(0);
    expect(after(opened, placing("taro"), inserted, stepped, removed).faces).toBe(0);
  });

  test("why a face was not taken is told with the tries that are left, until another screen comes", () => {
    const looking: Happening = { channel: "panel", is: "shown", screen: "lookAtCamera", triesLeft: 3 };
    const matched = (outcome: FaceMessageOf<"matched">["outcome"]) =>
      says({ is: "matched", reception: 1, attempt: 1, outcome, score: 10, attemptsLeft: 2, liveness: 9000 });
    expect(after(opened, looking, matched("noFace"))).toMatchObject({ unlike: "noFace", panel: { triesLeft: 2 } });
    const again = after(opened, looking, matched("notLive"), { ...looking, triesLeft: 2 });
    expect(again).toMatchObject({ unlike: "notLive", panel: { triesLeft: 2 } });
    expect(after(opened, looking, matched("refused"), shown("enterPin")).unlike).toBeUndefined();
    expect(after(opened, looking, matched("accepted")).unlike).toBeUndefined();
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
    expect(files).toMatchObject([{ seen: { folder: "res", name: "a.xml", bytes: "01", at: 1000 }, gone: 2000 }]);
  });

  test("what a busy counter saw stays bounded", () => {
    const many = Array.from({ length: 500 }, (_, at) => imported(String(at)));
    expect(after(...many).taken.length).toBeLessThanOrEqual(60);
    expect(after(...many).taken.at(-1)).toMatchObject({ source: "499.xml" });
  });
});
