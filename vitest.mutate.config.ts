import { defineConfig } from "vitest/config";

/**
 * The tests by which the judge's own code is held: `npm run mutate`. They are about single files of it and load no cases, since they run
 * for every mutant.
 */
export default defineConfig({
  test: {
    include: [
      "test/conformance/{judge,verdict,gate}.test.ts",
      "test/conformance/statistics/*.test.ts",
      "test/conformance/expect/*.test.ts",
    ],
    // Nothing here keeps anything from one file to the next, and loading it all again for each would be most of the time.
    isolate: false,
    testTimeout: 60_000,
  },
});
