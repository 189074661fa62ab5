import { rows, stepper, type Step, type Table } from "../state-machine.ts";
import { isFault } from "../errors.ts";
import { concat, EMPTY } from "../wire/bytes.ts";
import { decode } from "../wire/codec.ts";
import { type Pps, pps, PPSS } from "../wire/pps.ts";
import { type Bit, flip, lrcHolds, type RError, type T1Block, t1Block, turned } from "../wire/t1.ts";

/**
 * The card's end of T=1 (ISO/IEC 7816-3 §11.6). The reader plays it towards a PC whose driver exchanges TPDUs, because behind the
 * reader's antenna stands a card that takes whole APDUs. Every block of the PC has exactly one answer: a block at once, or one
 * after the APDU has run.
 */
export type T1State =
  /** Since the reset nothing was said: the only moment for PPS (§9.1). */
  | ({ readonly at: "fresh" } & Line)
  /** `received` is what came of a chained command. */
  | ({ readonly at: "listening"; readonly received: Uint8Array } & Line)
  /** An APDU is with the card; `extending` while S(WTX) waits for its answer, `reply` if the card was faster than that. */
  | ({ readonly at: "working"; readonly extending: boolean; readonly reply?: Uint8Array } & Line)
  /** A chained answer is on its way; `unsent` follows the block in `last`. */
  | ({ readonly at: "sending"; readonly unsent: Uint8Array } & Line);

interface Line {
  /** Longest information field the PC takes: 32 until S(IFS) (§11.4.2). */
  readonly ifsd: number;
  /** N(S) of our next I-block. */
  readonly ns: Bit;
  /** N(S) that the PC's next I-block must have. */
  readonly nr: Bit;
  readonly nad: number;
  readonly last?: T1Block;
}

export type T1Event =
  | { readonly is: "pps"; readonly pps: Pps }
  | { readonly is: "I"; readonly block: Extract<T1Block, { is: "I" }> }
  | { readonly is: "R"; readonly block: Extract<T1Block, { is: "R" }> }
  | { readonly is: "S"; readonly block: Extract<T1Block, { is: "S" }> }
  | { readonly is: "garbled"; readonly error: Exclude<RError, "none"> }
  /** The card's answer to the APDU. */
  | { readonly is: "replied"; readonly response: Uint8Array }
  /** The card needs longer than its block waiting time: ask for that many of them. */
  | { readonly is: "slow"; readonly multiplier: number };

export type T1Effect =
  | { readonly do: "send"; readonly block: T1Block }
  | { readonly do: "agree"; readonly pps: Pps }
  | { readonly do: "run"; readonly apdu: Uint8Array };

type At<A extends T1State["at"]> = Extract<T1State, { at: A }>;
type Hearing = At<"fresh" | "listening" | "sending">;

const to = rows<T1State, T1Effect>();
const HEARING = ["fresh", "listening", "sending"] as const;
/** Header, extended Lc, data, extended Le. */
const LONGEST_COMMAND = 4 + 3 + 0xffff + 2;

const wantsAbort = (last: T1Block | undefined) => last?.is === "S" && last.ask === "abort" && !last.answer;

const HEARING_OR_WORKING = [...HEARING, "working"] as const;

const onI = to(HEARING_OR_WORKING, (state: Hearing, { block }: Extract<T1Event, { is: "I" }>) => {
  if (block.seq !== state.nr) return refuse(state, "other");
  const line = addressed(state, block);
  const nr = flip(state.nr);
  const received = concat(state.at === "listening" ? state.received : EMPTY, block.data);
  // A chain that is longer than any APDU is given up (rule 9), and nothing of it kept.
  if (received.length > LONGEST_COMMAND)
    return say({ ...line, nr }, { is: "S", nad: line.nad, ask: "abort", answer: false });
  if (!block.more)
    return [
      { ...line, nr, at: "working", extending: false },
      { do: "run", apdu: received },
    ];
  return say({ ...line, nr }, { is: "R", nad: line.nad, seq: nr, error: "none" }, received);
});

const onR = to(HEARING, (state: Hearing, { block }: Extract<T1Event, { is: "R" }>) => {
  const { last } = state;
  // The PC names the block it wants: the next one of a chain, or the last one again (rule 7).
  if (state.at === "sending" && block.seq === state.ns) return answer(addressed(state, block), state.unsent);
  if (last === undefined || (last.is === "I" && block.seq !== last.seq)) return refuse(state, "other");
  return [state, { do: "send", block: last }];
});

const onS = to(HEARING, (state: Hearing, { block }: Extract<T1Event, { is: "S" }>) => {
  const line = addressed(state, block);
  if (block.answer && block.ask === "abort" && wantsAbort(state.last))
    return say(line, { is: "R", nad: line.nad, seq: line.nr, error: "none" });
  if (block.answer || block.ask === "wtx") return refuse(state, "other");
  const agreed: T1Block = { ...block, nad: line.nad, answer: true };
  switch (block.ask) {
    case "resynch":
      return say({ ...line, ...UNHEARD }, agreed);
    case "abort":
      return say(line, agreed);
    case "ifs": {
      const { value = 0 } = block;
      if (value < 1 || value > 254) return refuse(state, "other");
      // It may come between two blocks of a chain, which then goes on.
      const at = state.at === "fresh" ? ({ at: "listening", received: EMPTY } as const) : state;
      return [
        { ...state, ...at, ifsd: value },
        { do: "send", block: agreed },
      ];
    }
  }
});

const onGarbled = to(HEARING, (state: Hearing, { error }: Extract<T1Event, { is: "garbled" }>) => refuse(state, error));

const onNoise = to(["working"], (state: At<"working">) => insist(state));

export const t1Table: Table<T1State, T1Event, T1Effect> = {
  fresh: {
    pps: to(["fresh"], (state, event) => [state, { do: "agree", pps: event.pps }]),
    I: onI,
    R: onR,
    S: onS,
    garbled: onGarbled,
  },
  listening: { I: onI, R: onR, S: onS, garbled: onGarbled },
  sending: { I: onI, R: onR, S: onS, garbled: onGarbled },
  working: {
    replied: to(["working", "listening", "sending"], (state, { response }) =>
      state.extending ? [{ ...state, reply: response }] : answer(lineOf(state), response),
    ),
    slow: to(["working"], (state, { multiplier }) => {
      const block: T1Block = { is: "S", nad: state.nad, ask: "wtx", answer: false, value: multiplier };
      return [
        { ...state, extending: true, last: block },
        { do: "send", block },
      ];
    }),
    S: to(["working", "listening", "sending"], (state, { block }) => {
      if (!state.extending || block.ask !== "wtx" || !block.answer) return insist(state);
      if (state.reply) return answer(lineOf(state), state.reply);
      return [{ ...lineOf(state), at: "working", extending: false }];
    }),
    I: onNoise,
    R: onNoise,
    garbled: onNoise,
  },
};

export const stepT1 = stepper(t1Table);

/** N(S) and N(R) after a reset and after a resynchronisation (§11.6.2.3); the PC may have forgotten its IFSD too. */
const UNHEARD = { ifsd: 32, ns: 0, nr: 0 } as const;

export const t1AtReset: T1State = { at: "fresh", nad: 0, ...UNHEARD };

/** What a TPDU of the PC is to this machine. */
export function hearT1(tpdu: Uint8Array): T1Event {
  try {
    if (tpdu[0] === PPSS) return { is: "pps", pps: decode(pps, tpdu, "PPS") };
    const block = decode(t1Block, tpdu, "T=1 block");
    return { is: block.is, block } as T1Event;
  } catch (error) {
    if (!isFault(error, "peer.malformed")) throw error;
    return { is: "garbled", error: lrcHolds(tpdu) ? "other" : "edc" };
  }
}

const lineOf = ({ ifsd, ns, nr, nad, last }: Line): Line => ({ ifsd, ns, nr, nad, ...(last ? { last } : {}) });
const addressed = (line: Line, { nad }: T1Block): Line => ({ ...lineOf(line), nad: turned(nad) });

const say = (line: Line, block: T1Block, received: Uint8Array = EMPTY): Step<At<"listening">, T1Effect> => [
  { ...line, last: block, at: "listening", received },
  { do: "send", block },
];

/** Asks for the block again. It is not what an R-block of the PC would ask to hear again: that stays the last good one. */
const refuse = (state: Hearing, error: RError): Step<Hearing, T1Effect> => [
  state,
  { do: "send", block: { is: "R", nad: state.nad, seq: state.nr, error } },
];

/** While S(WTX) is open only its answer counts; anything else hears the request again. */
const insist = (state: At<"working">): Step<At<"working">, T1Effect> =>
  state.last === undefined ? [state] : [state, { do: "send", block: state.last }];

/** The next I-block of an answer: all of it, or as much as the PC takes. */
function answer(line: Line, response: Uint8Array): Step<At<"listening" | "sending">, T1Effect> {
  const more = response.length > line.ifsd;
  const data = response.slice(0, line.ifsd);
  const block: T1Block = { is: "I", nad: line.nad, seq: line.ns, more, data };
  const after = { ...line, ns: flip(line.ns), last: block };
  const send: T1Effect = { do: "send", block };
  if (more) return [{ ...after, at: "sending", unsent: response.slice(line.ifsd) }, send];
  return [{ ...after, at: "listening", received: EMPTY }, send];
}
