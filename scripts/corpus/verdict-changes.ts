import { basename } from "node:path";
import type { AnyCase } from "../../conformance/case.ts";
import { replayRun } from "../../conformance/evidence/replay.ts";
import { readStoredRun } from "../stored-run.ts";
import { changeLine } from "../verbs/replay.ts";
import { CORPUS_KEY, corpusFiles } from "./stored.ts";

/** The part of a release note that tells which verdicts change, over every stored run (Markdown). */
export function verdictChanges(cases: readonly AnyCase[]): string {
  const sections = corpusFiles().flatMap((file) => {
    const { profiles, cases: stored } = readStoredRun(file, CORPUS_KEY);
    const changes = replayRun(stored, profiles, cases, file);
    return changes.length === 0
      ? []
      : [`### ${basename(file, ".json")}\n`, ...changes.map((change) => `- ${changeLine(change, "en")}`), ""];
  });
  const count = corpusFiles().length;
  const head = `## Verdicts that change\n\n`;
  return sections.length === 0
    ? `${head}None, over ${count} stored runs.\n`
    : `${head}Over ${count} stored runs:\n\n${sections.join("\n").trimEnd()}\n`;
}
