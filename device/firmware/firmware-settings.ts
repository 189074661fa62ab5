import type { FaceMessageOf } from "../wire/face.ts";
import type { Wait } from "./part-machine.ts";

export interface FirmwareSettings {
  readonly identity: Omit<FaceMessageOf<"identity">, "is" | "version">;
  /** Milliseconds; what is absent is as in `WAITS`. */
  readonly waits?: Partial<Record<keyof typeof WAITS, number>>;
}

/** Milliseconds. The makers' own are not public: these are assumptions (ledger: ASM-READER-TIMES). */
export const WAITS = {
  card: 60_000,
  method: 60_000,
  /** For one face to appear before the camera. */
  face: 10_000,
  pin: 60_000,
  staff: 60_000,
  authority: 30_000,
  consent: 60_000,
  prescription: 60_000,
  /** Between two reminders of a card left behind. */
  removal: 5_000,
  /** For the card to do one job. */
  job: 10_000,
} as const satisfies Record<Wait | "face" | "job", number>;
