import { rows, stepper, type Table } from "../state-machine.ts";
import type { Method } from "../wire/face.ts";
import { type Ended, ended, type PartStep, type ReaderEffect, type ReaderEvent } from "./part-machine.ts";

/**
 * First registration (初回登録): a card that the centre does not know as an insurance card yet is registered at the reader if the
 * patient wants it, after face or PIN. Who was confirmed by staff alone is not asked.
 */
export type RegistrationState =
  | (Holder & { readonly at: "asking" })
  | (Holder & { readonly at: "offering" })
  | Ended<"known" | "wanted" | "unwanted" | "timedOut">;

interface Holder {
  readonly id: number;
  readonly method: Method;
}

export const askRegistration = (
  { id, method }: Holder,
  certificate: Uint8Array,
): PartStep<Extract<RegistrationState, { at: "asking" }>> => [
  { at: "asking", id, method },
  { do: "send", message: { is: "registrationWanted", reception: id, method, certificate } },
  { do: "wait", for: "registration" },
];

const to = rows<RegistrationState, ReaderEffect>();
type Outcome = Extract<RegistrationState, { at: "ended" }>["outcome"];
const timedOut = to(["ended"], () => [ended<Outcome>("timedOut")]);

export const registrationTable: Table<RegistrationState, ReaderEvent, ReaderEffect> = {
  asking: {
    registration: to(["offering", "ended"], (state, { registered }) => {
      if (registered) return [ended<Outcome>("known")];
      if (state.method === "staff") return [ended<Outcome>("unwanted")];
      return [
        { ...state, at: "offering" },
        { do: "show", screen: "register", id: state.id },
        { do: "wait", for: "register" },
      ];
    }),
    timedOut,
  },
  offering: {
    registerTouched: to(["ended"], ({ id }, { choice }) => [
      ended<Outcome>(choice === "yes" ? "wanted" : "unwanted"),
      { do: "send", message: { is: "registrationChosen", reception: id, choice } },
    ]),
    timedOut,
  },
  ended: {},
};

export const registration = stepper(registrationTable);
