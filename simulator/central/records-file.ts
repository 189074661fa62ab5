import type { Change, Kept, Records } from "./records.ts";
import { type SqlDatabase, together } from "./together.ts";

/** Marks the file as ours: "SHIK". */
export const APPLICATION = 0x5348494b;

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
  [
    // A patient's consents to one use are one for each form of care from here on, and codes say since when they count.
    `update record set key = key || ' ' || json_extract(value, '$.form') where shelf = 'remote-consents' and json_valid(value)`,
    `update record set value = json_set(value, '$.issued', json_extract(value, '$.expires') - 86400000000)
       where shelf = 'activation-codes' and json_valid(value)`,
    `drop view accesses`,
    `create view accesses as
       select json_extract(value, '$.at') / 1000000 as at, json_extract(value, '$.institution') as institution,
         json_extract(value, '$.person') as person, json_extract(value, '$.exchange') as exchange,
         json_extract(value, '$.basis') as basis, json_extract(value, '$.shown') as shown,
         json_extract(value, '$.refused') as refused, json_extract(value, '$.narrowed') as narrowed
       from record where shelf = 'accesses'`,
    `create view remote_consents as
       select substr(key, 1, 10) as institution, json_extract(value, '$.person') as person,
         json_extract(value, '$.form') as form, json_extract(value, '$.items') as items,
         json_extract(value, '$.given') / 1000000 as given, json_extract(value, '$.ends') / 1000000 as ends,
         json_extract(value, '$.released.at') / 1000000 as released, json_extract(value, '$.released.by') as released_by
       from record where shelf = 'remote-consents'`,
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
export function fileRecords(database: SqlDatabase, steps: Steps = CENTRAL_STEPS): Records & { close(): void } {
  const transaction = together(database);
  transaction.now(() => migrate(database, steps));
  const get = database.prepare("select value from record where shelf = ? and key = ?");
  const take = database.prepare("delete from record where shelf = ? and key = ? returning value");
  const remove = database.prepare("delete from record where shelf = ? and key = ?");
  const put = database.prepare(
    `insert into record (shelf, key, value, ends) values (?, ?, ?, ?)
       on conflict (shelf, key) do update set value = excluded.value, ends = excluded.ends`,
  );
  const list = database.prepare("select key, value from record where shelf = ? and substr(key, 1, ?) = ? order by key");
  const sweep = database.prepare("delete from record where ends <= ?");
  const change = ({ shelf, key, value, ends }: Change) =>
    value === undefined ? remove.run([shelf, key]) : put.run([shelf, key, value, ends ?? null]);
  const valueIn = (rows: readonly unknown[]) => (rows as readonly Pick<Kept, "value">[])[0]?.value;
  return {
    get: (shelf, key) => read(() => (isKey(key) ? valueIn(get.all([shelf, key])) : undefined)),
    take: (shelf, key) => transaction.soon(() => (isKey(key) ? valueIn(take.all([shelf, key])) : undefined)),
    write: (changes) => transaction.soon(() => changes.forEach(change)),
    list: (shelf, prefix) => read(() => list.all([shelf, Array.from(prefix).length, prefix]) as readonly Kept[]),
    sweep: (now) => transaction.soon(() => void sweep.run([now])),
    close() {
      transaction.end();
      database.close();
    },
  };
}

/** Some keys are whatever somebody sends. Under what a database cannot hold nothing lies: a NUL, or half of a surrogate pair. */
const isKey = (text: string) => !/[\0\uD800-\uDFFF]/u.test(text);

/** What the database throws, its reader is rejected with. */
const read = <T>(act: () => T): Promise<T> => new Promise((resolve) => resolve(act()));

function migrate(database: SqlDatabase, steps: Steps): void {
  const [row] = database.prepare("pragma user_version").all([]) as readonly { readonly user_version: number }[];
  const written = row?.user_version ?? 0;
  if (written >= steps.length) return;
  for (const step of steps.slice(written)) for (const statement of step) database.prepare(statement).run([]);
  database.prepare(`pragma user_version = ${steps.length}`).run([]);
}
