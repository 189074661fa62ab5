import { describe, expect, test } from "vitest";
import { fromJst } from "../../../device/wire/oqs/jst.ts";
import { memoryRecords } from "../../../simulator/central/records.ts";
import { FACILITIES } from "../../../simulator/facilities.ts";
import { portalApp } from "../../../simulator/portal/portal-app.ts";
import { virtualWorld } from "../../../simulator/world.ts";

const CLINIC = "9910000012";
const HOSPITAL = "9910000020";

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
    expect((await portal("20260116").post("/subsidy", claim)).json).toEqual({ is: "refused", why: "tooLate" });
  });
  test("a deadline is Japan's midnight, to the second", async () => {
    const claim = { scheme: "homeVisit", costs: { device: 41_000 }, completed: "20250601" };
    expect((await portal("20260115", "235959").post("/subsidy", claim)).json).toMatchObject({ is: "paid" });
    expect((await portal("20260116", "000000").post("/subsidy", claim)).json).toMatchObject({ is: "refused" });
  });
  test("an addition wants the system applied for and claims online", async () => {
    const occasion = { service: "firstVisit", dataFetched: true, on: "20230401", claimsOnline: true };
    const { post } = portal();
    expect((await post("/fee-points", occasion)).json).toEqual({ points: 0 });
    await post("/account", {});
    await post("/acts", { act: "applyForUse" });
    expect((await post("/fee-points", occasion)).json).toEqual({ points: 7 });
    expect((await post("/fee-points", { ...occasion, claimsOnline: false })).json).toEqual({ points: 0 });
  });
});
