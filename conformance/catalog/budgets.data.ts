import type { AssumptionId } from "./assumptions.data.ts";
import type { Clause } from "./requirements.data.ts";

/** A latency clause as a number: the quantile of the leg that must not exceed `milliseconds`, shown with `confidence`. */
export interface Budget {
  readonly clause: Clause;
  readonly milliseconds: number;
  readonly quantile: number;
  readonly confidence: number;
  readonly ground: "official" | "seed" | "assumed";
  readonly assumption?: AssumptionId;
}

const AT_95 = { quantile: 0.95, confidence: 0.95 } as const;

export const BUDGETS = {
  "LAT-01": { clause: "LAT-01", milliseconds: 7000, ...AT_95, ground: "official" },
  "LAT-02": { clause: "LAT-02", milliseconds: 7000, ...AT_95, ground: "official" },
  "LAT-03": { clause: "LAT-03", milliseconds: 30_000, ...AT_95, ground: "seed" },
  "LAT-04": { clause: "LAT-04", milliseconds: 1000, ...AT_95, ground: "assumed", assumption: "ASM-LEG-BUDGETS" },
  "LAT-05": { clause: "LAT-05", milliseconds: 3000, ...AT_95, ground: "assumed", assumption: "ASM-LEG-BUDGETS" },
  "LAT-06": { clause: "LAT-06", milliseconds: 2000, ...AT_95, ground: "assumed", assumption: "ASM-LEG-BUDGETS" },
  "LAT-07": { clause: "LAT-07", milliseconds: 1500, ...AT_95, ground: "assumed", assumption: "ASM-LEG-BUDGETS" },
  "LAT-08": { clause: "LAT-08", milliseconds: 1000, ...AT_95, ground: "assumed", assumption: "ASM-LEG-BUDGETS" },
  "LAT-09": { clause: "LAT-09", milliseconds: 500, ...AT_95, ground: "assumed", assumption: "ASM-LEG-BUDGETS" },
} as const satisfies Record<string, Budget>;

export type Leg = keyof typeof BUDGETS;
