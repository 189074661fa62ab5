import { BENIGN as WRITTEN_BENIGN } from "./benign.data.ts";
import { GENERATED_CARDS, GENERATED_CARD_VARIANTS } from "./generated-cards.ts";
import { GENERATED_CENTRES } from "./generated-central.ts";
import { GENERATED_FILE_VARIANTS, GENERATED_FILES } from "./generated-files.ts";
import { GENERATED_READER_VARIANTS, GENERATED_READERS } from "./generated-reader.ts";
import { GENERATED_SECOND } from "./generated-second.ts";
import { GENERATED_TERMINALS } from "./generated-terminal.ts";
import { NARROW_MUTANTS } from "./narrow-mutants.data.ts";
import { NARROWED_READERS } from "./generated-narrowed.ts";
import type { Benign, Mutant } from "./mutant.ts";
import { MUTANTS as WRITTEN_MUTANTS } from "./mutants.data.ts";

/** Everything that the suite is measured against: what was thought of, and what was made from tables. */
export const ALL_MUTANTS: readonly Mutant[] = [
  ...WRITTEN_MUTANTS,
  ...NARROW_MUTANTS,
  ...GENERATED_READERS,
  ...GENERATED_SECOND,
  ...NARROWED_READERS,
  ...GENERATED_FILES,
  ...GENERATED_CARDS,
  ...GENERATED_TERMINALS,
  ...GENERATED_CENTRES,
];

export const ALL_BENIGN: readonly Benign[] = [
  ...WRITTEN_BENIGN,
  ...GENERATED_READER_VARIANTS,
  ...GENERATED_FILE_VARIANTS,
  ...GENERATED_CARD_VARIANTS,
];
