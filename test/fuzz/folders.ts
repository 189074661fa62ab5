import { openReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import { huntInFolders } from "./folders-hunt.ts";
import { PLANTED_RECEIPTS } from "./folders-planted.ts";
import { showSchedule } from "./folders-schedule.ts";

/**
 * `npm run fuzz:folders -- [seed] [schedules]`: races in the exchange folders, on the reference receipt computer and on planted
 * mistakes. Ends with 1 when a result goes to the wrong patient, comes twice or is lost, when another's file is touched, or when a
 * planted mistake goes unnoticed.
 */
const [seed = 1, schedules = 10_000] = process.argv.slice(2).map(Number);

const start = performance.now();
const { imports, caught, ...hunted } = await huntInFolders(openReceiptComputer, {
  seed,
  schedules,
  onProgress: (count) => {
    if (count % 1_000 === 0)
      process.stderr.write(process.stderr.isTTY ? `\r${count} schedules` : `${count} schedules\n`);
  },
});
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
for (const { finding, schedule } of caught) console.log(`${finding.kind}: ${finding.says}\n${showSchedule(schedule)}`);

const unseen: string[] = [];
for (const { id, open, kind } of PLANTED_RECEIPTS) {
  const { caught: found } = await huntInFolders(open, { seed, schedules: 3_000, until: kind });
  if (found.length === 0) unseen.push(id);
}
for (const id of unseen) console.log(`planted and not found: ${id}`);

const wrong = caught.filter(({ finding }) => finding.kind === "wrongPatient").length;
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(
  `fuzz of folders: seed ${seed}, ${hunted.schedules} schedules with ${imports} imports in ${seconds} s, ${wrong} wrong patients, ` +
    `${caught.length - wrong} other faults, ${PLANTED_RECEIPTS.length - unseen.length} of ${PLANTED_RECEIPTS.length} planted mistakes found`,
);
process.exitCode = caught.length + unseen.length > 0 ? 1 : 0;
