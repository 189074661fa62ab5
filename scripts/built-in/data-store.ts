import { resolve } from "node:path";
import { openDatabase } from "../../device/io/database.ts";
import { APPLICATION, fileRecords, VERSION } from "../../simulator/central/records-file.ts";
import { type Store, storeOn } from "../../simulator/central/store.ts";
import type { Closing } from "../until-stopped.ts";

/** The store of a central system in `folder`/central.db, which outlasts this process. */
export async function dataStore(folder: string, closing: Pick<Closing, "later">): Promise<Store> {
  const database = await openDatabase(resolve(folder), "central", { application: APPLICATION, version: VERSION });
  const records = await fileRecords(database);
  closing.later(() => records.close());
  return storeOn(records);
}
