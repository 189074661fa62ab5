import type { TraceEvent } from "../../device/trace.ts";
import type { AnyCase } from "../case.ts";
import type { Cast } from "../cast.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import { judge } from "../judge.ts";
import { type Profiles, readProfiles } from "../profile.ts";
import type { Verdict } from "../verdict.ts";

/** A case of a stored run: what was said of it then, and what was seen. */
export interface StoredCase {
  readonly id: string;
  readonly role: string;
  readonly channels: readonly string[];
  readonly verdict: string;
  readonly reason?: string | undefined;
  readonly checks: readonly { readonly verdict: string; readonly reason?: string | undefined }[];
  readonly cast: object;
  readonly events: readonly object[];
  readonly withheld: ReadonlySet<string>;
}

/** What a stored case is by today's rules, where that is another thing. */
export interface Change {
  readonly id: string;
  readonly was: string;
  readonly wasReason?: string | undefined;
  /** `gone` where no such case is left, `withheld` where the copy does not show what it would be judged by. */
  readonly is: Verdict | "gone" | "withheld";
  readonly reason?: Reason | undefined;
  /** Why, in words: of the gravest check. */
  readonly because?: { readonly ja: string; readonly en: string } | undefined;
}

/** Judges what was seen then by the rules of today. */
export function replayRun(
  stored: readonly StoredCase[],
  profilesThen: Readonly<Record<string, unknown>>,
  cases: readonly AnyCase[],
  where: string,
): Change[] {
  const profiles: Profiles = readProfiles(profilesThen, where);
  return stored.flatMap((then) => {
    const { checks, ...now } = replayCase(then, profiles, cases);
    const same = now.is === then.verdict && now.reason === then.reason && isSameEach(then.checks, checks);
    return same ? [] : [{ id: then.id, was: then.verdict, wasReason: then.reason, ...now }];
  });
}

type Ruled = readonly { readonly verdict: string; readonly reason?: string | undefined }[];

const isSameEach = (then: Ruled, now: Ruled): boolean =>
  JSON.stringify(then.map(ruling)) === JSON.stringify(now.map(ruling));

const ruling = ({ verdict, reason = "" }: Ruled[number]) => [verdict, reason];

interface Now extends Pick<Change, "is" | "reason" | "because"> {
  readonly checks: Ruled;
}

const NOT_RECORDED = {
  ja: "当時は対象外だったため、記録がありません",
  en: "it did not apply then, and nothing of it was recorded",
};

function replayCase(then: StoredCase, profiles: Profiles, cases: readonly AnyCase[]): Now {
  const testCase = cases.find(({ id }) => id === then.id);
  const profile = testCase && profiles[testCase.role];
  if (!testCase || !profile) return { is: "gone", checks: [] };
  const applies = testCase.needs.every((feature) => profile.features.includes(feature));
  const applied = then.verdict !== "inapplicable";
  if (!applies) return { is: "inapplicable", checks: applied ? [] : then.checks };
  if (!applied) return { is: "withheld", because: NOT_RECORDED, checks: [] };
  if (then.withheld.size > 0) return { is: "withheld", checks: [] };
  const observation = {
    events: then.events as readonly TraceEvent[],
    cast: then.cast as Cast,
    latency: profile.latency,
  };
  const channels = then.channels as readonly TraceEvent["channel"][];
  const { verdict, reason, actual, checks } = judge(testCase, observation, { channels, profile });
  return { is: verdict, reason, because: actual, checks };
}
