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
export type MatchState =
  | (Matching & { readonly at: "looking" })
  /** The last try was none; the patient sees why, and has a moment to stand otherwise. */
  | (Matching & { readonly at: "pausing" })
  | Ended<"accepted" | "refused">;

interface Matching {
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
): PartStep<In<"looking">> => look({ id, photograph, attempt: 1, attempts, others });

type In<A extends MatchState["at"]> = Extract<MatchState, { at: A }>;

const to = rows<MatchState, ReaderEffect>();

export const matchTable: Table<MatchState, ReaderEvent, ReaderEffect> = {
  looking: {
    faceCompared: to(["pausing", "ended"], (state, { outcome, score, liveness }) =>
      compared(state, outcome, score, liveness),
    ),
    // A camera that gives nothing is, to the patient, a try that showed no face.
    jobFailed: to(["pausing", "ended"], (state) => compared(state, "noFace", 0)),
  },
  pausing: { timedOut: to(["looking"], (state) => look({ ...state, attempt: state.attempt + 1 })) },
  ended: {},
};

export const match = stepper(matchTable);

function compared(
  state: Matching,
  outcome: FaceOutcome,
  score: number,
  liveness?: number,
): PartStep<In<"pausing" | "ended">> {
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
  return [{ ...state, at: "pausing" }, captured, told, { do: "wait", for: "again" }];
}

const tenThousandths = (share: number): number => Math.round(share * 10_000);

function look(state: Matching): PartStep<In<"looking">> {
  const triesLeft = state.attempts - state.attempt + 1;
  return [
    { ...state, at: "looking" },
    { do: "show", screen: "lookAtCamera", id: state.id, triesLeft, methods: state.others },
    { do: "compareFace", photograph: state.photograph },
  ];
}
