import { rows, stays, stepper, type Table } from "../state-machine.ts";
import type { EndReason, FaceMessage, FaceMessageOf, Method } from "../wire/face.ts";
import { arrival, type ArrivalState, awaitCard } from "./arrival-machine.ts";
import { askConsent, consent, type ConsentState } from "./consent-machine.ts";
import {
  confirm,
  confirmAndroid,
  confirmation,
  type ConfirmationState,
  type Confirmed,
} from "./confirmation-machine.ts";
import { itemsFor } from "./facility-items.ts";
import { type PartStep, type Phone, type ReaderEffect, type ReaderEvent, within } from "./part-machine.ts";
import { askRegistration, registration, type RegistrationState } from "./registration-machine.ts";
import { obtainSignature, type Signature, signature, type SignatureState } from "./signature-machine.ts";

/**
 * One patient at a face-auth reader, from the host's `begin` to the card taken away. Whatever happens, a reception ends in exactly
 * one of `completed` and `ended`, and the card is given back to the PC at that moment.
 */
export type ReceptionState =
  | { readonly at: "idle" }
  | (Reception & { readonly at: "arriving"; readonly part: ArrivalState })
  | (Reception & { readonly at: "confirming"; readonly part: ConfirmationState })
  | (Reception & { readonly at: "signing"; readonly confirmed: Confirmed; readonly part: SignatureState })
  | (Reception & Signed & { readonly at: "registering"; readonly part: RegistrationState })
  | (Reception & Signed & { readonly at: "consenting"; readonly part: ConsentState })
  /** The reception `id` is over and its card is still there. */
  | { readonly at: "cardToTake"; readonly id: number }
  /** A new reception began while the last patient's card is still there. */
  | (Reception & { readonly at: "changingCard" });

interface Reception {
  readonly id: number;
  readonly begin: FaceMessageOf<"begin">;
  readonly methods: readonly Method[];
}

type Signed = Signature & { readonly method: Method; readonly registration?: "yes" };

type In<A extends ReceptionState["at"]> = Extract<ReceptionState, { at: A }>;

export const idle: In<"idle"> = { at: "idle" };

const to = rows<ReceptionState, ReaderEffect>();
const send = (message: FaceMessage): ReaderEffect => ({ do: "send", message });
const placed = send({ is: "cardPlaced" });
const removed = send({ is: "cardRemoved" });
const restarted = (id: number) => send({ is: "ended", reception: id, reason: "restarted" });

const busy = stays((_: unknown, { begin }: { readonly begin: FaceMessageOf<"begin"> }) => [
  send({ is: "ended", reception: begin.reception, reason: "busy" }),
]);

/** Where the next patient came before the greeting, that is the state; the host hears all the same what became of the last. */
const toldOfLast = stays((_: unknown, { id }: { readonly id: number }) => [restarted(id)]);

/** The card is there: taking it away now ends the reception at once, and nothing of it is kept. */
const withCard = {
  began: busy,
  restarted: toldOfLast,
  cancelled: to(["cardToTake"], ({ id }: Reception) => fail(id, "cancelledByHost")),
  cancelTouched: to(["cardToTake"], ({ id }: Reception) => fail(id, "cancelledByPatient")),
  cardRemoved: to(["idle"], ({ id }: Reception) => {
    const [next, ...effects] = leave(id, "cardTakenEarly");
    return [next, removed, ...effects];
  }),
};

const arriving = to(
  ["arriving", "confirming", "signing", "idle", "cardToTake"],
  (state: In<"arriving">, event: ReaderEvent) =>
    within(
      arrival(state.part, event),
      (part) => ({ ...state, part }),
      (outcome) => {
        if ("kind" in outcome) return beginWith(outcome.kind, state);
        const { reason, cardPresent, code } = outcome;
        return cardPresent ? fail(state.id, reason, code) : leave(state.id, reason);
      },
    ),
);

const confirming = to(["confirming", "signing", "cardToTake"], (state: In<"confirming">, event: ReaderEvent) =>
  holdConfirmation(state, confirmation(state.part, event)),
);

const signing = to(
  ["signing", "confirming", "registering", "consenting", "cardToTake"],
  (state: In<"signing">, event: ReaderEvent) =>
    within(
      signature(state.part, event),
      (part) => ({ ...state, part }),
      (outcome) => {
        if (typeof outcome === "object") return signedBy({ ...state, ...outcome, method: state.confirmed.by });
        if (outcome === "timedOut") return fail(state.id, "timedOut");
        if (outcome === "unreadable") return fail(state.id, "cardUnreadable", "001");
        // The PIN needs no leave of the central system.
        const left = state.confirmed.left.filter((method) => method === "pin");
        return left.length === 0 ? fail(state.id, "notAuthorised") : startConfirmation(state, left);
      },
    ),
);

const registering = to(["registering", "consenting", "cardToTake"], (state: In<"registering">, event: ReaderEvent) =>
  within(
    registration(state.part, event),
    (part) => ({ ...state, part }),
    (outcome) => {
      if (outcome === "known") return startConsent(state);
      if (outcome === "wanted") return startConsent({ ...state, registration: "yes" });
      return fail(state.id, outcome === "timedOut" ? "timedOut" : "notRegistered");
    },
  ),
);

const consenting = to(["consenting", "cardToTake"], (state: In<"consenting">, event: ReaderEvent) =>
  holdConsent(state, consent(state.part, event)),
);

export const receptionTable: Table<ReceptionState, ReaderEvent, ReaderEffect> = {
  idle: {
    began: to(["arriving"], (_, { begin, able }) => start(begin, able)),
    cardPlaced: stays(() => [placed]),
    cardRemoved: stays(() => [removed]),
    restarted: to(["idle", "cardToTake"], (_, { id, cardPresent }) => {
      const told = restarted(id);
      return cardPresent
        ? [{ at: "cardToTake", id }, told, { do: "show", screen: "takeCard", id }, { do: "wait", for: "removal" }]
        : [idle, told];
    }),
  },
  arriving: {
    began: busy,
    restarted: toldOfLast,
    methodTouched: arriving,
    slotTaken: arriving,
    cardPlaced: arriving,
    cardRemoved: arriving,
    cardActivated: arriving,
    jobFailed: arriving,
    timedOut: arriving,
    cancelled: arriving,
    cancelTouched: arriving,
  },
  confirming: {
    ...withCard,
    methodTouched: confirming,
    pinTyped: confirming,
    staffEntered: confirming,
    cancelTouched: confirming,
    frontRead: confirming,
    keyBTried: confirming,
    photographRead: confirming,
    faceCompared: confirming,
    pinCounted: confirming,
    pinVerified: confirming,
    jobFailed: confirming,
    timedOut: confirming,
  },
  signing: {
    ...withCard,
    challengeGiven: signing,
    authority: signing,
    authorityLoaded: signing,
    signed: signing,
    jobFailed: signing,
    timedOut: signing,
  },
  registering: {
    ...withCard,
    registration: registering,
    registerTouched: registering,
    timedOut: registering,
  },
  consenting: {
    ...withCard,
    consentTouched: consenting,
    prescriptionTouched: consenting,
    timedOut: consenting,
  },
  cardToTake: {
    began: to(["changingCard"], (_, { begin, able }) => [
      { at: "changingCard", ...receptionOf(begin, able) },
      { do: "show", screen: "takeCard", id: begin.reception },
      { do: "wait", for: "card" },
    ]),
    restarted: toldOfLast,
    cardRemoved: to(["idle"], () => [idle, removed, { do: "stopWaiting" }, { do: "show", screen: "idle" }]),
    timedOut: stays(({ id }: In<"cardToTake">) => [
      send({ is: "cardLeft", reception: id }),
      { do: "show", screen: "cardLeft", id },
      { do: "wait", for: "removal" },
    ]),
  },
  changingCard: {
    ...withCard,
    cardRemoved: to(["arriving"], ({ begin, methods }) => {
      const [next, ...effects] = start(begin, methods);
      return [next, removed, { do: "stopWaiting" }, ...effects];
    }),
    timedOut: to(["cardToTake"], ({ id }) => fail(id, "timedOut")),
  },
};

const step = stepper(receptionTable);

/** What is meant for another reception than the one under way means nothing here. */
export const reception = (state: ReceptionState, event: ReaderEvent): PartStep<ReceptionState> =>
  strays(state, event) ? [state] : step(state, event);

function strays(state: ReceptionState, event: ReaderEvent): boolean {
  const id = "id" in state ? state.id : undefined;
  // The number of the reception that a power cut ended, begun anew: it has an end of its own.
  if (event.is === "restarted") return event.id === id;
  if (event.is === "cancelled" || event.is === "authority" || event.is === "registration") return event.id !== id;
  // The same `begin` twice is one frame that came twice.
  return event.is === "began" && event.begin.reception === id && state.at !== "cardToTake";
}

const receptionOf = (begin: FaceMessageOf<"begin">, able: readonly Method[]): Reception => ({
  id: begin.reception,
  begin,
  methods: begin.methods.filter((method) => able.includes(method)),
});

function start(begin: FaceMessageOf<"begin">, able: readonly Method[]): PartStep<In<"arriving">> {
  const own = receptionOf(begin, able);
  const [part, ...effects] = awaitCard(begin.reception, own.methods.filter(isPhone));
  return [{ at: "arriving", ...own, part }, ...effects];
}

const isPhone = (method: Method): method is Phone => method === "iphone" || method === "android";

function beginWith(kind: Phone | "myNumberCard" | "faceOnlyCard", state: Reception) {
  // An iPhone has recognised its owner by itself; no PIN and no leave is asked for.
  if (kind === "iphone") return sign(state, { by: "iphone", left: [] });
  if (kind === "android") return holdConfirmation(state, confirmAndroid(state.id));
  const methods = state.methods.filter((method) => !isPhone(method));
  return startConfirmation(state, kind === "faceOnlyCard" ? methods.filter((method) => method !== "pin") : methods);
}

const startConfirmation = (state: Reception, left: readonly Method[]) =>
  within(
    confirm({ id: state.id, left, ...(state.begin.attempts === undefined ? {} : { attempts: state.begin.attempts }) }),
    (part): In<"confirming"> => ({ at: "confirming", ...justReception(state), part }),
    (outcome) => fail(state.id, outcome),
  );

const holdConfirmation = (state: Reception, step: PartStep<ConfirmationState>) =>
  within(
    step,
    (part): In<"confirming"> => ({ at: "confirming", ...justReception(state), part }),
    (outcome) => {
      if (typeof outcome === "object") return sign(state, outcome);
      if (outcome === "cancelled") return fail(state.id, "cancelledByPatient");
      if (outcome === "unreadable") return fail(state.id, "cardUnreadable", "001");
      return fail(state.id, outcome);
    },
  );

function sign(state: Reception, confirmed: Confirmed): PartStep<In<"signing">> {
  const wanted = { id: state.id, challenge: state.begin.challenge };
  const [part, ...effects] = obtainSignature(wanted, confirmed.by !== "face" && confirmed.by !== "staff");
  return [{ at: "signing", ...justReception(state), confirmed, part }, ...effects];
}

function signedBy(state: Reception & Signed) {
  if (state.begin.askRegistration !== "yes") return startConsent(state);
  const [part, ...effects] = askRegistration(state, state.certificate);
  const next: In<"registering"> = { at: "registering", ...justReception(state), ...justSigned(state), part };
  return [next, ...effects] as const satisfies PartStep<In<"registering">>;
}

function startConsent(state: Reception & Signed) {
  const { consents, facility, askPrescription } = state.begin;
  const items = itemsFor(facility, consents);
  return holdConsent(state, askConsent({ id: state.id, items, askPrescription: askPrescription === "yes" }));
}

const holdConsent = (state: Reception & Signed, step: PartStep<ConsentState>) =>
  within(
    step,
    (part): In<"consenting"> => ({ at: "consenting", ...justReception(state), ...justSigned(state), part }),
    (outcome): PartStep<In<"cardToTake">> => {
      if (outcome === "timedOut") return fail(state.id, "timedOut");
      const { id, begin } = state;
      return [
        { at: "cardToTake", id },
        {
          do: "complete",
          nonce: begin.nonce,
          completed: { is: "completed", reception: id, ...justSigned(state), ...outcome },
        },
        { do: "releaseSlot" },
        { do: "show", screen: "takeCard", id },
        { do: "wait", for: "removal" },
      ];
    },
  );

const justReception = ({ id, begin, methods }: Reception): Reception => ({ id, begin, methods });
const justSigned = ({ method, certificate, signature, registration }: Signed): Signed => ({
  ...{ method, certificate, signature },
  ...(registration ? { registration } : {}),
});

/** Ends with the card still there. */
const fail = (id: number, reason: EndReason, code?: string): PartStep<In<"cardToTake">> => [
  { at: "cardToTake", id },
  { do: "abandonJob" },
  ...(code === undefined ? [] : [send({ is: "screenCode", code: Number(code) })]),
  send({ is: "ended", reception: id, reason }),
  { do: "releaseSlot" },
  { do: "show", screen: "failed", id, ...(code === undefined ? {} : { code }) },
  { do: "wait", for: "removal" },
];

/** Ends with no card there. */
const leave = (id: number, reason: EndReason): PartStep<In<"idle">> => [
  idle,
  { do: "abandonJob" },
  { do: "stopWaiting" },
  send({ is: "ended", reception: id, reason }),
  { do: "releaseSlot" },
  { do: "show", screen: "idle" },
];
