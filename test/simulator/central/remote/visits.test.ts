import { describe, expect, test } from "vitest";
import { readAccesses } from "../../../../simulator/central/access-log.ts";
import type { Person } from "../../../../simulator/people.ts";
import { personas } from "../../../../simulator/personas.ts";
import { CLINIC, HOSPITAL, numberQuery, persona, PHARMACY } from "../../counter.ts";
import { again, away } from "./away.ts";

const hanako = persona("hanako");
const taro = persona("taro");

async function clinicAtHome(from = CLINIC) {
  const bench = away();
  await bench.run(bench.switchOn("HomeVisitUse", from));
  const bearer = await bench.run(bench.device("visits", from));
  return { ...bench, bearer };
}

describe("a first visit at home", () => {
  test.each(["pin", "staff"] as const)("by %s: eligibility, and a consent that lasts", async (method) => {
    const { run, visit, bearer, message, rest } = await clinicAtHome();
    const { status, json } = await run(
      visit(bearer, hanako, "homeVisit", { method, consents: ["medicines", "checkups"] }),
    );
    expect(status).toBe(200);
    expect(JSON.stringify(json)).toContain(hanako.address);
    await run(rest(300 * 24 * 3600_000));
    const { body } = await run(message("OQSsihvq01", again(hanako, "2")));
    expect(body).toMatchObject({
      QualificationValidity: "1",
      ResultList: [
        { ResultOfQualificationConfirmation: { PharmacistsInfoConsFlg: "1", SpecificHealthCheckupsInfoConsFlg: "1" } },
      ],
    });
  });
  test("needs the mode switched on in the facility's settings", async () => {
    const bench = away();
    const bearer = await bench.run(bench.device("visits"));
    expect(await bench.run(bench.visit(bearer, hanako, "homeVisit"))).toMatchObject({
      status: 403,
      json: { code: "TSTV0001E" },
    });
  });
  test("does not give a pharmacy check-ups, whatever was agreed to", async () => {
    const { run, visit, bearer, message } = await clinicAtHome(PHARMACY);
    await run(visit(bearer, hanako, "homeVisit", { consents: ["medicines", "checkups"] }));
    const { body } = await run(message("OQSsihvq01", again(hanako, "2"), PHARMACY));
    expect(JSON.stringify(body)).toContain('"SpecificHealthCheckupsInfoConsFlg":"0"');
  });
  test("opens nothing at another facility", async () => {
    const { run, visit, bearer, message, switchOn } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit"));
    await run(switchOn("HomeVisitUse", HOSPITAL));
    expect((await run(message("OQSsihvq01", again(hanako, "2"), HOSPITAL))).body).toMatchObject({
      ProcessingResultCode: "TSTV0006E",
    });
  });
});

describe("later visits", () => {
  test("a card of another person is refused, told, and in the log", async () => {
    const { run, visit, bearer, store, message } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit"));
    const { insurer, symbol, number, branch } = numberQuery(hanako);
    const expects = { insurer, symbol, number, branch };
    expect(await run(visit(bearer, taro, "homeVisit", { expects }))).toMatchObject({ json: { code: "TSTV0004E" } });
    const lines = await readAccesses(store.records);
    expect(lines.at(-1)).toMatchObject({ person: taro.id, shown: [], refused: "TSTV0004E" });
    expect((await run(message("OQSsihvq01", again(taro, "2")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0006E",
    });
  });
  test("a number that fits a family names nobody without the branch number", async () => {
    const own = { ...taro, insurer: hanako.insurer, symbol: hanako.symbol, number: hanako.number, branch: "02" };
    const family = personas.map((person) => (person.id === taro.id ? own : person));
    const bench = away(undefined, undefined, undefined, family);
    const { run, visit } = bench;
    await run(bench.switchOn("HomeVisitUse"));
    const bearer = await run(bench.device("visits"));
    const { insurer, symbol, number, branch } = numberQuery(hanako);
    const held = async (person: Person, expects: object) => run(visit(bearer, person, "homeVisit", { expects }));
    expect(await held(own, { insurer, symbol, number })).toMatchObject({ json: { code: "TSTV0004E" } });
    expect(await held(own, { insurer, symbol, number, branch })).toMatchObject({ json: { code: "TSTV0004E" } });
    expect((await held(hanako, { insurer, symbol, number, branch })).status).toBe(200);
  });
  test("no list of consents is longer than there are kinds", async () => {
    const { run, visit, bearer } = await clinicAtHome();
    const consents = Array.from({ length: 6 }, () => "medicines" as const);
    expect(await run(visit(bearer, hanako, "homeVisit", { consents }))).toMatchObject({ json: { code: "TSTA0004E" } });
  });
  test("end when the facility says so, and why is told", async () => {
    const { run, visit, bearer, message } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit"));
    expect((await run(message("OQSsihvd01", again(hanako, "2")))).body).toMatchObject({ ConsentExpirationReason: "1" });
    expect((await run(message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0007E",
      ConsentExpirationReason: "1",
    });
    expect((await run(message("OQSsihvd01", again(hanako, "2")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0005E",
    });
  });
  test("do not end by a request that is about another use", async () => {
    const { run, visit, bearer, message } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit"));
    expect((await run(message("OQSsihvd01", again(hanako, "3")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0005E",
    });
    expect((await run(message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({ QualificationValidity: "1" });
  });
  test("end when the patient takes the consent back, card in hand", async () => {
    const { run, visit, bearer, message, token, signed, call } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit"));
    const door = await run(token("2"));
    const release = { ...(await run(signed(hanako, "/web", door))), use: "2", institutionCode: CLINIC.institutionCode };
    expect((await run(call("POST", "/web/release", release, door))).json).toEqual({ released: true });
    expect((await run(message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({ ConsentExpirationReason: "2" });
  });
  test("begin anew with a new consent", async () => {
    const { run, visit, bearer, message, rest } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit"));
    await run(message("OQSsihvd01", again(hanako, "2")));
    await run(rest(1));
    await run(visit(bearer, hanako, "homeVisit"));
    expect((await run(message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({ QualificationValidity: "1" });
  });
});

describe("two consents of one patient", () => {
  test("one after another: the newer counts", async () => {
    const { run, visit, bearer, message, rest } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit", { consents: [] }));
    await run(rest(1));
    await run(visit(bearer, hanako, "homeVisit", { consents: ["medicines"] }));
    expect(JSON.stringify(await run(message("OQSsihvq01", again(hanako, "2"))))).toContain(
      '"PharmacistsInfoConsFlg":"1"',
    );
  });
  test("at two devices at once: what both agree on counts, whichever comes last", async () => {
    const { run, bearer, message, signed, said, call, rest } = await clinicAtHome();
    const [one, other] = [await run(signed(hanako, "/visits", bearer)), await run(signed(hanako, "/visits", bearer))];
    await run(rest(1_000));
    const post = (card: unknown, consents: readonly ("medicines" | "checkups")[]) =>
      run(call("POST", "/visits/reception", { ...(card as object), ...said("homeVisit", { consents }) }, bearer));
    await post(one, ["medicines", "checkups"]);
    await post(other, ["checkups"]);
    const text = JSON.stringify(await run(message("OQSsihvq01", again(hanako, "2"))));
    expect(text).toContain('"PharmacistsInfoConsFlg":"0"');
    expect(text).toContain('"SpecificHealthCheckupsInfoConsFlg":"1"');
  });
});

describe("lists", () => {
  test("name who consented in a span of days, once the round is ready", async () => {
    const { run, visit, bearer, message, rest } = await clinicAtHome();
    await run(visit(bearer, hanako, "homeVisit"));
    const asked = {
      QualificationConfirmSearchInfo: {
        ConsentDateFrom: "20260401",
        ConsentDateTo: "20260401",
        MedicalTreatmentFlag: "2",
      },
    };
    const { body } = await run(message("OQSmuhvq01", asked));
    const number = { ReceptionNumber: body["ReceptionNumber"] };
    expect((await run(message("OQSmuhvq02", number))).header).toMatchObject({ SegmentOfResult: "2" });
    await run(rest(60_000));
    const done = await run(message("OQSmuhvq02", number));
    expect(done.header).toMatchObject({ SegmentOfResult: "1", NumberOfProcessingResult: "1" });
    expect(JSON.stringify(done.body)).toContain(hanako.name);
    const none = await run(
      message("OQSmuhvq01", {
        QualificationConfirmSearchInfo: {
          ...asked.QualificationConfirmSearchInfo,
          ConsentDateTo: "20260331",
          ConsentDateFrom: "20260301",
        },
      }),
    );
    await run(rest(60_000));
    const empty = await run(message("OQSmuhvq02", { ReceptionNumber: none.body["ReceptionNumber"] }));
    expect(empty.header).toMatchObject({ NumberOfProcessingResult: "0" });
  });
});
