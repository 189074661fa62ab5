import type { z } from "zod";
import type { TraceEvent } from "../../../device/trace.ts";
import { STRENGTH_SCHEMA, type StrengthJson } from "../../strength/strength-report.ts";
import { type EvidenceFile, isEvidence, readEvidence } from "./evidence-file.ts";
import { parseJson } from "./json-text.ts";
import type { Text } from "./language.ts";
import { otherThan, readRun, RUN_VERDICTS } from "./run-file.ts";
import { isRecord, readEvents, TRACE_LIMIT, Unreadable } from "./trace-file.ts";

export type Verdicts = z.infer<typeof RUN_VERDICTS>;

/** What a file turned out to be. */
export type Opened =
  | { readonly is: "trace"; readonly events: readonly TraceEvent[] }
  /** With the trace of its cases, as a report and an evidence file carry it. */
  | ({ readonly is: "run" } & Pick<EvidenceFile, "run"> & Partial<EvidenceFile>)
  /** `--json`: verdicts alone. */
  | { readonly is: "verdicts"; readonly run: Verdicts }
  | { readonly is: "strength"; readonly strength: StrengthJson };

/** Reads a file from anywhere; what it cannot be is told with what to do next (`Unreadable`). */
export async function openFile(file: Blob): Promise<Opened> {
  if (file.size > TRACE_LIMIT) throw new Unreadable(tooLarge(file.size));
  return opened(parsed(await file.text()));
}

/** Of what stands around a run or a trace. */
const VERSION = 1;

export function opened(value: unknown): Opened {
  if (!isRecord(value)) throw new Unreadable(STRANGE);
  if (value["shikaku"] !== undefined && value["version"] !== VERSION) throw new Unreadable(OTHER_VERSION);
  if (isEvidence(value)) return { is: "run", ...readEvidence(value) };
  if (Array.isArray(value["mutants"])) return { is: "strength", strength: shaped(STRENGTH_SCHEMA, value) };
  if (Array.isArray(value["cases"]) && isRecord(value["verdicts"])) {
    const cases = value["cases"] as unknown[];
    const isWhole = cases.some((each) => isRecord(each) && isRecord(each["observation"]));
    if (isWhole) return { is: "run", run: readRun(value) };
    return { is: "verdicts", run: shaped(RUN_VERDICTS, value) };
  }
  if (Array.isArray(value["results"])) throw new Unreadable(PROGRESS);
  if (Array.isArray(value["events"])) return { is: "trace", events: readEvents(value) };
  const inner = Object.values(value).find((each) => isRecord(each) && Array.isArray(each["cases"]));
  if (inner) return opened(inner);
  throw new Unreadable(STRANGE);
}

function shaped<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (!read.success) throw new Unreadable(otherThan(read.error));
  return read.data;
}

/** A report holds its run, and a page its trace, in a script of its own, which is read and never run. */
function parsed(text: string): unknown {
  const [, embedded] = /<script type="application\/json" id="(?:run|trace)">([\s\S]*?)<\/script>/.exec(text) ?? [];
  return parseJson(embedded ?? text);
}

const tooLarge = (bytes: number): Text => ({
  ja: `ファイルが大きすぎます（${Math.round(bytes / 1048576)} MB）。ここで開けるのは ${TRACE_LIMIT / 1048576} MB までです。試験を --only で絞って実行し直してください。`,
  en: `The file is too large (${Math.round(bytes / 1048576)} MB); up to ${TRACE_LIMIT / 1048576} MB can be opened here. Run fewer cases with --only.`,
});
const STRANGE: Text = {
  ja: "shikaku の実行結果、証拠、記録のどれでもありません。report.html、run.json、evidence、trace のファイルを開いてください。",
  en: "It is no run, evidence, kill matrix or trace of shikaku. Open a report.html, run.json, evidence or trace file.",
};
const OTHER_VERSION: Text = {
  ja: "別の版の shikaku が書いたファイルで、この版では読めません。書いた版で開くか、shikaku を新しくしてください。",
  en: "Another version of shikaku wrote this file, and this one cannot read it. Open it with that version, or update shikaku.",
};
const PROGRESS: Text = {
  ja: "実行の途中経過（--resume）のファイルです。実行を終えてから、報告書か JSON を開いてください。",
  en: "This is the progress of a run (--resume). Let the run end, then open its report or JSON.",
};
