import { describe, expect, test } from "vitest";
import { fetchOf } from "../../../simulator/central/call.ts";
import { handlerOf } from "../../../simulator/central/handler-of.ts";
import { memoryRecords } from "../../../simulator/central/records.ts";
import { HELD_BEFORE, REGISTERED_NOW, RESIDENTS } from "../../../simulator/insurers/example-persons.data.ts";
import { insurersApp } from "../../../simulator/insurers/insurers-app.ts";
import { nationalSystems } from "../../../simulator/national-systems.ts";
import { virtualWorld } from "../../../simulator/world.ts";

interface Told {
  readonly registration: number;
  readonly standing: string;
  readonly notices: readonly { readonly notice: string }[];
  readonly code?: string;
}

function server() {
  const residents = (number: string) => RESIDENTS.find(({ individualNumber }) => individualNumber === number);
  const { clock } = virtualWorld(1);
  const app = insurersApp({ clock, records: memoryRecords(), residents });
  const post = async (insurer: string, path: string, body: unknown = {}) => {
    const request = new Request(`https://insurers.test/v1/insurers${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    const response = await app(request, { insurer });
    return { status: response.status, json: (await response.json()) as Told };
  };
  const register = ({ insurer, ...person }: (typeof HELD_BEFORE)[number]) => post(insurer, "/registrations", person);
  return { post, register };
}

describe("the intermediate server", () => {
  test("gives the four persons the outcomes that are drawn, and never a number", async () => {
    const { register } = server();
    for (const person of HELD_BEFORE) await register(person);
    const told = [];
    for (const person of REGISTERED_NOW) told.push((await register(person)).json);
    expect(told.map(({ standing, notices }) => [standing, ...notices.map(({ notice }) => notice)])).toEqual([
      ["registered"],
      ["suspended", "otherBirthDate"],
      ["registered", "residentAgrees"],
      ["suspended", "otherName"],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/\d{4}/);
  });
  test("two registrations at once are each matched with the other", async () => {
    const { register } = server();
    const [twin, jiro] = [HELD_BEFORE[2], REGISTERED_NOW[3]];
    if (!twin || !jiro) throw new Error("the example has them");
    const both = await Promise.all([register(twin), register(jiro)]);
    expect(both.map(({ json }) => json.standing)).toEqual(["registered", "suspended"]);
  });
  test("a suspicion ends by confirmation only, and only for whom it was told", async () => {
    const { post, register } = server();
    for (const person of HELD_BEFORE) await register(person);
    const { json } = await register(REGISTERED_NOW[3] as (typeof REGISTERED_NOW)[number]);
    const path = `/registrations/${json.registration}/confirmation`;
    const number = { by: "person", individualNumber: "5555" };
    expect(await post("B", path, number)).toMatchObject({ status: 404, json: { code: "TSTI0001E" } });
    expect(await post("A", path, { by: "residentRegistry", individualNumber: "4444" })).toMatchObject({
      status: 409,
      json: { code: "TSTI0003E" },
    });
    expect((await post("A", path, number)).json.standing).toBe("registered");
    expect(await post("A", path, number)).toMatchObject({ status: 409, json: { code: "TSTI0002E" } });
    expect((await post("operator", "/matching")).json.notices).toEqual([]);
  });
  test("matches again at intervals what came without history, and each insurer finds what it was told and no other's", async () => {
    const world = virtualWorld(1);
    const { clock } = world;
    let known = [...RESIDENTS];
    const residents = (number: string) => known.find(({ individualNumber }) => individualNumber === number);
    const central = handlerOf(() => Promise.resolve(Response.json({})));
    const day = 24 * 3600_000;
    const app = nationalSystems({ central, clock, records: memoryRecords(), residents, matchEvery: day });
    const call = async (institutionCode: string, path: string, body?: unknown) => {
      const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const request = new Request(`https://insurers.test/v1/insurers${path}`, init);
      return (await (await world.run(fetchOf(app, { institutionCode })(request))).json()) as Told;
    };
    const { insurer: _, ...mirai } = REGISTERED_NOW[2] as (typeof REGISTERED_NOW)[number];
    await call("06990014", "/registrations", mirai);
    known = known.filter(({ individualNumber }) => individualNumber !== mirai.individualNumber);
    const told = async (insurer: string) => (await call(insurer, "/notices")).notices.map(({ notice }) => notice);
    expect(await told("06990014")).toEqual(["residentAgrees"]);
    await world.run(new Promise<void>((resolve) => void clock.after(day + 1, resolve)));
    expect(await told("06990014")).toEqual(["residentAgrees", "nowDoubted"]);
    expect(await told("39990015")).toEqual([]);
  });
  const right = { individualNumber: "3333", birthDate: "20210301", kana: "シカク ミライ" };
  test.each([
    ["a number of five digits", { ...right, individualNumber: "12345" }, "individualNumber"],
    ["a number that is none", { ...right, individualNumber: 3333 }, "individualNumber"],
    ["a day that the calendar has not", { ...right, birthDate: "20210229" }, "birthDate"],
    ["a day to come", { ...right, birthDate: "20260402" }, "birthDate"],
    ["a name in hiragana", { ...right, kana: "しかく みらい" }, "kana"],
    ["a name in half-width kana", { ...right, kana: "ｼｶｸ ﾐﾗｲ" }, "kana"],
    ["a name with a wide blank", { ...right, kana: "シカク　ミライ" }, "kana"],
    ["no name", { individualNumber: "3333", birthDate: "20210301" }, "kana"],
    ["a member that nobody knows", { ...right, sex: "1" }, "body"],
    ["a list", [], "body"],
  ])("%s is no registration, and the refusal says in both languages what to write where", async (_, body, at) => {
    const { status, json } = await server().post("A", "/registrations", body);
    expect(status).toBe(400);
    const { problems } = json as unknown as { problems: readonly { at: string; ja: string; en: string }[] };
    expect(problems[0]).toMatchObject({ at });
    expect(problems[0]?.ja).toMatch(/ください。$/);
    expect(problems[0]?.en).toMatch(/\.$/);
    expect(JSON.stringify(json)).not.toMatch(/12345|20210229|しかく|ｼｶｸ/);
  });
  test.each(["x", "1.0", "-1", "0x0", "00", "99999999999"])("%s is nobody's registration", async (place) => {
    const { post, register } = server();
    await register(HELD_BEFORE[0] as (typeof HELD_BEFORE)[number]);
    const answer = await post("B", `/registrations/${place}/confirmation`, { by: "person", individualNumber: "1111" });
    expect(answer).toMatchObject({ status: 404, json: { code: "TSTI0001E" } });
  });
});
