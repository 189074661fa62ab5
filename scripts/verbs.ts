import type { Verb } from "./verb.ts";
import { doctor } from "./verbs/doctor.ts";

/** In the order of the help. */
export const VERBS: readonly Verb[] = [doctor];
