import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import { type Change, idOfChange } from "./change.ts";
import { CHART_FACTS, REQUEST_ELEMENTS } from "./file-elements.data.ts";
import type { Benign, Mutant } from "./mutant.ts";

/** Receipt computers with one element of their questions or one fact of their chart changed, and legal ones that write the same in other words. */

type ElementHow = Extract<Change, { at: "chart" }>["how"];

const HOW: Readonly<Record<ElementHow, (what: Bilingual) => Bilingual>> = {
  dropped: ({ ja, en }) => ({ ja: `${ja} がない。`, en: `${en} is missing.` }),
  off: ({ ja, en }) => ({
    ja: `${ja} の最後の1文字がずれている。`,
    en: `The last character of ${en} is the next one.`,
  }),
};

/** Codes that one who does not look at them takes for the usual one, where that shows. */
const MISREAD: readonly {
  readonly tag: string;
  readonly value: string;
  readonly breaks: readonly [Clause, Reason];
  readonly also?: readonly Reason[];
}[] = [
  ...["2", "3", "6"].map((value) => ({
    ...{ tag: "QualificationValidity", value, breaks: ["RCP-10", "import.invalidTaken"] as const },
  })),
  ...["2", "9"].map((value) => ({
    ...{
      tag: "SegmentOfResult",
      value,
      breaks: ["RCP-09", "import.failedTaken"] as const,
      also: ["import.unsaid", "import.missing", "request.missing", "reference.missing"] as const,
    },
  })),
  {
    ...{ tag: "ProcessingResultStatus", value: "2", breaks: ["RCP-09", "import.failedTaken"] },
    also: ["import.unsaid", "reference.wrongTaken"],
  },
  ...["PharmacistsInfo", "SpecificHealthCheckupsInfo", "DiagnosisInfo", "OperationInfo"].flatMap((kind) =>
    ["0", "2", "3"].map((value) => ({
      ...{ tag: `${kind}ConsFlg`, value, breaks: ["CNS-01", "consent.invented"] as const },
    })),
  ),
];

const misreadings: readonly Mutant[] = MISREAD.map(({ tag, value, breaks: [clause, expectedReason], also = [] }) => {
  const change = { at: "reading", tag, value, how: "1" } as const;
  return {
    ...{ id: idOfChange("G", "receipt", change), role: "receipt", clause, expectedReason, cascade: also, change },
    does: { ja: `${tag} の ${value} を 1 と読む。`, en: `Takes ${value} of ${tag} for 1.` },
  };
});

const elements: readonly Mutant[] = [
  ...REQUEST_ELEMENTS.map((tag) => ({ at: "question", tag, how: "off" }) as const),
  ...CHART_FACTS.flatMap((fact) => (["dropped", "off"] as const).map((how) => ({ at: "chart", fact, how }) as const)),
].map((change) => ({
  ...{ id: idOfChange("G", "receipt", change), role: "receipt" as const, clause: "RCP-09" as const, change },
  expectedReason: change.at === "question" ? ("request.mixed" as const) : ("import.mixed" as const),
  cascade: [
    ...(["import.missing", "import.wrongPatient", "import.wrongData", "import.unsaid", "import.mixed"] as const),
    ...([
      "name.unflagged",
      "name.overwritten",
      "request.mixed",
      "request.malformed",
      "import.twice",
      "declared.missing",
      "reference.missing",
    ] as const),
  ].filter((reason) => reason !== (change.at === "question" ? "request.mixed" : "import.mixed")),
  does: HOW[change.how](
    change.at === "question"
      ? { ja: `照会の ${change.tag}`, en: `${change.tag} in its questions` }
      : { ja: `チャートの ${change.fact}`, en: `${change.fact} in its chart` },
  ),
}));

export const GENERATED_FILES: readonly Mutant[] = [...elements, ...misreadings];

/** Ways of writing XML, by the names of `simulator/faults/file-changes.ts`. */
const SPELLINGS: Readonly<Record<string, Bilingual>> = {
  crlf: { ja: "改行を CRLF にする。", en: "Ends its lines with CR LF." },
  oneLine: { ja: "要素の間に改行を入れない。", en: "Puts no line between elements." },
  indented: { ja: "要素をタブで字下げする。", en: "Indents elements by tabs." },
  comment: { ja: "XML のコメントを入れる。", en: "Has an XML comment in it." },
  singleQuotes: { ja: "XML 宣言を一重引用符で書く。", en: "Quotes its XML declaration singly." },
  notStandalone: { ja: "XML 宣言に standalone を書かない。", en: "Says nothing of standalone in its XML declaration." },
  openAndClose: { ja: "空要素を開始タグと終了タグで書く。", en: "Writes empty elements with two tags." },
  spaceInTags: { ja: "タグの終わりに空白を置く。", en: "Leaves a blank at the end of its tags." },
  references: { ja: "数字を文字参照で書く。", en: "Writes digits as character references." },
  characterData: { ja: "番号と生年月日を CDATA で書く。", en: "Writes number and birth date as CDATA." },
  noLastLine: { ja: "最後の改行がない。", en: "Ends without a line feed." },
  byteOrderMark: { ja: "UTF-8 の先頭に BOM を置く。", en: "Begins UTF-8 with a byte order mark." },
};

export const GENERATED_FILE_VARIANTS: readonly Benign[] = (["receipt", "terminal"] as const).flatMap((of) =>
  Object.entries(SPELLINGS).map(([how, does]) => {
    const change = { at: "spelling", of, how } as const;
    return { id: idOfChange("B", of, change), role: of, does, change };
  }),
);
