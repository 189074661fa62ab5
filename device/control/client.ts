import type { Clock, Fetch, Operator } from "../ports.ts";
import type { Channel, Recorder } from "../trace.ts";
import type { About, CaseStart } from "./messages.ts";

/** A product's control API as the suite uses it. Whatever it answers, a call ends in time and in bounded memory. */
export interface ControlClient {
  about(): Promise<About>;
  /** Acts through the product; one that it does not offer rejects with `operator.notOffered`. */
  readonly operator: Operator;
  /** Brings the product into its initial state for one case. False when it has nothing to do for that. */
  begin(start: CaseStart): Promise<boolean>;
  /** From now on what the product observes on `channels` goes into `recorder`, its clock mapped to ours. */
  follow(recorder: Recorder, options?: FollowOptions): Promise<Following>;
}

export interface FollowOptions {
  /** Which channels to take; those of the inside of a product where nothing is said. Our own doors see the others better. */
  readonly channels?: readonly Channel[];
}

export interface Following {
  /** Rejects with the fault that ended the following; never resolves. */
  readonly failed: Promise<never>;
  /** Takes what has been observed up to now, then stops. Rejects with the fault that ended the following before. */
  stop(): Promise<void>;
}

export interface ControlOptions {
  readonly fetch: Fetch;
  /** Where the API begins: `http://127.0.0.1:8080` or with a path. */
  readonly url: string;
  readonly clock: Clock;
}

export declare function controlClient(options: ControlOptions): ControlClient;
