import type { Picture } from "../ports.ts";
import { rows, stepper, type Table } from "../state-machine.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/** Fetches the photograph from the chip, once key B has opened it. */
export type PhotographState =
  { readonly at: "reading"; readonly attempt: number } | Ended<{ readonly picture: Picture | undefined }>;

/** A read that failed half-way is begun anew once: cards are moved while they lie on the antenna. */
const ATTEMPTS = 2;

export const readPhotograph = (): PartStep<PhotographState> => [
  { at: "reading", attempt: 1 },
  { do: "readPhotograph" },
];

const to = rows<PhotographState, ReaderEffect>();

export const photographTable: Table<PhotographState, ReaderEvent, ReaderEffect> = {
  reading: {
    photographRead: to(["ended"], (_, { picture }) => [ended({ picture })]),
    jobFailed: to(["reading", "ended"], ({ attempt }) =>
      attempt < ATTEMPTS
        ? [{ at: "reading", attempt: attempt + 1 }, { do: "readPhotograph" }]
        : [ended({ picture: undefined })],
    ),
  },
  ended: {},
};

export const photograph = stepper(photographTable);
