import type { DeviceError } from "../../device/errors.ts";
import type { SetupFault } from "../../device/setup-faults.data.ts";
import type { Bilingual } from "../bilingual.ts";

/** One thing that was looked at before a run. */
export interface SetupFinding {
  /** `optional`: worth knowing, and no obstacle. `missing`: nothing can be judged before it is mended. */
  readonly is: "ok" | "optional" | "missing";
  readonly what: Bilingual;
  /** A value or a name, in no language. */
  readonly found?: string;
  /** Which of the known faults of a set-up it is, where it is one. */
  readonly setup?: SetupFault;
  readonly mend?: Bilingual;
  /** What cases end in as long as it is missing. */
  readonly fault?: DeviceError;
  /** Milliseconds that it adds to whatever a product does. */
  readonly overhead?: number;
}

/** A finding as reports and scripts have it. */
export const findingJson = ({ fault: _, overhead, ...finding }: SetupFinding) => ({
  ...finding,
  ...(overhead === undefined ? {} : { overhead: Math.round(overhead) }),
});

/** The first thing that keeps a run from telling anything about a product. */
export const obstacleAmong = (findings: readonly SetupFinding[]): DeviceError | undefined =>
  findings.find(({ is, fault }) => is === "missing" && fault)?.fault;
