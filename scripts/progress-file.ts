import { createHash } from "node:crypto";
import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { AnyCase } from "../conformance/case.ts";
import { ROLES } from "../conformance/role.ts";
import type { CaseResult } from "../conformance/run.ts";
import { VERDICTS } from "../conformance/verdict.ts";
import { DeviceError } from "../device/errors.ts";
import { makeFolder } from "../device/io/make-folder.ts";
import type { Text } from "./say.ts";

/** What a run is, so that only the same run goes on from its file. */
export interface RunIdentity {
  readonly version: string;
  /** Of the cases as they are written. */
  readonly suite: string;
  readonly seed: number;
  /** Ids in the order of the plan, those that do not apply included. */
  readonly cases: readonly string[];
  readonly profiles: unknown;
  readonly target: string;
  readonly operator: string;
  readonly cast: string;
}

export interface ProgressFile {
  /** By case id. */
  readonly earlier: ReadonlyMap<string, CaseResult>;
  keep(result: CaseResult): void;
}

/**
 * A run that may be interrupted at any moment and goes on from this file. It is replaced as a whole after each case, by renaming, so
 * that it is always there in one state or the next. What was a matter of set-up is tried again: nothing was learnt from it.
 */
export function progressFile(file: string, run: RunIdentity): ProgressFile {
  const lines = new Map<string, string>();
  const earlier = new Map<string, CaseResult>();
  for (const result of readEarlier(file, run)) {
    if (result.verdict === "setup" || result.verdict === "suite-error") continue;
    earlier.set(result.id, result);
    lines.set(result.id, JSON.stringify(result));
  }
  const write = () =>
    replace(file, `{"run":${JSON.stringify(run)},\n"results":[\n${[...lines.values()].join(",\n")}\n]}\n`);
  write();
  return {
    earlier,
    keep(result) {
      lines.set(result.id, JSON.stringify(result));
      write();
    },
  };
}

/** What the cases ask and judge; that steps changed is told by the version. */
export const suiteDigest = (cases: readonly AnyCase[]): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        cases.map(({ id, cast, needs, hands, expect }) => [
          id,
          cast,
          needs,
          hands,
          expect.map(({ clause, reason, assumption, expectation }) => [clause, reason, assumption, expectation.wants]),
        ]),
      ),
    )
    .digest("hex");

function replace(file: string, text: string): void {
  const part = `${file}.part`;
  makeFolder(dirname(file));
  try {
    writeFileSync(part, text);
    renameSync(part, file);
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : "it cannot be written";
    throw new DeviceError("file.refused", { path: file, why }, { cause });
  }
}

const LIMIT = 512 * 1024 * 1024;

const schema = z.strictObject({
  run: z.strictObject({
    version: z.string(),
    suite: z.string(),
    seed: z.number(),
    cases: z.array(z.string()),
    profiles: z.unknown(),
    target: z.string(),
    operator: z.string(),
    cast: z.string(),
  }),
  results: z.array(
    z.looseObject({
      id: z.string(),
      role: z.enum(ROLES),
      verdict: z.enum(VERDICTS),
      title: z.object({ ja: z.string(), en: z.string() }),
      checks: z.array(z.looseObject({ clause: z.string(), verdict: z.enum(VERDICTS) })),
      observation: z.strictObject({
        events: z.array(z.looseObject({ seq: z.number(), at: z.number(), channel: z.string(), is: z.string() })),
        cast: z.record(z.string(), z.unknown()),
        latency: z.record(z.string(), z.number()),
      }),
    }),
  ),
});

function readEarlier(file: string, run: RunIdentity): readonly CaseResult[] {
  const text = readThere(file);
  if (text === undefined) return [];
  const value = parsed(text);
  const read = schema.safeParse(value);
  if (!read.success) throw unusable(file, NO_PROGRESS);
  const differs = DIFFERENCES.filter(([field]) => JSON.stringify(read.data.run[field]) !== JSON.stringify(run[field]));
  if (differs.length > 0)
    throw unusable(file, {
      en: `it belongs to another run (different: ${differs.map(([, { en }]) => en).join(", ")}); name another file, or run as before`,
      ja: `別の実行の途中経過です（違うもの: ${differs.map(([, { ja }]) => ja).join("、")}）。別のファイルを指定するか、前と同じ条件で実行してください`,
    });
  // As it was written and not as the schema gives it back, which orders fields its own way. Written by `keep` for the same suite.
  return (value as { readonly results: readonly CaseResult[] }).results;
}

const NO_PROGRESS: Text = { en: "it is no progress of a run", ja: "実行の途中経過ではありません" };

const DIFFERENCES: readonly (readonly [keyof RunIdentity, Text])[] = [
  ["version", { ja: "版", en: "version" }],
  ["suite", { ja: "試験の内容", en: "the cases themselves" }],
  ["seed", { ja: "種", en: "seed" }],
  ["cases", { ja: "選んだ試験", en: "selection" }],
  ["profiles", { ja: "製品の申告", en: "profile" }],
  ["target", { ja: "接続先", en: "target" }],
  ["operator", { ja: "操作する人", en: "operator" }],
  ["cast", { ja: "人とカード", en: "persons and cards" }],
];

function readThere(file: string): string | undefined {
  try {
    if (statSync(file).size > LIMIT) throw unusable(file, NO_PROGRESS);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "it cannot be read";
    if (code === "ENOENT") return undefined;
    throw new DeviceError("file.refused", { path: file, why: code }, { cause: error });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unusable = (file: string, { en, ja }: Text) =>
  new DeviceError("config.invalid", { where: `--resume ${file}`, why: en, ja });
