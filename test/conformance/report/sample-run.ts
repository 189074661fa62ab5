import { assuming, type AnyCase, check, readerCase } from "../../../conformance/case.ts";
import { prompt, received } from "../../../conformance/expect/host.ts";
import { acted } from "../../../conformance/expect/operator.ts";
import { withinBudget } from "../../../conformance/expect/quantity.ts";
import { after, eventually, never } from "../../../conformance/expect/vocabulary.ts";
import { judge } from "../../../conformance/judge.ts";
import type { Observation } from "../../../conformance/observation.ts";
import { type CaseResult, type Run, tally } from "../../../conformance/run.ts";
import { CHANNELS } from "../../../device/trace.ts";
import { did, ended, events, fromReader, PROFILE } from "../fake-bench.ts";

/** One run with a bit of everything: pass, fail, review, inconclusive, not reached, inapplicable. */

const title = (name: string) => ({ ja: `${name} の試験 <&>`, en: `case ${name} <&>` });
const says = { ja: "そうである", en: "it is so" };
const steps = () => Promise.resolve();

export const sampleCases: readonly AnyCase[] = [
  readerCase({
    id: "RDR-TST-0001",
    title: title("pass"),
    steps,
    expect: [check("RCP-01", "card.notNoticed", says, eventually(received("cardPlaced")))],
  }),
  readerCase({
    id: "RDR-TST-0002",
    title: title("fail"),
    steps,
    expect: [check("RCP-02", "face.wrongAccepted", says, never(received("cardPlaced")))],
  }),
  readerCase({
    id: "RDR-TST-0003",
    title: title("review"),
    steps,
    expect: [
      assuming("ASM-CARD-TAKEN", check("RCP-13", "card.takenUnnoticed", says, eventually(received("cardRemoved")))),
    ],
  }),
  readerCase({
    id: "RDR-TST-0004",
    title: title("latency"),
    steps,
    expect: [
      check(
        "LAT-04",
        "latency.over",
        says,
        withinBudget("LAT-04", { from: acted("placeCard"), to: received("cardPlaced") }),
      ),
    ],
  }),
  readerCase({
    id: "RDR-TST-0005",
    title: title("not reached"),
    steps,
    expect: [check("RCP-12", "fallback.missing", says, after(prompt("enterPin"), eventually(received("cardPlaced"))))],
  }),
];

const OBSERVATION: Observation = {
  events: events(did("placeCard"), fromReader({ is: "cardPlaced" }), ended()),
  cast: {},
  latency: {},
};

export function sampleRun(): Promise<Run> {
  const judged = sampleCases.map((testCase): CaseResult => {
    const { id, role } = testCase;
    const judgement = judge(testCase, OBSERVATION, { channels: CHANNELS, profile: PROFILE });
    return { id, role, title: testCase.title, ...judgement, observation: OBSERVATION };
  });
  const skipped: CaseResult = {
    id: "RDR-TST-0006",
    role: "reader",
    title: title("inapplicable"),
    verdict: "inapplicable",
    actual: { ja: "製品の申告にない", en: "not in the profile" },
    checks: [{ clause: "RCP-03", says, verdict: "inapplicable" }],
    observation: { events: [], cast: {}, latency: {} },
  };
  const about = { seed: 7, clock: "virtual", profiles: { reader: PROFILE }, planned: 5 } as const;
  return Promise.resolve(tally(about, [...judged, skipped]));
}
