import { describe, expect, test } from "vitest";
import { fetchOf, handlerOf } from "../../../simulator/central/call.ts";
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
  const app = insurersApp({ records: memoryRecords(), residents });
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
  test.each([
    [{ individualNumber: "12345" }],
    [{ individualNumber: "1111", birthDate: "today", kana: "シカク" }],
    [[]],
  ])("%j is no registration", async (body) =>
    expect((await server().post("A", "/registrations", body)).status).toBe(400),
  );
});
