import { rows, stepper, type Table } from "../state-machine.ts";
import type { Method } from "../wire/face.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/** Visual check (目視確認) on the reader's own screen: staff give the facility's password and say whether it is the same person. */
export type StaffState = Asking | Ended<"confirmed" | "notSamePerson" | "noPassword" | "timedOut">;

interface Asking {
  readonly at: "asking";
  readonly id: number;
  readonly triesLeft: number;
  readonly others: readonly Method[];
}

export const PASSWORD_TRIES = 3;

export const checkByStaff = (id: number, others: readonly Method[]): PartStep<Asking> =>
  ask({ at: "asking", id, triesLeft: PASSWORD_TRIES, others });

const to = rows<StaffState, ReaderEffect>();

export const staffTable: Table<StaffState, ReaderEvent, ReaderEffect> = {
  asking: {
    staffEntered: to(["asking", "ended"], (state, { passwordRight, samePerson }) => {
      if (passwordRight) {
        return samePerson
          ? [ended("confirmed"), told(state.id, "confirmed")]
          : [ended("notSamePerson"), told(state.id, "refused")];
      }
      const triesLeft = state.triesLeft - 1;
      return triesLeft > 0 ? ask({ ...state, triesLeft }) : [ended("noPassword"), told(state.id, "refused")];
    }),
    timedOut: to(["ended"], () => [ended("timedOut")]),
  },
  ended: {},
};

export const staff = stepper(staffTable);

const told = (reception: number, outcome: "confirmed" | "refused"): ReaderEffect => ({
  do: "send",
  message: { is: "staffChecked", reception, outcome },
});

const ask = (state: Asking): PartStep<Asking> => [
  state,
  { do: "show", screen: "staffPassword", id: state.id, triesLeft: state.triesLeft, methods: state.others },
  { do: "wait", for: "staff" },
];
