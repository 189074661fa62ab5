import { rows, stepper, type Table } from "../state-machine.ts";
import type { Method } from "../wire/face.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/**
 * The four-digit PIN on the reader's own pad. The tries left are asked of the card before the pad opens and shown beside it, so the
 * last one is never burnt unsaid. Digits go from the pad into one VERIFY and nowhere else: no state holds them.
 */
export type PinState =
  | (Pad & { readonly at: "counting" })
  | (Pad & { readonly at: "typing"; readonly triesLeft: number })
  | (Pad & { readonly at: "verifying" })
  | Ended<"verified" | "locked" | "timedOut" | "cancelled" | "unreadable">;

interface Pad {
  readonly id: number;
  readonly others: readonly Method[];
}

export const enterPin = (id: number, others: readonly Method[]): PartStep<Extract<PinState, { at: "counting" }>> => [
  { at: "counting", id, others },
  wait(id),
  { do: "countPinTries" },
];

const to = rows<PinState, ReaderEffect>();

const cancelled = to(["ended"], ({ id }: Pad, _: unknown) => [ended("cancelled"), told(id, "cancelled")]);
const unreadable = to(["ended"], () => [ended("unreadable")]);

export const pinTable: Table<PinState, ReaderEvent, ReaderEffect> = {
  counting: {
    pinCounted: to(["typing", "ended"], (pad, { triesLeft }) =>
      triesLeft > 0 ? type(pad, triesLeft) : [ended("locked"), told(pad.id, "locked", 0)],
    ),
    cancelTouched: cancelled,
    jobFailed: unreadable,
  },
  typing: {
    pinTyped: to(["typing", "verifying"], (state, { digits }) =>
      // What is not four digits would cost a try for a slip of the finger.
      /^[0-9]{4}$/.test(digits)
        ? [
            { at: "verifying", id: state.id, others: state.others },
            { do: "stopWaiting" },
            wait(state.id),
            { do: "verifyPin", digits },
          ]
        : type(state, state.triesLeft),
    ),
    timedOut: to(["ended"], ({ id }) => [ended("timedOut"), told(id, "timedOut")]),
    cancelTouched: cancelled,
  },
  verifying: {
    pinVerified: to(["typing", "ended"], (pad, { outcome, triesLeft }) => {
      if (outcome === "verified") return [ended("verified"), told(pad.id, "verified")];
      if (outcome === "locked" || triesLeft === 0) return [ended("locked"), told(pad.id, "locked", 0)];
      const [typing, ...effects] = type(pad, triesLeft);
      return [typing, told(pad.id, "wrong", triesLeft), ...effects];
    }),
    cancelTouched: cancelled,
    jobFailed: unreadable,
  },
  ended: {},
};

export const pin = stepper(pinTable);

type Checked = Extract<Extract<ReaderEffect, { do: "send" }>["message"], { is: "pinChecked" }>;

const told = (reception: number, outcome: Checked["outcome"], triesLeft?: number): ReaderEffect => ({
  do: "send",
  message: { is: "pinChecked", reception, outcome, ...(triesLeft === undefined ? {} : { triesLeft }) },
});

const wait = (id: number): ReaderEffect => ({ do: "show", screen: "pleaseWait", id });

const type = ({ id, others }: Pad, triesLeft: number): PartStep<Extract<PinState, { at: "typing" }>> => [
  { at: "typing", id, others, triesLeft },
  { do: "show", screen: "enterPin", id, triesLeft, methods: others },
  { do: "wait", for: "pin" },
];
