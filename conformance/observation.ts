import type { TraceEvent } from "../device/trace.ts";
import type { Cast } from "./cast.ts";
import type { Profile } from "./profile.ts";

/** What the judge looks at, and all it looks at: what happened, and the facts about persons that it is compared with. */
export interface Observation {
  readonly events: readonly TraceEvent[];
  readonly cast: Cast;
  /** Budgets that the vendor declared, in milliseconds. */
  readonly latency: Profile["latency"];
  /** What else the vendor declared; the judge puts it here. */
  readonly declared?: Pick<Profile, "features" | "channels">;
}
