import { describe, expect, test } from "vitest";
import { judgeEvidence } from "../../../simulator/central/evidence.ts";
import type { Facility } from "../../../simulator/facilities.ts";
import { centre, CLINIC, HOSPITAL, persona } from "../counter.ts";
import { question } from "./asking.ts";

function cloud() {
  const world = centre();
  const logIn = async (from: Facility) =>
    (await world.post(from, "/v1/cloud/login", {})).json as Record<string, string>;
  const ask = async (from: Facility, authorization?: string) => {
    const response = await world.at(from)(
      new Request("https://central.test/v1/cloud/messages/OQSsiquc01req", {
        method: "POST",
        body: JSON.stringify(question(from, persona("hanako"))),
        ...(authorization === undefined ? {} : { headers: { authorization } }),
      }),
    );
    const json = (await response.json()) as {
      code?: string;
      XmlMsg?: { MessageBody: { QualificationValidity: string } };
    };
    return json.code ?? json.XmlMsg?.MessageBody.QualificationValidity;
  };
  const rest = (minutes: number) => new Promise<void>((resolve) => void world.clock.after(minutes * 60_000, resolve));
  return { ...world, logIn, ask, rest };
}

describe("a receipt computer in the cloud", () => {
  test("asks with the id token that its certificate got it, with Bearer or without", async () => {
    const { run, logIn, ask } = cloud();
    const work = async () => {
      const { idToken = "" } = await logIn(CLINIC);
      return [await ask(CLINIC, idToken), await ask(CLINIC, `Bearer ${idToken}`)];
    };
    expect(await run(work())).toEqual(["1", "1"]);
  });

  test("is refused without one, with another's, with a token of another kind, and after a quarter of an hour", async () => {
    const { run, logIn, ask, rest } = cloud();
    const work = async () => {
      const { idToken, accessToken } = await logIn(CLINIC);
      const answers = [
        await ask(CLINIC),
        await ask(CLINIC, "x"),
        await ask(HOSPITAL, idToken),
        await ask(CLINIC, accessToken),
      ];
      await rest(15);
      return [...answers, await ask(CLINIC, idToken)];
    };
    expect(await run(work())).toEqual(["TSTC0001E", "TSTC0001E", "TSTC0001E", "TSTC0001E", "TSTC0002E"]);
  });

  test("gets new tokens for a refresh token, once; no token is in the store", async () => {
    const { run, logIn, ask, rest, post, store } = cloud();
    const work = async () => {
      const { refreshToken = "" } = await logIn(CLINIC);
      await rest(20);
      const again = (await post(CLINIC, "/v1/cloud/refresh", { refreshToken })).json as Record<string, string>;
      const twice = (await post(CLINIC, "/v1/cloud/refresh", { refreshToken })).json;
      const kept = JSON.stringify(await store.records.list("tokens", ""));
      return [await ask(CLINIC, again["idToken"]), twice["code"], kept.includes(again["idToken"] ?? "")];
    };
    expect(await run(work())).toEqual(["1", "TSTC0001E", false]);
  });
});

describe("evidence of eligibility", () => {
  test.each([
    [["certificateOfEligibility"], "20241201", false],
    [["certificateOfEligibility"], "20241202", true],
    [["insuranceCard"], "20251201", true],
    [["insuranceCard"], "20251202", false],
    [["card"], "20260401", false],
    [["card", "portalScreen"], "20260401", true],
    [["card", "portalPdf"], "20260401", true],
    [["card", "eligibilityNotice"], "20260401", true],
    [["portalScreen"], "20260401", false],
    [["eligibilityNotice"], "20260401", false],
    [["insuranceCard", "card"], "20260401", false],
    [[], "20260401", false],
  ] as const)("%j on %s: %s (FBK-01, FBK-02)", (shown, day, accepted) => {
    expect(judgeEvidence({ shown: [...shown] }, day)).toMatchObject({ day, accepted });
    expect(judgeEvidence({ shown: [...shown], day }, "20270101").accepted).toBe(accepted);
  });

  test("that does not count any more is named", async () => {
    const { run, post } = cloud();
    const asked = post(CLINIC, "/v1/evidence", { shown: ["insuranceCard", "card"], day: "20260401" });
    expect((await run(asked)).json).toEqual({ day: "20260401", accepted: false, because: ["insuranceCard"] });
  });

  test("is of today by the world's calendar; a day that has been may be named, one to come not", async () => {
    const { run, post } = cloud();
    const show = async (day?: string) =>
      run(post(CLINIC, "/v1/evidence", { shown: ["insuranceCard"], ...(day === undefined ? {} : { day }) }));
    expect((await show()).json).toMatchObject({ day: "20260401", accepted: false });
    expect((await show("20251201")).json).toMatchObject({ day: "20251201", accepted: true });
    expect(await show("20260402")).toMatchObject({ status: 400, json: { code: "TSTA0004E" } });
  });
});
