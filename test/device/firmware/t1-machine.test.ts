import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { hearT1, stepT1, t1AtReset, type T1Effect, type T1State } from "../../../device/firmware/t1-machine.ts";
import { concat, EMPTY, hex, unhex } from "../../../device/wire/bytes.ts";
import { decode, encode } from "../../../device/wire/codec.ts";
import { flip, type T1Block, t1Block } from "../../../device/wire/t1.ts";
import { t1Blocks } from "../../wire-t1.ts";

/** Plays a conversation: `>` a block of the PC, `<` the answer, `= APDU` what the card gets, `: RESPONSE` what it says. */
function play(script: string): void {
  let state: T1State = t1AtReset;
  let effects: T1Effect[] = [];
  for (const line of script
    .trim()
    .split("\n")
    .map((line) => line.trim())) {
    const [mark = "", digits] = [line[0], line.slice(1).trim()];
    if (mark === ">" || mark === ":" || mark === "~") {
      expect(effects, `unsaid before ${line}`).toEqual([]);
      const event =
        mark === ":"
          ? ({ is: "replied", response: unhex(digits) } as const)
          : mark === "~"
            ? ({ is: "slow", multiplier: Number(digits) } as const)
            : hearT1(unhex(digits));
      [state, ...effects] = stepT1(state, event);
      continue;
    }
    const [effect, ...others] = effects;
    expect(effect && said(effect), line).toBe(`${mark} ${digits.replace(/ /g, "")}`);
    effects = others;
  }
  expect(effects).toEqual([]);
}

function said(effect: T1Effect): string {
  switch (effect.do) {
    case "send":
      return `< ${hex(encode(t1Block, effect.block))}`;
    case "agree":
      return `< PPS ${effect.pps.protocol}`.replace(/ (?=PPS)/, " ").replace(" 1", "1");
    case "run":
      return `= ${hex(effect.apdu)}`;
  }
}

describe("the card's end of T=1", () => {
  test("the opening of libccid: PPS, S(IFS), one APDU", () =>
    play(`
      > ff1113fd
      < PPS1
      > 00c101fe3e
      < 00e101fe1e
      > 00000c00a4040007627601ff00000041
      = 00a4040007627601ff000000
      : 6a82
      < 0000026a82ea
      > 00400700b00000000000f7
      = 00b00000000000
      : 9000
      < 0040029000d2
    `));

  test("a chained command is acknowledged block by block and runs whole", () =>
    play(`
      > 00200200a486
      < 00900090
      > 00400204004 6
      = 00a40400
      : 9000
      < 000002900092
    `));

  test("a chained answer goes out as far as the PC takes it, 32 bytes before S(IFS)", () => {
    const response = Uint8Array.from({ length: 70 }, (_, i) => i);
    const { blocks } = converse(unhex("00b00000"), response);
    expect(blocks.map((block) => block.data.length)).toEqual([32, 32, 6]);
    expect(hex(concat(...blocks.map((block) => block.data)))).toBe(hex(response));
    expect(blocks.map((block) => [block.seq, block.more])).toEqual([
      [0, true],
      [1, true],
      [0, false],
    ]);
  });

  test("a block damaged on its way is asked for again, and then runs once", () =>
    play(`
      > 000004 00a40400 a5
      < 00810081
      > 000004 00a40400 a4
      = 00a40400
      : 9000
      < 000002900092
    `));

  test("an answer that got lost is given again, and the card is not asked twice", () =>
    play(`
      > 000004 00a40400 a4
      = 00a40400
      : 9000
      < 000002900092
      > 00820082
      < 000002900092
    `));

  test("a lost acknowledgement is given again", () =>
    play(`
      > 00200200a486
      < 00900090
      > 00820082
      < 00900090
    `));

  test("a wrong sequence number and an empty repetition are refused, not obeyed", () =>
    play(`
      > 00400400a40400e4
      < 00820082
      > 00900090
      < 00820082
    `));

  test("a damaged request inside a chained answer does not lose the rest of it", () => {
    const response = Uint8Array.from({ length: 40 }, (_, i) => i);
    let state: T1State = t1AtReset;
    [state] = stepT1(state, hearT1(unhex("00000400a40400a4")));
    [state] = stepT1(state, { is: "replied", response });
    const [after, ...asked] = stepT1(state, { is: "garbled", error: "edc" });
    expect(asked.map(said)).toEqual(["< 00910091"]);
    const [, ...last] = stepT1(after, hearT1(unhex("00900090")));
    expect(last.map(said)).toEqual([
      `< ${hex(encode(t1Block, { is: "I", nad: 0, seq: 1, more: false, data: response.slice(32) }))}`,
    ]);
  });

  test("a resynchronisation begins the count anew", () =>
    play(`
      > 000004 00a40400 a4
      = 00a40400
      : 9000
      < 000002900092
      > 00c000c0
      < 00e000e0
      > 000004 00a40400 a4
      = 00a40400
      : 9000
      < 000002900092
    `));

  test("an abandoned chain is forgotten", () =>
    play(`
      > 00200200a486
      < 00900090
      > 00c200c2
      < 00e200e2
      > 004004 00a40400 e4
      = 00a40400
      : 9000
      < 000002900092
    `));

  test("a chain longer than any command is given up, and the next command is heard", () => {
    let state: T1State = t1AtReset;
    const data = new Uint8Array(254);
    let [effects, seq, blocks]: [T1Effect[], 0 | 1, number] = [[], 0, 0];
    while (blocks < 300) {
      [state, ...effects] = stepT1(state, hearT1(encode(t1Block, { is: "I", nad: 0, seq, more: true, data })));
      [seq, blocks] = [flip(seq), blocks + 1];
      if (effects.some((effect) => effect.do === "send" && effect.block.is === "S")) break;
    }
    // 258 blocks hold all that a command can have.
    expect([blocks, effects.map(said)]).toEqual([259, ["< 00c200c2"]]);
    [state, ...effects] = stepT1(state, hearT1(unhex("00e200e2")));
    expect(effects.map(said)).toEqual(["< 00900090"]);
    [, ...effects] = stepT1(state, hearT1(unhex("00400400a40400e4")));
    expect(effects.map(said)).toEqual(["= 00a40400"]);
  });

  test("a slow card asks for time, and may be done before it is granted", () =>
    play(`
      > 000004 00a40400 a4
      = 00a40400
      ~ 3
      < 00c30103c1
      > 00e30103e1
      ~ 3
      < 00c30103c1
      : 9000
      > 00e30103e1
      < 000002900092
    `));

  test("addresses change places in the answer", () =>
    play(`
      > 210004 00a40400 85
      = 00a40400
      : 9000
      < 120002900080
    `));

  test("PPS counts only before the first block", () => {
    const [state] = stepT1(t1AtReset, hearT1(unhex("00c101fe3e")));
    expect(stepT1(state, hearT1(unhex("ff1113fd")))).toEqual([state]);
  });

  test("any APDU and any answer cross the line whole, whatever the block lengths", () => {
    const apdus = fc.uint8Array({ minLength: 4, maxLength: 900 });
    const lengths = fc.integer({ min: 1, max: 254 });
    fc.assert(
      fc.property(apdus, apdus, lengths, lengths, (apdu, response, ifsc, ifsd) => {
        const { got, blocks } = converse(apdu, response, { ifsc, ifsd });
        expect(hex(got)).toBe(hex(apdu));
        expect(hex(concat(...blocks.map(({ data }) => data)))).toBe(hex(response));
      }),
    );
  });

  test("while the card is at rest every block has exactly one answer", () => {
    const told = fc.array(
      fc.oneof(
        t1Blocks.map((block) => encode(t1Block, block)),
        fc.uint8Array({ maxLength: 12 }),
      ),
    );
    fc.assert(
      fc.property(told, (blocks) => {
        let state: T1State = t1AtReset;
        for (const bytes of blocks.filter(([first]) => first !== 0xff)) {
          const [next, ...effects] = stepT1(state, hearT1(bytes));
          expect(effects).toHaveLength(1);
          state = next.at === "working" ? stepT1(next, { is: "replied", response: unhex("9000") })[0] : next;
        }
      }),
    );
  });
});

/** The PC's end, just enough of it: sends an APDU in blocks of `ifsc` and fetches the answer. */
function converse(apdu: Uint8Array, response: Uint8Array, { ifsc = 254, ifsd = 32 } = {}) {
  let state: T1State = t1AtReset;
  let got: Uint8Array = EMPTY;
  const tell = (block: T1Block): T1Block | undefined => {
    const [next, ...effects] = stepT1(state, hearT1(encode(t1Block, block)));
    state = next;
    return heard(effects);
  };
  const heard = (effects: readonly T1Effect[]): T1Block | undefined => {
    for (const effect of effects) {
      if (effect.do === "send") return decode(t1Block, encode(t1Block, effect.block), "block");
      if (effect.do !== "run") continue;
      got = effect.apdu;
      const [next, ...more] = stepT1(state, { is: "replied", response });
      state = next;
      return heard(more);
    }
    return undefined;
  };
  if (ifsd !== 32) tell({ is: "S", nad: 0, ask: "ifs", answer: false, value: ifsd });
  let seq: 0 | 1 = 0;
  let answer: T1Block | undefined;
  for (let at = 0; at < apdu.length; at += ifsc) {
    answer = tell({ is: "I", nad: 0, seq, more: at + ifsc < apdu.length, data: apdu.slice(at, at + ifsc) });
    seq = flip(seq);
  }
  const blocks: Extract<T1Block, { is: "I" }>[] = [];
  while (answer?.is === "I") {
    blocks.push(answer);
    answer = answer.more ? tell({ is: "R", nad: 0, seq: flip(answer.seq), error: "none" }) : undefined;
  }
  return { got, blocks };
}
