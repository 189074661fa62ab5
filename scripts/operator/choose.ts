import type { Bench, BenchOf, BenchRequest, OpenBench } from "../../conformance/bench.ts";
import type { Hands } from "../../conformance/benches/hands.ts";
import type { Cast } from "../../conformance/cast.ts";
import { type Desk, dialogOperator } from "../../conformance/operator/dialog.ts";
import { askTries } from "../../conformance/operator/tries-dialog.ts";
import type { Role } from "../../conformance/role.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import type { Lang } from "../../device/errors.ts";
import type { Clock, Operator } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { type TerminalDesk, terminalDesk } from "./terminal-desk.ts";

/** A person, where he sits, and the time he lives in. */
export interface Seat {
  readonly desk: Desk;
  readonly lang: Lang;
  readonly clock: Clock;
}

/** The person at this terminal. */
export const terminalSeat = (lang: Lang): Seat & { readonly desk: TerminalDesk } => ({
  desk: terminalDesk(),
  lang,
  clock: systemClock(),
});

const nameIn = (cast: Cast) => (persona: string) => Object.values(cast).find(({ id }) => id === persona)?.name;
const noting = (trace: Recorder) => (mark: string) => trace.record({ channel: "clock", is: "mark", mark });

/**
 * Benches whose hands are asked of a person. Where `device` plays the acts, it plays each when the person says so, and virtual time
 * stands still while he thinks: a way to try the dialogs without hardware.
 */
export const byDialog =
  (open: OpenBench, seatAt: (bench: Bench) => Seat, device: boolean): OpenBench =>
  async <R extends Role>(request: BenchRequest<R>): Promise<BenchOf<R>> => {
    const bench = await open(request);
    const seat = seatAt(bench);
    const { caseId } = request;
    const dialog = dialogOperator({ ...seat, caseId, nameOf: nameIn(bench.cast), note: noting(bench.trace) });
    const operator: Operator = {
      async perform(intent) {
        const asked = dialog.perform(intent);
        await (seat.clock === bench.clock ? asked : bench.clock.real(asked));
        if (device) await bench.operator.perform(intent);
      },
    };
    const askTriesLeft: Bench["askTriesLeft"] = (part, reference) =>
      askTries(seat, bench.cast[part]?.name ?? part, reference);
    return { ...bench, operator, operatedBy: "dialog", askTriesLeft };
  };

/**
 * A person moves the hands of a product at an address, and nothing tells what the product does inside. `cards` are notes on cards by
 * person id.
 */
export function dialogHands(seat: Seat, cards: Readonly<Record<string, string>> = {}): Hands {
  const noteOf = (persona: string) => (Object.hasOwn(cards, persona) ? cards[persona] : undefined);
  let note: ((mark: string) => void) | undefined;
  let dialog = dialogOperator({ ...seat, caseId: "–", nameOf: () => undefined });
  return {
    operator: { perform: (intent) => dialog.perform(intent) },
    operatedBy: "dialog",
    channels: () => Promise.resolve([]),
    begin({ caseId }, cast) {
      note = undefined;
      dialog = dialogOperator({ ...seat, caseId, nameOf: nameIn(cast), noteOf, note: (mark) => note?.(mark) });
      return Promise.resolve(false);
    },
    follow(trace) {
      note = noting(trace);
      return Promise.resolve({ failed: new Promise<never>(() => undefined), stop: () => Promise.resolve() });
    },
    askTriesLeft: (card, reference) => askTries(seat, card, reference),
  };
}
