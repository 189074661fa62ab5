import { describe, expect, test } from "vitest";
import type { Expectation } from "../../../conformance/expect/finding.ts";
import { received } from "../../../conformance/expect/host.ts";
import { acted } from "../../../conformance/expect/operator.ts";
import { anyOf, nth, type Selector, where } from "../../../conformance/expect/selector.ts";
import {
  after,
  eventually,
  every,
  inOrder,
  never,
  sequence,
  times,
  within,
} from "../../../conformance/expect/vocabulary.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { did, ended, events, fromReader, type Loose } from "../fake-bench.ts";

const placed = received("cardPlaced");
const removed = received("cardRemoved");
const left = received("cardLeft");
const [PLACED, REMOVED] = [fromReader({ is: "cardPlaced" }), fromReader({ is: "cardRemoved" })];
const LEFT = fromReader({ is: "cardLeft", reception: 1 });
const chosen = (method: "face" | "pin") => fromReader({ is: "methodChosen", reception: 1, method });

const look = (expectation: Expectation, ...trace: readonly Loose[]) =>
  expectation.look({ events: events(...trace), cast: {}, latency: {} }).is;

describe("never", () => {
  test("holds once its end was seen, and not before", () => {
    expect(look(never(removed), PLACED, ended())).toBe("held");
    expect(look(never(removed), PLACED)).toBe("unseen");
    expect(look(never(removed), PLACED, ended({ is: "inVain", for: "x" }))).toBe("unseen");
  });
  test("is broken by what comes before the end, and by nothing after it", () => {
    expect(look(never(removed), REMOVED, ended())).toBe("broken");
    expect(look(never(removed), REMOVED)).toBe("broken");
    expect(look(never(removed, placed), PLACED, REMOVED, ended())).toBe("held");
    expect(look(never(removed, nth(2, placed)), PLACED, REMOVED, PLACED, ended())).toBe("broken");
  });
});

describe("times", () => {
  test("needs the end to know that no more came", () => {
    expect(look(times(2, placed), PLACED, PLACED, ended())).toBe("held");
    expect(look(times(2, placed), PLACED, PLACED)).toBe("unseen");
    expect(look(times(2, placed), PLACED, ended())).toBe("broken");
    expect(look(times(2, placed), PLACED, PLACED, PLACED)).toBe("broken");
  });
});

describe("sequence", () => {
  const methods = (...expected: readonly string[]) =>
    sequence(received("methodChosen"), ({ method }) => method as string, expected);
  test("compares one by one and forgives only what has not come yet", () => {
    expect(look(methods("face", "pin"), chosen("face"), chosen("pin"))).toBe("held");
    expect(look(methods("face", "pin"), chosen("face"))).toBe("unseen");
    expect(look(methods("face", "pin"))).toBe("unseen");
    expect(look(methods("face", "pin"), chosen("pin"))).toBe("broken");
    expect(look(methods("face"), chosen("face"), chosen("pin"))).toBe("broken");
  });
});

describe("within", () => {
  test("measures from the first to the next, by the trace's clock", () => {
    expect(look(within(1000, placed, removed), PLACED, REMOVED)).toBe("held");
    expect(look(within(999, placed, removed), PLACED, REMOVED)).toBe("broken");
    expect(look(within(1000, placed, removed), REMOVED, PLACED)).toBe("broken");
    expect(look(within(1000, placed, removed), REMOVED)).toBe("unseen");
  });
});

describe("order and premises", () => {
  test("inOrder wants each after the one before it", () => {
    expect(look(inOrder(placed, left, removed), PLACED, LEFT, REMOVED)).toBe("held");
    expect(look(inOrder(placed, left, removed), LEFT, PLACED, REMOVED)).toBe("broken");
  });
  test("after looks only at what follows, and says so when nothing was there to follow", () => {
    expect(look(after(placed, eventually(removed)), REMOVED, PLACED)).toBe("broken");
    expect(look(after(placed, eventually(removed)), PLACED, REMOVED)).toBe("held");
    expect(look(after(placed, eventually(removed)), REMOVED)).toBe("unseen");
  });
  test("every wants at least one", () => {
    const isFace = every(received("methodChosen"), { ja: "顔", en: "face" }, ({ method }) => method === "face");
    expect(look(isFace, chosen("face"))).toBe("held");
    expect(look(isFace, chosen("face"), chosen("pin"))).toBe("broken");
    expect(look(isFace, PLACED)).toBe("unseen");
  });
});

describe("selectors", () => {
  const find = (selector: Selector<unknown>, trace: readonly TraceEvent[]) =>
    selector.find({ events: trace, cast: {}, latency: {} }).map(({ seq }) => seq);
  test("either of several comes in the order of the trace", () => {
    expect(find(anyOf<unknown>(removed, placed), events(PLACED, REMOVED, PLACED))).toEqual([0, 1, 2]);
  });
  test("a frame that is no message is found by nobody but the one who looks for it", () => {
    const garbage = { channel: "host", is: "received", bytes: "ff51" } as const;
    expect(find(placed, events(garbage, PLACED))).toEqual([1]);
  });
  test("narrowing keeps the place", () => {
    expect(
      find(
        where(received("methodChosen"), "pin", ({ method }) => method === "pin"),
        events(chosen("face"), chosen("pin")),
      ),
    ).toEqual([1]);
  });
  test("a human act stands where it was asked for, at the time when it was done", () => {
    const trace = events(
      { channel: "operator", is: "asked", intent: "placeCard" },
      PLACED,
      did("placeCard", 5),
      did("removeCard"),
    );
    const acts = acted("placeCard").find({ events: trace, cast: {}, latency: {} });
    expect(acts).toMatchObject([{ seq: 0, at: 2_000_000, value: { by: "virtual", human: 5 } }]);
  });
});
