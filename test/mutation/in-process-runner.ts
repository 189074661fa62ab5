import { readdirSync } from "node:fs";
import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from "@stryker-mutator/api/core";
import { declareFactoryPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  determineHitLimitReached,
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from "@stryker-mutator/api/test-runner";
import { type Collected, takeCollected } from "./vitest-in-process.ts";

/**
 * Stryker's runner for tests of pure functions: every test is loaded once and called for each mutant that it covers, where vitest would
 * load them all anew. With it a run takes minutes instead of hours.
 */
const FOLDERS = ["test/conformance/statistics", "test/conformance/expect"];
const FILES = ["judge", "judge-rulings", "verdict", "gate"].map((name) => `test/conformance/${name}.test.ts`);

interface Test extends Collected {
  readonly id: string;
}

function inProcessRunner(): TestRunner {
  const stryker = instrumented();
  let tests: readonly Test[] = [];
  /** How often each test comes by each mutant while none is on. */
  let visits: Readonly<Record<string, Readonly<Record<string, number>>>> = {};
  return {
    // A mutant is on only while tests run, also one that is passed while files load: nothing has to be loaded anew for it.
    capabilities: () => ({ reloadEnvironment: true }),
    async init() {
      standInForVitest();
      tests = await load();
    },
    async dryRun() {
      const results: TestResult[] = [];
      for (const test of tests) {
        stryker.currentTestId = test.id;
        const start = performance.now();
        const failureMessage = await failureOf(test);
        const about = { id: test.id, name: test.name, timeSpentMs: performance.now() - start };
        results.push(
          failureMessage === undefined
            ? { ...about, status: TestStatus.Success }
            : { ...about, status: TestStatus.Failed, failureMessage },
        );
      }
      delete stryker.currentTestId;
      const { mutantCoverage } = stryker;
      visits = mutantCoverage?.perTest ?? {};
      return {
        status: DryRunStatus.Complete,
        tests: results,
        ...(mutantCoverage ? { mutantCoverage } : {}),
      } satisfies DryRunResult;
    },
    async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRunOptions): Promise<MutantRunResult> {
      const wanted = testFilter && new Set(testFilter);
      const covering = tests.filter(({ id }) => wanted?.has(id) ?? true);
      for (const [i, test] of covering.entries()) {
        // Stryker's own limit is for all tests together: one that comes by often would let another turn in circles for minutes.
        const usual = visits[test.id]?.[activeMutant.id];
        const limit = usual === undefined ? hitLimit : 1000 + 100 * usual;
        stryker.hitCount = 0;
        if (limit === undefined) delete stryker.hitLimit;
        else stryker.hitLimit = limit;
        stryker.activeMutant = activeMutant.id;
        const failureMessage = await failureOf(test);
        delete stryker.activeMutant;
        if (determineHitLimitReached(stryker.hitCount, limit)) return { status: MutantRunStatus.Timeout };
        if (failureMessage === undefined) continue;
        // What a mutant left behind must kill no other: without it the same test passes, or this process is of no more use.
        if ((await failureOf(test)) !== undefined) process.exit(1);
        return { status: MutantRunStatus.Killed, killedBy: [test.id], failureMessage, nrOfTests: i + 1 };
      }
      return { status: MutantRunStatus.Survived, nrOfTests: covering.length };
    },
  };
}

/** Where the instrumented code looks which mutant is on, and counts what it comes by. */
function instrumented(): InstrumenterContext {
  const everything = globalThis as unknown as Record<string, InstrumenterContext | undefined>;
  return (everything[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});
}

/** Imports of vitest by the tests come to the part of it that stays in this process. */
function standInForVitest(): void {
  const standIn = JSON.stringify(new URL("vitest-in-process.ts", import.meta.url).href);
  const hook = `export const resolve = (name, context, next) =>
    name === "vitest" ? { url: ${standIn}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/** The tests of the sandbox, which is where Stryker has put us. */
async function load(): Promise<readonly Test[]> {
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => join(folder, name)),
  );
  const tests: Test[] = [];
  for (const file of [...FILES, ...found]) {
    await import(pathToFileURL(file).href);
    tests.push(...takeCollected().map((each, i) => ({ ...each, id: `${file}#${i} ${each.name}` })));
  }
  return tests;
}

async function failureOf({ run }: Test): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "in-process", inProcessRunner)];
