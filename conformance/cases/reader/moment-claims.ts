import type { EndReason } from "../../../device/wire/face.ts";
import { assuming, type Check, check } from "../../case.ts";
import type { Reason } from "../../catalog/reasons.data.ts";
import { broken, type Expectation, held, unseen } from "../../expect/finding.ts";
import { prompt, received, sent } from "../../expect/host.ts";
import { is } from "../../expect/predicate.ts";
import { anyOf, nth, type Selector, where } from "../../expect/selector.ts";
import { after, eventually, within } from "../../expect/vocabulary.ts";

/** What is wanted of a reception that somebody ends at some moment, whichever it is. */

const endedAs = (reason: EndReason) => where(received("ended"), reason, is("reason", reason));

/** `clock` is the assumption that says how long it may take. */
export const endsAs = (
  reason: EndReason,
  milliseconds: number,
  from: Selector<unknown>,
  code: Reason,
  rests: "ASM-READER-PROTOCOL" | "ASM-READER-TIMES" | "ASM-CARD-TAKEN",
): Check =>
  assuming(
    rests,
    check(
      "RCP-13",
      code,
      {
        ja: `${milliseconds / 1000}秒以内に ${reason} で終わる`,
        en: `it ends as ${reason} within ${milliseconds / 1000} s`,
      },
      within(milliseconds, from, endedAs(reason)),
    ),
  );

const results = anyOf<{ readonly reception: number }>(received("completed"), received("ended"));

/** Each reception that was begun ends in exactly one of `completed` and `ended`. */
const oneEnd: Expectation = {
  wants: { ja: "始めた受付のどれも、結果か終了がちょうど1度", en: "each reception that was begun ends exactly once" },
  channels: ["host"],
  rule: { oneEnd: true },
  look(observation) {
    const begun = sent("begin").find(observation);
    const ends = results.find(observation);
    for (const { value } of begun) {
      const own = ends.filter((end) => end.value.reception === value.reception);
      if (own.length > 1)
        return broken(
          {
            ja: `受付 ${value.reception} が ${own.length} 度終わりました`,
            en: `reception ${value.reception} ended ${own.length} times`,
          },
          ...own,
        );
    }
    const open = begun.some(({ value }) => !ends.some((end) => end.value.reception === value.reception));
    return begun.length === 0 || open
      ? unseen({ ja: "終わりに至らなかった受付があります", en: "a reception came to no end" })
      : held(...ends);
  },
};

export const endsOnce = assuming(
  "ASM-READER-PROTOCOL",
  check(
    "RCP-13",
    "reception.endedTwice",
    { ja: "受付は1度だけ終わる", en: "a reception ends once and no more" },
    oneEnd,
  ),
);

/** A card that still lies there after the reception ended is called out. */
const remindsAfter = (end: Selector<unknown>): Check =>
  assuming(
    "ASM-READER-TIMES",
    check(
      "RCP-13",
      "card.notReminded",
      { ja: "終わった後に残ったカードを10秒以内に知らせる", en: "a card still there ten seconds later is called out" },
      within(10_000, end, received("cardLeft")),
    ),
  );

export const remindsOfCard = remindsAfter(received("ended"));
export const remindsAfterResult = remindsAfter(received("completed"));

/** The reception that is begun after one that ended is taken up. */
export const startsAgain = assuming(
  "ASM-READER-PROTOCOL",
  check(
    "RCP-13",
    "reception.stuck",
    { ja: "次の受付が2秒以内に始まる", en: "the next reception starts within two seconds" },
    after(received("ended"), within(2000, sent("begin"), prompt("placeCard"))),
  ),
);

/** `which` of the receptions that were begun is the one too many. */
export const secondIsRefused = (which: number): Check =>
  assuming(
    "ASM-READER-PROTOCOL",
    check(
      "RCP-01",
      "reception.notBusy",
      { ja: "二重に始めた受付は2秒以内に busy で終わる", en: "the one too many ends as busy within two seconds" },
      within(2000, nth(which, sent("begin")), endedAs("busy")),
    ),
  );

export const bothComplete = check(
  "RCP-01",
  "reception.incomplete",
  { ja: "前の受付もこの受付も完了する", en: "the reception before and the one that waited complete" },
  eventually(nth(2, received("completed"))),
);

export const startsAfterResult = assuming(
  "ASM-READER-PROTOCOL",
  check(
    "RCP-13",
    "reception.stuck",
    { ja: "結果の後も次の受付が2秒以内に始まる", en: "after a result the next reception starts within two seconds" },
    after(received("completed"), within(2000, sent("begin"), prompt("placeCard"))),
  ),
);
