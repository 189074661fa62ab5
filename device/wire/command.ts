import { DeviceError } from "../errors.ts";
import type { CommandApdu, ResponseApdu } from "./apdu.ts";
import { EMPTY } from "./bytes.ts";

/**
 * One command of a card, declared once and read by three: the driver encodes requests and decodes answers, the simulated card
 * decodes requests and encodes answers, the suite judges both. `decode` gives undefined for what the declaration does not list.
 */
export interface Command<Q, A> {
  readonly name: string;
  /** Document and clause, or who measured it. */
  readonly source: string;
  readonly cla: number;
  readonly ins: number;
  readonly request: { encode(request: Q): CommandApdu; decode(apdu: CommandApdu): Q | undefined };
  readonly answer: { encode(answer: A): ResponseApdu; decode(response: ResponseApdu): A | undefined };
}

export type RequestOf<C> = C extends { request: { encode(request: infer Q): unknown } } ? Q : never;
export type AnswerOf<C> = C extends { answer: { encode(answer: infer A): unknown } } ? A : never;

/** How lengths were coded: a part of every request, since "no Le" and "Le = 00" are different bytes. */
export interface Lengths {
  readonly le?: number;
  readonly extended?: boolean;
}

/** Sends a request and gives back which of the declared answers came. Any other answer is the fault `peer.unexpected`. */
export async function send<Q, A>(
  transmit: (command: CommandApdu) => Promise<ResponseApdu>,
  command: Command<Q, A>,
  request: Q,
): Promise<A> {
  const response = await transmit(command.request.encode(request));
  const answer = command.answer.decode(response);
  if (answer !== undefined) return answer;
  const sw = response.sw.toString(16).toUpperCase().padStart(4, "0");
  // The data stay out of the sentence: they may be what the card should not have given.
  throw new DeviceError("peer.unexpected", {
    during: command.name,
    got: response.data.length > 0 ? `${sw} with ${response.data.length} bytes` : sw,
  });
}

/** One answer a card may give. `read` gives undefined for any other. */
export interface Outcome<F> {
  read(response: ResponseApdu): F | undefined;
  write(fields: F): ResponseApdu;
}

type Outcomes = Record<string, Outcome<unknown>>;
type Answer<S extends Outcomes> = {
  [K in keyof S & string]: S[K] extends Outcome<infer F> ? { readonly outcome: K } & F : never;
}[keyof S & string];

type Parameters = Pick<CommandApdu, "p1" | "p2" | "data">;

interface Declaration<Q, S extends Outcomes> {
  readonly name: string;
  readonly source: string;
  readonly cla: number;
  readonly ins: number;
  /** P1, P2 and data of a request; lengths are carried over by themselves. */
  write(request: Q): Parameters;
  /** Sees only APDUs with the declared CLA and INS. */
  read(apdu: CommandApdu): Q | undefined;
  /** By name: the union of them, `outcome` telling which, is what a request answers. */
  readonly answers: S;
}

export function command<Q extends object, const S extends Outcomes>(
  declared: Declaration<Q, S>,
): Command<Q & Lengths, Answer<S>> {
  const { name, source, cla, ins, answers } = declared;
  return {
    name,
    source,
    cla,
    ins,
    request: {
      encode: (request) => ({ cla, ins, ...declared.write(request), ...lengths(request) }),
      decode(apdu) {
        if (apdu.cla !== cla || apdu.ins !== ins) return undefined;
        const request = declared.read(apdu);
        return request && { ...request, ...lengths(apdu) };
      },
    },
    answer: {
      encode({ outcome, ...fields }) {
        const declaredOutcome = answers[outcome];
        if (!declaredOutcome) throw new RangeError(`${name} has no outcome ${outcome}`);
        return declaredOutcome.write(fields);
      },
      decode(response) {
        for (const [outcome, kind] of Object.entries(answers)) {
          const fields = kind.read(response);
          if (fields !== undefined) return { outcome, ...(fields as object) } as Answer<S>;
        }
        return undefined;
      },
    },
  };
}

/** A status word and nothing else. */
export const status = (sw: number): Outcome<object> => ({
  read: (response) => (response.sw === sw && response.data.length === 0 ? {} : undefined),
  write: () => ({ data: EMPTY, sw }),
});

/** A status word and what came before it, which may be nothing. */
export const body = (sw: number): Outcome<{ readonly bytes: Uint8Array }> => ({
  read: (response) => (response.sw === sw ? { bytes: response.data } : undefined),
  write: ({ bytes }) => ({ data: bytes, sw }),
});

/** 63Cx: x tries are left. */
export const counter = (): Outcome<{ readonly triesLeft: number }> => ({
  read: ({ sw, data }) => ((sw & 0xfff0) === 0x63c0 && data.length === 0 ? { triesLeft: sw & 0x0f } : undefined),
  write({ triesLeft }) {
    if (!Number.isInteger(triesLeft) || triesLeft < 0 || triesLeft > 15)
      throw new RangeError(`${triesLeft} tries do not fit a status word`);
    return { data: EMPTY, sw: 0x63c0 | triesLeft };
  },
});

const lengths = ({ le, extended }: Lengths): Lengths => ({
  ...(le === undefined ? {} : { le }),
  ...(extended === undefined ? {} : { extended }),
});
