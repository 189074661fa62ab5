import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import {
  face,
  type FaceEffect,
  type FaceEvent,
  type FaceState,
  faceTable,
} from "../../../device/reader/face-machine.ts";
import { transitions } from "../../../device/state-machine.ts";
import type { FaceMessage, FaceMessageOf } from "../../../device/wire/face.ts";
import { begin } from "../firmware/events.ts";
import { arrows, walk } from "../firmware/walk.ts";

const asked = begin(1, { askPrescription: "no" });
const completed: FaceMessageOf<"completed"> = {
  is: "completed",
  reception: 1,
  method: "face",
  certificate: Uint8Array.of(1),
  signature: Uint8Array.of(2),
  consents: ["medicines"],
};
const identity: FaceMessage = {
  is: "identity",
  version: 1,
  maker: "m",
  model: "r",
  serial: "1",
  firmware: "0",
  methods: ["face"],
  attestation: Uint8Array.of(1),
};
const lost = new DeviceError("link.lost", { link: "test" });
const malformed = new DeviceError("peer.malformed", { what: "reader message", why: "test" });
const heard = (message: FaceMessage, proven?: boolean): FaceEvent => ({
  is: "heard",
  message,
  ...(proven === undefined ? {} : { proven }),
});
const wanted = (reception: number): FaceMessage => ({
  is: "authorityWanted",
  reception,
  challenge: new Uint8Array(16),
});
const ended = (reception: number): FaceMessage => ({ is: "ended", reception, reason: "timedOut" });

const EVENTS: FaceEvent[] = [
  { is: "asked", begin: asked },
  { is: "cancelAsked", id: 1 },
  { is: "cancelAsked", id: 2 },
  { is: "authorityAnswered", id: 1, authority: {} },
  { is: "authorityAnswered", id: 2, authority: {} },
  heard(identity),
  heard({ is: "cardPlaced" }),
  heard({ is: "prompt", reception: 1, screen: "consent" }),
  heard(wanted(1)),
  heard(wanted(2)),
  heard(completed, true),
  heard(completed, false),
  heard(ended(1)),
  { is: "garbled", error: malformed },
  { is: "silent", seconds: 75 },
  { is: "lost", error: lost },
];
const taken = walk<FaceState, FaceEvent, FaceEffect>([{ at: "greeting" }], EVENTS, face);

test("the diagram has exactly the arrows that can be walked", () => {
  const drawn = transitions(faceTable).map(({ from, on, to }) => `${from} ${on} ${to}`);
  const walked = arrows(taken);
  expect([...walked].filter((arrow) => !drawn.includes(arrow))).toEqual([]);
  const quiet = drawn.filter((arrow) => !walked.has(arrow));
  // Rows that find nothing to do in one case leave no mark there.
  expect(quiet).toEqual(["receiving cancelAsked receiving"]);
});

test("whatever is heard, who waits for a result is answered when its state is left", () => {
  const receiving = ["receiving", "cancelling"];
  const left = taken.filter(({ before, after }) => receiving.includes(before.at) && !receiving.includes(after.at));
  expect(left.length).toBeGreaterThan(5);
  for (const { effects } of left)
    expect(effects.filter((effect) => effect.do === "settle" || effect.do === "fail")).toHaveLength(1);
});

describe("while a patient is received", () => {
  const receiving: FaceState = { at: "receiving", id: 1, begin: asked };
  const does = (event: FaceEvent, state: FaceState = receiving) => {
    const [next, ...effects] = face(state, event);
    const errors = effects.flatMap((effect) => ("error" in effect ? [effect.error.message] : []));
    return [next.at, effects.map((effect) => effect.do).join(), ...errors];
  };

  test.each<[string, FaceEvent, string[]]>([
    ["a step is told", heard({ is: "prompt", reception: 1, screen: "consent" }), ["receiving", "tell,wait"]],
    ["leave is asked for", heard(wanted(1)), ["receiving", "tell,askAuthority,wait"]],
    ["another reception's step is reported and no more", heard(wanted(2)), ["receiving", "report"]],
    ["a proven result is taken", heard(completed, true), ["ready", "stopWaiting,tell,settle"]],
    [
      "a result with a wrong proof is refused, and the reader told",
      heard(completed, false),
      [
        "ready",
        "stopWaiting,send,fail",
        "Unexpected answer during completed: a proof that the reader's key did not make.",
      ],
    ],
    [
      "a method that was not allowed is refused",
      heard({ ...completed, method: "staff" }, true),
      [
        "ready",
        "stopWaiting,send,fail",
        "Unexpected answer during completed: confirmation by staff, which was not allowed.",
      ],
    ],
    [
      "a consent that was not asked is refused",
      heard({ ...completed, consents: ["operations"] }, true),
      [
        "ready",
        "stopWaiting,send,fail",
        "Unexpected answer during completed: consent to operations, which was not asked.",
      ],
    ],
    [
      "a prescription that was not asked is refused",
      heard({ ...completed, prescription: "paper" }, true),
      [
        "ready",
        "stopWaiting,send,fail",
        "Unexpected answer during completed: a choice of prescription that was not asked.",
      ],
    ],
    [
      "silence ends it, and the reader is told",
      { is: "silent", seconds: 75 },
      ["ready", "stopWaiting,send,fail", "the reader did not send the next step of the reception within 75 s."],
    ],
    [
      "a frame that is none ends it, and the reader is told",
      { is: "garbled", error: malformed },
      ["ready", "stopWaiting,send,fail", malformed.message],
    ],
    ["a lost link ends all", { is: "lost", error: lost }, ["closed", "stopWaiting,fail", lost.message]],
    [
      "a second patient is refused",
      { is: "asked", begin: begin(2) },
      ["receiving", "refuse", "this reader has a reception under way"],
    ],
  ])("%s", (_, event, expected) => {
    const allowed: FaceState = { ...receiving, begin: begin(1, { methods: ["face"], askPrescription: "no" }) };
    expect(does(event, allowed)).toEqual(expected);
  });

  test("a missing choice of prescription is refused where it was asked", () => {
    expect(does(heard(completed, true), { ...receiving, begin: begin(1) })[2]).toMatch(/no choice of prescription/);
  });
});
