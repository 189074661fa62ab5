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
  readonly attempts: number;
  /** What else the patient may touch instead of trying again. */
  readonly others: readonly Method[];
}

/** The makers' own counts are not public; three is an assumption of ours (ledger: ASM-READER-TIMES). */
export const FACE_ATTEMPTS = 3;

export const matchFace = (
  id: number,
  photograph: Picture,
  others: readonly Method[],
  attempts = FACE_ATTEMPTS,
): PartStep<Looking> => look({ at: "looking", id, photograph, attempt: 1, attempts, others });

const to = rows<MatchState, ReaderEffect>();

export const matchTable: Table<MatchState, ReaderEvent, ReaderEffect> = {
  looking: {
    faceCompared: to(["looking", "ended"], (state, { outcome, score, liveness }) =>
      compared(state, outcome, score, liveness),
    ),
    // A camera that gives nothing is, to the patient, a try that showed no face.
    jobFailed: to(["looking", "ended"], (state) => compared(state, "noFace", 0)),
  },
  ended: {},
};

export const match = stepper(matchTable);

function compared(state: Looking, outcome: FaceOutcome, score: number, liveness?: number): PartStep<MatchState> {
  const { id: reception, attempt } = state;
  const attemptsLeft = state.attempts - attempt;
  const alive = liveness === undefined ? {} : { liveness: tenThousandths(liveness) };
  const faces = outcome === "noFace" ? "none" : "one";
  const captured = { do: "send", message: { is: "captured", reception, attempt, faces, ...alive } } as const;
  const told = {
    do: "send",
    message: { is: "matched", reception, attempt, outcome, score: tenThousandths(score), attemptsLeft, ...alive },
  } as const;
  if (outcome === "accepted") return [ended("accepted"), captured, told];
  if (attemptsLeft <= 0) return [ended("refused"), captured, told];
  const [next, ...effects] = look({ ...state, attempt: attempt + 1 });
  return [next, captured, told, ...effects];
}

const tenThousandths = (share: number): number => Math.round(share * 10_000);

function look(state: Looking): PartStep<Looking> {
  const triesLeft = state.attempts - state.attempt + 1;
  return [
    state,
    { do: "show", screen: "lookAtCamera", id: state.id, triesLeft, methods: state.others },
    { do: "compareFace", photograph: state.photograph },
  ];
}
