import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { ConsentItem } from "../../../../device/wire/face.ts";
import { dataStore } from "../../../../scripts/built-in/data-store.ts";
import { readAccesses } from "../../../../simulator/central/access-log.ts";
import type { Records } from "../../../../simulator/central/records.ts";
import { inForce, remoteConsentsOf } from "../../../../simulator/central/remote/consent.ts";
import { storeOn } from "../../../../simulator/central/store.ts";
import { seededRandom } from "../../../../simulator/world.ts";
import { CLINIC, persona } from "../../counter.ts";
import { again, away } from "./away.ts";

const hanako = persona("hanako");
const folder = mkdtempSync(join(tmpdir(), "shikaku-at-once-"));
const closers: (() => unknown)[] = [];
afterAll(() => {
  for (const close of closers.reverse()) close();
  rmSync(folder, { recursive: true, force: true });
});

/** The records of a disk that is slow now and then: whoever begins first may well come second. */
function uneven(records: Records, seed: number): Records {
  const random = seededRandom(seed);
  const idle = async () => {
    for (let turns = random.next() % 7; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...records,
    get: async (...of) => (await idle(), records.get(...of)),
    take: async (...of) => (await idle(), records.take(...of)),
    write: async (...of) => (await idle(), records.write(...of)),
  };
}

/** A clinic whose central system keeps its records in a file, and two devices that a card was held to already. */
async function clinicOnDisk(seed: number) {
  const onDisk = await dataStore(join(folder, String(seed)), { later: (close) => void closers.push(close) });
  const bench = away(undefined, storeOn(uneven(onDisk.records, seed)));
  const { run, rest, signed, said, call, store, clock } = bench;
  await bench.switchOn("HomeVisitUse");
  const bearer = await bench.device("visits");
  return {
    ...bench,
    bearer,
    card: () => signed(hanako, "/visits", bearer),
    later: () => run(rest(1_000)),
    report: (card: object, consents: readonly ConsentItem[]) =>
      call("POST", "/visits/reception", { ...card, ...said("homeVisit", { consents }) }, bearer),
    /** The kinds that count now, or nothing where no consent does. */
    async counting() {
      const kept = await remoteConsentsOf(store.records, CLINIC.institutionCode, "2", hanako.id);
      return kept.filter((consent) => inForce(consent, clock.now())).map(({ items }) => items);
    },
  };
}

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed + 1);

describe("one patient at two devices at once, with the records in a file", () => {
  test.each(SEEDS)("what both agree on counts, whichever is stored last (%i)", async (seed) => {
    const clinic = await clinicOnDisk(seed);
    const [one, other] = [await clinic.card(), await clinic.card()];
    await clinic.later();
    const both = [clinic.report(one, ["medicines", "checkups"]), clinic.report(other, ["checkups", "diagnoses"])];
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await clinic.counting()).toEqual([["checkups"]]);
    const lines = (await readAccesses(clinic.store.records)).filter(({ exchange }) => exchange === "remote homeVisit");
    expect(lines.map(({ narrowed }) => narrowed ?? false).sort()).toEqual([false, true]);
  });

  test.each(SEEDS)("a release is not undone by a reception that was under way: the facility's (%i)", async (seed) => {
    const clinic = await clinicOnDisk(seed + 100);
    await clinic.report(await clinic.card(), ["medicines"]);
    const card = await clinic.card();
    await clinic.later();
    const [ended, received] = await Promise.all([
      clinic.message("OQSsihvd01", again(hanako, "2")),
      clinic.report(card, ["medicines"]),
    ]);
    expect(ended.body).toMatchObject({ ConsentExpirationReason: "1" });
    expect(received.status).toBe(200);
    expect(await clinic.counting()).toEqual([]);
    expect((await clinic.message("OQSsihvq01", again(hanako, "2"))).body).toMatchObject({
      ProcessingResultCode: "TSTV0007E",
      ConsentExpirationReason: "1",
    });
  });

  test.each(SEEDS)("nor the patient's own (%i)", async (seed) => {
    const clinic = await clinicOnDisk(seed + 200);
    await clinic.report(await clinic.card(), ["medicines"]);
    const card = await clinic.card();
    const door = await clinic.token("2");
    const release = {
      ...(await clinic.signed(hanako, "/web", door)),
      use: "2",
      institutionCode: CLINIC.institutionCode,
    };
    await clinic.later();
    const [released] = await Promise.all([
      clinic.call("POST", "/web/release", release, door),
      clinic.report(card, ["medicines"]),
    ]);
    expect(released.json).toEqual({ released: true });
    expect(await clinic.counting()).toEqual([]);
  });

  test("a reception that was asked for after the release begins anew", async () => {
    const clinic = await clinicOnDisk(301);
    await clinic.report(await clinic.card(), ["medicines"]);
    await clinic.message("OQSsihvd01", again(hanako, "2"));
    await clinic.later();
    await clinic.report(await clinic.card(), ["checkups"]);
    expect(await clinic.counting()).toEqual([["checkups"]]);
  });

  test("one that was under way is told what counts: nothing, and the log says so", async () => {
    const clinic = await clinicOnDisk(302);
    await clinic.report(await clinic.card(), ["medicines"]);
    const card = await clinic.card();
    await clinic.later();
    await clinic.message("OQSsihvd01", again(hanako, "2"));
    const { json } = await clinic.report(card, ["medicines"]);
    expect(JSON.stringify(json)).toContain('"PharmacistsInfoConsFlg":"2"');
    expect((await readAccesses(clinic.store.records)).at(-1)).toMatchObject({ narrowed: true });
  });

  test.each(SEEDS.slice(0, 6))(
    "two who ask for the web address for the first time are told the same (%i)",
    async (seed) => {
      const { message } = await clinicOnDisk(seed + 400);
      const ask = () => message("OQSsiurl01", { UrlAcquisitionClassification: "2", UrlFileFormat: "2" });
      const [one, other] = await Promise.all([ask(), ask()]);
      expect(one.body["Url"]).toBe(other.body["Url"]);
      expect((await ask()).body["Url"]).toBe(one.body["Url"]);
    },
  );

  test.each(SEEDS.slice(0, 6))(
    "a mode that is switched off stays off while another is switched on (%i)",
    async (seed) => {
      const { message, switchOn, switchOff } = await clinicOnDisk(seed + 500);
      await Promise.all([switchOff("HomeVisitUse"), switchOn("OnlineTreatmentUse")]);
      expect((await message("OQSsiinq01", {})).body).toMatchObject({
        EnvironmentSettingInfo: { HomeVisitUse: "0", OnlineTreatmentUse: "1" },
      });
    },
  );

  test("a consent of the very moment in which the other card was asked is one at once", async () => {
    const clinic = await clinicOnDisk(303);
    await clinic.report(await clinic.card(), ["medicines"]);
    await clinic.report(await clinic.card(), ["checkups"]);
    expect(await clinic.counting()).toEqual([[]]);
  });
});
