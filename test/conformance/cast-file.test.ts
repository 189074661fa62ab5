import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { genericDoor } from "../../conformance/benches/generic-door.ts";
import type { GenericBench, OpenBench } from "../../conformance/bench.ts";
import { CASES } from "../../conformance/cases/all.ts";
import { readCast } from "../../conformance/cast-file.ts";
import { plan } from "../../conformance/plan.ts";
import { runPlan } from "../../conformance/runner.ts";
import { recorder } from "../../device/trace.ts";
import { limitedCentral } from "../../scripts/built-in/limited.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { slotReader } from "../../scripts/built-in/slot-reader.ts";
import { virtualWorld } from "../../simulator/world.ts";

const OTHERWISE = { institutionCode: "9910000099", staffPassword: "staff" };
const EXAMPLE = readFileSync(join(import.meta.dirname, "../../docs/profiles/cast.yaml"), "utf8");
const PERSON = `{id: a, name: 試験, kana: ｼｹﾝ, birthDate: "19800101", sex: male, address: 見本, insurer: "06990014", symbol: "1", number: "2", branch: "00"}`;

const read = (text: string) => readCast(text, "cast.yaml", OTHERWISE);

test("the example says who plays whom, and what may stand in no trace", async () => {
  const { people, cards } = read(EXAMPLE);
  const cast = people.castOf(["patient", "changedInsurer", "revoked"]);
  expect(Object.keys(cast)).toEqual(["patient", "changedInsurer"]);
  expect(cast.patient).toMatchObject({ id: "hanako", name: "資格　花子", number: "000001" });
  expect(cast.changedInsurer?.before).toMatchObject({ insurer: "06990014" });
  expect(JSON.stringify(cast)).not.toMatch(/1234|900000000011|01091320299153/);
  expect(cards).toMatchObject({ hanako: "青いケースの1枚目" });
  expect([people.pinOf("patient"), people.pinOf("revoked")]).toEqual(["1234", undefined]);
  expect([people.institutionCode, people.staffPassword]).toEqual(["9910000012", "mihon-2026"]);
  const { people: others, parts } = read(`patient: ${PERSON}`);
  expect(parts).toEqual(["patient"]);
  expect([others.institutionCode, others.staffPassword]).toEqual(["9910000099", "staff"]);
  const secrets = await people.secretsOf(["patient"]);
  expect(secrets.map(({ kind }) => kind)).toEqual(["pin", "individualNumber", "keyB", "pin", "pin", "password"]);
});

test("a run with the example's persons passes, and their PINs are in none of it", async () => {
  const { people, parts } = read(EXAMPLE);
  const { country } = makeProducts();
  const open = async ({ seed, parts }: { seed: number; parts: Parameters<typeof people.castOf>[0] }) => {
    const world = virtualWorld(seed);
    const { clock, random } = world;
    const trace = recorder(clock, await people.secretsOf(parts));
    const { reader, operator } = slotReader(country, clock);
    const door = genericDoor({ reader, clock, trace });
    const { institutionCode, staffPassword } = people;
    const bench: GenericBench = {
      ...{ role: "generic", operatedBy: "virtual", clock, random, trace, operator },
      run: (work) => world.run(work),
      channels: ["card", "operator", "central", "clock"],
      cast: people.castOf(parts),
      ...{ institutionCode, staffPassword },
      pinOf: (part) => people.pinOf(part),
      connect: () => door.connect(),
      limited: limitedCentral({ country, clock, random, trace, institutionCode }),
      close: () => door.close(),
    };
    return bench;
  };
  const profiles = { generic: BUILT_IN_PROFILES.generic };
  const result = await runPlan(plan(CASES, profiles, { roles: ["generic"] }), {
    ...{ open: open as unknown as OpenBench, profiles, seed: 3 },
    clock: "virtual",
  });
  // The example has no card whose PIN is locked.
  const cast = new Map<string, readonly string[]>(CASES.map((each) => [each.id, each.cast]));
  const isPlayed = (id: string) => cast.get(id)?.every((part) => parts.some((played) => played === part));
  expect(result.cases.map(({ id, verdict }) => [id, verdict])).toEqual(
    result.cases.map(({ id }) => [id, isPlayed(id) ? "pass" : "setup"]),
  );
  const stored = JSON.stringify(result.cases);
  expect(stored).toContain("2a2a2a2a");
  expect(stored).not.toContain(Buffer.from("1234").toString("hex"));
});

describe("a cast that cannot be used", () => {
  test.each<[string, string, RegExp]>([
    ["a part there is not", `pateint: ${PERSON}`, /line 1.*did you mean patient/],
    ["a number without quotes", `patient: ${PERSON.replace('"19800101"', "19800101")}`, /birthDate.*in quotes/],
    ["a PIN of five digits", `patient: ${PERSON.replace("{", '{pin: "12345", ')}`, /patient\.pin/],
    ["kana of full width", `patient: ${PERSON.replace("ｼｹﾝ", "シケン")}`, /half-width/],
    ["one person in two parts", `patient: ${PERSON}\nstranger: ${PERSON}`, /patient and stranger are both played by a/],
  ])("%s", (_, text, why) => {
    expect(() => read(text)).toThrow(why);
  });
  test("is told without its secrets", () => {
    const text = `patient: ${PERSON.replace("{", '{pin: "98765", ')}`;
    expect(() => read(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("98765") as string }),
    );
  });
});
