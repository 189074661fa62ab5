import { resolve } from "node:path";
import { openDatabase } from "../../device/io/database.ts";
import type { Records } from "../../simulator/central/records.ts";
import { APPLICATION, CENTRAL_STEPS, fileRecords, TERMINAL_STEPS } from "../../simulator/central/records-file.ts";
import { type Store, storeOn } from "../../simulator/central/store.ts";
import type { Closing } from "../until-stopped.ts";

/** The store of a central system in `folder`/central.db, which outlasts this process. */
export const dataStore = async (folder: string, closing: Pick<Closing, "later">): Promise<Store> =>
  storeOn(await recordsIn(folder, "central", CENTRAL_STEPS, closing));

/** What a terminal remembers, in `folder`/terminal.db. */
export const terminalRecords = (folder: string, closing: Pick<Closing, "later">): Promise<Records> =>
  recordsIn(folder, "terminal", TERMINAL_STEPS, closing);

async function recordsIn(
  folder: string,
  name: string,
  steps: typeof CENTRAL_STEPS,
  closing: Pick<Closing, "later">,
): Promise<Records> {
  const database = await openDatabase(resolve(folder), name, { application: APPLICATION, version: steps.length });
  const records = fileRecords(database, steps);
  closing.later(() => records.close());
  return records;
}
