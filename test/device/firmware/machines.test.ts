import { describe, expect, test } from "vitest";
import { arrival, arrivalTable, awaitCard } from "../../../device/firmware/arrival-machine.ts";
import { confirm, confirmation, confirmationTable } from "../../../device/firmware/confirmation-machine.ts";
import { askConsent, consent, consentTable } from "../../../device/firmware/consent-machine.ts";
import { keyB, keyBTable, openByKeyB } from "../../../device/firmware/key-b-machine.ts";
import { match, matchFace, matchTable } from "../../../device/firmware/match-machine.ts";
import type { PartStep, ReaderEffect, ReaderEvent } from "../../../device/firmware/part-machine.ts";
import { photograph, photographTable, readPhotograph } from "../../../device/firmware/photograph-machine.ts";
import { enterPin, pin, pinTable } from "../../../device/firmware/pin-machine.ts";
import { idle, reception, receptionTable } from "../../../device/firmware/reception-machine.ts";
import { askRegistration, registration, registrationTable } from "../../../device/firmware/registration-machine.ts";
import { obtainSignature, signature, signatureTable } from "../../../device/firmware/signature-machine.ts";
import { checkByStaff, staff, staffTable } from "../../../device/firmware/staff-machine.ts";
import { transitions } from "../../../device/state-machine.ts";
import { EVENTS, KEY_B, PIN } from "./events.ts";
import { arrows, walk } from "./walk.ts";

const picture = { width: 1, height: 1, grey: Uint8Array.of(7) };
const challenge = new Uint8Array(32);
const consents = { id: 1, items: ["medicines", "checkups"], askPrescription: true } as const;

describe("the diagram of each part has exactly the arrows that can be walked", () => {
  test.each([
    ["arrival", arrivalTable, walk([awaitCard(1, ["iphone", "android"])[0]], EVENTS, arrival)],
    ["key B", keyBTable, walk([openByKeyB()[0]], EVENTS, keyB)],
    ["photograph", photographTable, walk([readPhotograph()[0]], EVENTS, photograph)],
    ["match", matchTable, walk([matchFace(1, picture, ["pin"])[0]], EVENTS, match)],
    ["PIN", pinTable, walk([enterPin(1, ["face"])[0]], EVENTS, pin)],
    ["staff", staffTable, walk([checkByStaff(1, [])[0]], EVENTS, staff)],
    [
      "signature",
      signatureTable,
      walk(
        [true, false].map((done) => obtainSignature({ id: 1, challenge }, done)[0]),
        EVENTS,
        signature,
      ),
    ],
    [
      "first registration",
      registrationTable,
      walk(
        (["face", "staff"] as const).map((method) => askRegistration({ id: 1, method }, Uint8Array.of(1))[0]),
        EVENTS,
        registration,
      ),
    ],
    [
      "consent",
      consentTable,
      walk([askConsent(consents)[0], askConsent({ ...consents, askPrescription: false })[0]], EVENTS, consent),
    ],
  ])("%s", (_, table, taken) => {
    expect([...arrows(taken)].sort()).toEqual(
      transitions(table)
        .map(({ from, on, to }) => `${from} ${on} ${to}`)
        .sort(),
    );
  });
});

describe("the diagram of what is made of parts joins exactly the states that can follow each other", () => {
  test.each([
    [
      "confirmation",
      confirmationTable,
      walk(
        [confirm({ id: 1, left: ["face", "pin", "staff"] })[0], confirm({ id: 1, left: ["face", "staff"] })[0]],
        EVENTS,
        confirmation,
      ),
    ],
    ["reception", receptionTable, walk([idle], EVENTS, reception)],
  ])("%s", (_, table, taken) => {
    const drawn = transitions(table);
    const walked = arrows(taken);
    const inTable = new Set(drawn.map(({ from, on, to }) => `${from} ${on} ${to}`));
    expect([...walked].filter((arrow) => !inTable.has(arrow))).toEqual([]);
    // An arrow from a state to itself may stand for a row that found nothing to do, which no walk can see.
    const joins = (pairs: readonly (readonly [string | undefined, string | undefined])[]) =>
      [...new Set(pairs.filter(([from, to]) => from !== to).map((pair) => pair.join(" ")))].sort();
    expect(
      joins(
        [...walked].map((arrow) => {
          const [from, , to] = arrow.split(" ");
          return [from, to];
        }),
      ),
    ).toEqual(joins(drawn.map(({ from, to }) => [from, to])));
  });
});

/** Plays events to a part and says, step by step, what it did: effects by name, messages and screens by theirs. */
function play<S>([first, ...effects]: PartStep<S>, step: (state: S, event: ReaderEvent) => PartStep<S>) {
  let state = first;
  const said = [effects.map(nameOf)];
  return {
    on(...events: ReaderEvent[]) {
      for (const event of events) {
        const [next, ...more] = step(state, event);
        state = next;
        said.push(more.map(nameOf));
      }
      return { state, said: said.flat() };
    },
  };
}

const nameOf = (effect: ReaderEffect): string => {
  if (effect.do === "send")
    return "outcome" in effect.message ? `${effect.message.is} ${effect.message.outcome}` : effect.message.is;
  if (effect.do === "show")
    return `show ${effect.screen}${effect.triesLeft === undefined ? "" : ` ${effect.triesLeft}`}`;
  if (effect.do === "wait") return `wait for ${effect.for}`;
  return effect.do;
};

describe("key B", () => {
  const rows: [string, ReaderEvent[], string | undefined, string[]][] = [
    ["opens the card at the first reading", [read(0), tried("opened")], "opened", ["readFront", "tryKeyB"]],
    [
      "is read from a new picture when the first cannot be read",
      [read(), read(0), tried("opened")],
      "opened",
      ["readFront", "readFront", "tryKeyB"],
    ],
    [
      "is given up after three pictures",
      [read(), read(), read()],
      "unreadable",
      ["readFront", "readFront", "readFront"],
    ],
    [
      "is not tried again with digits that the card has refused",
      [read(0), tried("wrong"), read(0), read(1), tried("opened")],
      "opened",
      ["readFront", "tryKeyB", "readFront", "readFront", "tryKeyB"],
    ],
    [
      "costs at most one try for each picture",
      [read(0), tried("wrong"), read(1), tried("wrong"), read(0)],
      "unreadable",
      ["readFront", "tryKeyB", "readFront", "tryKeyB", "readFront"],
    ],
    ["is left alone on a card with few tries", [read(0), tried("spared")], "spared", ["readFront", "tryKeyB"]],
    ["is left alone on a card that blocked it", [read(0), tried("blocked")], "spared", ["readFront", "tryKeyB"]],
  ];
  test.each(rows)("%s", (_, events, outcome, said) => {
    expect(play(openByKeyB(), keyB).on(...events)).toEqual({ state: { at: "ended", outcome }, said });
  });
  function read(which?: 0 | 1): ReaderEvent {
    return { is: "frontRead", keyB: which === undefined ? undefined : KEY_B[which] };
  }
  function tried(outcome: "opened" | "wrong" | "spared" | "blocked"): ReaderEvent {
    return { is: "keyBTried", outcome };
  }
});

describe("the PIN pad", () => {
  const typed: ReaderEvent = { is: "pinTyped", digits: PIN };
  const verified: ReaderEvent = { is: "pinVerified", outcome: "verified", triesLeft: 3 };
  const wrong = (triesLeft: number): ReaderEvent => ({ is: "pinVerified", outcome: "wrong", triesLeft });
  const counted = (triesLeft: number): ReaderEvent => ({ is: "pinCounted", triesLeft });
  const opened = (triesLeft: number) => [
    "show pleaseWait",
    "countPinTries",
    `show enterPin ${triesLeft}`,
    "wait for pin",
  ];
  const sent = ["stopWaiting", "show pleaseWait", "verifyPin"];
  const rows: [string, ReaderEvent[], string, string[]][] = [
    ["verifies", [counted(3), typed, verified], "verified", [...opened(3), ...sent, "pinChecked verified"]],
    [
      "shows the tries left after each wrong PIN, down to a warning at the last",
      [counted(3), typed, wrong(2), typed, wrong(1), typed, verified],
      "verified",
      [
        ...opened(3),
        ...sent,
        "pinChecked wrong",
        "show enterPin 2",
        "wait for pin",
        ...sent,
        "pinChecked wrong",
        "show enterPin 1",
        "wait for pin",
        ...sent,
        "pinChecked verified",
      ],
    ],
    [
      "warns at once of a card with one try left",
      [counted(1), typed, wrong(0)],
      "locked",
      [...opened(1), ...sent, "pinChecked locked"],
    ],
    [
      "does not open on a locked PIN",
      [counted(0)],
      "locked",
      ["show pleaseWait", "countPinTries", "pinChecked locked"],
    ],
    [
      "does not spend a try on what is not four digits",
      [counted(3), { is: "pinTyped", digits: "12" }, { is: "pinTyped", digits: "12a4" }, typed, verified],
      "verified",
      [
        ...opened(3),
        "show enterPin 3",
        "wait for pin",
        "show enterPin 3",
        "wait for pin",
        ...sent,
        "pinChecked verified",
      ],
    ],
    ["closes when nobody types", [counted(3), { is: "timedOut" }], "timedOut", [...opened(3), "pinChecked timedOut"]],
    [
      "closes when the patient cancels",
      [counted(3), { is: "cancelTouched" }],
      "cancelled",
      [...opened(3), "pinChecked cancelled"],
    ],
  ];
  test.each(rows)("%s", (_, events, outcome, said) => {
    expect(play(enterPin(1, []), pin).on(...events)).toEqual({ state: { at: "ended", outcome }, said });
  });
});

describe("a face match", () => {
  const compared = (outcome: "accepted" | "refused" | "noFace" | "notLive"): ReaderEvent => ({
    is: "faceCompared",
    outcome,
    score: 0.5,
  });
  const look = (left: number) => [`show lookAtCamera ${left}`, "compareFace"];
  const paused: ReaderEvent = { is: "timedOut" };
  const rows: [string, ReaderEvent[], string, string[]][] = [
    ["may succeed at once", [compared("accepted")], "accepted", [...look(3), "captured", "matched accepted"]],
    [
      "may succeed at the third try",
      [compared("noFace"), paused, compared("refused"), paused, compared("accepted")],
      "accepted",
      [
        ...[...look(3), "captured", "matched noFace", "wait for again"],
        ...[...look(2), "captured", "matched refused", "wait for again"],
        ...[...look(1), "captured", "matched accepted"],
      ],
    ],
    [
      "is refused after three tries, a broken camera's among them",
      [compared("notLive"), paused, { is: "jobFailed" }, paused, compared("refused")],
      "refused",
      [
        ...[...look(3), "captured", "matched notLive", "wait for again"],
        ...[...look(2), "captured", "matched noFace", "wait for again"],
        ...[...look(1), "captured", "matched refused"],
      ],
    ],
  ];
  test.each(rows)("%s", (_, events, outcome, said) => {
    expect(play(matchFace(1, picture, []), match).on(...events)).toEqual({ state: { at: "ended", outcome }, said });
  });
});

describe("a visual check", () => {
  const entered = (passwordRight: boolean, samePerson = true): ReaderEvent => ({
    is: "staffEntered",
    passwordRight,
    samePerson,
  });
  const rows: [string, ReaderEvent[], string, string[]][] = [
    ["takes the password and the word of staff", [entered(true)], "confirmed", ["staffChecked confirmed"]],
    ["believes staff that it is somebody else", [entered(true, false)], "notSamePerson", ["staffChecked refused"]],
    [
      "asks three times for the password",
      [entered(false), entered(false), entered(false)],
      "noPassword",
      ["show staffPassword 2", "wait for staff", "show staffPassword 1", "wait for staff", "staffChecked refused"],
    ],
  ];
  test.each(rows)("%s", (_, events, outcome, said) => {
    expect(play(checkByStaff(1, []), staff).on(...events)).toEqual({
      state: { at: "ended", outcome },
      said: ["show staffPassword 3", "wait for staff", ...said],
    });
  });
});

describe("consent", () => {
  const touched = (...items: ("medicines" | "checkups" | "diagnoses")[]): ReaderEvent => ({
    is: "consentTouched",
    items,
    together: false,
  });
  const rows: [string, ReaderEvent[], object][] = [
    ["to all that is asked", [touched("medicines", "checkups")], { consents: ["medicines", "checkups"] }],
    ["to one item", [touched("checkups")], { consents: ["checkups"] }],
    ["to nothing is an answer too", [touched()], { consents: [] }],
    ["never covers what was not asked", [touched("diagnoses", "medicines")], { consents: ["medicines"] }],
  ];
  test.each(rows)("%s", (_, events, answers) => {
    const { state } = play(askConsent({ ...consents, askPrescription: false }), consent).on(...events);
    expect(state).toEqual({ at: "ended", outcome: answers });
  });

  test("is not asked where the facility asks for nothing", () => {
    expect(askConsent({ id: 1, items: [], askPrescription: false })).toEqual([
      { at: "ended", outcome: { consents: [] } },
    ]);
  });

  test("goes before the choice of prescription", () => {
    const choice: ReaderEvent = { is: "prescriptionTouched", choice: "electronic" };
    expect(play(askConsent(consents), consent).on(choice, touched("medicines"), choice)).toEqual({
      state: { at: "ended", outcome: { consents: ["medicines"], prescription: "electronic" } },
      said: [
        "show consent",
        "wait for consent",
        "consentGiven",
        "show choosePrescription",
        "wait for prescription",
        "prescriptionChosen",
      ],
    });
  });
});
