import { availableParallelism } from "node:os";
import { progress } from "../progress.ts";
import { soak } from "./repeats.ts";

/** `npm run soak -- 3000`: the same seeds again and again, in a process for each core, and no verdict may ever be another. */
const repeats = Number(process.argv[2] ?? 3000);
const line = progress();
const { differing, upperBound } = await soak(repeats, availableParallelism(), (done, different) =>
  line.show(`${done}/${repeats}, ${different} differ`, done % 100 === 0),
);
line.end();
console.log(
  `${repeats} repeats of the short set, ${differing.length} cases differ${differing.length > 0 ? `: ${differing.join(", ")}` : ""}; ` +
    `a repeat differs at most ${(100 * upperBound).toFixed(2)} % of the time (95 % confidence)`,
);
process.exitCode = differing.length > 0 ? 1 : 0;
