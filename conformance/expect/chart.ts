import type { TraceEvent } from "../../device/trace.ts";
import { REPLACEMENT } from "../../device/wire/oqs/jis-filter.ts";
import type { Observation } from "../observation.ts";
import { numberAnswer, faceResult } from "./folder.ts";
import { broken, type Expectation, held, unseen } from "./finding.ts";
import { anyOf, type Selector, single } from "./selector.ts";

/** Something the receipt computer took into a patient's chart. */
export interface Import {
  /** The file it came from. */
  readonly source: string;
  readonly patient: Readonly<Record<string, string>>;
}

export const imported: Selector<Import> = single(
  "import",
  "chart",
  (event) => (event.channel === "chart" && event.is === "imported" ? event : undefined),
  { see: "imported" },
);

/** The number of a patient's chart was registered, as the receipt computer took it from this file. */
export const registered: Selector<Import> = single(
  "registered",
  "chart",
  (event) => (event.channel === "chart" && event.is === "registered" ? event : undefined),
  { see: "registered" },
);

type Refused = Extract<TraceEvent, { channel: "chart"; is: "refused" }>;

export const refused: Selector<Refused> = single(
  "refusal",
  "chart",
  (event) => (event.channel === "chart" && event.is === "refused" ? event : undefined),
  { see: "refused" },
);

const answers = anyOf<{
  readonly name: string;
  readonly read: (typeof numberAnswer extends Selector<infer D> ? D : never)["read"];
}>(numberAnswer, faceResult);

/** By the names of the chart: what the file says, where it says it whole. */
function factsIn(
  source: string,
  before: number,
  observation: Observation,
): Readonly<Record<string, string>> | undefined {
  const file = answers
    .find(observation)
    .filter(({ seq, value }) => seq < before && value.name.toLowerCase() === source.toLowerCase())
    .at(-1);
  const result = file?.value.read?.loose.MessageBody?.ResultList?.[0]?.ResultOfQualificationConfirmation;
  if (!result) return undefined;
  const facts = {
    name: result.Name,
    kana: result.NameKana,
    birthDate: result.Birthdate,
    address: result.Address,
    symbol: result.InsuredCardSymbol,
    number: result.InsuredIdentificationNumber,
  };
  // What could not be carried may be there in full from elsewhere.
  return Object.fromEntries(
    Object.entries(facts).flatMap(([fact, value]) =>
      value === undefined || value.includes(REPLACEMENT) ? [] : [[fact, value]],
    ),
  );
}

/** Each import is what the file that it names says of one person: nothing of it comes from elsewhere. */
export const asItsSource: Expectation = {
  wants: {
    ja: "取り込まれた患者情報が、取込み元のファイルのとおりである",
    en: "what is imported is what its source file says",
  },
  channels: ["chart", "folder"],
  rule: { asItsSource: true },
  look(observation) {
    const found = imported.find(observation);
    for (const sighting of found) {
      const { source, patient } = sighting.value;
      const facts = factsIn(source, sighting.seq, observation);
      if (!facts)
        return broken({ ja: `${source} に患者情報はありません`, en: `${source} has no patient in it` }, sighting);
      const other = Object.keys(facts).filter((fact) => (patient[fact] ?? "") !== facts[fact]);
      if (other.length > 0)
        return broken(
          { ja: `${source} と異なります: ${other.join("・")}`, en: `differs from ${source} in ${other.join(", ")}` },
          sighting,
        );
    }
    return found.length > 0 ? held(...found) : unseen({ ja: "取込みがありませんでした", en: "nothing was imported" });
  },
};
