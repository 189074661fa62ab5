import { DeviceError } from "../../device/errors.ts";
import type { Clock, ExchangeFolder, Folders, Random } from "../../device/ports.ts";
import { type Channel, recorder } from "../../device/trace.ts";
import type { BenchRequest, ReceiptBench } from "../bench.ts";
import { caseClock } from "./case-clock.ts";
import type { Hands } from "./hands.ts";
import type { People } from "./people.ts";
import { seenFolders } from "./seen-folders.ts";

export interface ReceiptBenchPorts {
  /** What a fault calls the folders. */
  readonly name: string;
  /** Rejects with a fault that says what is wrong with them. */
  readonly folders: () => Promise<Folders>;
  readonly hands: Hands;
  readonly people: People;
  readonly clock: Clock;
  readonly random: Random;
}

/** Opens benches over a receipt computer that shares folders with us; the suite plays the terminal in them. */
export function receiptBenches(ports: ReceiptBenchPorts): (request: BenchRequest) => Promise<ReceiptBench> {
  const { name, hands, people, clock, random } = ports;
  return async (request) => {
    const { parts } = request;
    const cast = people.castOf(parts);
    const trace = recorder(clock, await people.secretsOf(parts));
    const folders = await ports.folders();
    await demandEmpty(folders, name);
    await hands.begin(request, cast);
    const channels = [...new Set([...OWN, ...(await hands.channels())])];
    const following = await hands.follow(trace);
    const time = caseClock(clock);
    const seen = seenFolders(folders, trace, clock);
    return {
      ...{ role: "receipt", clock: time, random, trace, channels, cast },
      ...{ operator: hands.operator, operatedBy: hands.operatedBy },
      folders: seen,
      pinOf: (part) => people.pinOf(part),
      staffPassword: people.staffPassword,
      institutionCode: people.institutionCode,
      run: (work) => Promise.race([work, following.failed, seen.failed]),
      async close() {
        time.stop();
        await seen.stop();
        await following.stop().finally(() => seen.clear());
      },
    };
  };
}

const OWN: readonly Channel[] = ["folder", "operator", "clock"];
const FOLDERS: readonly ExchangeFolder[] = ["req", "res", "face"];

/** What lay there before may belong to anybody: nothing is judged by it, and nothing of it is taken away. */
async function demandEmpty(folders: Folders, name: string): Promise<void> {
  const lists = await Promise.all(
    FOLDERS.map(async (folder) => (await folders.list(folder)).map((file) => `${folder}/${file}`)),
  );
  const [first, ...others] = lists.flat();
  if (first === undefined) return;
  const [en, ja] = others.length === 0 ? ["", ""] : [` and ${others.length} more`, ` ほか ${others.length} 件`];
  throw new DeviceError("config.invalid", {
    where: name,
    why: `${first}${en}`,
    ja: `${first}${ja}`,
    setup: "folder.leftovers",
  });
}
