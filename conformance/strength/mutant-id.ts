import type { BENIGN } from "./benign.data.ts";
import type { MUTANTS } from "./mutants.data.ts";

export type MutantId = (typeof MUTANTS)[number]["id"];
export type BenignId = (typeof BENIGN)[number]["id"];
