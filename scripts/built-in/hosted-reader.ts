import type { About, CaseStart } from "../../device/control/messages.ts";
import type { Operator } from "../../device/ports.ts";

/** One of our readers in real time, with whatever its hands can do and its inside shows. */
export interface HostedReader extends Pick<About, "role" | "intents" | "channels"> {
  readonly operator: Operator;
  /** Brings it into its initial state. */
  begin(start: CaseStart): Promise<void>;
  stop(): Promise<void>;
}
