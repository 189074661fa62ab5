import type { Clock, Random, Transport } from "../../device/ports.ts";
import { type Channel, recorder } from "../../device/trace.ts";
import type { BenchRequest, ReaderBench } from "../bench.ts";
import { type GrantAuthority, type ReaderHost, readerHost } from "../host.ts";
import { caseClock } from "./case-clock.ts";
import { caseLine, type LineMemory } from "./case-line.ts";
import type { Hands } from "./hands.ts";
import type { People } from "./people.ts";

/** A line to one reader, opened anew for each case. */
export interface ReaderLine {
  /** What a fault calls it. */
  readonly name: string;
  /** Rejects with `link.refused`, `native.missing` or `config.invalid`. `onGarbage` is told of bytes outside of any frame. */
  connect(onGarbage: (skipped: Uint8Array) => void): Promise<Transport>;
}

export interface ReaderBenchPorts {
  readonly line: ReaderLine;
  readonly hands: Hands;
  readonly people: People;
  readonly clock: Clock;
  /** True chance: a reader that has kept the results of another run must not be able to use them. */
  readonly random: Random;
  readonly authority: GrantAuthority;
}

/** Opens benches over a face-auth reader at the end of a line: one case after the other, and none hears of the one before. */
export function readerBenches(ports: ReaderBenchPorts): (request: BenchRequest) => Promise<ReaderBench> {
  const { line, hands, people, clock, random, authority } = ports;
  const first = firstReception(random);
  const memory: LineMemory = { earlier: [first, first], open: undefined, cardThere: false };
  let next = first;

  return async (request) => {
    const { parts } = request;
    const cast = people.castOf(parts);
    const trace = recorder(clock, await people.secretsOf(parts));
    memory.earlier = [first, next];
    const { name } = line;
    let told: (skipped: Uint8Array) => void = () => undefined;
    const transport = await line.connect((skipped) => told(skipped));
    const own = caseLine({ transport, memory, clock, trace, name });
    told = (skipped) => own.garbage(skipped);
    try {
      const renewed = await hands.begin(request, cast);
      // Whoever begins a case anew clears the reader, and need not say so on the line.
      if (renewed) memory.cardThere = false;
      await own.settle(() => hands.operator.perform({ intent: "removeCard" }));
      const channels = withOwn(await hands.channels());
      const following = await hands.follow(trace);
      const host = readerHost({ transport: own, trace, random, authority, firstReception: next });
      const time = caseClock(clock);
      const begin: ReaderHost["begin"] = (wishes) => {
        next++;
        return host.begin(wishes);
      };
      return {
        ...{ role: "reader", clock: time, random, trace, channels, cast },
        ...{ operator: hands.operator, operatedBy: hands.operatedBy },
        cards: renewed ? "virtual" : "real",
        askTriesLeft: async (part, reference) => hands.askTriesLeft?.(cast[part]?.name ?? part, reference),
        pinOf: (part) => people.pinOf(part),
        staffPassword: people.staffPassword,
        institutionCode: people.institutionCode,
        run: (work) => Promise.race([work, following.failed]),
        host: { ...host, begin },
        async close() {
          time.stop();
          await host.close();
          await following.stop();
        },
      };
    } catch (error) {
      await own.close();
      throw error;
    }
  };
}

const OWN: readonly Channel[] = ["host", "operator", "clock"];

/** What the suite sees by itself, and what it is told of. */
const withOwn = (told: readonly Channel[]): Channel[] => [...new Set([...OWN, ...told])];

/** Somewhere below 2^31, so that a run never counts past four bytes, and another run's ids are other ids. */
function firstReception(random: Random): number {
  const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
  return 1 + (((a & 0x7f) << 24) | (b << 16) | (c << 8) | d);
}
