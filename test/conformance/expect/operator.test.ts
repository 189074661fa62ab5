import { describe, expect, test } from "vitest";
import { received } from "../../../conformance/expect/host.ts";
import { type Act, acted, actOf, isByHand } from "../../../conformance/expect/operator.ts";
import { within } from "../../../conformance/expect/vocabulary.ts";
import { acts } from "../../../conformance/verify/acts.ts";
import type { Intent } from "../../../device/ports.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import type { FaceMessage } from "../../../device/wire/face.ts";
import { events, fromReader, type Loose } from "../fake-bench.ts";

/** What a hand did and from when on it was known, by both judges. A second lies between two events. */

type Name = Intent["intent"];

const SECOND = 1_000_000;
const asked = (intent: string): Loose => ({ channel: "operator", is: "asked", intent });
const did = (intent: string, by: Act["by"] = "dialog", human = 0): Loose => ({
  channel: "operator",
  is: "did",
  intent,
  by,
  human,
});
const NOISE = fromReader({ is: "cardLeft", reception: 1 });
const screen = (screen: "chooseMethod" | "enterPin" | "staffPassword" | "consent" | "idle") =>
  fromReader({ is: "prompt", reception: 1, screen });

/** The sightings, which the second judge has alike; it does not tell whether the product showed the act. */
function acting(intents: readonly Name[], trace: readonly TraceEvent[]) {
  const found = acted(...intents).find({ events: trace, cast: {}, latency: {} });
  const second = acts(
    intents,
    trace.map((event) => ({ ...event })),
  );
  expect(second).toEqual(found.map(({ value: { shown: _, ...value }, ...where }) => ({ ...where, value })));
  return found;
}

const of = (is: string, more: object = {}) => ({ is, reception: 1, ...more }) as FaceMessage;
const REFUSED = { attempt: 1, outcome: "refused", score: 1, attemptsLeft: 0 };
const RESULT = { method: "pin", certificate: new Uint8Array(1), signature: new Uint8Array(1), consents: [] };
const SIGNS: [intent: Name, sign: FaceMessage, waits?: string][] = [
  ["placeCard", { is: "cardPlaced" }],
  ["removeCard", { is: "cardRemoved" }],
  ["chooseMethod", of("methodChosen", { method: "pin" }), "chooseMethod"],
  ["showFace", of("matched", REFUSED)],
  ["enterPin", of("pinChecked", { outcome: "verified" }), "enterPin"],
  ["confirmVisual", of("staffChecked", { outcome: "confirmed" }), "staffPassword"],
  ["consent", of("consentGiven", { consents: [] }), "consent"],
  ["consent", of("completed", RESULT), "consent"],
  ["refuseConsent", of("consentGiven", { consents: [] }), "consent"],
  ["refuseConsent", of("completed", RESULT), "consent"],
  ["cancel", of("ended", { reason: "cancelledByPatient" })],
];

describe("an act by hand", () => {
  test.each(SIGNS)("%s is known by the product's own sign, before the hand says so", (intent, sign, waits) => {
    const waiting = waits ? screen(waits as "consent") : screen("idle");
    const trace = events(asked(intent), waiting, fromReader(sign), NOISE, did(intent));
    expect(acting([intent], trace)).toEqual([
      {
        ...{ seq: 0, at: 2 * SECOND },
        value: { by: "dialog", human: 0, asked: 0, awaited: waits ? SECOND : 0, knownBy: 2, shown: true },
      },
    ]);
  });
  test.each(SIGNS)("%s is known by word of mouth where the sign came before or after", (intent, sign) => {
    const late = events(asked(intent), NOISE, did(intent), fromReader(sign));
    expect(acting([intent], late)).toMatchObject([
      { seq: 0, at: 2 * SECOND, value: { asked: 0, awaited: 0, knownBy: 2, shown: false } },
    ]);
    const early = events(fromReader(sign), asked(intent), did(intent));
    expect(acting([intent], early)).toMatchObject([{ seq: 1, at: 2 * SECOND, value: { knownBy: 2, shown: false } }]);
  });
  test("that has no sign is known by word of mouth", () => {
    const trace = events(asked("wait"), fromReader({ is: "cardPlaced" }), screen("consent"), did("wait"));
    expect(acting(["wait"], trace)).toMatchObject([
      { seq: 0, at: 3 * SECOND, value: { asked: 0, awaited: 0, knownBy: 3, shown: false } },
    ]);
  });
  test("is awaited from the last screen before it was known", () => {
    const chosen = fromReader(of("methodChosen", { method: "pin" }));
    const trace = events(
      ...[screen("chooseMethod"), asked("chooseMethod"), screen("chooseMethod"), screen("enterPin")],
      ...[chosen, screen("chooseMethod"), did("chooseMethod")],
    );
    expect(acting(["chooseMethod"], trace)).toMatchObject([{ value: { awaited: 2 * SECOND, knownBy: 4 } }]);
  });
  test("that nobody was asked for began as long ago as the hand says", () => {
    const trace = events(NOISE, did("placeCard", "dialog", 400_000));
    expect(acting(["placeCard"], trace)).toMatchObject([
      { seq: 1, at: SECOND, value: { asked: 600_000, awaited: 600_000, human: 400_000 } },
    ]);
  });
});

describe("an act of a device", () => {
  test("is done when it says so, and awaited for as long as it took", () => {
    const trace = events(asked("placeCard"), fromReader({ is: "cardPlaced" }), did("placeCard", "virtual", 5));
    expect(acting(["placeCard"], trace)).toEqual([
      {
        ...{ seq: 0, at: 2 * SECOND },
        value: { by: "virtual", human: 5, asked: 2 * SECOND, awaited: 2 * SECOND - 5, knownBy: 2, shown: false },
      },
    ]);
  });
});

describe("acts", () => {
  test("are told apart by intent, and each is asked for by itself", () => {
    const trace = events(
      ...[asked("placeCard"), asked("removeCard"), did("removeCard", "virtual"), did("placeCard", "virtual")],
      did("placeCard", "virtual", 7),
      { channel: "operator", is: "secret", kind: "pin", person: "hanako", form: "ascii" },
    );
    expect(acting(["placeCard", "removeCard"], trace).map(({ seq, at }) => [seq, at])).toEqual([
      [1, 2 * SECOND],
      [0, 3 * SECOND],
      [4, 4 * SECOND],
    ]);
    expect(acting(["placeCard"], trace)).toHaveLength(2);
    expect(acting(["cancel"], trace)).toEqual([]);
  });
  test("are named by their intents", () => {
    expect(acted("placeCard", "removeCard")).toMatchObject({
      ...{ name: "placeCard | removeCard", channels: ["operator"] },
      rule: { see: "acted", intents: ["placeCard", "removeCard"] },
    });
  });
  test("are by hand unless a device acts", () => {
    const [act] = acting(["placeCard"], events(did("placeCard", "http")));
    if (!act) throw new RangeError("an act");
    expect([isByHand(act.value), isByHand({ ...act.value, by: "virtual" })]).toEqual([true, false]);
    expect(actOf(act)).toBe(act.value);
    for (const value of [null, undefined, 7, "knownBy", {}, { knownBy: 1 }, { awaited: 1 }, true])
      expect(actOf({ seq: 0, at: 0, value }), JSON.stringify(value)).toBeUndefined();
  });
});

test("a time limit after an act is counted for whom it was", () => {
  const limit = within(1000, acted("placeCard"), received("cardLeft"));
  const look = (...trace: readonly Loose[]) => limit.look({ events: events(...trace), cast: {}, latency: {} }).is;
  expect(look(asked("placeCard"), did("placeCard", "virtual"), NOISE)).toBe("held");
  expect(look(asked("placeCard"), screen("idle"), NOISE, did("placeCard", "virtual"))).toBe("held");
  expect(look(asked("placeCard"), screen("idle"), NOISE, did("placeCard"))).toBe("unseen");
});
