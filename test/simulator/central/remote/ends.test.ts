import { describe, expect, test } from "vitest";
import { fromJst } from "../../../../device/wire/oqs/jst.ts";
import { readAccesses } from "../../../../simulator/central/access-log.ts";
import { endOf } from "../../../../simulator/central/remote/forms.ts";
import { persona } from "../../counter.ts";
import { again, away } from "./away.ts";

const hanako = persona("hanako");
const SECOND = 1_000_000;

describe("a consent for a day of care ends with the day after it, in Japan, to the second", () => {
  test.each([
    ["an ordinary day", "20260401", "20260403"],
    ["the last day of a month", "20260430", "20260502"],
    ["31 December", "20261231", "20270102"],
    ["30 December", "20261230", "20270101"],
    ["28 February of a leap year", "20280228", "20280301"],
    ["29 February", "20280229", "20280302"],
    ["28 February of another year", "20270228", "20270302"],
    ["the last day of an era", "20190430", "20190502"],
  ])("%s", (_, careDay, firstDayAfter) => {
    expect(endOf("online", careDay)).toBe(fromJst(firstDayAfter));
    expect(endOf("otherRoute", careDay)).toBe(fromJst(firstDayAfter));
    expect(endOf("houseCall", careDay)).toBe(fromJst(firstDayAfter));
  });
  test("visits have no such end", () => expect(endOf("homeVisit", "20260401")).toBeUndefined());
});

describe("what the central system answers at those seconds", () => {
  const states = async (day: string, careDay: string, at: readonly string[]) => {
    const bench = away(fromJst(`${day}235900`));
    const { run, switchOn, token, atHome, message, clock, rest } = bench;
    await run(switchOn("OnlineTreatmentUse"));
    const door = await run(token("3"));
    expect((await run(atHome(door, hanako, "online", { careDay }))).status).toBe(200);
    const told = [];
    for (const moment of at) {
      await run(rest((fromJst(moment) - clock.now()) / 1000));
      const { body } = await run(message("OQSsionq01", again(hanako, "3")));
      told.push(body["ProcessingResultCode"] ?? "shown");
    }
    return told;
  };
  test("until 23:59:59 of the day after, and not from 00:00:00", async () => {
    expect(await states("20261230", "20261231", ["20261231000000", "20270101235959", "20270102000000"])).toEqual([
      "shown",
      "shown",
      "TSTV0007E",
    ]);
  });
  test("over a leap day", async () => {
    expect(await states("20280228", "20280228", ["20280229235959", "20280301000000"])).toEqual(["shown", "TSTV0007E"]);
  });
  test("registered days before, it counts from registration on", async () => {
    expect(await states("20260401", "20260410", ["20260402090000", "20260411235959", "20260412000000"])).toEqual([
      "shown",
      "shown",
      "TSTV0007E",
    ]);
  });
});

describe.each([
  ["a house call", "houseCall", "HomeVisitUse", "2"],
  ["another route", "otherRoute", "OnlineTreatmentUse", "3"],
] as const)("%s", (_, form, setting, use) => {
  test.each([
    ["an ordinary day", "20260401", "20260402235959", "20260403000000"],
    ["31 December", "20261231", "20270101235959", "20270102000000"],
    ["the day before a leap day", "20280228", "20280229235959", "20280301000000"],
    ["a leap day", "20280229", "20280301235959", "20280302000000"],
  ])("on %s: the last second is shown, the next is not, and the log has both", async (_, day, last, first) => {
    const { run, switchOn, device, visit, message, clock, rest, store } = away(fromJst(`${day}235959`));
    await run(switchOn(setting));
    expect((await run(visit(await run(device("visits")), hanako, form))).status).toBe(200);
    const asked = use === "2" ? "OQSsihvq01" : "OQSsionq01";
    for (const [moment, code] of [
      [last, undefined],
      [first, "TSTV0007E"],
    ] as const) {
      await run(rest((fromJst(moment) - clock.now()) / 1000));
      const { body } = await run(message(asked, again(hanako, use)));
      expect(body["ProcessingResultCode"]).toBe(code);
    }
    const lines = (await readAccesses(store.records)).slice(-2);
    expect(lines.map(({ refused }) => refused)).toEqual([undefined, "TSTV0007E"]);
  });
});

describe("days that cannot be", () => {
  test.each([
    ["online, yesterday", "online", "20260331"],
    ["by another route, tomorrow", "otherRoute", "20260402"],
    ["at home, yesterday", "homeVisit", "20260331"],
  ] as const)("%s is refused: it would end before it begins", async (_, form, careDay) => {
    const bench = away(fromJst("20260401120000"));
    const { run, switchOn, device, token, visit, atHome } = bench;
    await run(switchOn(form === "homeVisit" ? "HomeVisitUse" : "OnlineTreatmentUse"));
    const outcome =
      form === "online"
        ? await run(atHome(await run(token("3")), hanako, form, { careDay }))
        : await run(visit(await run(device("visits")), hanako, form, { careDay }));
    expect(outcome).toMatchObject({ status: 400, json: { code: "TSTV0003E" } });
  });
  test.each(["20270402", "99991231"])("%s is refused: nobody consents so far ahead", async (careDay) => {
    const bench = away(fromJst("20260401120000"));
    await bench.run(bench.switchOn("OnlineTreatmentUse"));
    const outcome = await bench.run(bench.atHome(await bench.run(bench.token("3")), hanako, "online", { careDay }));
    expect(outcome).toMatchObject({ status: 400, json: { code: "TSTV0003E" } });
  });
  test.each(["20260431", "20270229", "20261399", "99999999", "00000000"])("the calendar has no %s", async (careDay) => {
    const bench = away(fromJst("20260401120000"));
    await bench.run(bench.switchOn("OnlineTreatmentUse"));
    const outcome = await bench.run(bench.atHome(await bench.run(bench.token("3")), hanako, "online", { careDay }));
    expect(outcome.status).toBe(400);
  });
});

test("half a microsecond is no time: the moment before the end is the last", () => {
  expect((endOf("online", "20260401") ?? 0) % SECOND).toBe(0);
});
