import { describe, expect, test } from "vitest";
import { fromJst } from "../../../../device/wire/oqs/jst.ts";
import { shiftDay } from "../../../../simulator/central/calendar.ts";
import type { FormOfCare } from "../../../../simulator/central/remote/forms.ts";
import { drugsQuestion } from "../asking.ts";
import { CLINIC, persona } from "../../counter.ts";
import { again, away } from "./away.ts";

const hanako = persona("hanako");

/** Noon of a day, and the midnight after the day that follows it. */
const DAYS = [
  ["an ordinary day", "20260401", "20260403"],
  ["the end of a month", "20260430", "20260502"],
  ["the day before the last of a year", "20261230", "20270101"],
  ["31 December", "20261231", "20270102"],
  ["the day before a leap day", "20280228", "20280301"],
  ["a leap day", "20280229", "20280302"],
  ["28 February of no leap year", "20270228", "20270302"],
  ["the last day of Heisei", "20190430", "20190502"],
  ["the day before the last of Heisei", "20190429", "20190501"],
] as const;
const MODES = [
  ["visits at home", "homeVisit", "2"],
  ["a house call", "houseCall", "2"],
  ["online", "online", "3"],
  ["another route", "otherRoute", "3"],
] as const;

/** A clinic on a day, with cards issued the year before, whatever year that is. */
async function clinic(moment: string) {
  const start = fromJst(moment);
  const bench = away(start, undefined, start - 365 * 86_400_000_000);
  const { run, rest, clock, message, post } = bench;
  for (const setting of ["HomeVisitUse", "OnlineTreatmentUse"] as const) await run(bench.switchOn(setting));
  const until = (moment: string) => run(rest((fromJst(moment) - clock.now()) / 1000));
  return {
    ...bench,
    until,
    receive: async (form: FormOfCare) => {
      if (form === "online") return run(bench.atHome(await run(bench.token("3")), hanako));
      return run(bench.visit(await run(bench.device("visits")), hanako, form));
    },
    /** What the facility is told now: alone, about medicines, and by a list that was begun before. */
    told: async (use: "2" | "3", list: unknown) => {
      const single = (await run(message(use === "2" ? "OQSsihvq01" : "OQSsionq01", again(hanako, use)))).body;
      const drugs = await run(
        post(CLINIC, "/v1/messages/YZKsiquc01req", drugsQuestion(CLINIC, hanako, { treatment: use })),
      );
      const fetched = await run(message(use === "2" ? "OQSmuhvq02" : "OQSmuonq02", { ReceptionNumber: list }));
      return {
        single: single["ProcessingResultCode"] ?? "shown",
        drugs: /TSTM\d{4}E/.exec(JSON.stringify(drugs.json))?.[0] ?? "shown",
        listed: fetched.header["NumberOfProcessingResult"],
      };
    },
    begin: async (use: "2" | "3") => {
      const info = { ConsentDateFrom: "20180101", ConsentDateTo: "20991231", MedicalTreatmentFlag: use };
      const { body } = await run(
        message(use === "2" ? "OQSmuhvq01" : "OQSmuonq01", { QualificationConfirmSearchInfo: info }),
      );
      return body["ReceptionNumber"];
    },
  };
}

const OPEN = { single: "shown", drugs: "shown", listed: "1" };
const CLOSED = { single: "TSTV0007E", drugs: "TSTM0002E", listed: "0" };

describe.each(MODES)("%s", (_, form, use) => {
  test.each(DAYS)("on %s: 23:59:59 and 00:00:00, alone, in a list and about medicines", async (_, day, midnight) => {
    const { receive, until, told, begin } = await clinic(`${day}120000`);
    expect((await receive(form)).status).toBe(200);
    const last = shiftDay(midnight, -1);
    await until(`${last}235800`);
    const list = await begin(use);
    await until(`${last}235959`);
    expect(await told(use, list)).toEqual(OPEN);
    await until(`${midnight}000000`);
    expect(await told(use, list)).toEqual(form === "homeVisit" ? OPEN : CLOSED);
  });
});

describe("the day of care is the one on which the card is reported", () => {
  test.each([
    ["31 December", "20261231", "20270101"],
    ["a leap day", "20280229", "20280301"],
    ["the last day of Heisei", "20190430", "20190501"],
  ])("%s: a card read at 23:59:59 and reported at 00:00:00 is not of yesterday", async (_, day, next) => {
    const { run, until, signed, said, call, device } = await clinic(`${day}235900`);
    const bearer = await run(device("visits"));
    await until(`${day}235958`);
    const [intime, late] = [await run(signed(hanako, "/visits", bearer)), await run(signed(hanako, "/visits", bearer))];
    const report = (card: object, careDay: string) =>
      run(call("POST", "/visits/reception", { ...card, ...said("houseCall", { careDay }) }, bearer));
    await until(`${day}235959`);
    expect((await report(intime, day)).status).toBe(200);
    await until(`${next}000000`);
    expect((await report(late, day)).json).toMatchObject({ code: "TSTV0003E" });
    const again = await run(signed(hanako, "/visits", bearer));
    expect((await report(again, next)).status).toBe(200);
  });
});

describe("at the counter, for comparison: 24 hours to the second", () => {
  test.each([
    ["31 December", "20261231", "20270101"],
    ["the day before a leap day", "20280228", "20280229"],
    ["a leap day", "20280229", "20280301"],
    ["the last day of Heisei", "20190430", "20190501"],
  ])("on %s", async (_, day, next) => {
    const { run, until, post, report } = await clinic(`${day}235959`);
    const asked = await run(report(hanako, CLINIC, ["medicines"]));
    expect((await run(post(CLINIC, "/v1/reception", asked))).status).toBe(200);
    const drugs = async () =>
      JSON.stringify((await run(post(CLINIC, "/v1/messages/YZKsiquc01req", drugsQuestion(CLINIC, hanako)))).json);
    await until(`${next}000000`);
    expect(await drugs()).toContain('"ResultCode":"1"');
    await until(`${next}235958`);
    expect(await drugs()).toContain('"ResultCode":"1"');
    await until(`${next}235959`);
    expect(await drugs()).toContain("TSTM0002E");
  });
});

describe("eligibility only: nothing is kept over midnight, and a code is good for 24 hours", () => {
  test.each([
    ["31 December", "20261231", "20270101"],
    ["a leap day", "20280229", "20280301"],
    ["the last day of Heisei", "20190430", "20190501"],
  ])("on %s", async (_, day, next) => {
    const { run, until, device, signed, call, post } = await clinic(`${day}235959`);
    const bearer = await run(device("eligibilityOnly"));
    const code = async () =>
      String((await run(post(CLINIC, "/v1/devices/codes", { kind: "eligibilityOnly" }))).json["code"]);
    const [intime, late] = [await code(), await code()];
    const check = async () => {
      const card = {
        ...(await run(signed(hanako, "/eligibilityOnly", bearer))),
        method: "pin",
        consents: ["medicines"],
      };
      const { status, json } = await run(call("POST", "/eligibilityOnly/reception", card, bearer));
      return [status, /ConsFlg|AvailableTime/.test(JSON.stringify(json))];
    };
    expect(await check()).toEqual([200, false]);
    await until(`${next}000000`);
    expect(await check()).toEqual([200, false]);
    await until(`${next}235958`);
    expect((await run(call("POST", "/devices", { code: intime }))).status).toBe(200);
    await until(`${next}235959`);
    expect((await run(call("POST", "/devices", { code: late }))).json).toMatchObject({ code: "TSTV0008E" });
  });
});
