import { DeviceError } from "../errors.ts";
import { rows, type Step, stepper, type Table } from "../state-machine.ts";
import { FACE_DECLARATIONS, type FaceMessage, type FaceMessageOf, PROTOCOL_VERSION } from "../wire/face.ts";

/** The host's side of the reader protocol: what is said when, and what each silence and each odd message means. */
export type FaceState =
  | { readonly at: "greeting" }
  /** `last`: of the reception that ended, the reader still reports its card. */
  | {
      readonly at: "ready";
      readonly last?: number;
      /** It said nothing more of the last one: its power may have gone, and then it knows nobody. */
      readonly mute?: true;
    }
  | (Receiving & { readonly at: "receiving" })
  | (Receiving & { readonly at: "cancelling" })
  | { readonly at: "closed"; readonly error: DeviceError };

interface Receiving {
  readonly id: number;
  readonly begin: FaceMessageOf<"begin">;
  /** The reader has said something of it. */
  readonly answered?: true;
}

export type FaceEvent =
  | { readonly is: "asked"; readonly begin: FaceMessageOf<"begin"> }
  | { readonly is: "cancelAsked"; readonly id: number }
  | {
      readonly is: "authorityAnswered";
      readonly id: number;
      readonly authority: Pick<FaceMessageOf<"authority">, "certificate" | "signature">;
    }
  /** `proven`: the proof of a result was checked, and so it came out. */
  | { readonly is: "heard"; readonly message: FaceMessage; readonly proven?: boolean }
  | { readonly is: "garbled"; readonly error: DeviceError }
  | { readonly is: "silent"; readonly seconds: number }
  | { readonly is: "lost"; readonly error: DeviceError };

export type FaceEffect =
  | { readonly do: "send"; readonly message: FaceMessage }
  | { readonly do: "greet"; readonly identity: FaceMessageOf<"identity"> }
  | { readonly do: "tell"; readonly message: FaceMessage }
  /** A message of a reception that is not this host's, or one that has no place here. */
  | { readonly do: "report"; readonly stray: FaceMessage }
  /** Something went wrong that ends no reception. */
  | { readonly do: "warn"; readonly error: DeviceError }
  | { readonly do: "askAuthority"; readonly id: number; readonly challenge: Uint8Array }
  | { readonly do: "settle"; readonly result: FaceMessageOf<"completed" | "ended">; readonly proven?: boolean }
  /** Ends the reception, or the opening, in a fault. */
  | { readonly do: "fail"; readonly error: DeviceError }
  /** The reception that was asked for is begun; or it cannot be had now. */
  | { readonly do: "accept" }
  | { readonly do: "refuse"; readonly error: DeviceError }
  | { readonly do: "wait"; readonly for: keyof typeof SILENCE }
  | { readonly do: "stopWaiting" };

/**
 * Milliseconds that a reader may be silent. It says something at each step, and lets no patient think for longer than a minute, or
 * than the host says.
 */
export const SILENCE = { identity: 3_000, step: 75_000, end: 5_000 } as const;
/** What a step may take beside the person's part of it. */
const BESIDE = 15_000;

/** The longest silence between two steps of a reception. */
export const stepSilence = (usual: number, { patience = 0 }: Pick<FaceMessageOf<"begin">, "patience">): number =>
  Math.max(usual, patience * 1000 + BESIDE);

const to = rows<FaceState, FaceEffect>();

type In<A extends FaceState["at"]> = Extract<FaceState, { at: A }>;
type Heard = Extract<FaceEvent, { is: "heard" }>;

const HELLO = { is: "hello", version: PROTOCOL_VERSION } as const;

const busy = new DeviceError("call.misuse", { why: "this reader has a reception under way" });

const lost = to(["closed"], (_: FaceState, { error }: Extract<FaceEvent, { is: "lost" }>) => [
  { at: "closed", error },
  { do: "stopWaiting" },
  { do: "fail", error },
]);

/** The reader is told that nobody waits for it, so that its patient does not either. */
const garbled = to(["ready"], ({ id }: Receiving, { error }: Extract<FaceEvent, { is: "garbled" }>) =>
  abandon(id, error),
);

export const faceTable: Table<FaceState, FaceEvent, FaceEffect> = {
  greeting: {
    heard: to(["greeting", "ready"], (state, { message }) =>
      message.is === "identity"
        ? [{ at: "ready" }, { do: "stopWaiting" }, { do: "greet", identity: message }]
        : [state, { do: "report", stray: message }],
    ),
    garbled: to(["greeting"], (state, { error }) => [state, { do: "warn", error }]),
    silent: to(["closed"], (_, { seconds }) => {
      const error = silence("its identity", seconds);
      return [
        { at: "closed", error },
        { do: "fail", error },
      ];
    }),
    lost,
  },
  ready: {
    asked: to(["receiving"], ({ mute }, { begin }) => [
      { at: "receiving", id: begin.reception, begin },
      { do: "accept" },
      ...(mute ? ([{ do: "send", message: HELLO }] as const) : []),
      { do: "send", message: begin },
      { do: "wait", for: "step" },
    ]),
    heard: to(["ready"], (state, { message }) =>
      !("reception" in message) || message.reception === state.last
        ? [state, { do: "tell", message }]
        : [state, { do: "report", stray: message }],
    ),
    garbled: to(["ready"], (state, { error }) => [state, { do: "warn", error }]),
    lost,
  },
  receiving: {
    asked: to(["receiving"], (state) => [state, { do: "refuse", error: busy }]),
    heard: to(["receiving", "ready"], (state, heard) => hear(state, heard)),
    authorityAnswered: to(["receiving"], (state, { id, authority }) =>
      id === state.id
        ? [
            state,
            { do: "send", message: { is: "authority", reception: id, ...authority } },
            { do: "wait", for: "step" },
          ]
        : [state],
    ),
    cancelAsked: to(["receiving", "cancelling"], (state, { id }) =>
      id === state.id ? [{ ...state, at: "cancelling" }, cancel(id), { do: "wait", for: "end" }] : [state],
    ),
    garbled,
    silent: to(["ready"], ({ id }, { seconds }) => gaveNothing(id, silence("the next step of the reception", seconds))),
    lost,
  },
  cancelling: {
    asked: to(["cancelling"], (state) => [state, { do: "refuse", error: busy }]),
    heard: to(["cancelling", "ready"], (state, heard) => hear(state, heard)),
    garbled,
    silent: to(["ready"], ({ id }, { seconds }) => gaveNothing(id, silence("the end of the reception", seconds))),
    lost,
  },
  closed: {
    asked: to(["closed"], (state) => [state, { do: "refuse", error: state.error }]),
  },
};

export const face = stepper(faceTable);

function hear<S extends In<"receiving" | "cancelling">>(
  state: S,
  { message, proven }: Heard,
): Step<S | In<"ready">, FaceEffect> {
  // Later it would be another host's `begin` that the reader cannot read.
  if (message.is === "notDone" && message.tag === FACE_DECLARATIONS.begin.tag && !state.answered)
    return abandon(
      state.id,
      new DeviceError("peer.unexpected", { during: "begin", got: `that it is ${message.reason}` }),
    );
  if (!("reception" in message)) return [state, { do: "tell", message }];
  if (message.reception !== state.id) return [state, { do: "report", stray: message }];
  const told = { do: "tell", message } as const;
  if (message.is === "ended") return settle(message);
  if (message.is === "completed") {
    const wrong = whatIsWrong(message, state.begin, proven);
    if (wrong === undefined) return settle(message, proven);
    return abandon(state.id, new DeviceError("peer.unexpected", { during: "completed", got: wrong }));
  }
  const next = { ...state, answered: true } as const;
  if (state.at === "cancelling") return [next, told];
  if (message.is !== "authorityWanted") return [next, told, { do: "wait", for: "step" }];
  return [next, told, { do: "askAuthority", id: state.id, challenge: message.challenge }, { do: "wait", for: "step" }];
}

/** A result that answers another question than the one asked is none. */
function whatIsWrong(
  { method, consents, prescription, registration }: FaceMessageOf<"completed">,
  begin: FaceMessageOf<"begin">,
  proven: boolean | undefined,
): string | undefined {
  if (proven === false) return "a proof that the reader's key did not make";
  if (!begin.methods.includes(method)) return `confirmation by ${method}, which was not allowed`;
  const extra = consents.filter((item) => !begin.consents.includes(item));
  if (extra.length > 0) return `consent to ${extra.join(", ")}, which was not asked`;
  if ((prescription === undefined) === (begin.askPrescription === "yes"))
    return prescription === undefined ? "no choice of prescription" : "a choice of prescription that was not asked";
  if (registration !== undefined && begin.askRegistration !== "yes") return "a registration that was not asked";
  return undefined;
}

const settle = (message: FaceMessageOf<"completed" | "ended">, proven?: boolean): Step<In<"ready">, FaceEffect> => [
  { at: "ready", last: message.reception },
  { do: "stopWaiting" },
  { do: "tell", message },
  { do: "settle", result: message, ...(proven === undefined ? {} : { proven }) },
];

const abandon = (id: number, error: DeviceError): Step<In<"ready">, FaceEffect> => [
  { at: "ready", last: id },
  { do: "stopWaiting" },
  cancel(id),
  { do: "fail", error },
];

function gaveNothing(id: number, error: DeviceError): Step<In<"ready">, FaceEffect> {
  const [next, ...effects] = abandon(id, error);
  return [{ ...next, mute: true }, ...effects];
}

const cancel = (reception: number): FaceEffect => ({ do: "send", message: { is: "cancel", reception } });

const silence = (awaiting: string, seconds: number) =>
  new DeviceError("link.silent", { link: "the reader", awaiting, seconds });
