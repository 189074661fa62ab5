import type { TraceEvent } from "../device/trace.ts";
import type { AnyCase } from "./case.ts";
import { judge, type Judgement, type Terms } from "./judge.ts";
import { writeEnd } from "./script-end.ts";

/**
 * A card session that somebody else held, judged by the expectations of the cases for sessions as if it happened now: nothing is done,
 * all is looked at. It says nothing of what that session never came to, which is then not reached.
 */
export function judgeSession(
  session: readonly TraceEvent[],
  cases: readonly AnyCase[],
  terms: Terms,
): readonly { readonly id: string; readonly judgement: Judgement }[] {
  const last = session.at(-1);
  const end: TraceEvent = {
    ...{ seq: (last?.seq ?? -1) + 1, at: last?.at ?? 0 },
    ...{ channel: "clock", is: "mark", mark: writeEnd({ is: "done" }) },
  };
  const observation = { events: [...session, end], cast: {}, latency: terms.profile.latency };
  return cases.map((testCase) => ({ id: testCase.id, judgement: judge(testCase, observation, terms) }));
}
