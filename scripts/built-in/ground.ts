import type { BenchRequest, ReaderBench } from "../../conformance/bench.ts";
import type { Operator } from "../../device/ports.ts";
import { recorder, type Recorder } from "../../device/trace.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import { STAFF_PASSWORD } from "../../simulator/reader/virtual-reader.ts";
import { virtualWorld, type World } from "../../simulator/world.ts";
import { castOf, secretsOf } from "./cast.ts";
import type { Products } from "./products.ts";

const [CLINIC] = FACILITIES;

/** What every bench stands on. */
export interface Ground {
  readonly seed: number;
  readonly world: World;
  readonly trace: Recorder;
  readonly common: Pick<
    ReaderBench,
    | "clock"
    | "random"
    | "trace"
    | "operatedBy"
    | "cast"
    | "pinOf"
    | "staffPassword"
    | "institutionCode"
    | "run"
    | "close"
  >;
  /** Ends what was opened, the last first; safe to call twice. */
  readonly closing: (() => void | Promise<void>)[];
  /** A bug of ours: what runs on the bench ends in it. */
  fail(error: unknown): void;
}

export async function prepareGround({ country }: Products, { seed, parts }: BenchRequest): Promise<Ground> {
  const world = virtualWorld(seed);
  const trace = recorder(world.clock, await secretsOf(country, parts));
  const cast = castOf(country, parts);
  const closing: Ground["closing"] = [];
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const { clock, random } = world;
  return {
    seed,
    world,
    trace,
    closing,
    fail: (error) => fail(error),
    common: {
      clock,
      random,
      trace,
      operatedBy: "virtual",
      cast,
      pinOf: (part) => (cast[part] ? country.person(cast[part].id).pins.auth : undefined),
      staffPassword: STAFF_PASSWORD,
      institutionCode: CLINIC?.institutionCode ?? "",
      run: (work) => world.run(Promise.race([work, failed])),
      async close() {
        for (let end = closing.pop(); end; end = closing.pop()) await end();
      },
    },
  };
}

/** Where there is nothing for hands to do. */
export const NOBODY: Operator = { perform: () => Promise.resolve() };
