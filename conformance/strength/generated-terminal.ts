import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import { type Change, idOfChange, type TerminalFile } from "./change.ts";
import type { Mutant } from "./mutant.ts";
import { BROKEN_ELEMENTS } from "./terminal-answers.data.ts";

/** Terminals that write all but one thing, or one element of it otherwise: made from the tables. */

const FILES: Readonly<Record<TerminalFile, Bilingual>> = {
  face: { ja: "顔認証結果", en: "face results" },
  number: { ja: "記号番号の照会の回答", en: "answers to queries by number" },
  accepted: { ja: "一括照会の受付", en: "acceptances of bulk requests" },
  outcome: { ja: "一括照会の結果", en: "outcomes of bulk requests" },
  drugs: { ja: "薬剤情報の回答", en: "drug information" },
  error: { ja: ".err ファイル", en: ".err files" },
};

type Wording = (file: Bilingual, tag: string) => Bilingual;
const HOW: Readonly<Record<"dropped" | "off", Wording>> = {
  dropped: ({ ja, en }, tag) => ({ ja: `${ja}に ${tag} がない。`, en: `${tag} is missing in ${en}.` }),
  off: ({ ja, en }, tag) => ({
    ja: `${ja}の ${tag} の最後の1文字がずれている。`,
    en: `The last character of ${tag} in ${en} is the next one.`,
  }),
};

function mutant(
  change: Change,
  [clause, expectedReason]: readonly [Clause, Reason],
  does: Bilingual,
  also: readonly Reason[] = [],
): Mutant {
  const cascade = also.filter((reason) => reason !== expectedReason);
  return {
    ...{ id: idOfChange("G", "terminal", change), role: "terminal", clause, expectedReason, cascade, does, change },
  };
}

const elements = BROKEN_ELEMENTS.flatMap(({ file, tags, how, breaks, also }) =>
  tags.map((tag) => mutant({ at: "answer", file, tag, how }, breaks, HOW[how](FILES[file], tag), also)),
);

const LOST: Readonly<Record<TerminalFile, readonly [Clause, Reason, ...Reason[]]>> = {
  face: ["RCP-01", "file.missing", "import.missing"],
  number: ["RCP-09", "file.missing"],
  accepted: ["RCP-09", "file.missing", "answer.incomplete"],
  outcome: ["RCP-09", "answer.incomplete"],
  drugs: ["RCP-09", "file.missing"],
  error: ["RCP-09", "file.noError", "file.missing"],
};

const files = (Object.keys(LOST) as TerminalFile[]).map((file) => {
  const [clause, reason, ...also] = LOST[file];
  const { ja, en } = FILES[file];
  const does = { ja: `${ja}を書かない。`, en: `Writes no ${en}.` };
  return mutant({ at: "file", file, how: "dropped" }, [clause, reason], does, also);
});

const METHODS = {
  face: { ja: "顔", en: "face" },
  pin: { ja: "暗証番号", en: "PIN" },
  staff: { ja: "目視", en: "visual check" },
};
const CONSENTS = {
  all: { ja: "すべてに同意した", en: "consent to everything" },
  some: { ja: "一部に同意した", en: "consent to some of it" },
  none: { ja: "同意しなかった", en: "no consent" },
};
/** Those that some case goes through. */
const VISITS = [
  ["face", "all"],
  ["pin", "all"],
  ["pin", "some"],
  ["pin", "none"],
  ["staff", "all"],
] as const;

const visits = VISITS.map(([method, consent]) => {
  const does = {
    ja: `${METHODS[method].ja}で確認し、${CONSENTS[consent].ja}受付の結果を書かない。`,
    en: `Writes no result of a reception by ${METHODS[method].en} with ${CONSENTS[consent].en}.`,
  };
  return mutant({ at: "visit", method, consent, how: "dropped" }, ["RCP-01", "file.missing"], does, ["import.missing"]);
});

export const GENERATED_TERMINALS: readonly Mutant[] = [...elements, ...files, ...visits];
