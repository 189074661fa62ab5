import type { Picture } from "../ports.ts";
import { rows, stepper, type Table } from "../state-machine.ts";
import type { Method } from "../wire/face.ts";
import {
  type Ended,
  ended,
  type FaceOutcome,
  type PartStep,
  type ReaderEffect,
  type ReaderEvent,
} from "./part-machine.ts";

/** Compares the patient's face with the photograph, a few times over. */
export type MatchState = Looking | Ended<"accepted" | "refused">;

interface Looking {
  readonly at: "looking";
  readonly id: number;
  readonly photograph: Picture;
  readonly attempt: number;
  /** What else the patient may touch instead of trying again. */
  readonly others: readonly Method[];
}

/** The makers' own counts are not public; three is an assumption of ours (ledger: ASM-READER-TIMES). */
export const FACE_ATTEMPTS = 3;

export const matchFace = (id: number, photograph: Picture, others: readonly Method[]): PartStep<Looking> =>
  look({ at: "looking", id, photograph, attempt: 1, others });

const to = rows<MatchState, ReaderEffect>();

export const matchTable: Table<MatchState, ReaderEvent, ReaderEffect> = {
  looking: {
    faceCompared: to(["looking", "ended"], (state, { outcome, score }) => compared(state, outcome, score)),
    // A camera that gives nothing is, to the patient, a try that showed no face.
    jobFailed: to(["looking", "ended"], (state) => compared(state, "noFace", 0)),
  },
  ended: {},
};

export const match = stepper(matchTable);

function compared(state: Looking, outcome: FaceOutcome, score: number): PartStep<MatchState> {
  const { id: reception, attempt } = state;
  const attemptsLeft = FACE_ATTEMPTS - attempt;
  const told = {
    do: "send",
    message: { is: "matched", reception, attempt, outcome, score: Math.round(score * 10_000), attemptsLeft },
  } as const;
  if (outcome === "accepted") return [ended("accepted"), told];
  if (attemptsLeft === 0) return [ended("refused"), told];
  const [next, ...effects] = look({ ...state, attempt: attempt + 1 });
  return [next, told, ...effects];
}

function look(state: Looking): PartStep<Looking> {
  const triesLeft = FACE_ATTEMPTS - state.attempt + 1;
  return [
    state,
    { do: "show", screen: "lookAtCamera", id: state.id, triesLeft, methods: state.others },
    { do: "compareFace", photograph: state.photograph },
  ];
}
