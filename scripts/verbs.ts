import type { Verb } from "./verb.ts";
import { card } from "./verbs/card.ts";
import { conform } from "./verbs/conform.ts";
import { doctor } from "./verbs/doctor.ts";
import { explain } from "./verbs/explain.ts";
import { personas } from "./verbs/personas.ts";
import { pki } from "./verbs/pki.ts";
import { reader } from "./verbs/reader.ts";
import { app } from "./verbs/app.ts";
import { serve } from "./verbs/serve.ts";
import { strength } from "./verbs/strength.ts";
import { replay } from "./verbs/replay.ts";
import { verify } from "./verbs/verify.ts";
import { start } from "./verbs/start.ts";

/** In the order of the help. */
export const VERBS: readonly Verb[] = [
  start,
  conform,
  reader,
  card,
  serve,
  app,
  explain,
  pki,
  personas,
  verify,
  replay,
  strength,
  doctor,
];
