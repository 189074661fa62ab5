import { describe, expect, test } from "vitest";
import { assuming, check, readerCase, type AnyCase, type Check } from "../../conformance/case.ts";
import { received } from "../../conformance/expect/host.ts";
import { shown } from "../../conformance/expect/panel.ts";
import { where } from "../../conformance/expect/selector.ts";
import { after, eventually, never, sequence } from "../../conformance/expect/vocabulary.ts";
import { judge, type Terms } from "../../conformance/judge.ts";
import type { Observation } from "../../conformance/observation.ts";
import { CHANNELS, type TraceEvent } from "../../device/trace.ts";
import { ended, events, fromReader, PROFILE } from "./fake-bench.ts";

const TERMS: Terms = { channels: CHANNELS, profile: PROFILE };
const SAYS = { ja: "そうである", en: "it is so" };

const testCase = (...expectations: readonly Check[]): AnyCase =>
  readerCase({
    id: "RDR-TST-0001",
    title: SAYS,
    steps: () => Promise.resolve(),
    expect: expectations,
  });

/** Each look is at events of its own, since what is read of an event is kept with it. */
const seen = (trace: readonly TraceEvent[]): Observation => ({
  events: trace.map((event) => ({ ...event })),
  cast: {},
  latency: {},
});

const removed = received("cardRemoved");
const mustSee = check("RCP-01", "reception.incomplete", SAYS, eventually(removed));
const shouldSee = check("RCP-12", "fallback.missing", SAYS, eventually(removed));
const assumed = assuming("ASM-CARD-TAKEN", check("RCP-13", "card.takenUnnoticed", SAYS, eventually(removed)));

const goes = events(fromReader({ is: "cardRemoved" }), ended());
const lacks = events(fromReader({ is: "cardPlaced" }), ended());

describe("a check that does not hold", () => {
  test("fails the product where a source states the clause", () => {
    expect(judge(testCase(mustSee), seen(goes), TERMS)).toMatchObject({ verdict: "pass" });
    expect(judge(testCase(mustSee), seen(lacks), TERMS)).toMatchObject({
      verdict: "fail",
      reason: "reception.incomplete",
    });
  });
  test("warns where the clause says should", () => {
    expect(judge(testCase(shouldSee), seen(lacks), TERMS).verdict).toBe("warn");
  });
  test("is left to a person where it rests on an assumption alone, and fails a product that declared it", () => {
    expect(judge(testCase(assumed), seen(lacks), TERMS).verdict).toBe("review");
    const declared = { ...TERMS, profile: { ...PROFILE, declares: ["ASM-CARD-TAKEN" as const] } };
    expect(judge(testCase(assumed), seen(lacks), declared).verdict).toBe("fail");
  });
  test("is left to a person where the clause itself is ours", () => {
    const ours = check("RCP-13", "card.notNoticed", SAYS, eventually(removed));
    expect(judge(testCase(ours), seen(lacks), TERMS).verdict).toBe("review");
  });
});

test("twins that differ only in the reason get different reasons", () => {
  const wrong = where(received("pinChecked"), "wrong", ({ outcome }) => outcome === "wrong");
  const counts = check(
    "RCP-03",
    "pin.triesWrong",
    SAYS,
    sequence(wrong, ({ triesLeft }) => triesLeft, [2, 1]),
  );
  const locks = check(
    "RCP-03",
    "pin.notLocked",
    SAYS,
    sequence(received("pinChecked"), ({ outcome }) => outcome, ["wrong", "wrong"]),
  );
  const twin = (triesLeft: number, outcome: "wrong" | "locked") =>
    seen(
      events(
        fromReader({ is: "pinChecked", reception: 1, outcome: "wrong", triesLeft: 2 }),
        fromReader({ is: "pinChecked", reception: 1, outcome, triesLeft }),
        ended(),
      ),
    );
  expect(judge(testCase(counts, locks), twin(1, "wrong"), TERMS).verdict).toBe("pass");
  expect(judge(testCase(counts, locks), twin(2, "wrong"), TERMS)).toMatchObject({
    verdict: "fail",
    reason: "pin.triesWrong",
  });
  expect(judge(testCase(counts, locks), twin(1, "locked"), TERMS)).toMatchObject({
    verdict: "fail",
    reason: "pin.notLocked",
  });
});

describe("what was not seen is never a pass", () => {
  test("a channel that the target does not show", () => {
    const look = check("RCP-12", "pin.lastTryUnsaid", SAYS, eventually(shown("enterPin")));
    const trace = events({ channel: "panel", is: "shown", screen: "enterPin" }, ended());
    expect(judge(testCase(look), seen(trace), TERMS).verdict).toBe("pass");
    expect(judge(testCase(look), seen(trace), { ...TERMS, channels: ["host"] })).toMatchObject({
      verdict: "not-reached",
      reason: "channel.missing",
    });
  });
  test("a channel that the profile does not declare, though the target shows it", () => {
    const look = check("RCP-12", "pin.lastTryUnsaid", SAYS, eventually(shown("enterPin")));
    const trace = events({ channel: "panel", is: "shown", screen: "enterPin" }, ended());
    const declaring = (...channels: ("host" | "panel")[]) => ({ ...TERMS, profile: { ...TERMS.profile, channels } });
    expect(judge(testCase(look), seen(trace), declaring("host", "panel")).verdict).toBe("pass");
    expect(judge(testCase(look), seen(trace), declaring("host"))).toMatchObject({
      verdict: "not-reached",
      reason: "channel.missing",
      actual: { en: "its profile does not declare panel" },
    });
  });
  test("a premise that never came", () => {
    const look = check("RCP-12", "fallback.missing", SAYS, after(received("cardLeft"), eventually(removed)));
    expect(judge(testCase(look), seen(goes), TERMS)).toMatchObject({
      verdict: "not-reached",
      reason: "premise.missing",
    });
  });
  test("nothing happened, but nobody watched to the end", () => {
    const quiet = check("RCP-02", "face.wrongAccepted", SAYS, never(received("matched")));
    expect(judge(testCase(quiet), seen(goes), TERMS).verdict).toBe("pass");
    const stopped = events(fromReader({ is: "cardRemoved" }), ended({ is: "inVain", for: "completed" }));
    expect(judge(testCase(quiet), seen(stopped), TERMS)).toMatchObject({ verdict: "not-reached" });
  });
  test("all checks hold, but the steps did not run through", () => {
    const stopped = events(fromReader({ is: "cardRemoved" }), ended({ is: "inVain", for: "completed" }));
    expect(judge(testCase(mustSee), seen(stopped), TERMS)).toMatchObject({
      verdict: "not-reached",
      reason: "script.stopped",
    });
  });
  test("a case without checks", () => {
    expect(judge(testCase(), seen(goes), TERMS).verdict).toBe("not-reached");
  });
});

describe("who is to blame for an end", () => {
  const at = (fault: string) =>
    seen(events(fromReader({ is: "cardRemoved" }), { channel: "clock", is: "mark", mark: `script ${fault}` }));
  test("a lost line is the set-up's affair", () => {
    expect(judge(testCase(mustSee), at("fault link.lost gone"), TERMS)).toMatchObject({
      verdict: "setup",
      reason: "setup.linkLost",
      checks: [{ verdict: "setup" }],
    });
  });
  test("a product that falls silent fails, though its checks hold", () => {
    expect(judge(testCase(mustSee), at("fault link.silent no answer"), TERMS)).toMatchObject({
      verdict: "fail",
      reason: "peer.silent",
    });
  });
  test("a broken clause speaks before the silence that followed it", () => {
    const trace = seen(events(ended({ is: "fault", fault: "link.silent", says: "no answer" })));
    expect(judge(testCase(mustSee), trace, TERMS)).toMatchObject({ verdict: "fail", reason: "reception.incomplete" });
  });
  test.each(["crash undefined is not a function", "fault suite.broken oh", "fault call.misuse oh", "gibberish"])(
    "%s is the suite's own",
    (end) => {
      expect(judge(testCase(mustSee), at(end), TERMS)).toMatchObject({
        verdict: "suite-error",
        reason: "suite.broken",
      });
    },
  );
  test("a trace without an end is the suite's own fault", () => {
    expect(judge(testCase(mustSee), seen(goes.slice(0, 1)), TERMS).verdict).toBe("suite-error");
  });
});

test("a case is as bad as its worst check, and says why", () => {
  const verdict = judge(testCase(shouldSee, assumed, mustSee), seen(lacks), TERMS);
  expect(verdict).toMatchObject({ verdict: "fail", reason: "reception.incomplete" });
  expect(verdict.checks.map((each) => each.verdict)).toEqual(["warn", "review", "fail"]);
  expect(judge(testCase(shouldSee, assumed), seen(lacks), TERMS)).toMatchObject({
    verdict: "review",
    reason: "card.takenUnnoticed",
  });
});

test("a pass names the events that made it one", () => {
  expect(judge(testCase(mustSee), seen(goes), TERMS).checks[0]?.saw).toEqual([0]);
});
