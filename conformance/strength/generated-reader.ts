import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import { ABSENCE } from "./absence.ts";
import { type Change, idOfChange, type MessageHow, type RowHow } from "./change.ts";
import type { Benign, Mutant } from "./mutant.ts";
import { type Broken, type BrokenMessage, HEARD, SAID } from "./reader-messages.data.ts";
import { READER_ROWS } from "./reader-rows.data.ts";

/** Readers with one row, one message or one field changed: made from the tables, so that none is forgotten and none is chosen. */

export const ROW_HOW: Readonly<Record<RowHow, (state: string, event: string) => Bilingual>> = {
  removed: (state, event) => ({
    ja: `状態 ${state} で ${event} が起きても何もしない。`,
    en: `In state ${state}, ${event} means nothing to it.`,
  }),
  kept: (state, event) => ({
    ja: `状態 ${state} で ${event} が起きると、すべきことはするが状態が変わらない。`,
    en: `In state ${state}, at ${event}, it does what is to be done and stays where it was.`,
  }),
  home: (state, event) => ({
    ja: `状態 ${state} で ${event} が起きると、すべきことはするが受付を忘れて idle に戻る。`,
    en: `In state ${state}, at ${event}, it does what is to be done, forgets the reception and is idle.`,
  }),
};

const rowMutants: readonly Mutant[] = READER_ROWS.flatMap(({ state, event, breaks, also = [] }) =>
  (Object.keys(breaks) as RowHow[]).flatMap((how) => {
    const broken = breaks[how];
    return broken
      ? [mutant({ at: "row", state, event, how }, broken, ROW_HOW[how](state, event), [...ABSENCE, ...also])]
      : [];
  }),
);

const MESSAGE_HOW: Readonly<Record<MessageHow, (what: string) => Bilingual>> = {
  dropped: (what) => ({ ja: `${what} が届かない。`, en: `${what} never comes.` }),
  doubled: (what) => ({ ja: `${what} がどれも2回届く。`, en: `Each ${what} comes twice.` }),
  delayed: (what) => ({ ja: `${what} がどれも10秒遅れる。`, en: `Each ${what} comes ten seconds late.` }),
  slow: (what) => ({ ja: `${what} が0.3秒遅れる。`, en: `Each ${what} comes 0.3 s late.` }),
  taken: (what) => ({
    ja: `別の受付の ${what} を自分のものと取る。`,
    en: `Takes ${what} of another reception for its own.`,
  }),
  off: (what) => ({ ja: `${what} が1だけずれている。`, en: `${what} is off by one.` }),
};

interface Candidate {
  readonly change: Extract<Change, { at: "said" | "heard" }>;
  readonly broken: Broken;
  readonly also: readonly Reason[];
}

const candidates: readonly Candidate[] = [
  ...Object.entries(SAID).flatMap(([message, broken]) => [
    ...ofMessage("said", message, broken),
    ...Object.entries(broken.fields).map(([field, which]): Candidate => ({
      change: { at: "said", message, how: "off", field },
      broken: which,
      also: broken.also ?? [],
    })),
  ]),
  ...Object.entries(HEARD).flatMap(([message, broken]) => ofMessage("heard", message, broken)),
  ...(["cancel", "authority"] as const).map((message): Candidate => ({
    change: { at: "heard", message, how: "taken" },
    broken: ["RCP-01", "reception.incomplete"],
    also: [],
  })),
];

function ofMessage(at: "said" | "heard", message: string, broken: Omit<BrokenMessage, "fields">): Candidate[] {
  return (["dropped", "doubled", "delayed"] as const).map((how) => ({
    change: { at, message, how },
    broken: broken[how],
    also: broken.also ?? [],
  }));
}

export const wordsOf = ({ message, field, how, at }: Candidate["change"]): Bilingual => {
  const { ja, en } = MESSAGE_HOW[how](field === undefined ? message : `${message}.${field}`);
  return at === "said" ? { ja, en } : { ja: `リーダーには ${ja}`, en: `To the reader: ${en}` };
};

const messageMutants: readonly Mutant[] = candidates.flatMap(({ change, broken, also }) => {
  if (broken === "legal" || broken === "untried") return [];
  if ("equivalent" in broken)
    return [{ ...mutant(change, ["RCP-01", "message.missing"], wordsOf(change), []), equivalent: broken.equivalent }];
  return [mutant(change, broken, wordsOf(change), [...ABSENCE, ...also])];
});

export const GENERATED_READERS: readonly Mutant[] = [...rowMutants, ...messageMutants];

const variant = (change: Candidate["change"]): Benign => ({
  ...{ id: idOfChange("B", "reader", change), role: "reader", does: wordsOf(change), change },
});

/** What may come twice. */
export const GENERATED_READER_VARIANTS: readonly Benign[] = candidates.flatMap(({ change, broken }) =>
  broken === "legal" ? [variant(change)] : [],
);
export function mutant(
  change: Change,
  [clause, expectedReason]: readonly [Mutant["clause"], Mutant["expectedReason"]],
  does: Bilingual,
  others: Mutant["cascade"],
): Mutant {
  const id = idOfChange("G", "reader", change);
  const cascade = [...new Set(others)].filter((reason) => reason !== expectedReason);
  return { id, role: "reader", clause, expectedReason, cascade, does, change };
}
