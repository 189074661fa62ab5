import type { Reporter, TestModule } from "vitest/node";

/** Ends every run with one plain line over all tiers, never lets a run that tested nothing look green, and tells what passed at a second try. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    const second: string[] = [];
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result();
        if (state === "passed" && (test.diagnostic()?.retryCount ?? 0) > 0)
          second.push(`${module.relativeModuleId} > ${test.fullName}: ${errors[0]?.message ?? "no reason told"}`);
        if (state === "passed") count.passed++;
        else if (state === "failed") failedHere++;
        else count.skipped++;
      }
      count.failed += failedHere === 0 && module.state() === "failed" ? 1 : failedHere;
    }
    if (count.passed + count.failed === 0) process.exitCode = 1;
    for (const each of second) console.log(`passed at the second try only: ${each}`);
    process.on("exit", () => console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`));
  }
}
