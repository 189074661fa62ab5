import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: ["default", "./test/closing-line.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/system/**"],
          // Vitest leaves one processor to itself; on a machine of two that would halve the speed.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "system",
          include: ["test/system/**/*.test.ts"],
          // They wait for pcscd, for readers and for browsers more than they compute: two at a time, wherever that may be.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          // Daemons and browsers in real time may be late on a busy machine. What needed a second try is named at the end of the run.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
