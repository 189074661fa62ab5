import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { testPki } from "../../../certs/authorities.ts";
import { DeviceError } from "../../../device/errors.ts";
import { openDatabase } from "../../../device/io/database.ts";
import { centralApp } from "../../../simulator/central/app.ts";
import { fetchOf } from "../../../simulator/central/call.ts";
import { cardAuthority } from "../../../simulator/central/card-authority.ts";
import { ledgerOf } from "../../../simulator/central/ledger.ts";
import { APPLICATION, CENTRAL_STEPS, fileRecords } from "../../../simulator/central/records-file.ts";
import { memoryRecords, type Records } from "../../../simulator/central/records.ts";
import { remoteConsentsAt, remoteConsentsOf } from "../../../simulator/central/remote/consent.ts";
import { spendCode } from "../../../simulator/central/remote/devices.ts";
import { type SqlDatabase, together } from "../../../simulator/central/together.ts";
import { type Consent, memoryStore, storeOn } from "../../../simulator/central/store.ts";
import { certificateOffices } from "../../../simulator/certificate-offices.ts";
import { FACILITIES } from "../../../simulator/facilities.ts";
import { eligibilityQuestion } from "../../../simulator/msw.ts";
import { personas } from "../../../simulator/personas.ts";
import { OPENING, virtualWorld } from "../../../simulator/world.ts";

const folders: string[] = [];
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-store-"));
  folders.push(folder);
  return folder;
}

async function onDisk(folder = newFolder(), most?: number) {
  const limit = most === undefined ? {} : { most };
  const database = await openDatabase(folder, "central", {
    application: APPLICATION,
    version: CENTRAL_STEPS.length,
    ...limit,
  });
  const records = fileRecords(database);
  closers.push(() => records.close());
  return records;
}

/** What every implementation of the port owes. */
describe.each<[string, () => Promise<Records>]>([
  ["records in memory", () => Promise.resolve(memoryRecords())],
  ["records in a file", () => onDisk()],
])("%s", (_, open) => {
  test("give back what was written last, each shelf for itself", async () => {
    const records = await open();
    await records.write([{ shelf: "a", key: "1", value: "one" }]);
    await records.write([
      { shelf: "a", key: "1", value: "資格 '); drop table record; --" },
      { shelf: "b", key: "1", value: "𠮷" },
    ]);
    expect(await records.get("a", "1")).toBe("資格 '); drop table record; --");
    expect(await records.get("b", "1")).toBe("𠮷");
    expect(await records.get("a", "2")).toBeUndefined();
    expect(await records.get("c", "1")).toBeUndefined();
  });

  test("forget what is written without a value, and do not mind that nothing was there", async () => {
    const records = await open();
    await records.write([{ shelf: "a", key: "1", value: "one" }]);
    await records.write([
      { shelf: "a", key: "1" },
      { shelf: "a", key: "2" },
    ]);
    expect(await records.get("a", "1")).toBeUndefined();
  });

  test("are taken once, however many reach for them", async () => {
    const records = await open();
    await records.write([{ shelf: "a", key: "1", value: "one" }]);
    const taken = await Promise.all(Array.from({ length: 8 }, () => records.take("a", "1")));
    expect(taken.filter((value) => value !== undefined)).toEqual(["one"]);
    expect(await records.get("a", "1")).toBeUndefined();
  });

  test("are listed by the beginning of their keys, in order, and % and _ are letters as any other", async () => {
    const records = await open();
    const keys = ["b 2", "a 2", "a 1", "a%1", "a_1", "A 1"];
    await records.write(keys.map((key) => ({ shelf: "a", key, value: key })));
    const listed = async (prefix: string) => (await records.list("a", prefix)).map(({ key }) => key);
    expect(await listed("a ")).toEqual(["a 1", "a 2"]);
    expect(await listed("a%")).toEqual(["a%1"]);
    expect(await listed("a_")).toEqual(["a_1"]);
    expect(await listed("")).toHaveLength(6);
    expect(await records.list("b", "")).toEqual([]);
  });

  test("are swept away when they no longer count, and not before", async () => {
    const records = await open();
    await records.write([
      { shelf: "a", key: "1", value: "one", ends: 1000 },
      { shelf: "a", key: "2", value: "two", ends: 1001 },
      { shelf: "a", key: "3", value: "three" },
      { shelf: "a", key: "4", value: "four", ends: 5 },
    ]);
    await records.write([{ shelf: "a", key: "4", value: "for good" }]);
    await records.sweep(1000);
    expect((await records.list("a", "")).map(({ key }) => key)).toEqual(["2", "3", "4"]);
  });

  test("carry a store: challenges are spent once, consents replace those before", async () => {
    const store = storeOn(await open());
    await store.putChallenge("c0ffee", { institutionCode: "9910000012", expires: 10 });
    expect(await store.takeChallenge("c0ffee")).toEqual({ institutionCode: "9910000012", expires: 10 });
    expect(await store.takeChallenge("c0ffee")).toBeUndefined();
    const consents: Consent[] = [{ item: "medicines", given: 1, ends: 2 }];
    await store.putConsents("hanako", "9910000012", [{ item: "checkups", given: 0, ends: 1 }]);
    await store.putConsents("hanako", "9910000012", consents);
    expect(await store.consentsOf("hanako", "9910000012")).toEqual(consents);
    expect(await store.consentsOf("hanako", "9910000020")).toEqual([]);
    expect(await store.consentsOf("taro", "9910000012")).toEqual([]);
  });

  test("keep only the challenges of the last hours, of however many", async () => {
    const records = await open();
    const store = storeOn(records);
    const hour = 3600 * 1_000_000;
    for (let i = 0; i < 300; i++)
      await store.putChallenge(`c${i}`, { institutionCode: "9910000012", expires: i * hour });
    expect((await records.list("challenges", "")).length).toBeLessThan(60);
    expect(await store.takeChallenge("c299")).toBeDefined();
  });
});

describe("records in a file", () => {
  test("are there again when it is opened again, and all of several changes or none were made", async () => {
    const folder = newFolder();
    const first = await onDisk(folder);
    await first.write([{ shelf: "a", key: "1", value: "one" }]);
    const broken = first.write([
      { shelf: "a", key: "2", value: "two" },
      { shelf: "a", key: "3", value: "half a pair \ud842" },
    ]);
    await expect(broken).rejects.toMatchObject({ fault: "call.misuse" });
    first.close();
    closers.length = 0;
    const again = await onDisk(folder);
    expect((await again.list("a", "")).map(({ key }) => key)).toEqual(["1"]);
  });

  test("of one moment are one transaction, and where one of them is wrong the others are kept all the same", async () => {
    const records = await onDisk();
    const one = (key: string, value: string) => records.write([{ shelf: "a", key, value }]);
    const outcomes = await Promise.allSettled([one("1", "one"), one("2", "half a pair \ud842"), one("3", "three")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect((await records.list("a", "")).map(({ key }) => key)).toEqual(["1", "3"]);
  });

  test("are written in the order in which they were asked for, and nobody hears of it before the end of the transaction", async () => {
    const said: string[] = [];
    const database: SqlDatabase = {
      prepare: (sql) => ({ all: () => [], run: () => void said.push(sql) }),
      close: () => undefined,
    };
    const { soon } = together(database);
    const acts = ["one", "two"].map((name) =>
      soon(() => void said.push(name)).then(() => void said.push(`${name} heard`)),
    );
    await Promise.all(acts);
    expect(said).toEqual(["begin immediate", "one", "two", "commit", "one heard", "two heard"]);
  });

  test("that wait when it is closed are written before", async () => {
    const folder = newFolder();
    const first = await onDisk(folder);
    const written = first.write([{ shelf: "a", key: "1", value: "one" }]);
    first.close();
    closers.length = 0;
    await written;
    expect(await (await onDisk(folder)).get("a", "1")).toBe("one");
  });

  test("that have no room left are refused, and what was there before stays", async () => {
    const records = await onDisk(newFolder(), 128 * 1024);
    const long = "x".repeat(10_000);
    let written = 0;
    const fill = async () => {
      for (;;) {
        await records.write([{ shelf: "a", key: String(written), value: long }]);
        written++;
      }
    };
    await expect(fill()).rejects.toMatchObject({ fault: "file.refused", setup: "disk.full" });
    expect(written).toBeGreaterThan(3);
    expect(await records.list("a", "")).toHaveLength(written);
    await records.write([{ shelf: "a", key: "0" }]);
    await records.write([{ shelf: "a", key: "again", value: "short" }]);
    expect(await records.get("a", "again")).toBe("short");
  });

  test.each([
    ["a NUL", "a\0b"],
    ["half of a surrogate pair", "\uD800"],
  ])("have nothing under a key with %s, which anybody can send", async (_, key) => {
    const records = await onDisk();
    expect(await records.get("activation-codes", key)).toBeUndefined();
    expect(await records.take("activation-codes", key)).toBeUndefined();
    expect(await spendCode(records, key, 0)).toBeUndefined();
  });

  test("that are none of ours are refused as damaged", async () => {
    const records = await onDisk();
    await records.write([{ shelf: "consents", key: "9910000012 hanako", value: '[{"item":"everything"}]' }]);
    await expect(storeOn(records).consentsOf("hanako", "9910000012")).rejects.toMatchObject({ setup: "data.damaged" });
  });
});

test("a file of the version before is read on: consents away from the counter, codes that are still good, and what is damaged", async () => {
  const folder = newFolder();
  const options = { application: APPLICATION, version: 2 };
  const before = fileRecords(await openDatabase(folder, "central", options), CENTRAL_STEPS.slice(0, 2));
  const consent = { person: "hanako", form: "homeVisit", items: [], method: "pin", careDay: "20260401", given: 5 };
  const code = { institutionCode: "9910000012", kind: "visits", expires: 86_400_000_007 };
  await before.write([
    { shelf: "remote-consents", key: "9910000012 2 hanako", value: JSON.stringify(consent) },
    { shelf: "remote-consents", key: "9910000012 2 taro", value: "{" },
    { shelf: "activation-codes", key: "ABC", value: JSON.stringify(code) },
  ]);
  before.close();
  const records = await onDisk(folder);
  expect(await remoteConsentsOf(records, "9910000012", "2", "hanako")).toEqual([consent]);
  expect(await remoteConsentsAt(records, "9910000012", "2")).toMatchObject({ damaged: 1 });
  expect(await spendCode(records, "ABC", 6)).toMatchObject({ inTime: false, code: { issued: 7 } });
});

test("a call for which there is no room is refused as that, and is told to whoever runs the centre", async () => {
  const full = new DeviceError("file.refused", { path: "central.db", why: "SQLITE_FULL", setup: "disk.full" });
  const told: unknown[] = [];
  const { clock, random } = virtualWorld(1);
  const { userAuthentication } = certificateOffices({ pki: testPki({ at: OPENING }), at: OPENING });
  const handler = centralApp(
    {
      ...{
        clock,
        random,
        ledger: ledgerOf(personas),
        facilities: FACILITIES,
        cards: cardAuthority(userAuthentication),
      },
      store: { ...memoryStore(), putChallenge: () => Promise.reject(full) },
    },
    { report: (error) => told.push(error) },
  );
  const ask = (path: string, body: unknown) =>
    fetchOf(handler, { institutionCode: "9910000012" })(
      new Request(`https://central.test${path}`, { method: "POST", body: JSON.stringify(body) }),
    );
  const refused = await ask("/v1/challenge", {});
  expect([refused.status, await refused.json()]).toMatchObject([507, { code: "TSTA0009E" }]);
  expect(told).toEqual([full]);
  // What needs no room is answered as ever.
  expect((await ask("/v1/messages/OQSsiquc01req", eligibilityQuestion("hanako"))).status).toBe(200);
});
