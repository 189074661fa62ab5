import { describe, expect, test } from "vitest";
import { readAccesses } from "../../../../simulator/central/access-log.ts";
import { keepRemoteConsent } from "../../../../simulator/central/remote/consent.ts";
import { checkupsQuestion, drugsQuestion } from "../asking.ts";
import { CLINIC, HOSPITAL, persona } from "../../counter.ts";
import { again, away } from "./away.ts";

const hanako = persona("hanako");
const taro = persona("taro");
const MODES = [
  ["visits", "HomeVisitUse", "2", "OQSsihvq01", "OQSmuhvq"],
  ["online", "OnlineTreatmentUse", "3", "OQSsionq01", "OQSmuonq"],
] as const;
const SPAN = { ConsentDateFrom: "20260101", ConsentDateTo: "20261231" };

/** A clinic with one patient's consent of each use. */
async function clinic() {
  const bench = away();
  const { run, store } = bench;
  await run(bench.switchOn("HomeVisitUse"));
  await run(bench.switchOn("OnlineTreatmentUse"));
  const bearer = await run(bench.device("visits"));
  await run(bench.visit(bearer, hanako, "homeVisit"));
  await run(bench.visit(bearer, hanako, "otherRoute"));
  const lines = () => readAccesses(store.records);
  let seen = new Set((await lines()).map((line) => JSON.stringify(line)));
  /** The line that has come since one last looked; those of one moment lie in no order of ours. */
  const last = async () => {
    const now = await lines();
    const added = now.filter((line) => !seen.has(JSON.stringify(line)));
    seen = new Set(now.map((line) => JSON.stringify(line)));
    expect(added).toHaveLength(1);
    return added[0];
  };
  return { ...bench, bearer, lines, last };
}

describe.each(MODES)("%s, switched off after a consent", (_, setting, use, single, list) => {
  test("the patient is not asked for again, and is when it is on again", async () => {
    const { run, switchOn, switchOff, message, last } = await clinic();
    await run(switchOff(setting));
    const { body } = await run(message(single, again(hanako, use)));
    expect(body).toMatchObject({ ProcessingResultStatus: "2", ProcessingResultCode: "TSTV0001E" });
    expect(body).not.toHaveProperty("ResultList");
    expect(await last()).toMatchObject({ exchange: single, refused: "TSTV0001E", shown: [] });
    await run(switchOn(setting));
    expect((await run(message(single, again(hanako, use)))).body).toMatchObject({ QualificationValidity: "1" });
  });
  test("no list is begun, and none that was is given out", async () => {
    const { run, switchOff, message, last, rest } = await clinic();
    const asked = { QualificationConfirmSearchInfo: { ...SPAN, MedicalTreatmentFlag: use } };
    const { body } = await run(message(`${list}01`, asked));
    await run(rest(60_000));
    await run(switchOff(setting));
    const fetched = await run(message(`${list}02`, { ReceptionNumber: body["ReceptionNumber"] }));
    expect(fetched).toMatchObject({ header: { SegmentOfResult: "9", ErrorCode: "TSTV0001E" }, body: {} });
    expect(await last()).toMatchObject({ exchange: `${list}02`, person: "", refused: "TSTV0001E" });
    const begun = await run(message(`${list}01`, asked));
    expect(begun).toMatchObject({ header: { SegmentOfResult: "9", ErrorCode: "TSTV0001E" }, body: {} });
    expect(await last()).toMatchObject({ exchange: `${list}01`, person: "", refused: "TSTV0001E" });
  });
  test("no medical information is shown under it", async () => {
    const { run, switchOff, post, last } = await clinic();
    await run(switchOff(setting));
    for (const [id, question] of [
      ["YZKsiquc01", drugsQuestion(CLINIC, hanako, { treatment: use })],
      ["TKKsiquc01", checkupsQuestion(CLINIC, hanako, { treatment: use })],
    ] as const) {
      const { json } = await run(post(CLINIC, `/v1/messages/${id}req`, question));
      expect(JSON.stringify(json)).toContain('"ResultCode":"9","MessageContents":"TSTV0001E');
      expect(await last()).toMatchObject({ person: hanako.id, exchange: id, refused: "TSTV0001E", shown: [] });
    }
  });
  test("the address of the web reception is not told, and its refusal is in the log", async () => {
    const { run, switchOff, message, last } = await clinic();
    await run(switchOff(setting));
    const asked = { UrlAcquisitionClassification: use, UrlFileFormat: "2" };
    expect((await run(message("OQSsiurl01", asked))).body).toMatchObject({ ProcessingResultCode: "TSTV0001E" });
    expect(await last()).toMatchObject({ exchange: "OQSsiurl01", person: "", refused: "TSTV0001E" });
  });
});

test("a consent to visits can be ended with the mode switched off, by both", async () => {
  const { run, switchOff, message, token, signed, call, lines } = await clinic();
  const door = await run(token("3"));
  await run(switchOff("HomeVisitUse"));
  await run(switchOff("OnlineTreatmentUse"));
  expect((await run(message("OQSsihvd01", again(hanako, "2")))).body).toMatchObject({ ConsentExpirationReason: "1" });
  const card = await run(signed(hanako, "/web", door));
  const release = { ...card, use: "3", institutionCode: CLINIC.institutionCode };
  expect((await run(call("POST", "/web/release", release, door))).json).toEqual({ released: true });
  expect((await lines()).slice(-2).map(({ refused }) => refused)).toEqual([undefined, undefined]);
});

describe("refusals of which nobody knows the person leave a line, and nothing of what was sent", () => {
  const SECRET = "SECRET0123456789";
  test("no device, no code, no address: one line a second at each door", async () => {
    const { run, call, lines, rest } = await clinic();
    const before = (await lines()).length;
    const knock = async () => {
      await run(call("POST", "/visits/challenge", {}, SECRET));
      await run(call("POST", "/devices", { code: SECRET }));
      await run(call("GET", "/web", undefined, SECRET));
    };
    await knock();
    await knock();
    await run(rest(1_000));
    await run(call("POST", "/devices", { code: SECRET }));
    const now = (await lines()).slice(before);
    expect(now.map(({ exchange, refused, institution, person }) => [exchange, refused, institution, person])).toEqual([
      ["mobile devices", "TSTV0008E", "", ""],
      ["mobile visits/challenge", "TSTV0009E", "", ""],
      ["mobile web", "TSTV0010E", "", ""],
      ["mobile devices", "TSTV0008E", "", ""],
    ]);
    expect(JSON.stringify(await lines())).not.toContain(SECRET);
  });
  test.each([
    ["a mode that is off", { form: "homeVisit" }, "TSTV0001E", "remote homeVisit"],
    ["online at the facility's device", { form: "online" }, "TSTV0002E", "remote online"],
    ["another day", { form: "otherRoute", careDay: "20260331" }, "TSTV0003E", "remote otherRoute"],
    [
      "a challenge that nobody gave",
      { form: "otherRoute", challenge: "A".repeat(43) },
      "TSTR0001E",
      "remote otherRoute",
    ],
  ])("a visit: %s", async (_, said, code, exchange) => {
    const { run, bearer, signed, said: visit, call, switchOff, last } = await clinic();
    await run(switchOff("HomeVisitUse"));
    const card = await run(signed(hanako, "/visits", bearer));
    const { json } = await run(
      call("POST", "/visits/reception", { ...card, ...visit("otherRoute", {}), ...said }, bearer),
    );
    expect(json).toMatchObject({ code });
    expect(await last()).toMatchObject({ institution: CLINIC.institutionCode, person: "", exchange, refused: code });
  });
  test("a signature that is not the card's: whose certificate it is is not believed, nor written down", async () => {
    const { run, bearer, signed, said, call, last } = await clinic();
    const [one, other] = [await run(signed(hanako, "/visits", bearer)), await run(signed(taro, "/visits", bearer))];
    const forged = { ...one, signature: other.signature, ...said("homeVisit", {}) };
    expect((await run(call("POST", "/visits/reception", forged, bearer))).json).toMatchObject({ code: "TSTR0002E" });
    expect(await last()).toMatchObject({ person: "", refused: "TSTR0002E" });
  });
  test("a number that is nobody's, asked for again, ended, and for medicines", async () => {
    const { run, message, post, last } = await clinic();
    const nobody = { ...hanako, number: "999999" };
    await run(message("OQSsihvq01", again(nobody, "2")));
    expect(await last()).toMatchObject({ exchange: "OQSsihvq01", person: "", refused: "TSTV0006E" });
    await run(message("OQSsihvd01", again(nobody, "2")));
    expect(await last()).toMatchObject({ exchange: "OQSsihvd01", person: "", refused: "TSTV0005E" });
    await run(post(CLINIC, "/v1/messages/YZKsiquc01req", drugsQuestion(CLINIC, nobody)));
    expect(await last()).toMatchObject({ exchange: "YZKsiquc01", person: "", refused: "TSTM0003E" });
  });
  test("at the counter's door too, and who was never let in", async () => {
    const { run, post, report, last } = await clinic();
    const told = await run(report(hanako, CLINIC));
    await run(post(CLINIC, "/v1/reception", { ...told, challenge: "A".repeat(43) }));
    expect(await last()).toMatchObject({ exchange: "reception", person: "", refused: "TSTR0001E" });
    await run(post({ institutionCode: "9910009999" }, "/v1/devices/codes", { kind: "visits" }));
    expect(await last()).toMatchObject({ exchange: "devices/codes", institution: "9910009999", refused: "TSTA0001E" });
    await run(post({ institutionCode: "9910009999" }, `/v1/${SECRET}`, {}));
    expect(await last()).toMatchObject({ exchange: "", institution: "9910009999", refused: "TSTA0001E" });
  });
  test("what is no call at all leaves none", async () => {
    const { run, call, lines, bearer } = await clinic();
    const before = (await lines()).length;
    await run(call("POST", "/visits/reception", { form: SECRET }, bearer));
    await run(call("POST", `/${SECRET}`, {}));
    expect(await lines()).toHaveLength(before);
  });
});

describe("a clock that jumps back", () => {
  const codes = async (bench: Awaited<ReturnType<typeof clinic>>) =>
    String((await bench.run(bench.post(CLINIC, "/v1/devices/codes", { kind: "visits" }))).json["code"]);
  /** The same records, and a clock that shows an hour less. */
  const earlier = (bench: Awaited<ReturnType<typeof clinic>>) => away(bench.clock.now() - 3600_000_000, bench.store);

  test("a code from after it is no code, and is spent, and the facility's log has it", async () => {
    const bench = await clinic();
    const code = await codes(bench);
    const back = earlier(bench);
    expect((await back.run(back.call("POST", "/devices", { code }))).json).toMatchObject({ code: "TSTV0008E" });
    expect((await bench.lines()).filter(({ refused }) => refused === "TSTV0008E")).toMatchObject([
      { institution: CLINIC.institutionCode, person: "", exchange: "mobile devices" },
    ]);
    expect((await bench.run(bench.call("POST", "/devices", { code }))).json).toMatchObject({ code: "TSTV0008E" });
  });
  test("a challenge from after it is none, away and at the counter", async () => {
    const bench = await clinic();
    const card = await bench.run(bench.signed(hanako, "/visits", bench.bearer));
    const told = await bench.run(bench.report(hanako, CLINIC));
    const back = earlier(bench);
    const call = { ...card, ...back.said("homeVisit", {}) };
    expect((await back.run(back.call("POST", "/visits/reception", call, bench.bearer))).json).toMatchObject({
      code: "TSTR0001E",
    });
    expect((await back.run(back.post(CLINIC, "/v1/reception", told))).json).toMatchObject({ code: "TSTR0001E" });
    const refused = (await bench.lines()).filter(({ refused }) => refused === "TSTR0001E");
    expect(refused.map(({ exchange }) => exchange).sort()).toEqual(["reception", "remote homeVisit"]);
  });
  test("a code that is too old is in the log of the facility that had it issued", async () => {
    const bench = await clinic();
    const code = await codes(bench);
    await bench.run(bench.rest(24 * 3600_000));
    expect((await bench.run(bench.call("POST", "/devices", { code }))).json).toMatchObject({ code: "TSTV0008E" });
    expect((await bench.lines()).at(-1)).toMatchObject({
      ...{ institution: CLINIC.institutionCode, person: "", exchange: "mobile devices", refused: "TSTV0008E" },
    });
  });
  test("an emergency from after it opens nothing", async () => {
    const bench = await clinic();
    const told = await bench.run(bench.report(hanako, HOSPITAL));
    await bench.run(bench.post(HOSPITAL, "/v1/reception", { ...told, emergency: true }));
    const look = async (at: Pick<typeof bench, "run" | "post">) =>
      JSON.stringify(
        (
          await at.run(
            at.post(HOSPITAL, "/v1/messages/YZKsiquc01req", drugsQuestion(HOSPITAL, hanako, { treatment: "4" })),
          )
        ).json,
      );
    expect(await look(bench)).toContain('"ResultCode":"1"');
    expect(await look(earlier(bench))).toContain("TSTM0001E");
  });
  test("a consent from after it opens nothing, and can be taken back all the same", async () => {
    const bench = await clinic();
    const back = earlier(bench);
    expect((await back.run(back.message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0006E",
    });
    expect((await back.run(back.message("OQSsihvd01", again(hanako, "2")))).body).toMatchObject({
      ProcessingResultStatus: "1",
    });
    expect((await bench.run(bench.message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({
      ProcessingResultCode: "TSTV0007E",
      ConsentExpirationReason: "1",
    });
  });
});

describe("a consent that somebody ended, and a clock that jumped back to before that", () => {
  const RELEASES = [
    ["the facility", "1"],
    ["the patient", "2"],
  ] as const;
  const released = async (by: "1" | "2") => {
    const bench = await clinic();
    const { run, rest, message, signed, call } = bench;
    await run(rest(3600_000));
    const before = bench.clock.now();
    await run(rest(3600_000));
    if (by === "1") await run(message("OQSsihvd01", again(hanako, "2")));
    else {
      const door = await run(bench.token("2"));
      const card = await run(signed(hanako, "/web", door));
      await run(call("POST", "/web/release", { ...card, use: "2", institutionCode: CLINIC.institutionCode }, door));
    }
    return away(before, bench.store);
  };
  test.each(RELEASES)(
    "ended by %s it stays over: alone, about medicines and in a list, and the log has it",
    async (_, by) => {
      const { run, rest, message, post, store } = await released(by);
      expect((await run(message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({
        ...{ ProcessingResultCode: "TSTV0007E", ConsentExpirationReason: by },
      });
      const question = drugsQuestion(CLINIC, hanako, { treatment: "2" });
      expect(JSON.stringify((await run(post(CLINIC, "/v1/messages/YZKsiquc01req", question))).json)).toContain(
        "TSTM0002E",
      );
      const asked = { QualificationConfirmSearchInfo: { ...SPAN, MedicalTreatmentFlag: "2" } };
      const { body } = await run(message("OQSmuhvq01", asked));
      await run(rest(60_000));
      expect((await run(message("OQSmuhvq02", { ReceptionNumber: body["ReceptionNumber"] }))).header).toMatchObject({
        NumberOfProcessingResult: "0",
      });
      const lines = (await readAccesses(store.records)).filter(
        ({ person, refused }) => person === hanako.id && refused,
      );
      expect(lines.map(({ refused }) => refused)).toEqual(["TSTV0007E", "TSTM0002E"]);
    },
  );
  test("once it is ended again, on the clock that is right, the patient can consent anew", async () => {
    const { run, rest, message, visit, device } = await released("1");
    expect((await run(message("OQSsihvd01", again(hanako, "2")))).body).toMatchObject({ ProcessingResultStatus: "1" });
    await run(rest(1_000));
    await run(visit(await run(device("visits")), hanako, "homeVisit"));
    expect((await run(message("OQSsihvq01", again(hanako, "2")))).body).toMatchObject({ QualificationValidity: "1" });
  });
});

describe("an eligibility-only device", () => {
  test("is in the log under its own name, what it got and what it did not", async () => {
    const { run, device, signed, call, last } = await clinic();
    const bearer = await run(device("eligibilityOnly"));
    const card = { ...(await run(signed(hanako, "/eligibilityOnly", bearer))), method: "pin", consents: [] };
    await run(call("POST", "/eligibilityOnly/reception", card, bearer));
    expect(await last()).toMatchObject({ exchange: "eligibilityOnly", person: hanako.id, shown: ["eligibility"] });
    await run(call("POST", "/eligibilityOnly/reception", card, bearer));
    expect(await last()).toMatchObject({ exchange: "eligibilityOnly", person: "", refused: "TSTR0001E" });
  });
});

describe("a registered device", () => {
  test("is on its facility's list, without its secret, and is nobody once it is struck off", async () => {
    const { run, post, device, call, bearer } = await clinic();
    const limited = await run(device("eligibilityOnly"));
    const [[id = "", secret = ""], [other]] = [bearer.split(":"), limited.split(":")] as const;
    const listed = async (from = CLINIC) => (await run(post(from, "/v1/devices/list", {}))).json["devices"];
    expect(await listed()).toEqual(
      expect.arrayContaining([
        { device: id, kind: "visits" },
        { device: other, kind: "eligibilityOnly" },
      ]),
    );
    expect(await listed(HOSPITAL)).toEqual([]);
    expect(JSON.stringify(await listed())).not.toContain(secret);
    const strike = async (from = CLINIC) => run(post(from, "/v1/devices/removal", { device: id }));
    expect(await strike(HOSPITAL)).toMatchObject({ status: 404, json: { code: "TSTV0011E" } });
    expect((await run(call("POST", "/visits/challenge", {}, bearer))).status).toBe(200);
    expect((await strike()).json).toEqual({ device: id, removed: true });
    expect((await run(call("POST", "/visits/challenge", {}, bearer))).json).toMatchObject({ code: "TSTV0009E" });
    expect(await strike()).toMatchObject({ status: 404, json: { code: "TSTV0011E" } });
    expect(await listed()).toEqual([{ device: other, kind: "eligibilityOnly" }]);
  });
  test("that is struck off while a card is held to it reports nothing any more", async () => {
    const { run, post, call, signed, said, bearer } = await clinic();
    const card = await run(signed(taro, "/visits", bearer));
    await run(post(CLINIC, "/v1/devices/removal", { device: bearer.split(":")[0] }));
    const outcome = await run(call("POST", "/visits/reception", { ...card, ...said("homeVisit", {}) }, bearer));
    expect(outcome.json).toMatchObject({ code: "TSTV0009E" });
  });
});

test("a record of consent that cannot be read is one row of a list that says so, and all others are there", async () => {
  const { run, store, message, rest, bearer, visit } = await clinic();
  await run(visit(bearer, taro, "homeVisit"));
  const kept = keepRemoteConsent(CLINIC.institutionCode, {
    ...{ person: "p", form: "homeVisit", items: [], method: "pin", careDay: "20260401", given: 1 },
  });
  await store.records.write([{ ...kept, value: '{"person":"p"}' }]);
  const asked = { QualificationConfirmSearchInfo: { ...SPAN, MedicalTreatmentFlag: "2" } };
  const { body } = await run(message("OQSmuhvq01", asked));
  await run(rest(60_000));
  const { header, body: list } = await run(message("OQSmuhvq02", { ReceptionNumber: body["ReceptionNumber"] }));
  expect(header).toMatchObject({ NumberOfProcessingResult: "3", NumberOfNormalProcessing: "2", NumberOfError: "1" });
  expect(JSON.stringify(list)).toContain('"ProcessingResultCode":"TSTV0012E"');
  for (const { name } of [hanako, taro]) expect(JSON.stringify(list)).toContain(name);
});
