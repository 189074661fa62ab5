import { hex, unhex } from "../../device/wire/bytes.ts";
import type { CardState } from "../../simulator/card/card.ts";
import { everyHeader, everyLength, everyParameter, wander } from "./commands.ts";
import { type Dice, dice } from "./dice.ts";
import { afterReset, type Contents, expect, type Model, modelOf } from "./oracle.ts";
import type { Prey } from "./survey.ts";

/** A command whose answer is not the table's. */
export interface Finding {
  readonly command: string;
  /** What was sent before it, since the card was as new. */
  readonly before: readonly string[];
  readonly fault: string;
}

export interface Hunted {
  readonly apdus: number;
  readonly findings: readonly Finding[];
  /** How often each row of the table was met. */
  readonly rows: ReadonlyMap<string, number>;
}

export interface HuntOptions {
  readonly seed: number;
  /** Commands of wandering sequences. */
  readonly sequences: number;
  /** One of how many P1 and headers, before the sequences; 1 is all of them, 0 none. */
  readonly step: number;
  /** Ends the hunt; a broken card breaks everything after it. */
  readonly mostFindings?: number;
  readonly onProgress?: (apdus: number) => void;
}

const PROGRESS_EVERY = 50_000;
const LONGEST_WALK = 60;
/** Places where every parameter is tried: after a reset, and inside each application with something verified and selected. */
const STANDS: readonly (readonly string[])[] = [
  [],
  ["00a4040c0ad392f000260100000001", "002000980431323334", "00a4020c02000a"],
  ["00a4040c0ad3921000310001010408", "00a4020c020014"],
  ["00a4040c0ad3921000310001010402", "00a4020c02001a"],
  ["00a4040c0ad3921000310001010401", "00a4020c020002"],
  ["00a4040c0ad3921000310001010100", "0020009c0431323334", "00a4020c020019"],
  ["00a4040c0ad392f000260100000001", "00a4020c020016"],
];

/** Where all of the P1 and P2 are tried; elsewhere every sixteenth P1 with all P2. */
const WHOLE = STANDS.slice(0, 2);

/** Sends a card everything there is and much that there is not, and holds every answer and every state against the table. */
export function hunt(prey: readonly Prey[], options: HuntOptions): Hunted {
  const { seed, sequences, step, mostFindings = 20, onProgress } = options;
  const findings: Finding[] = [];
  const rows = new Map<string, number>();
  let apdus = 0;
  const told = (row: string | undefined, finding: Finding | undefined) => {
    if (row !== undefined) rows.set(row, (rows.get(row) ?? 0) + 1);
    if (finding) findings.push(finding);
    if (++apdus % PROGRESS_EVERY === 0) onProgress?.(apdus);
    return findings.length < mostFindings;
  };

  const [first] = prey;
  for (const stand of first && step > 0 ? STANDS : []) {
    const at = walkTo(first as Prey, stand);
    const all = stand.length === 0 ? [everyHeader(step), everyLength()] : [everyLength()];
    const thin = WHOLE.includes(stand) ? step : Math.max(step, 16);
    for (const commands of [...all, sampled(thin)])
      for (const command of commands) {
        const { row, finding } = at.judge(command, false);
        if (!told(row, finding)) return { apdus, findings, rows };
      }
  }
  const chance = dice(seed);
  for (const end = apdus + sequences; apdus < end;) {
    const walk = walkTo(prey[chance.below(prey.length)] as Prey, []);
    for (let left = 1 + chance.below(LONGEST_WALK); left > 0; left--) {
      const { row, finding } = walk.judge(wander(chance, walk.model, walk.contents), true);
      if (!told(row, finding)) return { apdus, findings, rows };
      if (finding) break;
      const life = walk.live(chance);
      if (life && !told(undefined, life)) return { apdus, findings, rows };
    }
  }
  return { apdus, findings, rows };
}

/** All pairs of P1 and P2, or every `step`th beside those that mean something. */
function* sampled(step: number): Generator<Uint8Array> {
  if (step === 1) {
    yield* everyParameter();
    return;
  }
  for (let p1 = 0; p1 < 0x100; p1 += step) yield* everyParameter(p1 * 0x100, p1 * 0x100 + 0x100);
}

interface Walk {
  readonly model: Model;
  readonly contents: Contents;
  /** Sends a command; with `go` both the card and the model go on from there. */
  judge(command: Uint8Array, go: boolean): { row?: string; finding?: Finding };
  /** Now and then what happens to cards: taken out, pulled in the middle, put into a drawer. */
  live(chance: Dice): Finding | undefined;
}

function walkTo({ card, contents }: Prey, steps: readonly string[]): Walk {
  let state = card.initial;
  let model = modelOf(contents);
  const before: string[] = [];
  let last: readonly [CardState, CardState, Model, missed: boolean] | undefined;
  const found = (command: Uint8Array, fault: string): { finding: Finding } => ({
    finding: { command: hex(command), before: [...before], fault },
  });

  const judge = (command: Uint8Array, go: boolean): { row?: string; finding?: Finding } => {
    const wanted = expect(contents, model, command);
    const row = wanted.row.id;
    let answered: readonly [CardState, Uint8Array];
    try {
      answered = card.transact(state, command);
    } catch (error) {
      return { row, ...found(command, `threw ${String(error)}`) };
    }
    const [next, response] = answered;
    const [data, sw] = [response.subarray(0, -2), hex(response.subarray(-2))];
    const says = wanted.sw.toString(16).padStart(4, "0");
    if (sw !== says) return { row, ...found(command, `${sw} where "${row}" says ${says}`) };
    const fault = wanted.faultOf(data);
    if (fault !== undefined) return { row, ...found(command, `${fault}, by "${row}"`) };
    const after = wanted.after(data);
    const drift = differences(next, after) ?? risen(state, next, wanted.row.does);
    if (drift !== undefined) return { row, ...found(command, `${drift}, after "${row}"`) };
    if (go) {
      before.push(hex(command));
      last = [state, next, model, wanted.row.does === "miss"];
      [state, model] = [next, after];
    }
    return { row };
  };
  for (const step of steps) {
    const { finding } = judge(unhex(step), true);
    if (finding) throw new Error(`${finding.command}: ${finding.fault}`);
  }
  return {
    get model() {
      return model;
    },
    contents,
    judge,
    live(chance) {
      const fate = chance.below(24);
      if (fate > 3) return undefined;
      if (fate === 0) [state, model] = [card.reset(state), afterReset(model)];
      else if (fate === 1) state = card.load(card.save(state));
      else if (fate === 2) [state] = card.activate(state);
      else if (last) {
        const [was, is, modelWas, missed] = last;
        state = card.tear(was, is);
        // Either it never happened, or it did; and a miss always did.
        model = afterReset(missed || !differences(state, afterReset(model)) ? model : modelWas);
        last = undefined;
      }
      before.push(`(${["reset", "saved", "activated", "torn"][fate] ?? ""})`);
      const drift = differences(state, model);
      return drift === undefined ? undefined : found(new Uint8Array(0), drift).finding;
    },
  };
}

/** Where the card's own memory is not what the table's reader makes of it. */
function differences(state: CardState, model: Model): string | undefined {
  if (state.application !== model.application) return `${state.application} selected, not ${model.application}`;
  if ((state.ef ?? undefined) !== model.ef) return `file ${String(state.ef)} selected, not ${String(model.ef)}`;
  if (state.verified.some((id) => !model.verified.has(id)) || new Set(state.verified).size !== model.verified.size)
    return `verified ${state.verified.join()}, not ${[...model.verified].join()}`;
  const other = Object.entries(state.tries).find(([at, left]) => model.tries.get(placeOf(at)) !== left);
  return other ? `${other[1]} tries of ${other[0]} left` : undefined;
}

/** The model names a place by a decimal id, the card by a hexadecimal one. */
function placeOf(at: string): string {
  const [application = "", id = ""] = at.split("/");
  return `${application}/${parseInt(id, 16)}`;
}

/** A counter that goes up without a success is what the whole card is there to prevent. */
function risen(before: CardState, after: CardState, does: string | undefined): string | undefined {
  if (before.tries === after.tries) return undefined;
  const up = Object.entries(after.tries).find(([at, left]) => left > (before.tries[at] ?? 0));
  return up && does !== "verify" ? `tries of ${up[0]} went up` : undefined;
}
