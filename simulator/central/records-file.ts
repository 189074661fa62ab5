import { Kysely, sql, SqliteDialect, type SqliteDatabase } from "kysely";
import type { Records } from "./records.ts";

/** Marks the file as ours: "SHIK". */
export const APPLICATION = 0x5348494b;

interface Tables {
  readonly record: {
    readonly shelf: string;
    readonly key: string;
    readonly value: string;
    readonly ends: number | null;
  };
}

/**
 * What is done to a file of the version before, one step a version. The views are for people who look into the file: they show what
 * the texts say as columns, times in seconds since 1970.
 */
type Steps = readonly (readonly string[])[];

const RECORD = [
  `create table record (
     shelf text not null, key text not null, value text not null, ends integer, primary key (shelf, key)
   ) without rowid`,
  `create index record_ends on record (ends) where ends is not null`,
];

/** The file of a central system. */
export const CENTRAL_STEPS: Steps = [
  [
    ...RECORD,
    `create view consents as
       select substr(record.key, 1, 10) as institution, substr(record.key, 12) as person, json_extract(one.value, '$.item') as item,
         json_extract(one.value, '$.given') / 1000000 as given, json_extract(one.value, '$.ends') / 1000000 as ends
       from record, json_each(record.value) as one where record.shelf = 'consents'`,
    `create view challenges as
       select key as challenge, json_extract(value, '$.institutionCode') as institution,
         json_extract(value, '$.expires') / 1000000 as expires
       from record where shelf = 'challenges'`,
  ],
  [
    `create view accesses as
       select json_extract(value, '$.at') / 1000000 as at, json_extract(value, '$.institution') as institution,
         json_extract(value, '$.person') as person, json_extract(value, '$.exchange') as exchange,
         json_extract(value, '$.basis') as basis, json_extract(value, '$.shown') as shown,
         json_extract(value, '$.refused') as refused
       from record where shelf = 'accesses'`,
    `create view reference_numbers as
       select substr(key, 1, 10) as institution, substr(key, 12) as person, json_extract(value, '$') as number
       from record where shelf = 'references'`,
    `create view bulk_requests as
       select substr(key, 1, 10) as institution, substr(key, 12) as number, json_extract(value, '$.kind') as kind,
         json_extract(value, '$.received') / 1000000 as received, json_extract(value, '$.ready') / 1000000 as ready
       from record where shelf = 'jobs'`,
  ],
];

/** The file of a terminal: what it has under way, and since when results lie there. */
export const TERMINAL_STEPS: Steps = [
  [
    ...RECORD,
    `create view requests as select key as file, json_extract(value, '$.key') as call from record where shelf = 'outbox'`,
  ],
];

/** Records in an embedded SQL database, which is brought to the version that the steps come to: wholly or not at all. */
export async function fileRecords(
  database: SqliteDatabase,
  steps: Steps = CENTRAL_STEPS,
): Promise<Records & { close(): Promise<void> }> {
  const tables = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  await migrate(tables, steps);
  const under = (shelf: string, key: string) =>
    tables.selectFrom("record").where("shelf", "=", shelf).where("key", "=", key);
  return {
    async get(shelf, key) {
      return (await under(shelf, key).select("value").executeTakeFirst())?.value;
    },
    async take(shelf, key) {
      const gone = tables.deleteFrom("record").where("shelf", "=", shelf).where("key", "=", key).returning("value");
      return (await gone.executeTakeFirst())?.value;
    },
    async write(changes) {
      await tables.transaction().execute(async (all) => {
        for (const { shelf, key, value, ends = null } of changes) {
          if (value === undefined) {
            await all.deleteFrom("record").where("shelf", "=", shelf).where("key", "=", key).execute();
            continue;
          }
          await all
            .insertInto("record")
            .values({ shelf, key, value, ends })
            .onConflict((same) => same.columns(["shelf", "key"]).doUpdateSet({ value, ends }))
            .execute();
        }
      });
    },
    list: (shelf, prefix) =>
      tables
        .selectFrom("record")
        .select(["key", "value"])
        .where("shelf", "=", shelf)
        .where(sql<string>`substr(key, 1, ${Array.from(prefix).length})`, "=", prefix)
        .orderBy("key")
        .execute(),
    async sweep(now) {
      await tables.deleteFrom("record").where("ends", "<=", now).execute();
    },
    close: () => tables.destroy(),
  };
}

async function migrate(tables: Kysely<Tables>, steps: Steps): Promise<void> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(tables);
  const written = rows[0]?.user_version ?? 0;
  if (written >= steps.length) return;
  await tables.transaction().execute(async (all) => {
    for (const step of steps.slice(written)) for (const statement of step) await sql.raw(statement).execute(all);
    await sql.raw(`pragma user_version = ${steps.length}`).execute(all);
  });
}
