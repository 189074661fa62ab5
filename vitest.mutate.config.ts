import { defineConfig } from "vitest/config";

/** The tests by which the judge's own code is held: `npm run mutate`. */
export default defineConfig({
  test: {
    include: [
      "test/conformance/{judge,verdict,gate}.test.ts",
      "test/conformance/statistics/*.test.ts",
      "test/conformance/expect/*.test.ts",
      "test/conformance/evidence/replay.test.ts",
      "test/conformance/setup/*.test.ts",
      "test/conformance/cases/declared.test.ts",
    ],
    testTimeout: 20_000,
  },
});
