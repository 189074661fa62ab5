import type { ReaderEvent } from "../../../device/firmware/part-machine.ts";
import type { FaceMessageOf } from "../../../device/wire/face.ts";

const picture = { width: 1, height: 1, grey: Uint8Array.of(7) };

export const PIN = "7391";
export const KEY_B = ["01020320301111", "01020320301117"] as const;

export const begin = (reception: number, changes: Partial<FaceMessageOf<"begin">> = {}): FaceMessageOf<"begin"> => ({
  is: "begin",
  reception,
  nonce: new Uint8Array(32).fill(1),
  challenge: new Uint8Array(32).fill(2),
  methods: ["face", "pin", "staff"],
  consents: ["medicines", "checkups"],
  language: "ja",
  askPrescription: "yes",
  ...changes,
});

export const began = (message: FaceMessageOf<"begin">): ReaderEvent => ({
  is: "began",
  begin: message,
  able: ["face", "pin", "staff"],
});

/** Everything that can happen inside a reader, one or more of each kind. */
export const EVENTS: readonly ReaderEvent[] = [
  began(begin(1)),
  began(begin(2, { methods: ["staff"], consents: [], askPrescription: "no" })),
  began(begin(3, { methods: [] })),
  began(begin(4, { methods: ["face", "staff"], askPrescription: "no" })),
  began(begin(5, { methods: ["pin"], consents: [] })),
  ...[1, 2, 3, 4, 5].flatMap((id): ReaderEvent[] => [
    { is: "cancelled", id },
    { is: "authority", id, given: { certificate: Uint8Array.of(1), signature: Uint8Array.of(2) } },
    { is: "authority", id, given: undefined },
  ]),
  { is: "slotTaken", cardPresent: true },
  { is: "slotTaken", cardPresent: false },
  { is: "cardPlaced" },
  { is: "cardRemoved" },
  { is: "methodTouched", method: "face" },
  { is: "methodTouched", method: "pin" },
  { is: "methodTouched", method: "staff" },
  { is: "pinTyped", digits: PIN },
  { is: "pinTyped", digits: "12" },
  { is: "staffEntered", passwordRight: true, samePerson: true },
  { is: "staffEntered", passwordRight: true, samePerson: false },
  { is: "staffEntered", passwordRight: false, samePerson: true },
  { is: "consentTouched", items: ["medicines", "diagnoses"] },
  { is: "consentTouched", items: [] },
  { is: "prescriptionTouched", choice: "paper" },
  { is: "cancelTouched" },
  { is: "timedOut" },
  { is: "cardActivated", card: "myNumberCard" },
  { is: "cardActivated", card: "otherCard" },
  { is: "frontRead", keyB: KEY_B[0] },
  { is: "frontRead", keyB: KEY_B[1] },
  { is: "frontRead", keyB: undefined },
  { is: "keyBTried", outcome: "opened" },
  { is: "keyBTried", outcome: "wrong" },
  { is: "keyBTried", outcome: "spared" },
  { is: "keyBTried", outcome: "blocked" },
  { is: "photographRead", picture },
  { is: "faceCompared", outcome: "accepted", score: 0.9 },
  { is: "faceCompared", outcome: "refused", score: 0.2 },
  { is: "faceCompared", outcome: "noFace", score: 0 },
  { is: "pinCounted", triesLeft: 3 },
  { is: "pinCounted", triesLeft: 1 },
  { is: "pinCounted", triesLeft: 0 },
  { is: "pinVerified", outcome: "verified", triesLeft: 3 },
  { is: "pinVerified", outcome: "wrong", triesLeft: 1 },
  { is: "pinVerified", outcome: "wrong", triesLeft: 0 },
  { is: "pinVerified", outcome: "locked", triesLeft: 0 },
  { is: "challengeGiven", challenge: new Uint8Array(16) },
  { is: "authorityLoaded", accepted: true },
  { is: "authorityLoaded", accepted: false },
  { is: "signed", certificate: Uint8Array.of(3), signature: Uint8Array.of(4) },
  { is: "jobFailed" },
];
