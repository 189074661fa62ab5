import { isFault } from "../../../device/errors.ts";
import { JPKI_EF } from "../../../device/wire/card-files.ts";
import type { Bilingual } from "../../bilingual.ts";
import { type Case, check, genericCase } from "../../case.ts";
import { cardEvent, exchange } from "../../expect/card.ts";
import { acted } from "../../expect/operator.ts";
import { after, never, within } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { type CardSession, sitDown, verifyRightPin } from "./card-session.ts";
import { certifiedKeySigns } from "./session.ts";

/** A card pulled while a program of the PC is at work with it, and put back. */

type GenericStage = Stage<"generic">;

const NOTICED_WITHIN = 5_000;

const noticed = check(
  "RCP-13",
  "card.unseen",
  { ja: "カードを抜いてから5秒以内に気付く", en: "the removal is noticed within five seconds" },
  within(NOTICED_WITHIN, acted("removeCard"), cardEvent("removed")),
);

/** It is pulled, and asked all the same: a reader without a card has no answer. */
async function pullAndAsk(
  { hand, glimpse }: GenericStage,
  session: CardSession,
  ask: (session: CardSession) => Promise<unknown>,
): Promise<void> {
  await hand.remove();
  try {
    await ask(session);
  } catch (error) {
    if (!isFault(error)) throw error;
  }
  await glimpse(cardEvent("removed"), NOTICED_WITHIN);
  await session.connection.disconnect().catch(() => undefined);
}

interface Moment {
  readonly id: string;
  readonly title: Bilingual;
  readonly before?: (stage: GenericStage, session: CardSession) => Promise<unknown>;
  readonly ask: (session: CardSession) => Promise<unknown>;
}

const pulled = ({ id, title, before, ask }: Moment): Case<"generic"> =>
  genericCase({
    id,
    title,
    cast: ["patient"],
    hands: ["placeCard", "removeCard"],
    kills: ["M-GEN-ANSWERS-FROM-MEMORY"],
    async steps(stage) {
      const session = await sitDown(stage);
      await before?.(stage, session);
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

export const pulledAtRest = pulled({
  id: "GEN-RMV-0001",
  title: { ja: "選択したところでカードを抜く", en: "The card is pulled once its application is selected" },
  ask: (session) => session.select("jpki"),
});

export const pulledWhileRead = pulled({
  id: "GEN-RMV-0002",
  title: { ja: "ファイルの読取り中にカードを抜く", en: "The card is pulled while its files are read" },
  before: (_, session) => session.read(JPKI_EF.authCertificate),
  ask: (session) => session.read(JPKI_EF.authCertificate),
});

export const pulledAfterPin = pulled({
  id: "GEN-RMV-0003",
  title: { ja: "暗証番号の照合後にカードを抜く", en: "The card is pulled once its PIN is verified" },
  before: verifyRightPin,
  ask: (session) => session.sign(new Uint8Array(32)),
});

export const putBack = genericCase({
  id: "GEN-RMV-0004",
  title: {
    ja: "読取り中に抜かれ戻されたカードが、はじめから使える",
    en: "A card pulled while it is read and put back can be used from the start",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard", "placeCard", "removeCard"],
  async steps(stage) {
    const first = await sitDown(stage);
    await first.read(JPKI_EF.token);
    await pullAndAsk(stage, first, (session) => session.read(JPKI_EF.token));
    const again = await sitDown(stage);
    await again.read(JPKI_EF.authCertificate);
    await verifyRightPin(stage, again);
    await again.sign(stage.bench.random.bytes(32));
    await again.leave();
  },
  expect: [
    noticed,
    check(
      "RCP-05",
      "certificate.unsigned",
      {
        ja: "戻したカードの署名が、その証明書で検証できる",
        en: "the signature of the card that was put back verifies with its certificate",
      },
      certifiedKeySigns,
    ),
  ],
});
