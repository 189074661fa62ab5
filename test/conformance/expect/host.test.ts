import { describe, expect, test } from "vitest";
import { messageOf, prompt, received, sent } from "../../../conformance/expect/host.ts";
import { shown } from "../../../conformance/expect/panel.ts";
import type { Selector } from "../../../conformance/expect/selector.ts";
import { eventually } from "../../../conformance/expect/vocabulary.ts";
import { events, fromReader, type Loose, toReader } from "../fake-bench.ts";
import { both } from "./both-judges.ts";

/** What goes between host and reader, and what stands on the screen. */

const find = (selector: Selector<unknown>, ...trace: readonly Loose[]) =>
  selector.find({ events: events(...trace), cast: {}, latency: {} });

const PLACED = fromReader({ is: "cardPlaced" });
const CANCEL = toReader({ is: "cancel", reception: 7 });
const GARBAGE: Loose = { channel: "host", is: "received", bytes: "ff51" };
const PROMPT = fromReader({ is: "prompt", reception: 1, screen: "consent" });
const PANEL: Loose = { channel: "panel", is: "shown", screen: "consent" };

describe("a message", () => {
  test("is decoded from the frame it came in, and goes its own way", () => {
    expect(find(sent("cancel"), PLACED, CANCEL)).toMatchObject([{ seq: 1, value: { is: "cancel", reception: 7 } }]);
    expect(find(received("cancel"), CANCEL)).toEqual([]);
    expect(find(sent("cardPlaced"), PLACED)).toEqual([]);
    expect(find(received("cardRemoved"), PLACED)).toEqual([]);
    expect([received("cardPlaced").name, sent("cancel").name]).toEqual(["cardPlaced", "host cancel"]);
    expect([received("cardPlaced").channels, sent("cancel").channels]).toEqual([["host"], ["host"]]);
  });
  test("alike for both judges", () => {
    expect(both(eventually(received("cardPlaced")), PLACED)).toBe("held");
    expect(both(eventually(received("cardPlaced")), CANCEL)).toBe("broken");
    expect(both(eventually(sent("cancel")), CANCEL)).toBe("held");
    expect(both(eventually(received("cancel")), CANCEL)).toBe("broken");
    expect(both(eventually(prompt("consent")), PROMPT)).toBe("held");
    expect(both(eventually(prompt("enterPin")), PROMPT)).toBe("broken");
  });
  test("that cannot be read is none, and no fault of the suite", () => {
    expect(find(received("cardPlaced"), GARBAGE, { channel: "host", is: "received", bytes: "" }, PLACED)).toMatchObject(
      [{ seq: 2 }],
    );
    expect(find(received("cardPlaced"), { channel: "host", is: "received", bytes: "f" })).toEqual([]);
    expect(find(received("cardPlaced"), { channel: "host", is: "opened" })).toEqual([]);
  });
  test("of an event is found by its way", () => {
    const [placed, cancel, panel] = events(PLACED, CANCEL, PANEL);
    if (!placed || !cancel || !panel) throw new RangeError("three events");
    expect(messageOf(placed, "received")).toEqual({ is: "cardPlaced" });
    expect(messageOf(placed, "received")).toBe(messageOf(placed, "received"));
    expect(messageOf(placed, "sent")).toBeUndefined();
    expect(messageOf(cancel, "sent")).toMatchObject({ is: "cancel" });
    expect(messageOf(panel, "received")).toBeUndefined();
  });
});

describe("a screen", () => {
  test("is any, or the one that is named", () => {
    expect(find(shown(), PANEL, PROMPT)).toMatchObject([{ seq: 0, value: { screen: "consent" } }]);
    expect(find(shown("consent"), PANEL)).toHaveLength(1);
    expect(find(shown("idle"), PANEL)).toEqual([]);
    expect(find(shown(), { channel: "panel", is: "touched", what: "ok" })).toEqual([]);
    expect(shown("consent").name).toBe("screen(consent)");
  });
  test("alike for both judges", () => {
    expect(both(eventually(shown()), PANEL)).toBe("held");
    expect(both(eventually(shown()), PROMPT)).toBe("broken");
    expect(both(eventually(shown("consent")), PANEL)).toBe("held");
    expect(both(eventually(shown("idle")), PANEL)).toBe("broken");
  });
});
