import type { Bilingual } from "../bilingual.ts";
import type { Source } from "./sources.data.ts";

/** On what a clause stands: a ministry's public document, one published for vendors, the vendor's own profile, or us. */
export type Ground = "seed" | "official" | "declared" | "assumed";

/** One clause. `must`: a source states it. `should`: it follows from the sources and is this bench's reading. */
export interface Requirement extends Bilingual {
  readonly id: string;
  readonly level: "must" | "should";
  readonly sources: readonly Source[];
  readonly ground: Ground;
}
