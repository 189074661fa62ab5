import { assuming, type Check, check } from "../../case.ts";
import type { Part, PersonFacts } from "../../cast.ts";
import type { AssumptionId } from "../../catalog/assumptions.data.ts";
import type { Reason } from "../../catalog/reasons.data.ts";
import type { Clause } from "../../catalog/requirements.data.ts";
import { asItsSource, type Import, imported, refused } from "../../expect/chart.ts";
import { numberRequest } from "../../expect/folder.ts";
import { both, fact, is, there } from "../../expect/predicate.ts";
import { anyOf, type Selector, where } from "../../expect/selector.ts";
import { eventually, every, never } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";

/** What many cases of receipt computers want, and how they have one ask. */

/** Longer than any receipt computer here takes to look again. */
export const A_WHILE = 10_000;

export const importOf = (part: Part): Selector<Import> =>
  where(
    imported,
    part,
    both(
      there(fact(part, "id")),
      is("patient.birthDate", fact(part, "birthDate")),
      is("patient.number", fact(part, "number")),
    ),
  );

/** Something came of a file, whatever it was. */
export const settled: Selector<unknown> = anyOf<unknown>(imported, refused);

export const importsThe = (clause: Clause, part: Part) =>
  check(
    clause,
    "import.missing",
    { ja: "本人の資格が取り込まれる", en: "the right patient's eligibility is imported" },
    eventually(importOf(part)),
  );

export const neverImports = (clause: Clause, part: Part) =>
  check(
    clause,
    "import.wrongPatient",
    { ja: "照会していない患者の回答は取り込まれない", en: "an answer about another patient is never imported" },
    never(importOf(part)),
  );

export const neverMixes = (clause: Clause) =>
  check(
    clause,
    "import.mixed",
    { ja: "ひとりの回答だけが、ひとりのカルテに入る", en: "one person's answer alone goes into one chart" },
    asItsSource,
  );

export const importsNothing = (clause: Clause, reason: Reason) =>
  check(clause, reason, { ja: "何も取り込まれない", en: "nothing is imported" }, never(imported));

/** Rests on our idea of how a receipt computer tells its staff. */
export const tellsStaff = (clause: Clause): Check =>
  assuming(
    "ASM-STAFF-TOLD",
    check(
      clause,
      "import.unsaid",
      { ja: "取り込めなかったことが職員に示される", en: "staff are told that nothing could be imported" },
      eventually(refused),
    ),
  );

export const resting = (assumption: AssumptionId, checks: readonly Check[]): Check[] =>
  checks.map((each) => assuming(assumption, each));

const FACTS = ["name", "kana", "birthDate", "sex", "address", "symbol", "number"] as const;

export const carriesFacts = (part: Part) =>
  check(
    "RCP-11",
    "import.wrongData",
    {
      ja: "氏名・住所・記号番号が回答のとおり取り込まれる",
      en: "name, address, symbol and number arrive as they were answered",
    },
    every(
      importOf(part),
      { ja: FACTS.join("・"), en: FACTS.join(", ") },
      both(...FACTS.map((name) => is<Import>(`patient.${name}`, fact(part, name)))),
      ({ patient }) => {
        const there = FACTS.filter((name) => (patient[name] ?? "") !== "").join(", ");
        return { ja: `異なる項目があります（あるもの: ${there}）`, en: `some differ (there are: ${there})` };
      },
    ),
  );

/** Has the product ask for the person, and gives back the suffix it chose. */
export async function request({ hand, see }: Stage<"receipt">, person: PersonFacts): Promise<string> {
  await hand.ask(person);
  const { named } = await see(numberRequest);
  return named?.suffix ?? "";
}

/** Waits for so many imports, whatever they are of, and goes on without those that do not come. */
export async function glimpseImports({ glimpse }: Stage<"receipt">, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await glimpse(imported, A_WHILE);
}
