import type { Bilingual } from "../bilingual.ts";
import type { Clause } from "./requirements.data.ts";

/** Clauses that no case verifies, and why. A clause that is in neither list fails a test. */
export const UNTESTED: Readonly<Partial<Record<Clause, Bilingual>>> = {
  "RCP-07": {
    ja: "手順の性質であり、記録からは判定できない。職員がカードに触れる意図（intent）が存在しないことで担保する。",
    en: "A property of the procedure, not of a record; no intent exists by which staff take the card.",
  },
  "RCP-08": {
    ja: "時間は LAT-03 で判定する。手作業との比較そのものは製品の試験ではない。",
    en: "Its time is judged as LAT-03; the comparison with work by hand is no test of a product.",
  },
  "FAC-05": {
    ja: "全国規模は中央システムの模擬の尺度であり、製品の試験ではない。母集団は simulator/portal/population.ts にある。",
    en: "National size is a scale for the simulated centre and no test of a product; the population is in simulator/portal/population.ts.",
  },
};
