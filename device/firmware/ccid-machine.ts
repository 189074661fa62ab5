import { isFault } from "../errors.ts";
import { rows, type Step, stepper, type Table } from "../state-machine.ts";
import { atr as atrCodec } from "../wire/atr.ts";
import { CCID_ERROR, type CcidCommand, type CcidResponse } from "../wire/ccid.ts";
import { type PinRequest, readPinRequest } from "../wire/ccid-pin.ts";
import { decode, encode } from "../wire/codec.ts";
import { pps } from "../wire/pps.ts";
import { t1Block } from "../wire/t1.ts";
import {
  type Asker,
  block,
  done,
  failed,
  fromMemory,
  type Icc,
  noBlock,
  parametersOf,
  unreadable,
} from "./ccid-answers.ts";
import { fieldsOf, pinApdu } from "./pin-block.ts";
import type { PinWanted } from "./pin-pad.ts";
import { hearT1, stepT1, t1AtReset, type T1Event, type T1State } from "./t1-machine.ts";

/**
 * A CCID reader with one slot that exchanges TPDUs, as the PC sees it. The newest command wins: the answer to an older one is
 * dropped, because the driver (libccid 1.5.2) takes whatever comes for the answer to its last command. A command that needs the
 * card while the card still works for a dropped one waits as `next`.
 */
export type CcidState =
  | { readonly at: "absent" }
  | { readonly at: "inactive" }
  /** Without `asker` nobody waits any more. */
  | { readonly at: "activating"; readonly asker?: Asker; readonly next?: CcidCommand }
  | ({ readonly at: "active" } & Card)
  /** `extendable`: the PC speaks T=1 itself and can be asked for more time. */
  | ({ readonly at: "working"; readonly asker?: Asker; readonly next?: CcidCommand; readonly extendable?: true } & Card)
  /** `typed`: at a change of PIN, what has been typed so far; the other PINs follow. */
  | ({
      readonly at: "entering";
      readonly asker: Asker;
      readonly asked: PinRequest;
      readonly typed: readonly string[];
    } & Card);

interface Card {
  readonly t1: T1State;
  readonly own: Uint8Array;
  readonly parameters: Uint8Array;
}

export type CcidEvent =
  | { readonly is: "asked"; readonly command: CcidCommand }
  /** A command that cannot be read; `offset` is its first wrong byte. */
  | { readonly is: "garbled"; readonly asker: Asker; readonly offset: number }
  /** What the slot machine lets the PC see. */
  | { readonly is: "shown" }
  | { readonly is: "hidden" }
  /** The card, each the one result of an effect. */
  | { readonly is: "activated"; readonly atr: Uint8Array }
  | { readonly is: "replied"; readonly response: Uint8Array }
  | { readonly is: "mute" }
  /** The card has been at its command for a while. */
  | { readonly is: "slow" }
  /** The person at the pad. */
  | { readonly is: "entered"; readonly digits: string }
  | { readonly is: "cancelled" }
  | { readonly is: "timedOut" }
  | { readonly is: "padless" };

export type CcidEffect =
  | { readonly do: "respond"; readonly response: CcidResponse }
  /** Escape commands belong to the kind of reader, not to the slot. */
  | { readonly do: "escape"; readonly command: Extract<CcidCommand, { is: "escape" }>; readonly icc: Icc }
  | { readonly do: "activate" }
  | { readonly do: "deactivate" }
  | { readonly do: "transmit"; readonly apdu: Uint8Array }
  /** `seconds` for all PINs of one request together; it stands with the first. */
  | ({ readonly do: "openPad"; readonly seconds?: number } & PinWanted)
  | { readonly do: "closePad" }
  /** Results of what is under way mean nothing any more. */
  | { readonly do: "forget" };

type At<A extends CcidState["at"]> = Extract<CcidState, { at: A }>;
/** The PC sees a card. */
type Seen = Exclude<CcidState, { at: "absent" }>;
type Went = Step<Seen, CcidEffect>;

const to = rows<CcidState, CcidEffect>();
const SEEN = ["inactive", "activating", "active", "working", "entering"] as const;

/**
 * libccid 1.5.2 waits 90 s for a PIN, or 10 s more than bTimeOut above 80. An answer after that would be read as the answer to
 * the next command, and would cost a try of the card that nobody learns of.
 */
const LONGEST_ENTRY = 80;
const USUAL_ENTRY = 30;

export const ccidTable: Table<CcidState, CcidEvent, CcidEffect> = {
  absent: {
    shown: to(["inactive"], () => [{ at: "inactive" }]),
    asked: to(["absent"], (state, { command }) => [state, ...memory(command, "absent")]),
    garbled: to(["absent"], (state, event) => [state, complain(event, "absent")]),
  },
  inactive: {
    hidden: to(["absent"], () => [{ at: "absent" }]),
    asked: to(["inactive", "activating"], (state, { command }) => unpowered(state, command)),
    garbled: to(["inactive"], (state, event) => [state, complain(event, "inactive")]),
  },
  activating: {
    hidden: to(["absent"], ({ asker }) => [{ at: "absent" }, { do: "forget" }, ...gone(asker)]),
    asked: to(["activating"], (_, { command }) => later({ at: "activating" }, command, "inactive")),
    garbled: to(["activating"], (_, event) => [{ at: "activating" }, complain(event, "inactive")]),
    activated: to(SEEN, ({ asker, next }, { atr }) => {
      const card = activated(atr);
      if (!card) return proceed(silent(asker, CCID_ERROR.badAtr), next);
      return proceed([{ ...card, at: "active" }, ...(asker ? [answer(block(asker, atr))] : [])], next);
    }),
    mute: to(SEEN, ({ asker, next }) => proceed(silent(asker, CCID_ERROR.mute), next)),
  },
  active: {
    hidden: to(["absent"], () => [{ at: "absent" }]),
    asked: to(SEEN, (state, { command }) => powered(state, command)),
    garbled: to(["active"], (state, event) => [state, complain(event, "active")]),
  },
  working: {
    hidden: to(["absent"], ({ asker }) => [{ at: "absent" }, { do: "forget" }, ...gone(asker)]),
    asked: to(["working", "active"], (state, { command }) =>
      command.is === "xfrBlock" && command.slot === 0 && extending(state)
        ? converse(state, command, hearT1(command.data))
        : later({ ...cardOf(state), at: "working" }, command, "active"),
    ),
    slow: to(["working", "active"], (state) => converse(state, state.asker, { is: "slow", multiplier: 1 })),
    garbled: to(["working"], (state, event) => [{ ...cardOf(state), at: "working" }, complain(event, "active")]),
    replied: to(SEEN, (state, { response }) =>
      proceed(converse(cardOf(state), state.asker, { is: "replied", response }), state.next),
    ),
    mute: to(SEEN, ({ asker, next }) => proceed(silent(asker, CCID_ERROR.mute), next)),
  },
  entering: {
    hidden: to(["absent"], ({ asker }) => [{ at: "absent" }, { do: "closePad" }, ...gone(asker)]),
    asked: to(SEEN, (state, { command }) => {
      const [next, ...effects] = powered({ ...cardOf(state), at: "active" }, command);
      return [next, { do: "closePad" }, ...effects];
    }),
    garbled: to(["active"], (state, event) => [
      { ...cardOf(state), at: "active" },
      { do: "closePad" },
      complain(event, "active"),
    ]),
    entered: to(SEEN, (state, { digits }) => entered(state, digits)),
    cancelled: to(["active"], (state) => unverified(state, CCID_ERROR.pinCancelled)),
    timedOut: to(["active"], (state) => unverified(state, CCID_ERROR.pinTimeout)),
    padless: to(["active"], (state) => unverified(state, CCID_ERROR.notSupported)),
  },
};

export const stepCcid = stepper(ccidTable);

/** The PC stands between two APDUs: nothing runs, and no chain of blocks is open. */
export const betweenApdus = (state: CcidState): boolean =>
  state.at === "absent" ||
  state.at === "inactive" ||
  (state.at === "active" &&
    (state.t1.at === "fresh" || (state.t1.at === "listening" && state.t1.received.length === 0)));

/** The card itself is at work, so it cannot be taken even from a PC that has gone away. */
export const cardAtWork = (state: CcidState): boolean =>
  state.at === "activating" || state.at === "working" || state.at === "entering";

/** The PC can be told by S(WTX) that its APDU takes longer, which ends its waiting for this block. */
export const mayExtend = (state: CcidState): boolean =>
  state.at === "working" && state.extendable === true && state.asker !== undefined && !extending(state);

/** Somebody waits for a card: the carrier tells him that it takes time. Not for a person at the pad, who has his own limit. */
export const keepsWaiting = (state: CcidState): boolean =>
  (state.at === "activating" || state.at === "working") && state.asker !== undefined;

/** S(WTX) is open: what the PC says next is meant for it. */
const extending = ({ t1 }: Card): boolean => t1.at === "working" && t1.extending;

const cardOf = ({ t1, own, parameters }: Card): Card => ({ t1, own, parameters });
const answer = (response: CcidResponse): CcidEffect => ({ do: "respond", response });

const memory = (command: CcidCommand, icc: Icc): CcidEffect[] => {
  if (command.is === "escape" && command.slot === 0) return [{ do: "escape", command, icc }];
  const response = fromMemory(command, icc);
  return response ? [answer(response)] : [];
};

const complain = ({ asker, offset }: { asker: Asker; offset: number }, icc: Icc) =>
  answer(unreadable(asker, icc, offset));

const gone = (asker: Asker | undefined): CcidEffect[] =>
  asker ? [answer(noBlock(asker, "absent", CCID_ERROR.mute))] : [];

const activate = ({ slot, seq }: Asker): Step<At<"activating">, CcidEffect> => [
  { at: "activating", asker: { slot, seq } },
  { do: "activate" },
];

/** A card that does not answer needs a new power-on; "inactive" makes the PC look again. */
const silent = (asker: Asker | undefined, error: number): Step<At<"inactive">, CcidEffect> => [
  { at: "inactive" },
  ...(asker ? [answer(noBlock(asker, "inactive", error))] : []),
];

const activated = (bytes: Uint8Array): Card | undefined =>
  understood(() => {
    const own = parametersOf(decode(atrCodec, bytes, "ATR"));
    return { t1: t1AtReset, own, parameters: own };
  });

/** A command that came while an older one is under way: answered from memory, or kept until the card is free. */
function later<S extends At<"activating" | "working">>(state: S, command: CcidCommand, icc: Icc): Step<S, CcidEffect> {
  const known = memory(command, icc);
  return known.length > 0 ? [state, ...known] : [{ ...state, next: command }];
}

/** The command that has waited for the card, if there is one. */
function proceed([state, ...effects]: Went, next: CcidCommand | undefined): Went {
  if (!next) return [state, ...effects];
  const [then, ...more] = obey(state, next);
  return [then, ...effects, ...more];
}

function obey(state: Seen, command: CcidCommand): Went {
  switch (state.at) {
    case "inactive":
      return unpowered(state, command);
    case "active":
      return powered(state, command);
    default:
      // Nothing leaves a card at work after its one result.
      return [state];
  }
}

function unpowered(state: At<"inactive">, command: CcidCommand): Step<At<"inactive" | "activating">, CcidEffect> {
  const known = memory(command, "inactive");
  if (known.length > 0) return [state, ...known];
  if (command.is === "powerOn") return activate(command);
  return [state, { do: "deactivate" }, answer(done(command, "inactive"))];
}

function powered(state: At<"active">, command: CcidCommand): Went {
  const known = memory(command, "active");
  return known.length > 0 ? [state, ...known] : carryOut(state, command);
}

function carryOut(card: Card, command: CcidCommand): Went {
  const active: At<"active"> = { ...cardOf(card), at: "active" };
  switch (command.is) {
    case "powerOn":
      return activate(command);
    case "powerOff":
      return [{ at: "inactive" }, { do: "deactivate" }, answer(done(command, "inactive"))];
    case "xfrBlock":
      return converse(card, command, hearT1(command.data));
    case "secure":
      return enter(card, command);
    case "setParameters":
      // Offset 7 is bProtocolNum: the card side speaks T=1 only.
      if (command.protocol !== 1 || command.data.length !== card.own.length)
        return [active, answer(failed(command, "active", 7))];
      return [{ ...active, parameters: command.data }, answer(done(command, "active", command.data))];
    case "resetParameters":
      return [{ ...active, parameters: card.own }, answer(done(command, "active", card.own))];
    default:
      return [active, answer(done(command, "active", card.parameters))];
  }
}

/** One thing said over T=1, and what it leads to. Without an asker the answer is lost, as a block lost on its way would be. */
function converse(
  card: Card,
  asker: Asker | undefined,
  event: T1Event,
  extendable = true,
): Step<At<"working" | "active">, CcidEffect> {
  const [t1, ...effects] = stepT1(card.t1, event);
  const after = { ...cardOf(card), t1 };
  const who = asker && { slot: asker.slot, seq: asker.seq };
  const answered = effects.some((effect) => effect.do === "send");
  const next: At<"working" | "active"> =
    // A card whose answer waits for the PC to grant it time is at work no more.
    t1.at === "working" && !t1.reply
      ? {
          ...after,
          at: "working",
          ...(who && !answered ? { asker: who } : {}),
          ...(extendable ? ({ extendable } as const) : {}),
        }
      : { ...after, at: "active" };
  const wishes = effects.map((effect): CcidEffect | undefined => {
    switch (effect.do) {
      case "run":
        return { do: "transmit", apdu: effect.apdu };
      case "send":
        return who && answer(block(who, encode(t1Block, effect.block)));
      case "agree":
        // A card that does not have the protocol does not answer (ISO/IEC 7816-3 §9.3).
        return (
          who &&
          answer(
            effect.pps.protocol === 1 ? block(who, encode(pps, effect.pps)) : noBlock(who, "active", CCID_ERROR.mute),
          )
        );
    }
  });
  if (effects.length === 0 && who && next.at === "active")
    return [next, answer(noBlock(who, "active", CCID_ERROR.mute))];
  return [next, ...wishes.filter((wish) => wish !== undefined)];
}

function enter(card: Card, command: Extract<CcidCommand, { is: "secure" }>): Went {
  const active: At<"active"> = { ...cardOf(card), at: "active" };
  const asked = understood(() => readPinRequest(command.data));
  // Offset 10 is bPINOperation.
  if (!asked) return [active, answer(failed(command, "active", 10))];
  const { slot, seq } = command;
  const seconds = Math.min(asked.timeOut || USUAL_ENTRY, LONGEST_ENTRY);
  return type({ ...cardOf(card), at: "entering", asker: { slot, seq }, asked, typed: [] }, seconds);
}

/** Opens the pad for the next PIN. */
function type(state: At<"entering">, seconds?: number): Went {
  const { asked, typed } = state;
  const field = fieldsOf(asked)[typed.length] ?? "pin";
  const { shortest, longest } = asked;
  return [state, { do: "openPad", field, shortest, longest, ...(seconds === undefined ? {} : { seconds }) }];
}

function entered(state: At<"entering">, digits: string): Went {
  const typed = [...state.typed, digits];
  return typed.length < fieldsOf(state.asked).length ? type({ ...state, typed }) : sendPin(state, typed);
}

function understood<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isFault(error, "peer.malformed")) return undefined;
    throw error;
  }
}

/** The command goes over T=1 under the block prologue that the PC has counted it with. */
function sendPin(state: At<"entering">, typed: readonly string[]): Went {
  const { asked, asker } = state;
  const built = pinApdu(asked, typed);
  const [nad = 0, pcb = 0] = asked.teoPrologue;
  const data = built.is === "apdu" ? built.bytes : asked.apdu;
  const block = { is: "I", nad, seq: pcb & 0x40 ? 1 : 0, more: false, data } as const;
  // libccid 1.5.2 takes the answer to a PIN for an I-block, whatever it is: no time can be asked for.
  const spoken = converse(cardOf(state), asker, { is: "I", block }, false);
  if (built.is === "apdu" || spoken[0].at !== "working") return spoken;
  // The reader answers in the card's place; the card never hears of it.
  const response = Uint8Array.of(built.sw >> 8, built.sw & 0xff);
  return converse(cardOf(spoken[0]), asker, { is: "replied", response });
}

const unverified = (state: At<"entering">, error: number): Step<At<"active">, CcidEffect> => [
  { ...cardOf(state), at: "active" },
  answer(noBlock(state.asker, "active", error)),
];
