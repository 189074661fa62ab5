import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { openFolders } from "../../device/io/folders.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { sleep } from "../../device/ports.ts";
import { recorder } from "../../device/trace.ts";
import { openReceiptComputer } from "../../simulator/receipt/receipt-computer.ts";
import { openTerminal } from "../../simulator/terminal/terminal.ts";
import { seededRandom } from "../../simulator/world.ts";
import { centre, CLINIC, numberQuery, persona } from "../simulator/counter.ts";
import { hold, ONLY_WINDOWS } from "./holder.ts";

const root = mkdtempSync(join(tmpdir(), "shikaku-win-"));
after(() => rmSync(root, { recursive: true, force: true }));

/** Terminal and receipt computer on one directory, in real time, until the test ends. */
async function desk(test: TestContext, name: string) {
  const at = join(root, name);
  const clock = systemClock();
  const trace = recorder(clock);
  const shared = { folders: await openFolders(at), clock };
  const unforeseen: unknown[] = [];
  const terminal = openTerminal({
    ...shared,
    ...{ central: centre().at(CLINIC), random: seededRandom(1), facility: CLINIC },
    onError: (error) => void unforeseen.push(error),
  });
  const receipt = openReceiptComputer({ ...shared, recorder: trace, institutionCode: CLINIC.institutionCode });
  test.after(() => {
    terminal.close();
    receipt.close();
    assert.deepEqual(unforeseen, []);
  });
  return { at, receipt, folders: shared.folders, clock };
}

test("two who are asked for at once are answered, each with his own", async (context) => {
  const { receipt, folders, clock } = await desk(context, "two");
  const people = [persona("hanako"), persona("taro")];
  const asked = await Promise.all(people.map((person) => receipt.request(numberQuery(person))));
  assert.deepEqual(
    asked.map((came) => came.outcome === "imported" && came.entry.patient.name),
    people.map(({ name }) => name),
  );
  // What was taken in is removed after it.
  for (const folder of ["req", "res"] as const) while ((await folders.list(folder)).length > 0) await sleep(clock, 20);
});

test("an answer that a scanner keeps to itself for a while is taken once it lets go", ONLY_WINDOWS, async (context) => {
  const { at, receipt, folders, clock } = await desk(context, "held");
  const asked = receipt.request(numberQuery(persona("hanako")));
  let release: (() => void) | undefined;
  while (!release) {
    const [name] = await folders.list("res");
    release = name === undefined ? undefined : held(join(at, "res", name));
    await sleep(clock, 1);
  }
  let came = false;
  void asked.then(() => (came = true));
  await sleep(clock, 400);
  const before = came;
  release();
  assert.deepEqual([before, (await asked).outcome], [false, "imported"]);
});

/** Nothing while the terminal or the receipt computer has it open. */
function held(path: string): (() => void) | undefined {
  try {
    return hold(path, "none");
  } catch {
    return undefined;
  }
}
