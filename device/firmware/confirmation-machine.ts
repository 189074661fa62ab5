import type { Picture } from "../ports.ts";
import { rows, stepper, type Table } from "../state-machine.ts";
import type { Method } from "../wire/face.ts";
import { keyB, type KeyBState, openByKeyB } from "./key-b-machine.ts";
import { match, matchFace, type MatchState } from "./match-machine.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent, within } from "./part-machine.ts";
import { photograph, type PhotographState, readPhotograph } from "./photograph-machine.ts";
import { enterPin, pin, type PinState } from "./pin-machine.ts";
import { checkByStaff, staff, type StaffState } from "./staff-machine.ts";

/**
 * Confirms that the patient is the holder of the card. A method that failed is not offered again, and another takes its place as
 * long as there is one: face, then PIN, then staff; after a locked PIN whatever is left.
 */
export type ConfirmationState =
  | (Patient & { readonly at: "choosing" })
  | (Patient & { readonly at: "openingCard"; readonly part: KeyBState })
  | (Patient & { readonly at: "readingPhotograph"; readonly part: PhotographState })
  | (Patient & { readonly at: "matching"; readonly part: MatchState })
  | (Patient & { readonly at: "enteringPin"; readonly of?: "android"; readonly part: PinState })
  | (Patient & { readonly at: "checkingStaff"; readonly part: StaffState })
  | Ended<Confirmed | "cancelled" | "timedOut" | "noMethodLeft" | "unreadable">;

export interface Confirmed {
  readonly by: Method;
  /** What could still be tried if this confirmation turns out not to be enough. */
  readonly left: readonly Method[];
}

interface Patient {
  readonly id: number;
  readonly left: readonly Method[];
  /** Faces compared before another method takes over, where the host says how many. */
  readonly attempts?: number;
}

type In<A extends ConfirmationState["at"]> = Extract<ConfirmationState, { at: A }>;
type Outcome = In<"ended">["outcome"];

/** With one method left there is nothing to choose. */
export function confirm(
  patient: Patient,
): PartStep<In<"choosing" | "openingCard" | "enteringPin" | "checkingStaff"> | Ended<"noMethodLeft">> {
  const [method, ...others] = patient.left;
  if (!method) return [ended("noMethodLeft")];
  if (others.length === 0) return start(patient, method);
  return [
    { ...patient, at: "choosing" },
    { do: "show", screen: "chooseMethod", id: patient.id, methods: patient.left },
    { do: "wait", for: "method" },
  ];
}

/** A phone's own four digits, which its certificate asks for; there is no other method beside them. */
export function confirmAndroid(id: number): PartStep<In<"enteringPin">> {
  const [part, ...effects] = enterPin(id, []);
  return [{ id, left: [], at: "enteringPin", of: "android", part }, ...effects];
}

const to = rows<ConfirmationState, ReaderEffect>();

const cancelled = to(["ended"], () => [ended<Outcome>("cancelled")]);

const opening = to(
  ["openingCard", "readingPhotograph", "enteringPin", "checkingStaff", "ended"],
  (state: In<"openingCard">, event: ReaderEvent) =>
    within(
      keyB(state.part, event),
      (part) => ({ ...state, part }),
      (outcome) => (outcome === "opened" ? photographing(state) : withoutFace(state)),
    ),
);

const reading = to(
  ["readingPhotograph", "matching", "enteringPin", "checkingStaff", "ended"],
  (state: In<"readingPhotograph">, event: ReaderEvent) =>
    within(
      photograph(state.part, event),
      (part) => ({ ...state, part }),
      ({ picture }) => (picture ? comparing(state, picture) : withoutFace(state)),
    ),
);

const matching = to(
  ["matching", "enteringPin", "checkingStaff", "ended"],
  (state: In<"matching">, event: ReaderEvent) =>
    within(
      match(state.part, event),
      (part) => ({ ...state, part }),
      (outcome) => (outcome === "accepted" ? [confirmed(state, "face")] : withoutFace(state)),
    ),
);

const typing = to(
  ["choosing", "openingCard", "enteringPin", "checkingStaff", "ended"],
  (state: In<"enteringPin">, event: ReaderEvent) =>
    within(
      pin(state.part, event),
      (part) => ({ ...state, part }),
      (outcome) => {
        if (outcome === "verified") return [confirmed(state, state.of ?? "pin")];
        if (outcome === "locked") return confirm({ ...patientOf(state), left: others(state, "pin") });
        return [ended<Outcome>(outcome)];
      },
    ),
);

const checking = to(
  ["choosing", "openingCard", "enteringPin", "checkingStaff", "ended"],
  (state: In<"checkingStaff">, event: ReaderEvent) =>
    within(
      staff(state.part, event),
      (part) => ({ ...state, part }),
      (outcome) => {
        if (outcome === "confirmed") return [confirmed(state, "staff")];
        if (outcome === "noPassword") return confirm({ ...patientOf(state), left: others(state, "staff") });
        // Staff who say that it is somebody else end it: no other method may overrule them.
        return [ended<Outcome>(outcome === "notSamePerson" ? "noMethodLeft" : outcome)];
      },
    ),
);

export const confirmationTable: Table<ConfirmationState, ReaderEvent, ReaderEffect> = {
  choosing: {
    methodTouched: to(["choosing", "openingCard", "enteringPin", "checkingStaff"], (state, { method }) =>
      state.left.includes(method) ? chosen(state, method, start(state, method)) : [state],
    ),
    timedOut: to(["ended"], () => [ended<Outcome>("timedOut")]),
    cancelTouched: cancelled,
  },
  openingCard: { frontRead: opening, keyBTried: opening, jobFailed: opening, cancelTouched: cancelled },
  readingPhotograph: { photographRead: reading, jobFailed: reading, cancelTouched: cancelled },
  matching: {
    faceCompared: matching,
    jobFailed: matching,
    timedOut: matching,
    methodTouched: to(["matching", "enteringPin", "checkingStaff"], (state, { method }) => {
      if (method === "face" || !state.left.includes(method)) return [state];
      return chosen(state, method, method === "pin" ? byPin(state) : byStaff(state));
    }),
    cancelTouched: cancelled,
  },
  enteringPin: {
    pinCounted: typing,
    pinTyped: typing,
    pinVerified: typing,
    timedOut: typing,
    jobFailed: typing,
    methodTouched: to(["enteringPin", "openingCard", "checkingStaff"], (state, { method }) => {
      if (method === "pin" || !state.left.includes(method)) return [state];
      return chosen(state, method, method === "face" ? byFace(state) : byStaff(state));
    }),
    cancelTouched: typing,
  },
  checkingStaff: {
    staffEntered: checking,
    timedOut: checking,
    methodTouched: to(["checkingStaff", "openingCard", "enteringPin"], (state, { method }) => {
      if (method === "staff" || !state.left.includes(method)) return [state];
      return chosen(state, method, method === "face" ? byFace(state) : byPin(state));
    }),
    cancelTouched: cancelled,
  },
  ended: {},
};

export const confirmation = stepper(confirmationTable);

const start = (patient: Patient, method: Method) =>
  method === "face" ? byFace(patient) : method === "pin" ? byPin(patient) : byStaff(patient);

function byFace(patient: Patient): PartStep<In<"openingCard">> {
  const [part, ...effects] = openByKeyB();
  const shown = { do: "show", screen: "readingCard", id: patient.id } as const;
  return [{ ...patientOf(patient), at: "openingCard", part }, shown, ...effects];
}

function byPin(patient: Patient): PartStep<In<"enteringPin">> {
  const [part, ...effects] = enterPin(patient.id, others(patient, "pin"));
  return [{ ...patientOf(patient), at: "enteringPin", part }, ...effects];
}

function byStaff(patient: Patient): PartStep<In<"checkingStaff">> {
  const [part, ...effects] = checkByStaff(patient.id, others(patient, "staff"));
  return [{ ...patientOf(patient), at: "checkingStaff", part }, ...effects];
}

function photographing(patient: Patient): PartStep<In<"readingPhotograph">> {
  const [part, ...effects] = readPhotograph();
  return [{ ...patientOf(patient), at: "readingPhotograph", part }, ...effects];
}

function comparing(patient: Patient, picture: Picture): PartStep<In<"matching">> {
  const [part, ...effects] = matchFace(patient.id, picture, others(patient, "face"), patient.attempts);
  return [{ ...patientOf(patient), at: "matching", part }, ...effects];
}

function withoutFace(patient: Patient): PartStep<In<"enteringPin" | "checkingStaff" | "ended">> {
  const left = others(patient, "face");
  if (left.includes("pin")) return byPin({ ...patientOf(patient), left });
  if (left.includes("staff")) return byStaff({ ...patientOf(patient), left });
  return [ended<Outcome>("noMethodLeft")];
}

const confirmed = (patient: Patient, by: Method) => ended<Outcome>({ by, left: others(patient, by) });

/** The patient's own choice is told to the host; a method that merely follows another is seen by its screen. */
function chosen<S extends PartStep<unknown>>({ id }: Patient, method: Method, step: S): PartStep<S[0]> {
  const [next, ...effects] = step;
  const told = { do: "send", message: { is: "methodChosen", reception: id, method } } as const;
  return [next, { do: "stopWaiting" }, { do: "abandonJob" }, told, ...effects];
}

const others = ({ left }: Patient, but: Method) => left.filter((method) => method !== but);
const patientOf = ({ id, left, attempts }: Patient): Patient => ({
  id,
  left,
  ...(attempts === undefined ? {} : { attempts }),
});
