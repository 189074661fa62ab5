import type { Reporter, TestModule } from "vitest/node";

/** Ends every run with one plain line over all tiers, and never lets a run that tested nothing look green. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") count.passed++;
        else if (state === "failed") failedHere++;
        else count.skipped++;
      }
      count.failed += failedHere === 0 && module.state() === "failed" ? 1 : failedHere;
    }
    if (count.passed + count.failed === 0) process.exitCode = 1;
    process.on("exit", () => console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`));
  }
}
