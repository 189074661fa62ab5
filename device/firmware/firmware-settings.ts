import type { FaceMessageOf } from "../wire/face.ts";
import type { Wait } from "./part-machine.ts";

export interface FirmwareSettings {
  readonly identity: Omit<FaceMessageOf<"identity">, "is" | "version" | "counter">;
  /** X.509 certificates (DER), one behind the other, from the result key's own up; without it the attestation stands alone. */
  readonly chain?: Uint8Array;
  /** Of the firmware that it is born with; 1 if nothing is said. */
  readonly counter?: number;
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
  register: 60_000,
  /** For the host to say whether the card is registered. */
  registration: 30_000,
  /** Between two reminders of a card left behind. */
  removal: 5_000,
  /** Between a face that was not taken and the next look at it. Whoever is no program needs some, to read why and to stand otherwise. */
  again: 0,
  /** For the card to do one job. */
  job: 10_000,
} as const satisfies Record<Wait | "face" | "job", number>;
