import { describe, expect, test } from "vitest";
import { DeviceError } from "../../../device/errors.ts";
import { fromJst } from "../../../device/wire/oqs/jst.ts";
import { memoryRecords, type Records } from "../../../simulator/central/records.ts";
import { insurersApp } from "../../../simulator/insurers/insurers-app.ts";
import { FACILITIES } from "../../../simulator/facilities.ts";
import { portalApp } from "../../../simulator/portal/portal-app.ts";
import { virtualWorld } from "../../../simulator/world.ts";

const CLINIC = "9910000012";
const HOSPITAL = "9910000020";
const CHAIN = "9940000026";

function portal(day = "20250701", time = "120000") {
  const { clock } = virtualWorld(1, fromJst(`${day}${time}`));
  const app = portalApp({ clock, records: memoryRecords(), facilities: FACILITIES });
  const call = async (method: string, path: string, body?: unknown, institutionCode = CLINIC) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await app(new Request(`https://portal.test/v1/portal${path}`, init), { institutionCode });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  return {
    get: (path: string) => call("GET", path),
    post: (...args: Tail<Parameters<typeof call>>) => call("POST", ...args),
  };
}
type Tail<T extends readonly unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

test("a disk that is full is told as one, by portal and insurers' server, and to whoever runs them", async () => {
  const { clock } = virtualWorld(1, fromJst("20250701120000"));
  const full: Records = {
    ...memoryRecords(),
    write: () =>
      Promise.reject(new DeviceError("file.refused", { path: "central.db", why: "on purpose", setup: "disk.full" })),
  };
  const faults: Error[] = [];
  const ports = { clock, records: full, report: (error: Error) => void faults.push(error) };
  const portal = portalApp({ ...ports, facilities: FACILITIES });
  const insurers = insurersApp({ ...ports, residents: () => undefined });
  const asked = (path: string, body: unknown) =>
    new Request(`https://central.test/v1${path}`, { method: "POST", body: JSON.stringify(body) });
  const person = { individualNumber: "3333", birthDate: "20210301", kana: "シカク ミライ" };
  for (const answer of [
    await portal(asked("/portal/account", {}), { institutionCode: CLINIC }),
    await insurers(asked("/insurers/registrations", person), { insurer: "06990014" }),
  ])
    expect([answer.status, await answer.json()]).toMatchObject([507, { code: "TSTA0009E" }]);
  expect(faults).toHaveLength(2);
});

describe("a facility at the portal", () => {
  test("opens an account of its own kind and applies for use", async () => {
    const { get, post } = portal();
    expect(await get("/account")).toMatchObject({ status: 409, json: { code: "TSTP0001E" } });
    expect((await post("/account", {})).json).toEqual({ kind: "medicalClinic", opened: "20250701" });
    await post("/acts", { act: "applyForUse" });
    expect(await post("/acts", { act: "applyForUse" })).toMatchObject({ status: 409, json: { code: "TSTP0003E" } });
    expect((await get("/account")).json).toMatchObject({ appliedForUse: "20250701" });
  });
  test("opens it once: what it did before stays", async () => {
    const { post } = portal();
    await post("/account", {});
    await post("/acts", { act: "applyForUse" });
    expect((await post("/account", {})).json).toMatchObject({ appliedForUse: "20250701" });
  });
  test("sees on the day that an order without a model counts as cancelled, and until then when to choose", async () => {
    const act = { act: "orderReaders", count: 1, on: "20210301" };
    const [before, later] = [portal("20210801"), portal("20210802")];
    for (const { post } of [before, later]) {
      await post("/account", { on: "20210201" });
      await post("/acts", act);
    }
    expect((await before.get("/account")).json).toMatchObject({ readers: { is: "undecided" }, chooseBy: "20210801" });
    const cancelled = (await later.get("/account")).json;
    expect(cancelled).toMatchObject({ readers: { is: "cancelled" } });
    expect(cancelled).not.toHaveProperty("chooseBy");
    const choose = { act: "chooseModel", model: "見本リーダー" };
    expect((await before.post("/acts", choose)).json).toMatchObject({ readers: { is: "ordered" } });
    expect((await later.post("/acts", choose)).json).toMatchObject({ code: "TSTP0008E" });
    expect((await later.post("/acts", { ...choose, on: "20210801" })).json).toMatchObject({
      readers: { is: "ordered" },
    });
  });
  test("takes each step once, also where two come at once; others do not wait for it", async () => {
    const { post, get } = portal();
    await Promise.all([post("/account", {}), post("/account", {}), post("/account", {}, HOSPITAL)]);
    const use = { act: "applyForUse" };
    const readers = { act: "orderReaders", count: 1, model: "見本リーダー" };
    const subsidy = {
      act: "applyForSubsidy",
      scheme: "online",
      costs: { systemChange: 130_000 },
      completed: "20250601",
    };
    const route = { ...subsidy, scheme: "otherRoute" };
    const all = await Promise.all(
      [use, use, readers, readers, subsidy, subsidy, route].map((act) => post("/acts", act)),
    );
    expect(all.map(({ status }) => status)).toEqual([200, 409, 200, 409, 200, 409, 409]);
    expect((await get("/account")).json).toMatchObject({
      appliedForUse: "20250701",
      readers: { is: "ordered" },
      subsidies: [{ scheme: "online", amount: 97_000 }],
    });
  });
  test("sees no other's account", async () => {
    const { post } = portal();
    await post("/account", {});
    expect(await post("/acts", { act: "applyForUse" }, HOSPITAL)).toMatchObject({ json: { code: "TSTP0001E" } });
  });
  test("is refused when it was never let in, and for what has no such form; a value is not repeated", async () => {
    const { post } = portal();
    expect((await post("/account", {}, "0000000000")).status).toBe(403);
    const wrong = await post("/acts", { act: "chooseModel", model: 5, secret: "secret-mode" });
    await post("/account", {});
    expect(await post("/acts", { act: "nothing of the kind" })).toMatchObject({ status: 400 });
    expect(JSON.stringify(wrong.json)).not.toContain("secret-mode");
  });
});

test("the rules are told as they stand for the caller's kind, with both model cases", async () => {
  const { get } = portal();
  expect((await get("/tables")).json).toMatchObject({
    readersGiven: 1,
    undecided: { chooseBy: "20210801" },
    modes: { homeVisit: "HomeVisitUse", otherRoute: "OnlineTreatmentUse" },
    subsidies: {
      homeVisit: {
        applyBy: "20260115",
        rate: "3/4",
        limit: 128_000,
        ceilings: { device: 41_000, systemChange: 130_000 },
      },
      eligibilityOnly: { limit: 31_000, ceilings: { device: null } },
    },
    models: {
      clinic: { pointsADay: 43, yenAYear: 103_200, yenAYearWithoutCards: 21_600 },
      pharmacy: { pointsAMonth: 1_011, yenAYear: 121_320, yenAYearWithoutCards: 31_800 },
    },
  });
});

describe("money", () => {
  test("a subsidy is reckoned for the caller's kind and today", async () => {
    const claim = { scheme: "homeVisit", costs: { device: 41_000, systemChange: 781_000 }, completed: "20250601" };
    const { post } = portal("20260115");
    expect((await post("/subsidy", claim, HOSPITAL)).json).toEqual({ is: "paid", amount: 411_000, counted: 822_000 });
    expect((await portal("20260116").post("/subsidy", claim)).json).toMatchObject({ is: "refused", why: "tooLate" });
  });
  test("a deadline is Japan's midnight, to the second", async () => {
    const claim = { scheme: "homeVisit", costs: { device: 41_000 }, completed: "20250601" };
    expect((await portal("20260115", "235959").post("/subsidy", claim)).json).toMatchObject({ is: "paid" });
    expect((await portal("20260116", "000000").post("/subsidy", claim)).json).toMatchObject({ is: "refused" });
  });
  test("what the account was paid counts, though the caller does not say so", async () => {
    const { post } = portal();
    const claim = { scheme: "online", costs: { systemChange: 130_000 }, completed: "20250601" };
    await post("/account", {});
    await post("/acts", { act: "applyForSubsidy", ...claim });
    expect((await post("/subsidy", claim)).json).toMatchObject({
      is: "refused",
      why: "paidAlready",
      code: "TSTP0016E",
    });
  });
  test("of what was paid elsewhere the most counts that it can have been", async () => {
    const { post } = portal();
    const costs = { device: 41_000, systemChange: 130_000 };
    const claim = { scheme: "otherRoute", costs, completed: "20250601", paidBefore: ["online"] };
    expect((await post("/subsidy", claim, CHAIN)).json).toMatchObject({ is: "paid", amount: 20_000 });
  });
  test("an addition wants the system applied for by that day, and claims online", async () => {
    const occasion = { service: "firstVisit", dataFetched: true, on: "20230401", claimsOnline: true };
    const { post } = portal();
    const points = async (change = {}) => (await post("/fee-points", { ...occasion, ...change })).json;
    expect(await points()).toMatchObject({
      points: 0,
      why: "notRunning",
      message: { ja: expect.any(String) as never },
    });
    await post("/account", { on: "20220901" });
    await post("/acts", { act: "applyForUse", on: "20230401" });
    expect(await points()).toEqual({ points: 7 });
    expect(await points({ on: "20230331" })).toMatchObject({ points: 0, why: "notRunning" });
    expect(await points({ claimsOnline: false })).toMatchObject({ points: 0, why: "claimsOnPaper" });
    expect(await points({ service: "dispensing" })).toMatchObject({ points: 0, why: "otherKind" });
  });
});

const IN_BOTH = {
  ja: expect.stringMatching(/ください。|省きます。$/) as string,
  en: expect.stringMatching(/^[^ぁ-ん]+\.$/) as string,
};

describe("what cannot be meant", () => {
  const claim = { scheme: "homeVisit", costs: { device: 41_000 }, completed: "20250601" };
  const occasion = { service: "firstVisit", dataFetched: true, on: "20230401", claimsOnline: true };
  test.each<[path: string, body: unknown, at: string]>([
    ["/account", { on: "20250702" }, "on"],
    ["/account", { on: "20250631" }, "on"],
    ["/account", { kind: "hospital" }, "body"],
    ["/account", [], "body"],
    ["/acts", {}, "act"],
    ["/acts", { act: "fly" }, "act"],
    ["/acts", { act: "applyForUse", on: "20250702" }, "on"],
    ["/acts", { act: "orderReaders", count: 0 }, "count"],
    ["/acts", { act: "orderReaders", count: 1.5 }, "count"],
    ["/acts", { act: "orderReaders", count: "1" }, "count"],
    ["/acts", { act: "orderReaders", count: 1, model: "" }, "model"],
    ["/acts", { act: "orderReaders", count: 1, model: "　 " }, "model"],
    ["/acts", { act: "chooseModel" }, "model"],
    ["/acts", { act: "applyForSubsidy", ...claim, scheme: "luxury" }, "scheme"],
    ["/acts", { act: "applyForSubsidy", ...claim, costs: { device: -1 } }, "costs.device"],
    ["/acts", { act: "cancelReaders", count: 1 }, "body"],
    ["/subsidy", { ...claim, scheme: "toString" }, "scheme"],
    ["/subsidy", { ...claim, costs: { systemChange: 0.5 } }, "costs.systemChange"],
    ["/subsidy", { ...claim, costs: { introduction: 1e12 } }, "costs.introduction"],
    ["/subsidy", { ...claim, costs: { travel: 1 } }, "costs"],
    ["/subsidy", { ...claim, costs: 41_000 }, "costs"],
    ["/subsidy", { ...claim, completed: "2025-06-01" }, "completed"],
    ["/subsidy", { ...claim, applied: "20260229" }, "applied"],
    ["/subsidy", { ...claim, readers: 0 }, "readers"],
    ["/subsidy", { ...claim, paidBefore: ["homeVisit", "luxury"] }, "paidBefore.1"],
    ["/fee-points", { ...occasion, service: "surgery" }, "service"],
    ["/fee-points", { ...occasion, dataFetched: "yes" }, "dataFetched"],
    ["/fee-points", { ...occasion, claimsOnline: 1 }, "claimsOnline"],
    ["/fee-points", { ...occasion, on: "20230229" }, "on"],
    ["/fee-points", { ...occasion, lastCharged: "20230402" }, "lastCharged"],
    ["/fee-points", { ...occasion, lastCharged: "" }, "lastCharged"],
    ["/fee-points", "20230401", "body"],
  ])("%s %j: the refusal says in both languages what to write where", async (path, body, at) => {
    const { post } = portal();
    if (path !== "/account") await post("/account", {});
    const { status, json } = await post(path, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code: "TSTA0004E", problems: [{ at, ...IN_BOTH }] });
  });
  test("no JSON at all", async () => {
    const { clock } = virtualWorld(1);
    const app = portalApp({ clock, records: memoryRecords(), facilities: FACILITIES });
    const request = new Request("https://portal.test/v1/portal/account", { method: "POST", body: "{" });
    const answer = await app(request, { institutionCode: CLINIC });
    expect(await answer.json()).toMatchObject({ code: "TSTA0004E", problems: [{ at: "body" }] });
  });
  test("the same act again and again leaves the account as it was", async () => {
    const { post, get } = portal();
    await post("/account", {});
    const before = (await get("/account")).json;
    for (const act of [{ act: "cancelReaders" }, { act: "chooseModel", model: "x" }, { act: "orderReaders", count: 2 }])
      expect((await post("/acts", act)).status).toBe(409);
    expect((await get("/account")).json).toEqual(before);
  });
});
