import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { SETUP_FAULTS, type SetupFault } from "../../../device/setup-faults.data.ts";

export interface Words {
  readonly ja: string;
  readonly en: string;
}

export interface Finding {
  readonly is: "ok" | "optional" | "missing";
  readonly what: Words;
  readonly setup?: string;
  readonly mend?: Words;
}

export interface RunFile {
  readonly cases: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly reason?: string;
    readonly actual?: Words;
  }[];
  readonly setup: readonly Finding[];
}

/** Of the reports of a run in `folder`. */
export const runIn = (folder: string): RunFile => JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as RunFile;

/** A run that met a fault of its set-up: no case failed, and each says what to do in both languages. */
export function expectSetup(run: RunFile, setup: SetupFault): void {
  const { mend } = SETUP_FAULTS[setup];
  const judged = run.cases.filter(({ verdict }) => verdict !== "inapplicable");
  expect(judged.length).toBeGreaterThan(0);
  for (const { verdict, actual } of judged) {
    expect(verdict).toBe("setup");
    expect(actual?.en).toContain(mend.en);
    expect(actual?.ja).toContain(mend.ja);
  }
}

/** `doctor` names the fault and its mending step in both languages. */
export function expectFinding(findings: readonly Finding[], setup: SetupFault): void {
  const { what, mend } = SETUP_FAULTS[setup];
  const found = findings.find((finding) => finding.setup === setup);
  expect(found?.mend).toEqual(mend);
  expect(found?.what.en).toContain(what.en);
  expect(found?.what.ja).toContain(what.ja);
}
