import { describe, expect, test } from "vitest";
import type { Job, ReaderEffect, ReaderEvent } from "../../../device/firmware/part-machine.ts";
import { idle, reception, type ReceptionState } from "../../../device/firmware/reception-machine.ts";
import type { Step } from "../../../device/state-machine.ts";
import { began, begin, EVENTS, KEY_B, PIN } from "./events.ts";
import { type Taken, walk } from "./walk.ts";

/**
 * The machine with what its interpreter would keep: whether the timer runs, and which job. Only what can happen then is let happen:
 * no result without its job, no time-out without a timer, no card placed on a card.
 */
interface Reader {
  readonly state: ReceptionState;
  readonly timer: boolean;
  readonly job: Job["do"] | undefined;
  readonly card: boolean;
}

const RESULT_OF: Partial<Record<ReaderEvent["is"], Job["do"]>> = {
  slotTaken: "takeSlot",
  cardActivated: "activateCard",
  frontRead: "readFront",
  keyBTried: "tryKeyB",
  photographRead: "readPhotograph",
  faceCompared: "compareFace",
  pinCounted: "countPinTries",
  pinVerified: "verifyPin",
  challengeGiven: "getCardChallenge",
  authorityLoaded: "loadAuthority",
  signed: "sign",
};

const isJob = (effect: ReaderEffect): effect is Job =>
  !["send", "complete", "show", "wait", "stopWaiting", "releaseSlot", "abandonJob"].includes(effect.do);

function canHappen({ job, timer, card }: Reader, event: ReaderEvent): boolean {
  const of = RESULT_OF[event.is];
  if (event.is === "slotTaken" && event.cardPresent !== card) return false;
  if (of) return of === job;
  if (event.is === "jobFailed") return job !== undefined;
  if (event.is === "timedOut") return timer;
  if (event.is === "cardPlaced") return !card;
  return event.is !== "cardRemoved" || card;
}

function step(reader: Reader, event: ReaderEvent): Step<Reader, ReaderEffect> {
  if (!canHappen(reader, event)) return [reader];
  const [state, ...effects] = reception(reader.state, event);
  let timer = reader.timer && event.is !== "timedOut";
  let job = RESULT_OF[event.is] || event.is === "jobFailed" ? undefined : reader.job;
  for (const effect of effects) {
    if (effect.do === "wait") timer = true;
    if (effect.do === "stopWaiting") timer = false;
    if (effect.do === "abandonJob") job = undefined;
    if (isJob(effect)) job = effect.do;
  }
  const card = event.is === "cardPlaced" || (reader.card && event.is !== "cardRemoved");
  const after = { state, timer, job, card };
  return [JSON.stringify(after) === JSON.stringify(reader) ? reader : after, ...effects];
}

const taken = walk<Reader, ReaderEvent, ReaderEffect>(
  [false, true].map((card) => ({ state: idle, timer: false, job: undefined, card })),
  EVENTS,
  step,
);
const during = (state: ReceptionState) => ("begin" in state ? state.id : undefined);
const ends = (effects: readonly ReaderEffect[], id: number | undefined) =>
  effects.flatMap((effect) => {
    if (effect.do === "complete" && effect.completed.reception === id) return ["completed"];
    return effect.do === "send" && effect.message.is === "ended" && effect.message.reception === id
      ? [effect.message.reason]
      : [];
  });
const outline = ({ before, event, after, effects }: Taken<Reader, ReaderEvent, ReaderEffect>) =>
  JSON.stringify({ from: before.state.at, event, to: after.state.at, effects: effects.map((effect) => effect.do) });
const expectNone = (bad: Taken<Reader, ReaderEvent, ReaderEffect>[]) => expect(bad.map(outline)).toEqual([]);

describe("whatever happens in whatever order", () => {
  test("there is much that can happen", () => {
    expect(new Set(taken.map(({ before }) => JSON.stringify(before))).size).toBeGreaterThan(250);
  });

  test("nobody waits for nothing, nor for two things: a timer or a job until the reader is idle", () => {
    expectNone(
      taken.filter(({ after: { state, timer, job } }) => {
        const waits = [timer, job !== undefined].filter(Boolean).length;
        return waits !== (state.at === "idle" ? 0 : 1);
      }),
    );
  });

  test("a reception ends in exactly one of completed and ended, when it is left and not before", () => {
    expectNone(
      taken.filter(({ before, after, effects }) => {
        const id = during(before.state);
        if (id === undefined) return false;
        return ends(effects, id).length !== (during(after.state) === id ? 0 : 1);
      }),
    );
  });

  test("the slot is given back when a reception ends, and only then", () => {
    expectNone(
      taken.filter(({ before, effects }) => {
        const id = during(before.state);
        const ended = id !== undefined && ends(effects, id).length > 0;
        return effects.filter((effect) => effect.do === "releaseSlot").length !== (ended ? 1 : 0);
      }),
    );
  });

  test("no digit of a PIN is kept or sent; it goes into one VERIFY", () => {
    expectNone(
      taken.filter(({ after, effects }) =>
        JSON.stringify([after, effects.filter((effect) => effect.do !== "verifyPin")]).includes(PIN),
      ),
    );
    expectNone(
      taken.filter(
        ({ event, effects }) => effects.some(({ do: what }) => what === "verifyPin") && event.is !== "pinTyped",
      ),
    );
  });

  test("key B is never sent to the host, and never to a card that refused it", () => {
    expectNone(
      taken.filter(({ effects }) =>
        KEY_B.some((key) => JSON.stringify(effects.filter((effect) => effect.do !== "tryKeyB")).includes(key)),
      ),
    );
    expectNone(
      taken.filter(({ before: { state }, effects }) => {
        const tried = effects.find((effect) => effect.do === "tryKeyB");
        return tried && JSON.stringify(state).includes(`"refused":[${JSON.stringify(tried.keyB)}`);
      }),
    );
  });

  test("the last try of a PIN is taken only with its number on the screen", () => {
    expectNone(
      taken.filter(({ effects }) =>
        effects.some(
          (effect) => effect.do === "show" && effect.screen === "enterPin" && effect.triesLeft === undefined,
        ),
      ),
    );
  });
});

describe("in every state that a reception can be in", () => {
  /** No card yet, or the reader itself asked for it to be taken away. */
  const cardMayGo = ({ state }: Reader) =>
    state.at === "changingCard" ||
    (state.at === "arriving" && ["takingSlot", "waiting", "repositioning"].includes(state.part.at));

  test("a card pulled away ends it cleanly: told once, nothing completed, slot given back, reader idle", () => {
    const pulled = taken.filter(
      ({ before, event }) => event.is === "cardRemoved" && before.card && during(before.state) && !cardMayGo(before),
    );
    expect(new Set(pulled.map(({ before }) => before.state.at))).toEqual(
      new Set(["arriving", "confirming", "signing", "registering", "consenting"]),
    );
    expectNone(
      pulled.filter(({ before, after, effects }) => {
        const how = ends(effects, during(before.state));
        return after.state.at !== "idle" || how.join() !== "cardTakenEarly";
      }),
    );
  });

  test.each([
    ["the host", "cancelledByHost"],
    ["the patient", "cancelledByPatient"],
  ] as const)("%s can end it", (who, reason) => {
    const cancelled = taken.filter(({ before, event }) => {
      const id = during(before.state);
      if (id === undefined) return false;
      return who === "the host" ? event.is === "cancelled" && event.id === id : event.is === "cancelTouched";
    });
    expect(cancelled.length).toBeGreaterThan(100);
    expectNone(cancelled.filter(({ before, effects }) => ends(effects, during(before.state)).join() !== reason));
  });

  test("a second one is told that the reader is busy, and the first goes on", () => {
    const second = taken.filter(
      ({ before, event }) =>
        event.is === "began" && during(before.state) !== undefined && event.begin.reception !== during(before.state),
    );
    expectNone(
      second.filter(
        ({ before, event, after, effects }) =>
          before !== after || event.is !== "began" || ends(effects, event.begin.reception).join() !== "busy",
      ),
    );
  });

  test("its own begin again, and messages of other receptions, change nothing", () => {
    expectNone(
      taken.filter(({ before, event, after, effects }) => {
        const id = during(before.state);
        if (id === undefined) return false;
        const echo = event.is === "began" && event.begin.reception === id;
        const other =
          (event.is === "cancelled" || event.is === "authority" || event.is === "registration") && event.id !== id;
        return (echo || other) && (before !== after || effects.length > 0);
      }),
    );
  });
});

describe("a reception", () => {
  const arrive: ReaderEvent[] = [
    { is: "slotTaken", cardPresent: false },
    { is: "cardPlaced" },
    { is: "cardActivated", card: "myNumberCard" },
  ];
  const told = (message: ReturnType<typeof begin>, ...events: ReaderEvent[]) => {
    let state: ReceptionState = idle;
    const said: string[] = [];
    for (const event of [began(message), ...events]) {
      const [next, ...effects] = reception(state, event);
      state = next;
      for (const effect of effects) {
        if (effect.do === "send" && effect.message.is === "ended") said.push(effect.message.reason);
        if (effect.do === "send" && effect.message.is === "screenCode") said.push(`code ${effect.message.code}`);
        if (effect.do === "complete") said.push(`completed by ${effect.completed.method}`);
      }
    }
    return { at: state.at, said };
  };

  const rows: [string, ReturnType<typeof begin>, ReaderEvent[], string, string[]][] = [
    ["that allows no method ends at the card", begin(1, { methods: [] }), arrive, "cardToTake", ["noMethodLeft"]],
    [
      "with another card says 002",
      begin(1),
      [...arrive.slice(0, 2), { is: "cardActivated", card: "otherCard" }],
      "cardToTake",
      ["code 2", "notMyNumberCard"],
    ],
    [
      "asks once to lay down a card anew that it cannot read (001), and then gives up",
      begin(1),
      [...arrive.slice(0, 2), { is: "jobFailed" }, { is: "cardRemoved" }, { is: "cardPlaced" }, { is: "jobFailed" }],
      "cardToTake",
      ["code 1", "code 1", "cardUnreadable"],
    ],
    [
      "goes on with a card that was laid down anew",
      begin(1),
      [...arrive.slice(0, 2), { is: "jobFailed" }, { is: "cardRemoved" }, { is: "cardPlaced" }, ...arrive.slice(2)],
      "confirming",
      ["code 1"],
    ],
    [
      "ends when staff see somebody else, whatever else could be tried",
      begin(1),
      [
        ...arrive,
        { is: "methodTouched", method: "staff" },
        { is: "staffEntered", passwordRight: true, samePerson: false },
      ],
      "cardToTake",
      ["noMethodLeft"],
    ],
    [
      "without leave of the central system ends where no PIN is allowed",
      begin(1, { methods: ["staff"] }),
      [
        ...arrive,
        { is: "staffEntered", passwordRight: true, samePerson: true },
        { is: "challengeGiven", challenge: new Uint8Array(16) },
        { is: "authority", id: 1, given: undefined },
      ],
      "cardToTake",
      ["notAuthorised"],
    ],
    [
      "without leave of the central system goes on by PIN where that is allowed",
      begin(1, { methods: ["pin", "staff"], consents: [], askPrescription: "no" }),
      [
        ...arrive,
        { is: "methodTouched", method: "staff" },
        { is: "staffEntered", passwordRight: true, samePerson: true },
        { is: "challengeGiven", challenge: new Uint8Array(16) },
        { is: "authority", id: 1, given: undefined },
        { is: "pinCounted", triesLeft: 3 },
        { is: "pinTyped", digits: PIN },
        { is: "pinVerified", outcome: "verified", triesLeft: 3 },
        { is: "signed", certificate: Uint8Array.of(1), signature: Uint8Array.of(2) },
      ],
      "cardToTake",
      ["completed by pin"],
    ],
    [
      "that begins over the last patient's card waits for that to go",
      begin(1, { methods: [] }),
      [...arrive, began(begin(2)), { is: "cardRemoved" }, ...arrive],
      "confirming",
      ["noMethodLeft"],
    ],
  ];
  test.each(rows)("%s", (_, message, events, at, said) => {
    expect(told(message, ...events)).toEqual({ at, said });
  });
});
