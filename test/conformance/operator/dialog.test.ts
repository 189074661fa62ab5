import { describe, expect, test } from "vitest";
import { ACTS } from "../../../conformance/operator/acts.data.ts";
import { type Desk, dialogOperator } from "../../../conformance/operator/dialog.ts";
import { actCard } from "../../../conformance/operator/dialog-text.ts";
import { dialogTable } from "../../../conformance/operator/dialog-machine.ts";
import { RepeatWished, StopWished } from "../../../conformance/operator/wishes.ts";
import { isFault } from "../../../device/errors.ts";
import type { Intent } from "../../../device/ports.ts";
import { transitions } from "../../../device/state-machine.ts";
import { virtualWorld } from "../../../simulator/world.ts";

/** One of each. */
export const EVERY_INTENT: readonly Intent[] = [
  { intent: "placeCard", persona: "hanako" },
  { intent: "removeCard" },
  { intent: "chooseMethod", method: "staff" },
  { intent: "showFace", person: "taro", mask: true, lookAway: true },
  { intent: "enterPin", pin: "9876" },
  { intent: "cancel" },
  { intent: "wait", milliseconds: 2500 },
  { intent: "confirmVisual", password: "mihon", samePerson: false },
  { intent: "consent", items: ["medicines", "operations"] },
  { intent: "refuseConsent" },
  { intent: "choosePrescription", choice: "paper" },
  { intent: "registerFirstUse" },
  { intent: "holdPhone", persona: "hanako" },
  { intent: "askEligibility", insurer: "06990014", symbol: "１０１", number: "7", branch: "", birthDate: "19890913" },
  {
    intent: "askEligibilityInBulk",
    queries: [
      { insurer: "06990014", symbol: "１０１", number: "7", branch: "", birthDate: "19890913" },
      { insurer: "06990014", symbol: "", number: "8", branch: "01", birthDate: "19620714" },
    ],
  },
  {
    intent: "registerReference",
    insurer: "06990014",
    symbol: "１０１",
    number: "7",
    branch: "",
    birthDate: "19890913",
  },
  {
    intent: "registerReferencesInBulk",
    queries: [{ insurer: "06990014", symbol: "１０１", number: "7", branch: "", birthDate: "19890913" }],
  },
];

const HEADING = {
  caseId: "RDR-TST-0001",
  act: 3,
  nameOf: (id: string) => (id === "hanako" ? "資格　花子" : undefined),
};
const JAPANESE = /[぀-ヿ一-鿿]/;

describe("the card of an act", () => {
  test("one of a drawer of real cards says which one it is", () => {
    const noteOf = (id: string) => (id === "hanako" ? "青いケースの1枚目" : undefined);
    const place = (persona: string) => actCard({ intent: "placeCard", persona }, { ...HEADING, noteOf }, "ja");
    expect(place("hanako")).toMatch(/カード: 資格　花子 \(hanako\)\n {2}どのカードか: 青いケースの1枚目/);
    expect(place("taro")).not.toContain("どのカードか");
  });
  test("there is one for every intent", () => {
    expect(EVERY_INTENT.map(({ intent }) => intent).sort()).toEqual(Object.keys(ACTS).sort());
  });
  test.each(EVERY_INTENT.map((intent) => [intent.intent, intent] as const))("%s in both languages", (name, intent) => {
    const [ja, en] = [actCard(intent, HEADING, "ja"), actCard(intent, HEADING, "en")];
    for (const text of [ja, en]) {
      expect(text).toContain(`RDR-TST-0001 #3 ── ${name}`);
      expect(text).toMatch(/\d+ (s|秒)/);
      for (const key of name === "wait" ? ["r ", "q "] : ["Enter", "r ", "s ", "p ", "q "]) expect(text).toContain(key);
    }
    expect(ja).toMatch(JAPANESE);
    // A name is printed on the card in Japanese, and must be found there.
    expect(en.replaceAll("資格　花子", "").replaceAll("１０１", "")).not.toMatch(JAPANESE);
  });
  test("a desk with buttons is told of no keys", () => {
    const told = EVERY_INTENT.flatMap((intent) =>
      (["ja", "en"] as const).map((lang) => actCard(intent, { ...HEADING, hasButtons: true }, lang)),
    );
    for (const text of told) expect(text).not.toMatch(/Enter (done|済んだ)|[·／] q /);
  });
  test("names what is needed for the act", () => {
    const told = EVERY_INTENT.map((intent) => actCard(intent, HEADING, "en")).join("\n");
    for (const fact of [
      "card: 資格　花子 (hanako)",
      "person: taro",
      "mask: on",
      "eyes: turned away",
      "method: staff",
      "PIN: 9876",
      "password: mihon",
      "answer: another person",
      "agree to: medicines, operations",
      "prescription: paper",
      "insurer: 06990014",
      "number: 7",
      "branch: –",
      "birth date: 19890913",
      "time: 3 s",
    ])
      expect(told).toContain(fact);
  });
});

/** A person who types each line so many milliseconds after the one before. */
function scene(intent: Intent, ...typed: readonly (readonly [after: number, line: string | undefined])[]) {
  const world = virtualWorld(1);
  const { clock } = world;
  const shown: string[] = [];
  const marks: string[] = [];
  let heard: ((line: string | undefined) => void) | undefined;
  let at = 0;
  for (const [later, line] of typed) clock.after((at += later), () => heard?.(line));
  const desk: Desk = {
    show: (text) => void shown.push(text),
    onLine(take) {
      heard = take;
      return () => (heard = undefined);
    },
  };
  const operator = dialogOperator({
    desk,
    lang: "en",
    clock,
    caseId: "RDR-TST-0001",
    nameOf: () => undefined,
    note: (mark) => marks.push(mark),
  });
  const start = clock.now();
  const outcome = world.run(
    operator.perform(intent).then(
      () => "done",
      (error: unknown) =>
        error instanceof RepeatWished
          ? "again"
          : error instanceof StopWished
            ? "stop"
            : isFault(error, "operator.gaveUp")
              ? error.context.why
              : error,
    ),
  );
  return { outcome, shown, marks, took: () => (clock.now() - start) / 1000 };
}

const PLACE: Intent = { intent: "placeCard", persona: "hanako" };
const WAIT: Intent = { intent: "wait", milliseconds: 5000 };
const MINUTE = 60_000;

describe("an act asked of a person", () => {
  test.each([
    ["", "done"],
    ["r", "again"],
    ["ｒ", "again"],
    [" Q ", "stop"],
    ["s", "the operator skipped the case"],
    [undefined, "nobody is at the terminal (its input is closed)"],
  ])("%j means %s", async (line, outcome) => {
    expect(await scene(PLACE, [1500, line]).outcome).toBe(outcome);
  });
  test("once done, the person is told that it is the product's turn; not where it was not done", async () => {
    const [done, skipped] = [scene(PLACE, [10, ""]), scene(PLACE, [10, "s"])];
    await Promise.all([done.outcome, skipped.outcome]);
    expect(done.shown.at(-1)).toContain("Waiting for the product");
    expect(skipped.shown.join("")).not.toContain("Waiting for the product");
  });
  test("is given up when nobody answers in time", async () => {
    const { outcome, took } = scene(PLACE);
    expect(await outcome).toBe("nobody answered in time");
    expect(took()).toBe(ACTS.placeCard.patience * 1000);
  });
  test("a pause stops the time, is told to the trace, and ends where the person goes on", async () => {
    const { outcome, marks, shown } = scene(PLACE, [1000, "p"], [600 * MINUTE, ""], [2000, ""]);
    expect(await outcome).toBe("done");
    expect(marks).toEqual(["operator paused", "operator resumed"]);
    expect(shown.join("\n")).toContain("Paused");
  });
  test("after a pause the whole time is there again", async () => {
    const { outcome, took } = scene(PLACE, [170_000, "p"], [MINUTE, "p"]);
    expect(await outcome).toBe("nobody answered in time");
    expect(took()).toBe(170_000 + MINUTE + 180_000);
  });
  test.each(["r", "s", "q"])("%s ends it out of a pause, too", async (line) => {
    expect(await scene(PLACE, [10, "p"], [10, line]).outcome).not.toBe("done");
  });
  test("what is no answer is said to be none, and nothing is done", async () => {
    const { outcome, shown } = scene(PLACE, [10, "yes"], [10, ""]);
    expect(await outcome).toBe("done");
    expect(shown.join("\n")).toContain("That is no answer");
  });
  test("a wait ends by itself and not before, whatever is pressed", async () => {
    const { outcome, took } = scene(WAIT, [100, ""]);
    expect(await outcome).toBe("done");
    expect(took()).toBe(5000);
    expect(await scene(WAIT, [100, "q"]).outcome).toBe("stop");
  });
});

test("every state but the last hears every key", () => {
  const keys = ["done", "again", "skip", "pause", "stop", "other", "gone"];
  for (const state of ["asking", "waiting", "paused"])
    for (const key of keys)
      expect(
        transitions(dialogTable).some(({ from, on }) => from === state && on === key),
        `${state} ${key}`,
      ).toBe(true);
});
