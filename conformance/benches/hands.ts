import type { Operator } from "../../device/ports.ts";
import type { Channel, Recorder } from "../../device/trace.ts";
import type { Bench, BenchRequest, PinReference } from "../bench.ts";
import type { Cast } from "../cast.ts";

/** Whoever moves the hands at a product that is not built in, and what he can show of it beside the line. */
export interface Hands {
  readonly operator: Operator;
  readonly operatedBy: Bench["operatedBy"];
  /** What `follow` tells of. */
  channels(): Promise<readonly Channel[]>;
  /** Brings the product into its initial state for one case, where somebody can. True where its cards are new then, too. */
  begin(request: BenchRequest, cast: Cast): Promise<boolean>;
  /** Tells the recorder what the product is seen to do, from now until it is stopped. */
  follow(trace: Recorder): Promise<Following>;
  /** Has a person find out the retry counter of a card. */
  askTriesLeft?(card: string, reference: PinReference): Promise<number | undefined>;
}

export interface Following {
  /** Rejects with the fault that ended it; never resolves. */
  readonly failed: Promise<never>;
  /** Takes what has been seen up to now, then stops. */
  stop(): Promise<void>;
}
