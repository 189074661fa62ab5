import { QUERY_TRIES, VERIFY } from "../../../device/wire/card.ts";
import { STATUS } from "../../../device/wire/card-status.ts";
import { JPKI_EF } from "../../../device/wire/card-files.ts";
import { assuming, check, genericCase } from "../../case.ts";
import { type Exchange, exchange, exchangesOf } from "../../expect/card.ts";
import { triesAddUp } from "../../expect/pin-order.ts";
import { atLeast, atMost, both, is, isOneOf, not } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { after, eventually, every, given, never } from "../../expect/vocabulary.ts";
import { type CardSession, sitDown, verifyRightPin, wrongPin } from "./card-session.ts";

/** PINs that are locked by wrong tries, each by its own, and how a locked one is told of without another try. */

const NO_TRY_LEFT = 0x63c0;
/** What public texts say of the card: three tries for the PIN of authentication, five for the password of signatures. */
const TRIES = { auth: 3, sign: 5 } as const;
/** As long as a password may be, so that it is nobody's. */
const WRONG_PASSWORD = "Z9Z9Z9Z9Z9Z9Z9Z9";

/** Of the only application that these cases select; of what follows an event, its selection may be no part. */
const ofFile = (file: number) => is<Exchange>("file", file);
const verified = (file: number) =>
  where(where(exchangesOf(VERIFY), "reference", ofFile(file)), "accepted", is("answer.outcome", "verified"));
/** The try that locks is answered with the counter at nothing, or with the word of a locked reference at once. */
const lastTry = (file: number) =>
  where(
    where(exchangesOf(VERIFY), "reference", ofFile(file)),
    "no try left",
    isOneOf("response.sw", [NO_TRY_LEFT, STATUS.blocked, STATUS.blockedByIso]),
  );
const asked = (file: number) => where(exchangesOf(QUERY_TRIES), "reference", ofFile(file));

const toldLocked = assuming(
  "ASM-LOCKED-WORDS",
  check(
    "RCP-12",
    "card.lockedWord",
    { ja: "空の VERIFY に 63C0 と答える", en: "an empty VERIFY is answered 63C0" },
    every(
      asked(JPKI_EF.authPin),
      { ja: "63C0", en: "63C0" },
      is("response.sw", NO_TRY_LEFT),
      ({ response: { sw } }) => {
        const word = sw.toString(16).padStart(4, "0").toUpperCase();
        return { ja: `${word} でした`, en: `it was ${word}` };
      },
    ),
  ),
);

async function spendAll(session: CardSession, reference: keyof typeof TRIES, wrong: string): Promise<void> {
  for (let tries = 0; tries < TRIES[reference]; tries++) await session.verify(wrong, reference);
}

export const thirdWrongLocks = genericCase({
  id: "GEN-LCK-0001",
  title: {
    ja: "暗証番号は3回の誤りで閉塞し、リセットしても正しい番号でも開かない",
    en: "Three wrong PINs lock it, and neither a reset nor the right one opens it again",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  burns: { reference: "auth", tries: TRIES.auth },
  kills: ["M-GEN-LOCK-FORGOTTEN"],
  spares: ["B-GEN-LOCKS-AT-ONCE"],
  async steps(stage) {
    const session = await sitDown(stage);
    await spendAll(session, "auth", wrongPin(stage.bench));
    await verifyRightPin(stage, session);
    await session.connection.reset();
    await session.select("jpki");
    await session.tries();
    await verifyRightPin(stage, session);
    await session.leave();
  },
  expect: [
    check(
      "RCP-12",
      "pin.notLocked",
      { ja: "3回目の誤りで残り回数がなくなる", en: "with the third wrong PIN no try is left" },
      eventually(lastTry(JPKI_EF.authPin)),
    ),
    check(
      "RCP-12",
      "pin.notLocked",
      { ja: "その後は正しい暗証番号も拒まれる", en: "the right PIN is refused after it" },
      after(lastTry(JPKI_EF.authPin), never(verified(JPKI_EF.authPin))),
    ),
    check(
      "RCP-03",
      "card.triesLost",
      { ja: "リセットしても残り回数が戻らない", en: "a reset gives no try back" },
      triesAddUp,
    ),
    toldLocked,
  ],
});

export const countersApart = genericCase({
  id: "GEN-LCK-0002",
  title: {
    ja: "署名用パスワードは5回の誤りで閉塞し、利用者証明用の暗証番号には影響しない",
    en: "Five wrong passwords lock signatures, and the PIN of authentication is none the worse",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  burns: { reference: "sign", tries: TRIES.sign },
  kills: ["M-GEN-COUNTERS-SHARED"],
  spares: ["B-GEN-LOCKS-AT-ONCE"],
  async steps(stage) {
    const session = await sitDown(stage);
    await session.tries();
    await spendAll(session, "sign", WRONG_PASSWORD);
    await session.tries("sign");
    await session.tries();
    await verifyRightPin(stage, session);
    await session.sign(stage.bench.random.bytes(32));
    await session.leave();
  },
  expect: [
    check(
      "RCP-03",
      "card.passwordNotLocked",
      { ja: "5回目の誤りで残り回数がなくなる", en: "with the fifth wrong password no try is left" },
      eventually(lastTry(JPKI_EF.signPassword)),
    ),
    check(
      "RCP-03",
      "card.triesLost",
      { ja: "どの参照についても残り回数の勘定が合う", en: "for each reference the count adds up" },
      triesAddUp,
    ),
    check(
      "RCP-03",
      "pin.notVerified",
      {
        ja: "その後も利用者証明用の暗証番号は受け入れられる",
        en: "the PIN of authentication is accepted after it",
      },
      after(lastTry(JPKI_EF.signPassword), eventually(verified(JPKI_EF.authPin))),
    ),
  ],
});

export const lockedTold = genericCase({
  id: "GEN-LCK-0003",
  title: {
    ja: "閉塞した暗証番号は、試さずに閉塞と分かる",
    en: "A locked PIN is known to be locked without a try",
  },
  cast: ["pinLocked"],
  hands: ["placeCard", "removeCard"],
  kills: ["M-GEN-ASKS-BY-TRYING"],
  async steps(stage) {
    const session = await sitDown(stage, "pinLocked");
    await session.tries();
    await session.leave();
  },
  expect: [
    check(
      "RCP-03",
      "card.triesLost",
      { ja: "残り回数を知るために暗証番号を試さない", en: "no PIN is tried to learn how many tries are left" },
      given(exchange, never(exchangesOf(VERIFY))),
    ),
    check(
      "RCP-12",
      "pin.notLocked",
      { ja: "残りがあるとは答えない", en: "no try is told to be left" },
      every(
        asked(JPKI_EF.authPin),
        { ja: "63C1 から 63CF のどれでもない", en: "none of 63C1 to 63CF" },
        not(both(atLeast("response.sw", NO_TRY_LEFT + 1), atMost("response.sw", NO_TRY_LEFT + 15))),
        ({ response: { sw } }) => ({ ja: `残り ${sw & 0x0f} 回でした`, en: `${sw & 0x0f} were` }),
      ),
    ),
    toldLocked,
  ],
});
