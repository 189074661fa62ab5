import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import {
  slotAtStart,
  type SlotEffect,
  type SlotEvent,
  type SlotState,
  stepSlot,
} from "../../../device/firmware/slot-machine.ts";

/** State, event, next state, effects: a row of the table as a claim. */
const ROWS: readonly [from: string, on: SlotEvent["is"], next: string, effects: string][] = [
  ["pc", "take", "taking", ""],
  ["pc", "removed", "empty unseen", "hide out"],
  ["pc", "polled", "pc", ""],
  ["taking", "between", "firmware card unseen", "hide out granted"],
  ["taking", "removed", "firmware unseen", "hide out granted"],
  ["firmware card unseen", "missed", "firmware card seen", ""],
  ["firmware card seen", "removed", "firmware seen", ""],
  ["firmware seen", "inserted", "firmware card seen", ""],
  ["firmware card seen", "release", "resetting seen", "reset"],
  ["firmware card unseen", "release", "resetting unseen", "reset"],
  ["firmware seen", "release", "empty seen", "released"],
  ["resetting seen", "reset", "offered", "in released"],
  ["resetting unseen", "reset", "hidden", "released"],
  ["resetting unseen", "missed", "resetting seen", ""],
  ["resetting seen", "removed", "empty seen", "released"],
  ["hidden", "polled", "hidden", ""],
  ["hidden", "missed", "offered", "in"],
  ["hidden", "removed", "empty unseen", ""],
  ["hidden", "take", "firmware card unseen", "granted"],
  ["offered", "polled", "pc", "show"],
  ["offered", "removed", "empty seen", "out"],
  ["offered", "take", "firmware card seen", "out granted"],
  ["empty unseen", "inserted", "hidden", ""],
  ["empty seen", "inserted", "offered", "in"],
  ["empty unseen", "polled", "empty unseen", ""],
  ["empty unseen", "missed", "empty seen", ""],
  ["empty seen", "take", "firmware seen", "granted"],
  ["empty seen", "between", "empty seen", ""],
  ["offered", "reset", "offered", ""],
];

describe("who owns the card", () => {
  test.each(ROWS)("%s, %s: %s", (from, on, next, effects) => {
    const [state, ...wishes] = stepSlot(stateOf(from), { is: on });
    expect(nameOf(state)).toBe(next);
    expect(wishes.map(wish).join(" ")).toBe(effects);
  });

  test("a reader that starts with a card shows it: no host has known it before", () => {
    expect(slotAtStart(true)).toEqual({ at: "pc" });
    expect(slotAtStart(false)).toEqual({ at: "empty", seen: true });
  });

  test("whatever happens, the PC finds a card again only by a poll, after it has missed it", () => {
    const happenings = fc.array(
      fc.constantFrom<SlotEvent["is"]>(
        "inserted",
        "removed",
        "take",
        "between",
        "release",
        "reset",
        "missed",
        "polled",
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.boolean(), happenings, (present, events) => {
        let state = slotAtStart(present);
        let shown = present;
        let known = present;
        let missed = false;
        for (const is of events) {
          const [next, ...effects] = stepSlot(state, { is });
          for (const effect of effects) {
            if (effect.do === "hide") {
              expect(shown).toBe(true);
              [shown, missed] = [false, false];
            }
            if (effect.do === "show") {
              expect([shown, is]).toEqual([false, "polled"]);
              // A card that the PC has had before must have been missed in between.
              if (known) expect(missed).toBe(true);
              [shown, known] = [true, true];
            }
          }
          if (is === "missed" && !shown) missed = true;
          state = next;
          expect(state.at === "pc" || state.at === "taking").toBe(shown);
        }
      }),
    );
  });
});

function stateOf(name: string): SlotState {
  const [at, ...flags] = name.split(" ");
  const seen = flags.includes("seen");
  switch (at) {
    case "empty":
    case "resetting":
      return { at, seen };
    case "firmware":
      return { at, seen, card: flags.includes("card") };
    case "pc":
    case "taking":
    case "hidden":
    case "offered":
      return { at };
    default:
      throw new Error(`no state ${name}`);
  }
}

function nameOf(state: SlotState): string {
  const card = "card" in state && state.card ? " card" : "";
  return `${state.at}${card}${"seen" in state ? (state.seen ? " seen" : " unseen") : ""}`;
}

const wish = (effect: SlotEffect) => (effect.do === "announce" ? (effect.present ? "in" : "out") : effect.do);
