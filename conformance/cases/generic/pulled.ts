import { isFault } from "../../../device/errors.ts";
import { JPKI_EF } from "../../../device/wire/card-files.ts";
import type { Bilingual } from "../../bilingual.ts";
import { type Case, check, genericCase } from "../../case.ts";
import { cardEvent, exchange } from "../../expect/card.ts";
import { acted } from "../../expect/operator.ts";
import { after, never } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import type { MutantId } from "../../strength/mutant-id.ts";
import { type CardSession, sitDown, verifyRightPin } from "./card-session.ts";
import { answersAgain, awaitRemoval, noticed } from "./removal.ts";

/** A card pulled while a program of the PC is at work with it, and put back. */

type GenericStage = Stage<"generic">;
type Step = (stage: GenericStage, session: CardSession) => Promise<unknown>;

/** It is pulled, and asked all the same: a reader without a card has no answer. */
async function pullAndAsk(stage: GenericStage, session: CardSession, ask: Step): Promise<void> {
  await stage.hand.remove();
  await ask(stage, session).catch(unlessFault);
  await awaitRemoval(stage);
  await session.connection.disconnect().catch(unlessFault);
}

function unlessFault(error: unknown): void {
  if (!isFault(error)) throw error;
}

interface Moment {
  readonly id: string;
  readonly title: Bilingual;
  readonly kills: MutantId;
  readonly before: Step;
  /** One command. */
  readonly ask: Step;
}

const pulled = ({ id, title, kills, before, ask }: Moment): Case<"generic"> =>
  genericCase({
    ...{ id, title },
    cast: ["patient"],
    hands: ["placeCard", "removeCard"],
    kills: [kills],
    spares: ["B-GEN-REMOVAL-SECONDS"],
    async steps(stage) {
      const session = await sitDown(stage);
      await before(stage, session);
      await pullAndAsk(stage, session, ask);
    },
    expect: [
      noticed,
      check(
        "RCP-13",
        "card.unseen",
        { ja: "抜かれたカードからは何も答えない", en: "nothing is answered for a card that is gone" },
        after(acted("removeCard"), never(exchange)),
      ),
    ],
  });

export const pulledBeforeSelection = pulled({
  id: "GEN-RMV-0001",
  title: {
    ja: "アプリケーションの選択の前にカードを抜く",
    en: "The card is pulled before its application is selected again",
  },
  kills: "M-GEN-SELECTS-WITHOUT-CARD",
  before: (_, session) => session.tries(),
  ask: (_, session) => session.select("jpki"),
});

export const pulledWhileRead = pulled({
  id: "GEN-RMV-0002",
  title: { ja: "ファイルの読取り中にカードを抜く", en: "The card is pulled while a file is read" },
  kills: "M-GEN-READS-FROM-CACHE",
  before: (_, session) => session.read(JPKI_EF.authCertificate),
  ask: (_, session) => session.readHead(),
});

export const pulledAfterPin = pulled({
  id: "GEN-RMV-0003",
  title: {
    ja: "暗証番号の照合後、署名の前にカードを抜く",
    en: "The card is pulled between its PIN and the signature",
  },
  kills: "M-GEN-SIGNS-WITHOUT-CARD",
  async before(stage, session) {
    await verifyRightPin(stage, session);
    await session.sign(stage.bench.random.bytes(32));
  },
  ask: ({ bench }, session) => session.signOnce(bench.random.bytes(32)),
});

export const putBack = genericCase({
  id: "GEN-RMV-0004",
  title: {
    ja: "読取り中に抜かれ戻されたカードが、また読める",
    en: "A card pulled while it is read and put back can be read again",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard", "placeCard", "removeCard"],
  kills: ["M-GEN-STUCK-AFTER-PULL"],
  spares: ["B-GEN-REMOVAL-SECONDS"],
  async steps(stage) {
    const { hand, glimpse } = stage;
    const first = await sitDown(stage);
    await first.read(JPKI_EF.token);
    await pullAndAsk(stage, first, (_, session) => session.read(JPKI_EF.token));
    let again: CardSession;
    try {
      again = await sitDown(stage);
    } catch (error) {
      // Of a card that the reader has not told of, a hand may have laid it badly.
      if (!isFault(error, "slot.notReady") || !(await glimpse(cardEvent("inserted"), 0))) throw error;
      return hand.remove();
    }
    await again.read(JPKI_EF.token);
    await again.leave();
  },
  expect: [noticed, answersAgain],
});
