import { hex } from "../../device/wire/bytes.ts";
import type { Card, CardState } from "../../simulator/card/card.ts";

/** Mistakes that a card could make, each put around an honest one: the hunt has to find every one of them. */
export interface Planted {
  readonly id: string;
  readonly in: (card: Card) => Card;
}

type Answer = readonly [CardState, Uint8Array];

/** Changes what the honest card answers. */
const wrong = (id: string, change: (answer: Answer, before: CardState, command: Uint8Array) => Answer): Planted => ({
  id,
  in: (card) => ({
    ...card,
    transact: (state, command) => change(card.transact(state, command), state, command),
  }),
});

const sw = (response: Uint8Array) => hex(response.subarray(-2));
const word = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));

export const PLANTED: readonly Planted[] = [
  wrong("a blocked reference answers as ISO has it", ([next, response]) => [
    next,
    sw(response) === "6984" ? word("6983") : response,
  ]),
  wrong("the retry query costs a try", ([next, response], before, command) => {
    if (command.length !== 4 || command[1] !== 0x20 || next.ef === null || !sw(response).startsWith("63c"))
      return [next, response];
    const at = `${next.application}/${next.ef.toString(16).padStart(4, "0")}`;
    return [{ ...next, tries: { ...before.tries, [at]: Math.max(0, (before.tries[at] ?? 0) - 1) } }, response];
  }),
  wrong("verified secrets outlive the selection of another application", ([next, response], before, command) => [
    command[1] === 0xa4 && command[2] === 0x04 && next.application !== before.application && sw(response) === "9000"
      ? { ...next, verified: before.verified }
      : next,
    response,
  ]),
  wrong("a reset fills the counters", ([next, response], before, command) => [
    command[1] === 0xa4 && command[2] === 0x04 && next.tries["jpki/0018"] === 0
      ? { ...next, tries: { ...before.tries, "jpki/0018": 3 } }
      : next,
    response,
  ]),
  wrong("a try is counted down at another reference", ([next, response], before) => {
    const missed = Object.keys(next.tries).find((at) => (next.tries[at] ?? 0) < (before.tries[at] ?? 0));
    const other = Object.keys(next.tries).find((at) => at !== missed && next.tries[at] === before.tries[missed ?? ""]);
    if (missed === undefined || other === undefined) return [next, response];
    const tries = { ...next.tries, [missed]: before.tries[missed] ?? 0, [other]: (before.tries[other] ?? 0) - 1 };
    return [{ ...next, tries }, response];
  }),
  wrong("the last byte of a file can be read past", ([next, response], _, command) => [
    next,
    command[1] === 0xb0 && sw(response) === "6b00" ? word("9000") : response,
  ]),
  {
    id: "any secret of an application opens all its files",
    in: (card) => ({
      ...card,
      transact(state, command) {
        const generous = { ...state, verified: Array.from({ length: 0x1e }, (_, id) => id + 1) };
        if (command[1] !== 0xb0 || state.verified.length === 0) return card.transact(state, command);
        const [next, response] = card.transact(generous, command);
        return [{ ...next, verified: state.verified }, response];
      },
    }),
  },
  {
    id: "one pair of P1 and P2 is an exception",
    in: (card) => ({
      ...card,
      transact(state, command) {
        if (command[1] === 0x2a && command[2] === 0x03 && command[3] === 0x9f) throw new RangeError("index");
        return card.transact(state, command);
      },
    }),
  },
  {
    id: "a card that was put away forgets how often it was missed",
    in: (card) => ({
      ...card,
      load: (bytes) => ({ ...card.load(bytes), tries: card.initial.tries }),
    }),
  },
  {
    id: "pulling a card gives the try back",
    in: (card) => ({ ...card, tear: (before) => card.reset(before) }),
  },
];
