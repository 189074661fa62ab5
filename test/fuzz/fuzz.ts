import { ANSWERS } from "../../simulator/card/answers.data.ts";
import { dice } from "./dice.ts";
import { FRAMERS, underNoise } from "./frames.ts";
import { hunt } from "./hunt.ts";
import { PLANTED } from "./planted.ts";
import { preyOf } from "./survey.ts";

/**
 * `npm run fuzz -- [seed] [APDUs of sequences]`: every command with every P1 and P2, every short length, every class and
 * instruction, and sequences without end, against the table of answers. Ends with 1 when an answer is not the table's, or when a
 * planted mistake goes unnoticed. Then ten million bytes of noise for each framer, which has to keep little and to hear what follows.
 */
const [seed = 1, sequences = 400_000] = process.argv.slice(2).map(Number);
const prey = ["hanako", "child", "locked", "keyb"].map(preyOf);

const start = performance.now();
const { apdus, findings, rows } = hunt(prey, {
  seed,
  sequences,
  step: 1,
  onProgress: (count) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${count} APDUs`);
    else if (count % 1_000_000 === 0) process.stderr.write(`${count} APDUs\n`);
  },
});
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
for (const { command, before, fault } of findings) console.log(`${command}: ${fault}\n  after ${before.join(" ")}`);

const unmet = ANSWERS.filter(({ id }) => !rows.has(id)).map(({ id }) => id);
const unseen = PLANTED.filter(({ in: plantedIn }) => {
  const broken = prey.map(({ card, contents }) => ({ card: plantedIn(card), contents }));
  return hunt(broken, { seed, sequences: 200_000, step: 0, mostFindings: 1 }).findings.length === 0;
}).map(({ id }) => id);
for (const id of unseen) console.log(`planted and not found: ${id}`);
for (const id of unmet) console.log(`no command met the row: ${id}`);

const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(
  `fuzz: seed ${seed}, ${apdus} APDUs in ${seconds} s, ${findings.length} wrong answers, ` +
    `${ANSWERS.length - unmet.length} of ${ANSWERS.length} rows met, ${PLANTED.length - unseen.length} of ${PLANTED.length} planted mistakes found`,
);

const NOISE = 10_000_000;
const deaf = FRAMERS.map((framer) => {
  const begun = performance.now();
  const faults = underNoise(framer, NOISE, dice(seed));
  const took = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(`noise: ${framer.name}, ${NOISE} bytes in ${took} s, ${faults.join("; ") || "heard again"}`);
  return faults.length;
});
process.exitCode = findings.length + unseen.length + unmet.length + deaf.reduce((a, b) => a + b, 0) > 0 ? 1 : 0;
