import { z } from "zod";
import { DeviceError } from "../device/errors.ts";
import type { Bilingual } from "./bilingual.ts";
import { nearMiss } from "./near-miss.ts";
import type { CaseResult, KnownCase, Run } from "./run.ts";
import { readYaml } from "./yaml-file.ts";

const entry = z.strictObject({
  /** Of a case. */
  id: z.string(),
  /** Why it fails and who works on it, in words of whoever keeps the list. */
  reason: z.string().trim().min(3),
  /** The last day on which the entry counts, YYYY-MM-DD in JST. */
  until: z.iso.date().optional(),
});

export type KnownFailing = z.infer<typeof entry>;

interface Knowledge {
  /** Ids of every case there is, of whatever role. */
  readonly ids: readonly string[];
  /** YYYY-MM-DD in JST. */
  readonly today: string;
}

/** Reads a list of cases that are known to fail. An entry that cannot excuse anything is an error: lists like this one rot. */
export function readKnownFailing(text: string, where: string, { ids, today }: Knowledge): readonly KnownFailing[] {
  const entries = readYaml(text, z.array(entry), where);
  const said = entries.flatMap(({ id, until }, i): Bilingual[] => {
    if (!ids.includes(id)) return [unknown(id, ids)];
    if (entries.findIndex((other) => other.id === id) !== i)
      return [{ ja: `${id} が2回あります`, en: `${id} is there twice` }];
    if (until !== undefined && until < today)
      return [
        {
          ja: `${id} の期限（${until}）が過ぎています。直すか、期限を改めてください`,
          en: `the entry for ${id} ended on ${until}; mend the product or set a new date`,
        },
      ];
    return [];
  });
  if (said.length > 0)
    throw new DeviceError("config.invalid", {
      where,
      why: said.map(({ en }) => en).join("; "),
      ja: said.map(({ ja }) => ja).join("、"),
    });
  return entries;
}

function unknown(id: string, ids: readonly string[]): Bilingual {
  const near = nearMiss(id, ids);
  return {
    ja: `試験 ${id} はありません${near ? `（${near} ではありませんか）` : ""}`,
    en: `there is no case ${id}${near ? ` (did you mean ${near}?)` : ""}`,
  };
}

/** The run with what it says of the entries whose cases it ran. Verdicts stay as they are; only the exit status knows the list. */
export function withKnownFailing(run: Run, entries: readonly KnownFailing[]): Run {
  const known = entries.flatMap((each): KnownCase[] => {
    const result = run.cases.find(({ id }) => id === each.id);
    return result ? [{ ...each, outcome: outcomeOf(result) }] : [];
  });
  return known.length > 0 ? { ...run, known } : run;
}

function outcomeOf({ verdict }: CaseResult): KnownCase["outcome"] {
  if (verdict === "fail") return "failed";
  return verdict === "pass" || verdict === "warn" || verdict === "review" ? "stale" : "untold";
}

/** What to say of an entry, wherever it is shown. */
export const KNOWN_SAYS: Readonly<Record<KnownCase["outcome"], Bilingual>> = {
  failed: { ja: "既知の不適合", en: "known to fail" },
  stale: {
    ja: "既知の不適合の一覧にありますが、もう不適合ではありません。一覧から外してください",
    en: "listed as known to fail, and no longer does: take it out of the list",
  },
  untold: { ja: "既知の不適合の一覧にありますが、判定されませんでした", en: "listed as known to fail, and not judged" },
};
