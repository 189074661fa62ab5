import { describe, expect, test } from "vitest";
import { assuming, check, readerCase, type AnyCase, type Check } from "../../conformance/case.ts";
import type { Expectation, Finding, Measure } from "../../conformance/expect/finding.ts";
import { endOf, judge, judgeCheck, type Terms } from "../../conformance/judge.ts";
import type { Observation } from "../../conformance/observation.ts";
import { type ScriptEnd, writeEnd } from "../../conformance/script-end.ts";
import { type Channel, CHANNELS } from "../../device/trace.ts";
import { DeviceError } from "../../device/errors.ts";
import { events, PROFILE } from "./fake-bench.ts";

/** What each finding and each end is made of: verdict, reason and words. */

const TERMS: Terms = { channels: CHANNELS, profile: PROFILE };
const SAYS = { ja: "そうである", en: "it is so" };
const BECAUSE = { ja: "理由", en: "a reason" };
const MEASURE: Measure = {
  ...{
    leg: "LAT-04",
    samples: 59,
    values: [],
    exceeding: 9,
    budget: 1000,
    declared: false,
    quantile: 0.95,
    confidence: 0.95,
  },
  ...{ plan: "fixed", median: 1, at: 2, worst: 3, own: 0, blame: { product: 9, bench: 0, human: 0 } },
};
const finds = (finding: Finding, channels: readonly Channel[] = ["host"]): Expectation => ({
  wants: SAYS,
  channels,
  look: () => finding,
});
const must = (finding: Finding, channels?: readonly Channel[]) =>
  check("RCP-01", "reception.incomplete", SAYS, finds(finding, channels));
const seen = (end?: ScriptEnd | string): Observation => {
  const mark = end === undefined ? [] : [typeof end === "string" ? end : writeEnd(end)];
  return {
    events: events(...mark.map((text) => ({ channel: "clock", is: "mark", mark: text }) as const)),
    cast: {},
    latency: {},
  };
};
const testCase = (...expectations: readonly Check[]): AnyCase =>
  readerCase({ id: "RDR-TST-0001", title: SAYS, steps: () => Promise.resolve(), expect: expectations });
const judged = (end: ScriptEnd | string | undefined, ...checks: readonly Check[]) =>
  judge(testCase(...checks), seen(end), TERMS);

const HELD: Finding = { is: "held", saw: [3] };
const BROKEN: Finding = { is: "broken", actual: BECAUSE, saw: [5] };
const ruled = (finding: Finding, terms = TERMS) => judgeCheck(must(finding), seen({ is: "done" }), terms);

describe("a finding", () => {
  const about = { clause: "RCP-01", says: SAYS };
  test("that holds passes, by the events it rests on", () => {
    expect(ruled(HELD)).toEqual({ ...about, verdict: "pass", saw: [3] });
    expect(ruled({ ...HELD, measure: MEASURE })).toEqual({ ...about, verdict: "pass", saw: [3], measure: MEASURE });
  });
  test("that was not seen is not reached", () => {
    expect(ruled({ is: "unseen", because: BECAUSE })).toEqual({
      ...{ ...about, verdict: "not-reached", reason: "premise.missing", actual: BECAUSE },
    });
  });
  test("in a noisy environment decides nothing", () => {
    expect(ruled({ is: "noisy", because: BECAUSE, measure: MEASURE })).toEqual({
      ...{ ...about, verdict: "inconclusive", reason: "setup.noisy", actual: BECAUSE, measure: MEASURE },
    });
  });
  test("that is open says how many more trials would decide", () => {
    expect(ruled({ is: "open", more: 34, measure: MEASURE })).toEqual({
      ...{ ...about, verdict: "inconclusive", reason: "samples.missing", measure: MEASURE },
      actual: {
        ja: "すべて予算内ならあと 34 回で決まります",
        en: "34 more trials would decide if all stay within the budget",
      },
    });
  });
  test("that is broken fails for the reason of its check", () => {
    expect(ruled(BROKEN)).toEqual({
      ...{ ...about, verdict: "fail", reason: "reception.incomplete", actual: BECAUSE, saw: [5] },
    });
    expect(ruled({ ...BROKEN, measure: MEASURE })).toMatchObject({ verdict: "fail", measure: MEASURE });
  });
  test("beyond a budget of the vendor's own fails whatever it rests on", () => {
    const assumed = assuming(
      "ASM-LEG-BUDGETS",
      check("LAT-04", "latency.over", SAYS, finds({ ...BROKEN, measure: MEASURE })),
    );
    expect(judgeCheck(assumed, seen(), TERMS)).toMatchObject({ verdict: "review", assumption: "ASM-LEG-BUDGETS" });
    const declared = { ...BROKEN, measure: { ...MEASURE, declared: true } };
    const own = assuming("ASM-LEG-BUDGETS", check("LAT-04", "latency.over", SAYS, finds(declared)));
    expect(judgeCheck(own, seen(), TERMS)).toMatchObject({ verdict: "fail", reason: "latency.over" });
  });
  test("is looked for with what the vendor declared", () => {
    const asked: unknown[] = [];
    const looks = { ...finds(HELD), look: ({ declared }: Observation) => (asked.push(declared), HELD) };
    const asks = check("RCP-01", "reception.incomplete", SAYS, looks);
    judgeCheck(asks, seen(), TERMS);
    judgeCheck(asks, seen(), { ...TERMS, profile: { ...PROFILE, channels: ["host"] } });
    expect(asked).toEqual([{ features: PROFILE.features }, { features: PROFILE.features, channels: ["host"] }]);
  });
});

describe("a channel that is not there", () => {
  const reads = (...channels: readonly Channel[]) => must(HELD, channels);
  test("is named, all of them and each once, and the clock never", () => {
    const terms: Terms = { ...TERMS, channels: ["host"] };
    expect(judgeCheck(reads("host", "card", "panel", "card", "clock"), seen(), terms)).toEqual({
      ...{ clause: "RCP-01", says: SAYS, verdict: "not-reached", reason: "channel.missing" },
      actual: { ja: "この接続では card, panel が見えません", en: "this target does not show card, panel" },
    });
    expect(judgeCheck(reads("host", "clock"), seen(), terms).verdict).toBe("pass");
  });
  test("in the profile is told apart from one that the target lacks, which speaks first", () => {
    const kept: Terms = { channels: ["host", "card"], profile: { ...PROFILE, channels: ["card"] } };
    expect(judgeCheck(reads("host", "card"), seen(), kept).actual).toEqual({
      ja: "host を見せるとは申告されていません",
      en: "its profile does not declare host",
    });
    expect(judgeCheck(reads("host", "panel"), seen(), kept).actual?.en).toBe("this target does not show panel");
  });
});

describe("an end that is nobody's fault here", () => {
  const fault = (
    name:
      | "link.lost"
      | "link.refused"
      | "operator.gaveUp"
      | "card.lastTry"
      | "config.invalid"
      | "suite.broken"
      | "call.misuse",
    ja?: string,
  ) =>
    judged({ is: "fault", fault: name, says: "gone", ...(ja === undefined ? {} : { ja }) }, must(HELD), must(BROKEN));
  test.each([
    ["link.lost", "setup", "setup.linkLost"],
    ["link.refused", "setup", "setup.linkRefused"],
    ["operator.gaveUp", "setup", "operator.gaveUp"],
    ["card.lastTry", "setup", "guard.lastTry"],
    ["suite.broken", "suite-error", "suite.broken"],
    ["call.misuse", "suite-error", "suite.broken"],
  ] as const)("%s is %s for %s, and no check is judged", (name, verdict, reason) => {
    const each = { clause: "RCP-01", says: SAYS, verdict, reason };
    expect(fault(name)).toEqual({ verdict, reason, actual: { ja: "gone", en: "gone" }, checks: [each, each] });
  });
  test("is told in both languages where it was", () => {
    expect(fault("link.lost", "切れた").actual).toEqual({ ja: "切れた", en: "gone" });
  });
  test("a crash is the suite's, and a trace without an end", () => {
    expect(judged({ is: "crash", says: "oh" }, must(HELD))).toMatchObject({
      ...{ verdict: "suite-error", reason: "suite.broken", actual: { ja: "oh", en: "oh" } },
      checks: [{ verdict: "suite-error", reason: "suite.broken" }],
    });
    expect(judged(undefined, must(HELD))).toMatchObject({
      ...{ verdict: "suite-error", actual: { en: "the steps have no recorded end" } },
    });
  });
});

describe("an end that the product brought about", () => {
  const fault = (name: "link.silent" | "peer.malformed" | "peer.unexpected", ...checks: readonly Check[]) =>
    judged({ is: "fault", fault: name, says: "no answer", ja: "答えがない" }, ...checks);
  test.each([
    ["link.silent", "peer.silent"],
    ["peer.malformed", "peer.malformed"],
    ["peer.unexpected", "peer.unexpected"],
  ] as const)("%s fails for %s, though all checks hold", (name, reason) => {
    expect(fault(name, must(HELD))).toEqual({
      ...{ verdict: "fail", reason, actual: { ja: "答えがない", en: "no answer" } },
      checks: [{ clause: "RCP-01", says: SAYS, verdict: "pass", saw: [3] }],
    });
  });
  test("speaks after a clause that is broken", () => {
    expect(fault("link.silent", must(HELD), must(BROKEN))).toMatchObject({
      verdict: "fail",
      reason: "reception.incomplete",
      actual: BECAUSE,
    });
  });
  test("in vain is not reached, unless a check has said more", () => {
    const vain = { is: "inVain", for: "completed" } as const;
    expect(judged(vain, must(HELD))).toMatchObject({
      ...{ verdict: "not-reached", reason: "script.stopped" },
      actual: { ja: "completed を待ちましたが現れませんでした", en: "completed was waited for and did not come" },
    });
    const warns = check("RCP-12", "fallback.missing", SAYS, finds(BROKEN));
    const reviews = assuming("ASM-CARD-TAKEN", check("RCP-13", "card.takenUnnoticed", SAYS, finds(BROKEN)));
    for (const calm of [warns, reviews])
      expect(judged(vain, calm)).toMatchObject({ verdict: "not-reached", reason: "script.stopped" });
    expect(judged(vain, must(BROKEN))).toMatchObject({ verdict: "fail", reason: "reception.incomplete" });
    expect(judged(vain, must({ is: "open", more: 1, measure: MEASURE }))).toMatchObject({ verdict: "inconclusive" });
    expect(judged(vain, must({ is: "unseen", because: BECAUSE }))).toMatchObject({
      verdict: "not-reached",
      reason: "premise.missing",
    });
  });
});

test("a case that passes has neither reason nor words", () => {
  const { verdict, ...rest } = judged({ is: "done" }, must(HELD));
  expect(verdict).toBe("pass");
  expect(Object.keys(rest)).toEqual(["checks"]);
});

test("what is thrown is an end: a fault by its name and in both languages, anything else a crash", () => {
  const lost = new DeviceError("link.lost", { link: "tcp" });
  expect(endOf(lost)).toEqual({ is: "fault", fault: "link.lost", says: lost.message, ja: lost.say("ja") });
  expect(endOf(new TypeError("oh"))).toEqual({ is: "crash", says: "oh" });
  expect(endOf("oh")).toEqual({ is: "crash", says: "oh" });
});

test("a sign of another set-up takes back what was judged", () => {
  const generic: Terms = { channels: CHANNELS, profile: { ...PROFILE, role: "generic", features: [] } };
  const trace = events(
    { channel: "card", is: "command", bytes: "00a4040c0ad392f000260100000001" },
    { channel: "card", is: "response", bytes: "6a82" },
    { channel: "clock", is: "mark", mark: writeEnd({ is: "done" }) },
  );
  const otherCard = judge(testCase(must(HELD)), { events: trace, cast: {}, latency: {} }, generic);
  expect(otherCard).toMatchObject({ verdict: "setup", reason: "setup.broken", checks: [{ verdict: "setup" }] });
  expect(otherCard.actual?.ja).toMatch(/[ぁ-ん]/);
  expect(otherCard.actual?.en).toMatch(/^[ -~→]+$/);
});
