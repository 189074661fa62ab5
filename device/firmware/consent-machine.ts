import { rows, stepper, type Table } from "../state-machine.ts";
import type { ConsentItem } from "../wire/face.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/** What the patient agrees to have looked at, and how prescriptions shall be issued. Agreeing to nothing is an answer. */
export type ConsentState =
  | (Questions & { readonly at: "asking" })
  | (Questions & { readonly at: "choosing"; readonly consents: readonly ConsentItem[] })
  | Ended<Answers | "timedOut">;

export interface Questions {
  readonly id: number;
  /** Kinds of information this facility asks for. */
  readonly items: readonly ConsentItem[];
  readonly askPrescription: boolean;
}

export interface Answers {
  readonly consents: readonly ConsentItem[];
  readonly prescription?: "electronic" | "paper";
}

export const askConsent = (questions: Questions): PartStep<ConsentState> => {
  if (questions.items.length === 0) return askPrescription(questions, []);
  return [
    { ...questions, at: "asking" },
    { do: "show", screen: "consent", id: questions.id, items: questions.items },
    { do: "wait", for: "consent" },
  ];
};

const to = rows<ConsentState, ReaderEffect>();

const timedOut = to(["ended"], () => [ended("timedOut")]);

export const consentTable: Table<ConsentState, ReaderEvent, ReaderEffect> = {
  asking: {
    consentTouched: to(["choosing", "ended"], (state, touched) => {
      const consents = state.items.filter((item) => touched.items.includes(item));
      const [next, ...effects] = askPrescription(state, consents);
      const manner = touched.together ? "together" : "separately";
      return [next, { do: "send", message: { is: "consentGiven", reception: state.id, consents, manner } }, ...effects];
    }),
    timedOut,
  },
  choosing: {
    prescriptionTouched: to(["ended"], ({ id, consents }, { choice }) => [
      ended({ consents, prescription: choice }),
      { do: "send", message: { is: "prescriptionChosen", reception: id, choice } },
    ]),
    timedOut,
  },
  ended: {},
};

export const consent = stepper(consentTable);

function askPrescription(
  { id, items, askPrescription: asked }: Questions,
  consents: readonly ConsentItem[],
): PartStep<Exclude<ConsentState, { at: "asking" }>> {
  if (!asked) return [ended({ consents })];
  return [
    { at: "choosing", id, items, askPrescription: asked, consents },
    { do: "show", screen: "choosePrescription", id },
    { do: "wait", for: "prescription" },
  ];
}
