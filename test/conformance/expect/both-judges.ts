import { expect } from "vitest";
import type { Cast } from "../../../conformance/cast.ts";
import type { Expectation, Finding } from "../../../conformance/expect/finding.ts";
import type { Profile } from "../../../conformance/profile.ts";
import type { People } from "../../../conformance/verify/places.ts";
import { look } from "../../../conformance/verify/rules.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { published } from "../../../scripts/evidence-file.ts";
import { events, type Loose, PROFILE } from "../fake-bench.ts";

/** Traces by hand begin on a day for which the bench has certificates, in microseconds. */
export const START = Date.UTC(2026, 3, 1) * 1000;

/** Of whom a trace is, and what the vendor declared; nobody and everything where it is left out. */
export interface About {
  readonly cast?: Cast;
  readonly profile?: Profile;
}

export const onDay = (trace: readonly Loose[]): TraceEvent[] =>
  events(...trace).map((event) => ({ ...event, at: START + event.at }));

/** What comes of looking at a trace: the same by both judges, for what the page says a rule comes to, and told in both languages. */
export function found(
  expectation: Expectation,
  trace: readonly TraceEvent[],
  { cast = {}, profile = PROFILE }: About = {},
): Finding {
  const { features, channels } = profile;
  const declared = { features, ...(channels ? { channels } : {}) };
  const first = expectation.look({ events: trace, cast, latency: profile.latency, declared });
  toldWhole(first);
  inBoth(expectation.wants);
  const { schemas } = published();
  const [told, people] = [trace.map((event) => ({ ...event })), { ...cast } as People];
  const second = look(expectation.rule, { events: told, people, schemas, profile });
  expect(second.is, "as the first judge").toBe(first.is);
  return first;
}

function toldWhole(finding: Finding): void {
  if (finding.is === "broken") inBoth(finding.actual);
  if (finding.is === "unseen" || finding.is === "noisy") inBoth(finding.because);
}

const inBoth = ({ ja, en }: { readonly ja: string; readonly en: string }) => {
  expect(ja).toMatch(/\S/);
  expect(en).toMatch(/^[^぀-ヿ一-鿿]*\S$/);
};

/** What both judges come to on a trace of one event a second. */
export const both = (expectation: Expectation, ...trace: readonly Loose[]): Finding["is"] =>
  found(expectation, onDay(trace)).is;
