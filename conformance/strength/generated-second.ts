import { ABSENCE } from "./absence.ts";
import type { Change, MessageHow, RowHow } from "./change.ts";
import { mutant, ROW_HOW, wordsOf } from "./generated-reader.ts";
import type { Mutant } from "./mutant.ts";
import type { Broken } from "./reader-messages.data.ts";
import { HEARD_SECOND, SAID_SECOND, SECOND_ROWS } from "./second-version.data.ts";
import type { Reason } from "../catalog/reasons.data.ts";

/** Readers with one row, message or field changed of those that came with version 2 of the protocol. */

const rows = SECOND_ROWS.flatMap(({ state, event, breaks, also = [] }) =>
  (Object.keys(breaks) as RowHow[]).flatMap((how) => {
    const broken = breaks[how];
    const does = ROW_HOW[how](state, event);
    return broken ? [mutant({ at: "row", state, event, how }, broken, does, [...ABSENCE, ...also])] : [];
  }),
);

function ofMessage(
  at: "said" | "heard",
  message: string,
  how: MessageHow,
  { broken, also = [], field }: { broken: Broken; also: readonly Reason[] | undefined; field?: string },
): readonly Mutant[] {
  if (broken === "untried" || broken === "legal" || "equivalent" in broken) return [];
  const change: Extract<Change, { at: "said" | "heard" }> = { at, message, how, ...(field ? { field } : {}) };
  return [mutant(change, broken, wordsOf(change), [...ABSENCE, ...also])];
}

const HOW = ["dropped", "doubled", "delayed"] as const;

const messages = [
  ...Object.entries(SAID_SECOND).flatMap(([message, broken]) => [
    ...HOW.flatMap((how) => ofMessage("said", message, how, { broken: broken[how], also: broken.also })),
    ...Object.entries(broken.fields).flatMap(([field, which]) =>
      ofMessage("said", message, "off", { broken: which, also: broken.also, field }),
    ),
  ]),
  ...Object.entries(HEARD_SECOND).flatMap(([message, broken]) =>
    HOW.flatMap((how) => ofMessage("heard", message, how, { broken: broken[how], also: broken.also })),
  ),
];

export const GENERATED_SECOND: readonly Mutant[] = [...rows, ...messages];
