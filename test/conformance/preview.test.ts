import { describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { readerCase, trials } from "../../conformance/case.ts";
import { plan } from "../../conformance/plan.ts";
import { batched, needsHands, previewOf, timeOf, trialsOf } from "../../conformance/preview.ts";
import { planJson } from "../../conformance/report/json.ts";
import { PLAN_SCHEMA } from "../../conformance/report/run-schema.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { planText } from "../../scripts/plan-text.ts";

const whole = plan(CASES, BUILT_IN_PROFILES, { roles: ["reader", "receipt", "terminal"] });
const only = (...ids: string[]) => plan(CASES, BUILT_IN_PROFILES, { roles: ["reader", "receipt"], only: ids });
const ids = ({ entries }: typeof whole) => entries.map((entry) => entry.case.id);

describe("batches", () => {
  const order = batched(whole);
  test("hold the same cases, role by role", () => {
    expect([...ids(order)].sort()).toEqual([...ids(whole)].sort());
    expect(order.planned).toBe(whole.planned);
    const roles = order.entries.map((entry) => entry.case.role);
    expect(roles.filter((role, i) => role !== roles[i - 1])).toEqual(["reader", "receipt", "terminal"]);
  });
  test("each set of cards is fetched once for a role, and what needs no hands comes last", () => {
    for (const role of ["reader", "receipt", "terminal"]) {
      const mine = order.entries.map((entry) => entry.case).filter((each) => each.role === role);
      const hands = mine.map(needsHands);
      expect(hands).toEqual([...hands].sort((a, b) => Number(b) - Number(a)));
      const sets = mine.filter(needsHands).map(({ cast }) => cast.join("+"));
      const changes = sets.filter((set, i) => set !== sets[i - 1]);
      expect(changes.length).toBe(new Set(sets).size);
    }
  });
  test("keep their order within", () => {
    const patient = (each: typeof whole) =>
      each.entries
        .map((entry) => entry.case)
        .filter(({ role, cast }) => role === "reader" && cast.join() === "patient");
    const withHands = (each: typeof whole) =>
      patient(each)
        .filter(needsHands)
        .map(({ id }) => id);
    expect(withHands(order)).toEqual(withHands(whole));
    expect(ids(batched(order))).toEqual(ids(order));
  });
});

describe("what a run asks for", () => {
  test("is counted over trials", () => {
    const { sampler } = readerCase({
      id: "RDR-TST-0001",
      title: { ja: "", en: "" },
      sampler: trials(59),
      steps: () => Promise.resolve(),
      expect: [],
    });
    expect(trialsOf(sampler ? { sampler } : {})).toBe(59);
    expect(previewOf(only("RDR-LAT-0002"), "dialog")).toMatchObject({ taps: 59, cards: ["patient"], persons: [] });
    expect(
      previewOf(plan(CASES, BUILT_IN_PROFILES, { roles: ["terminal"], only: ["TRM-LAT-0003"] }), "dialog").taps,
    ).toBe(1);
  });
  test("tells cards from persons, and cases with hands from those without", () => {
    expect(previewOf(only("RDR-FAC-0002", "RDR-PIN-0003", "RDR-CRD-0007"), "dialog")).toMatchObject({
      taps: 2,
      cards: ["patient", "stranger", "lastPinTry"],
      persons: ["patient", "stranger"],
      withHands: 2,
      withoutHands: 1,
    });
  });
  test("takes a person's time only where there is a person", () => {
    const [entry] = only("RDR-PIN-0001").entries;
    if (!entry) throw new Error("no case");
    expect(timeOf(entry.case, "dialog").hands).toBe(8 + 5 + 8 + 8 + 4);
    expect(timeOf(entry.case, "virtual").hands).toBe(0);
    expect(timeOf(entry.case, "http").hands).toBe(0);
  });
  test("is the same in JSON, by the published schema", () => {
    const json = planJson(batched(whole), 1, "dialog");
    expect(PLAN_SCHEMA.parse(json)).toEqual(json);
    expect(json.cases.map(({ id }) => id)).toEqual(ids(batched(whole)));
    expect(json.needs).toMatchObject({ operator: "dialog", cardTaps: previewOf(whole, "dialog").taps });
    expect(json.cases.find(({ id }) => id === "RDR-PIN-0002")).toMatchObject({ burns: { tries: 2 }, trials: 1 });
  });
  test("is printed in both languages, with the acts, the time and the people", () => {
    const [ja, en] = (["ja", "en"] as const).map((lang) =>
      planText(only("RDR-PIN-0002", "RDR-CRD-0007"), "dialog", lang, () => "HANAKO"),
    );
    expect(ja).toContain("enterPin×3");
    expect(ja).toMatch(/見積り/);
    expect(en).toMatch(/✋ RDR-PIN-0002.*2 wrong PINs/);
    expect(en).toMatch(/· {2}RDR-CRD-0007/);
    expect(en).toMatch(/an estimate/);
    expect(en).toContain("HANAKO");
    expect(en).toContain("Hands are needed in 1 cases (✋), and none in 1.");
  });
});
