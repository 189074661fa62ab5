import { z } from "zod";
import { DAY } from "./day.ts";
import { Refusal } from "./refusal.ts";
import { EVIDENCE, type Evidence, SUFFICIENT } from "./evidence.data.ts";

const KINDS = Object.keys(EVIDENCE) as [Evidence, ...Evidence[]];

/**
 * What a patient shows at the counter. The calendar rules: it is of today. Whoever looks into a visit afterwards, as for a claim, may name
 * its day (JST, yyyyMMdd), which has been; of a day to come nobody can have seen anything.
 */
export const EvidenceShown = z.strictObject({
  shown: z.array(z.enum(KINDS)).max(KINDS.length),
  day: DAY.optional(),
});

const ALWAYS = { from: "00000000", until: "99999999" };

export type Judged =
  | { readonly day: string; readonly accepted: true; readonly by: readonly Evidence[] }
  /** `because` names what was shown and does not count on that day. */
  | { readonly day: string; readonly accepted: false; readonly because: readonly Evidence[] };

/** Whether what is shown counts as evidence of eligibility where it cannot be confirmed by the card (FBK-01, FBK-02). */
export function judgeEvidence({ shown, ...asked }: z.infer<typeof EvidenceShown>, today: string): Judged {
  const { day = today } = asked;
  if (day > today) throw new Refusal("TSTA0004E", "day: it has not come yet");
  const counts = (kind: Evidence) => {
    const { from, until } = { ...ALWAYS, ...EVIDENCE[kind] };
    return from <= day && day <= until;
  };
  const by = SUFFICIENT.find((set) => set.every((kind) => shown.includes(kind) && counts(kind)));
  return by ? { day, accepted: true, by } : { day, accepted: false, because: shown.filter((kind) => !counts(kind)) };
}
