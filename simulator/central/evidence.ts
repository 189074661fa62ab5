import { z } from "zod";
import { DAY } from "./day.ts";
import { EVIDENCE, type Evidence, SUFFICIENT } from "./evidence.data.ts";

const KINDS = Object.keys(EVIDENCE) as [Evidence, ...Evidence[]];

/** What a patient shows at the counter, and on which day (JST, yyyyMMdd): today where nothing is said. */
export const EvidenceShown = z.strictObject({
  shown: z.array(z.enum(KINDS)).max(KINDS.length),
  day: DAY.optional(),
});

const ALWAYS = { from: "00000000", until: "99999999" };

export type Judged =
  | { readonly accepted: true; readonly by: readonly Evidence[] }
  /** `because` names what was shown and does not count on that day. */
  | { readonly accepted: false; readonly because: readonly Evidence[] };

/** Whether what is shown counts as evidence of eligibility where it cannot be confirmed by the card (FBK-01, FBK-02). */
export function judgeEvidence({ shown, day = "" }: z.infer<typeof EvidenceShown>): Judged {
  const counts = (kind: Evidence) => {
    const { from, until } = { ...ALWAYS, ...EVIDENCE[kind] };
    return from <= day && day <= until;
  };
  const by = SUFFICIENT.find((set) => set.every((kind) => shown.includes(kind) && counts(kind)));
  return by ? { accepted: true, by } : { accepted: false, because: shown.filter((kind) => !counts(kind)) };
}
