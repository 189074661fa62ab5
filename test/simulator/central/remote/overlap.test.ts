import { describe, expect, test } from "vitest";
import type { ConsentItem } from "../../../../device/wire/face.ts";
import { fromJst } from "../../../../device/wire/oqs/jst.ts";
import { readAccesses } from "../../../../simulator/central/access-log.ts";
import {
  afterConsent,
  isNarrowed,
  kindByKind,
  reasonOf,
  type RemoteConsent,
} from "../../../../simulator/central/remote/consent.ts";
import { persona } from "../../counter.ts";
import { again, away } from "./away.ts";

const hanako = persona("hanako");
const NOON = "20260401120000";

/** A clinic with both modes on, and what it is told when it asks again. */
async function clinic() {
  const bench = away(fromJst(NOON));
  const { run, rest, clock, message, store } = bench;
  await run(bench.switchOn("HomeVisitUse"));
  await run(bench.switchOn("OnlineTreatmentUse"));
  const bearer = await run(bench.device("visits"));
  const door = await run(bench.token("3"));
  return {
    ...bench,
    ...{ bearer, door },
    until: (moment: string) => run(rest((fromJst(moment) - clock.now()) / 1000)),
    soon: () => run(rest(1_000)),
    /** Of medicines and check-ups (OQSCD016: 0 none, 1 given, 2 ended), or the code of a refusal. */
    flags: async (use: "2" | "3") => {
      const { body } = await run(message(use === "2" ? "OQSsihvq01" : "OQSsionq01", again(hanako, use)));
      const text = JSON.stringify(body);
      const flag = (tag: string) => new RegExp(`"${tag}ConsFlg":"(.)"`).exec(text)?.[1];
      return body["ProcessingResultCode"] ?? `${flag("PharmacistsInfo")}${flag("SpecificHealthCheckupsInfo")}`;
    },
    lines: async () => readAccesses(store.records),
  };
}

describe("consents of two forms of care overlap", () => {
  test("a house call's leaves that to home visits as it is, which goes on when the call's has ended", async () => {
    const { run, visit, bearer, soon, until, flags } = await clinic();
    await run(visit(bearer, hanako, "homeVisit", { consents: ["medicines"] }));
    await soon();
    await run(visit(bearer, hanako, "houseCall", { consents: ["medicines"] }));
    expect(await flags("2")).toBe("10");
    await until("20260403000000");
    expect(await flags("2")).toBe("10");
    await until("20270101000000");
    expect(await flags("2")).toBe("10");
  });
  test.each([
    ["the call's has less", ["medicines", "checkups"], [], "00", "11"],
    ["the call's has more", ["medicines"], ["medicines", "checkups"], "10", "12"],
    ["each has its own", ["medicines"], ["checkups"], "00", "12"],
  ] as const)("what both agree on counts, and the log says so: %s", async (_, visits, call, during, afterwards) => {
    const { run, visit, bearer, soon, until, flags, lines } = await clinic();
    await run(visit(bearer, hanako, "homeVisit", { consents: visits }));
    await soon();
    await run(visit(bearer, hanako, "houseCall", { consents: call }));
    expect((await lines()).at(-1)).toMatchObject({ exchange: "remote houseCall", narrowed: true });
    expect(await flags("2")).toBe(during);
    await until("20260402235959");
    expect(await flags("2")).toBe(during);
    await until("20260403000000");
    expect(await flags("2")).toBe(afterwards);
  });
  test("those that agree are not called narrowed", async () => {
    const { run, visit, bearer, soon, lines } = await clinic();
    await run(visit(bearer, hanako, "homeVisit", { consents: ["medicines"] }));
    await soon();
    await run(visit(bearer, hanako, "houseCall", { consents: ["medicines"] }));
    expect((await lines()).filter(({ narrowed }) => narrowed)).toEqual([]);
  });
  test("an outpatient by another route leaves the consultation of next week as it is", async () => {
    const { run, visit, atHome, bearer, door, soon, until, flags } = await clinic();
    await run(atHome(door, hanako, "online", { careDay: "20260408", consents: ["medicines"] }));
    await soon();
    await run(visit(bearer, hanako, "otherRoute", { consents: ["medicines", "checkups"] }));
    expect(await flags("3")).toBe("10");
    await until("20260409235959");
    expect(await flags("3")).toBe("12");
    await until("20260410000000");
    expect(await flags("3")).toBe("TSTV0007E");
  });
  test("a release ends those of every form", async () => {
    const { run, visit, bearer, soon, flags, message } = await clinic();
    await run(visit(bearer, hanako, "homeVisit"));
    await run(visit(bearer, hanako, "houseCall"));
    await soon();
    expect((await run(message("OQSsihvd01", again(hanako, "2")))).body).toMatchObject({ ProcessingResultStatus: "1" });
    expect(await flags("2")).toBe("TSTV0007E");
  });
  test("a list names the patient once", async () => {
    const { run, visit, bearer, message, rest } = await clinic();
    await run(visit(bearer, hanako, "homeVisit"));
    await run(visit(bearer, hanako, "houseCall"));
    const QualificationConfirmSearchInfo = {
      ...{ ConsentDateFrom: "20260401", ConsentDateTo: "20260401", MedicalTreatmentFlag: "2" },
    };
    const { body } = await run(message("OQSmuhvq01", { QualificationConfirmSearchInfo }));
    await run(rest(60_000));
    const list = await run(message("OQSmuhvq02", { ReceptionNumber: body["ReceptionNumber"] }));
    expect(list.header).toMatchObject({ NumberOfProcessingResult: "1" });
  });
});

test("a consent given twice in a row is the newer one, and each time is in the log", async () => {
  const { run, visit, bearer, soon, flags, lines } = await clinic();
  for (const consents of [["medicines", "checkups"], ["checkups"]] as const) {
    await run(visit(bearer, hanako, "homeVisit", { consents }));
    await soon();
  }
  expect(await flags("2")).toBe("01");
  expect((await lines()).filter(({ exchange }) => exchange === "remote homeVisit")).toHaveLength(2);
});

describe("what has ended cannot be taken back", () => {
  test.each(["facility", "patient"] as const)("by the %s, and why it ended stays what it was", async (who) => {
    const { run, visit, bearer, until, message, token, signed, call, lines } = await clinic();
    await run(visit(bearer, hanako, "houseCall"));
    await until("20260403000000");
    if (who === "facility")
      expect((await run(message("OQSsihvd01", again(hanako, "2")))).body).toMatchObject({
        ProcessingResultCode: "TSTV0005E",
      });
    else {
      const door = await run(token("2"));
      const release = { ...(await run(signed(hanako, "/web", door))), use: "2", institutionCode: "9910000012" };
      expect((await run(call("POST", "/web/release", release, door))).json).toMatchObject({ code: "TSTV0005E" });
    }
    expect((await lines()).at(-1)).toMatchObject({ person: "hanako", refused: "TSTV0005E", shown: [] });
    expect((await run(message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0007E",
      ConsentExpirationReason: "0",
    });
  });
});

describe("the rule alone", () => {
  const consent = (form: RemoteConsent["form"], items: readonly ConsentItem[], more: Partial<RemoteConsent> = {}) =>
    ({ person: "p", form, items, method: "pin", careDay: "20260401", given: 100, ...more }) as const;
  const [visits, call] = [
    consent("homeVisit", ["medicines", "checkups"]),
    consent("houseCall", ["medicines"], { ends: 500 }),
  ];

  test.each([
    ["before both", 99, []],
    ["while both count", 499, ["medicines"]],
    ["from the end of one on", 500, ["medicines", "checkups"]],
  ] as const)("%s", (_, now, items) => {
    const counting = kindByKind([visits, call], now).filter(({ given, ends }) => given <= now && now < ends);
    expect(counting.map(({ item }) => item)).toEqual(items);
  });
  test("is told as narrowed while both count, and no longer", () => {
    expect([99, 100, 499, 500].map((now) => isNarrowed([visits, call], now))).toEqual([false, true, true, false]);
  });
  test("an end that was said is told of the one that ended last", () => {
    const [ended, released] = [
      consent("houseCall", [], { ends: 300 }),
      consent("homeVisit", [], { released: { at: 400, by: "patient" } }),
    ];
    expect(reasonOf([ended, released], 450)).toBe("2");
    expect(reasonOf([{ ...ended, ends: 420 }, released], 450)).toBe("0");
    expect(reasonOf([], 450)).toBeUndefined();
  });
  test.each([
    ["before the card was asked: it is over", 199, false],
    ["at that very moment", 200, true],
    ["while it signed", 201, true],
  ])("a release %s", (_, at, atOnce) => {
    const before = [consent("houseCall", [], { released: { at, by: "facility" } })];
    const after = afterConsent(before, { ...consent("homeVisit", ["medicines"]), given: 300, asked: 200 });
    expect(after.atOnce).toBe(atOnce);
    expect(kindByKind([after.consent], 300).some(({ ends }) => ends > 300)).toBe(!atOnce);
  });
});
