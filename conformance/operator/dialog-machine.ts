import { rows, type Step, stays, stepper, type Table } from "../../device/state-machine.ts";

/** One act asked of a person at the terminal: what each key and each silence means. */
export type DialogState =
  | { readonly at: "asking" }
  /** An act that is only a while of keeping one's hands off: it ends by itself. */
  | { readonly at: "waiting" }
  | { readonly at: "paused"; readonly from: "asking" | "waiting" }
  | { readonly at: "over" };

export type DialogEvent =
  | { readonly is: "done" | "again" | "skip" | "pause" | "stop" | "other" }
  /** The time for the act is up; or nobody can type any more. */
  | { readonly is: "timeUp" | "gone" };

export type Answer = "done" | "again" | "skip" | "stop" | "timeUp" | "gone";

export type DialogEffect =
  | { readonly do: "answer"; readonly answer: Answer }
  | { readonly do: "say"; readonly sentence: "paused" | "resumed" | "notUnderstood" }
  /** The time for the act runs anew, or not at all. */
  | { readonly do: "startTime" }
  | { readonly do: "stopTime" };

const to = rows<DialogState, DialogEffect>();

const answers = (answer: Answer) =>
  to(["over"], (): Step<{ readonly at: "over" }, DialogEffect> => [
    { at: "over" },
    { do: "stopTime" },
    { do: "answer", answer },
  ]);

const pauses = (from: "asking" | "waiting") =>
  to(["paused"], () => [{ at: "paused", from }, { do: "stopTime" }, { do: "say", sentence: "paused" }]);

const resumes = to(["asking", "waiting"], ({ from }: { readonly from: "asking" | "waiting" }) => [
  { at: from },
  { do: "say", sentence: "resumed" },
  { do: "startTime" },
]);

const puzzled = stays((): readonly DialogEffect[] => [{ do: "say", sentence: "notUnderstood" }]);

const LEAVING = {
  again: answers("again"),
  skip: answers("skip"),
  stop: answers("stop"),
  gone: answers("gone"),
  other: puzzled,
} as const;

export const dialogTable: Table<DialogState, DialogEvent, DialogEffect> = {
  asking: { ...LEAVING, done: answers("done"), timeUp: answers("timeUp"), pause: pauses("asking") },
  waiting: { ...LEAVING, timeUp: answers("done"), pause: pauses("waiting"), done: puzzled },
  paused: { ...LEAVING, done: resumes, pause: resumes },
  over: {},
};

export const dialogStep = stepper(dialogTable);
