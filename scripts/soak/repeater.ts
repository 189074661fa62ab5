import { shortSet } from "./short-set.ts";

/** A process that is told seeds, and tells what the short set came to by each. */
const run = shortSet();
process.on("message", (seed: number) => void run(seed).then((prints) => process.send?.(prints)));
process.on("disconnect", () => process.exit());
