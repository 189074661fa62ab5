import { BENIGN as WRITTEN_BENIGN } from "./benign.data.ts";
import { GENERATED_READER_VARIANTS, GENERATED_READERS } from "./generated-reader.ts";
import type { Benign, Mutant } from "./mutant.ts";
import { MUTANTS as WRITTEN_MUTANTS } from "./mutants.data.ts";

/** Everything that the suite is measured against: what was thought of, and what was made from tables. */
export const ALL_MUTANTS: readonly Mutant[] = [...WRITTEN_MUTANTS, ...GENERATED_READERS];
export const ALL_BENIGN: readonly Benign[] = [...WRITTEN_BENIGN, ...GENERATED_READER_VARIANTS];
