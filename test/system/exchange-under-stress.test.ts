import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  ftruncateSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openFolders } from "../../device/io/folders.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { type Clock, sleep } from "../../device/ports.ts";
import { recorder } from "../../device/trace.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { openReceiptComputer, type ReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import { openTerminal } from "../../simulator/terminal/terminal.ts";
import { seededRandom } from "../../simulator/world.ts";
import { centre, CLINIC, numberQuery, persona } from "../simulator/counter.ts";
import vectors from "../vectors/oqs-messages.json" with { type: "json" };
import { needs } from "./needs.ts";

/** What a folder on a real disk may have to bear. Whatever it is, a request beside it is answered with its own patient. */

const ends: (() => void)[] = [];
afterEach(() =>
  ends
    .splice(0)
    .reverse()
    .forEach((end) => end()),
);

interface Desk {
  readonly at: string;
  readonly clock: Clock;
  readonly receipt: ReceiptComputer;
}

async function desk(at = temporary(), clock: Clock = systemClock()): Promise<Desk> {
  const folders = await openFolders(at);
  const unforeseen: unknown[] = [];
  const shared = { folders, clock };
  const terminal = openTerminal({
    ...shared,
    ...{ central: centre().at(CLINIC), random: seededRandom(1), facility: CLINIC },
    onError: (error) => void unforeseen.push(error),
  });
  const receipt = openReceiptComputer({
    ...shared,
    ...{ recorder: recorder(clock), institutionCode: CLINIC.institutionCode },
  });
  ends.push(() => {
    terminal.close();
    receipt.close();
    expect(unforeseen).toEqual([]);
  });
  return { at, clock, receipt };
}

function temporary(): string {
  const root = mkdtempSync(join(tmpdir(), "shikaku-stress-"));
  ends.push(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** Two patients at once, each of whom has to get his own answer. */
async function othersGoOn({ receipt }: Pick<Desk, "receipt">): Promise<void> {
  const people = [persona("hanako"), persona("taro")];
  const asked = await Promise.all(people.map((person) => receipt.request(numberQuery(person))));
  expect(asked.map((came) => came.outcome === "imported" && came.entry.patient.name)).toEqual(
    people.map(({ name }) => name),
  );
}

async function until(clock: Clock, seen: () => boolean): Promise<void> {
  while (!seen()) await sleep(clock, 50);
}

test("a request of one gigabyte is refused by an error file, and read no further than it must be", async () => {
  const one = await desk();
  const file = openSync(join(one.at, "req", "big.tmp"), "w");
  ftruncateSync(file, 1024 ** 3);
  closeSync(file);
  renameSync(join(one.at, "req", "big.tmp"), join(one.at, "req", "OQSsiquc01req_big.xml"));
  const before = process.memoryUsage().rss;
  await until(one.clock, () => readdirSync(join(one.at, "res")).includes("OQSsiquc01req_big.err"));
  await othersGoOn(one);
  expect(process.memoryUsage().rss - before).toBeLessThan(512 * 1024 ** 2);
  expect(readdirSync(join(one.at, "req"))).toEqual([]);
});

/** A million with SHIKAKU_FILES=1000000, which takes minutes. */
const MANY = Number(process.env["SHIKAKU_FILES"] ?? 30_000);

test(
  `${MANY} files of nobody's lie in the request folder, and requests are answered`,
  { timeout: 1_800_000 },
  async () => {
    const at = temporary();
    mkdirSync(join(at, "req"), { recursive: true });
    for (let n = 0; n < MANY; n++) writeFileSync(join(at, "req", `memo-${n}.txt`), "");
    await othersGoOn(await desk(at));
    expect(readdirSync(join(at, "req"))).toHaveLength(MANY);
  },
);

test("on a full disk nothing is lost: what could not be written is written when there is room", async (context) => {
  needs(context, "mount", "unshare");
  const at = temporary();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k,nr_inodes=200", "tmpfs", at]);
  if (mounted.status !== 0) return context.skip("this machine mounts no tmpfs");
  ends.push(() => void execFileSync("umount", ["-l", at]));
  const one = await desk(at);
  const asked = one.receipt.request(numberQuery(persona("hanako")));
  await until(one.clock, () => readdirSync(join(at, "req")).length > 0 || readdirSync(join(at, "res")).length > 0);
  const ballast = spawnSync("dd", ["if=/dev/zero", `of=${join(at, "ballast")}`, "bs=4k"]);
  expect(ballast.stderr.toString()).toMatch(/No space left/);
  await sleep(one.clock, 2_500);
  rmSync(join(at, "ballast"));
  expect(await asked).toMatchObject({ outcome: "imported", entry: { patient: { name: persona("hanako").name } } });
  await othersGoOn(one);
});

test("while a folder is gone asking is refused with what to do, and what was asked before is answered when it is back", async () => {
  const one = await desk();
  await othersGoOn(one);
  renameSync(join(one.at, "res"), join(one.at, "gone"));
  await expect(one.receipt.request(numberQuery(persona("hanako")))).rejects.toMatchObject({ setup: "folder.missing" });
  const waiting = vectors.find(({ name }) => name === "request by number, UTF-8")?.bytes ?? "";
  writeFileSync(join(one.at, "waiting.tmp"), unhex(waiting));
  renameSync(join(one.at, "waiting.tmp"), join(one.at, "req", "OQSsiquc01req_waiting.xml"));
  await sleep(one.clock, 2_000);
  renameSync(join(one.at, "gone"), join(one.at, "res"));
  await until(one.clock, () => readdirSync(join(one.at, "res")).includes("OQSsiquc01res_waiting.xml"));
  await othersGoOn(one);
});

test("two receipt computers that count alike, and write under one name, never get each other's patient", async () => {
  const at = temporary();
  const one = await desk(at);
  const other = openReceiptComputer({
    ...{ folders: await openFolders(at), clock: one.clock },
    ...{ recorder: recorder(one.clock), institutionCode: CLINIC.institutionCode },
  });
  ends.push(() => other.close());
  const [mine, theirs] = [persona("hanako"), persona("taro")];
  void one.receipt.request(numberQuery(mine));
  void other.request(numberQuery(theirs));
  await sleep(one.clock, 6_000);
  const names = (receipt: ReceiptComputer) => receipt.chart().map(({ patient }) => patient.name);
  expect([mine.name, undefined]).toContain(names(one.receipt)[0]);
  expect([theirs.name, undefined]).toContain(names(other)[0]);
  expect([...names(one.receipt), ...names(other)]).not.toEqual([]);
});

test("a clock that jumps a day ahead and back loses no request", async () => {
  const real = systemClock();
  let ahead = 0;
  const one = await desk(temporary(), { ...real, now: () => real.now() + ahead });
  for (const jump of [86_400_000_000, -86_400_000_000, 0]) {
    ahead = jump;
    await othersGoOn(one);
  }
});
