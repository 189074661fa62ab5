import type { Transport } from "../../device/ports.ts";
import { CHANNELS, recorder, type Recorder, type TraceEvent } from "../../device/trace.ts";
import { decodeFace, encodeFace, type FaceMessage } from "../../device/wire/face.ts";
import { hex } from "../../device/wire/bytes.ts";
import type { ReaderBench } from "../../conformance/bench.ts";
import type { PersonFacts } from "../../conformance/cast.ts";
import { readerHost } from "../../conformance/host.ts";
import { FEATURES_OF, type Profile } from "../../conformance/profile.ts";
import { writeEnd, type ScriptEnd } from "../../conformance/script-end.ts";
import { virtualWorld } from "../../simulator/world.ts";

/** Traces and benches written by hand, small enough to be read. */

export const PERSON: PersonFacts = {
  id: "someone",
  name: "試験　一郎",
  kana: "ｼｹﾝ ｲﾁﾛｳ",
  birthDate: "19800101",
  sex: "male",
  address: "見本県",
  insurer: "06990019",
  symbol: "１０１",
  number: "1",
  branch: "00",
};

export const PROFILE: Profile = {
  product: { maker: "test", model: "test", version: "1" },
  role: "reader",
  features: [...FEATURES_OF.reader],
  declares: [],
  latency: {},
};

export type Loose = TraceEvent extends infer E ? (E extends unknown ? Omit<E, "seq" | "at"> : never) : never;

/** Events a second apart, each numbered by its place. */
export const events = (...happenings: readonly Loose[]): TraceEvent[] =>
  happenings.map((happening, seq) => ({ seq, at: seq * 1_000_000, ...happening }));

export const fromReader = (message: FaceMessage): Loose => ({
  channel: "host",
  is: "received",
  bytes: hex(encodeFace(message)),
});

export const toReader = (message: FaceMessage): Loose => ({
  channel: "host",
  is: "sent",
  bytes: hex(encodeFace(message)),
});

export const ended = (end: ScriptEnd = { is: "done" }): Loose => ({
  channel: "clock",
  is: "mark",
  mark: writeEnd(end),
});

export const did = (intent: string, human = 0): Loose => ({
  channel: "operator",
  is: "did",
  intent,
  by: "virtual",
  human,
});

/** A reader that is a function: what it is told, and how it answers. Milliseconds until the answer leaves it. */
export type PaperReader = (
  message: FaceMessage,
  say: (message: FaceMessage | Uint8Array, after?: number) => void,
) => void;

export interface PaperBench extends ReaderBench {
  readonly trace: Recorder;
}

export function paperBench(
  reader: PaperReader,
  perform: (intent: string) => Promise<void> = () => Promise.resolve(),
): PaperBench {
  const world = virtualWorld(7);
  const trace = recorder(world.clock);
  const transport = paperTransport(world.clock.after.bind(world.clock), reader);
  const host = readerHost({ transport, trace, random: world.random, authority: () => Promise.resolve(undefined) });
  return {
    role: "reader",
    clock: world.clock,
    random: world.random,
    trace,
    host,
    channels: CHANNELS,
    operator: { perform: ({ intent }) => perform(intent) },
    operatedBy: "virtual",
    cast: { patient: PERSON },
    pinOf: () => "4321",
    staffPassword: "staff",
    institutionCode: "1310000000",
    run: (work) => world.run(work),
    close: () => host.close(),
  };
}

function paperTransport(later: (milliseconds: number, act: () => void) => unknown, reader: PaperReader): Transport {
  const queue: Uint8Array[] = [];
  let wake: (() => void) | undefined;
  let closed = false;
  const say = (message: FaceMessage | Uint8Array, after = 1) =>
    void later(after, () => {
      queue.push(message instanceof Uint8Array ? message : encodeFace(message));
      wake?.();
    });
  async function* frames() {
    while (!closed) {
      const frame = queue.shift();
      if (frame) yield frame;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    send(frame) {
      reader(decodeFace(frame), say);
      return Promise.resolve();
    },
    frames: frames(),
    close() {
      closed = true;
      wake?.();
      return Promise.resolve();
    },
  };
}
