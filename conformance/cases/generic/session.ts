import { constants, publicDecrypt, X509Certificate } from "node:crypto";
import { equal } from "../../../device/wire/bytes.ts";
import {
  COMPUTE_DIGITAL_SIGNATURE,
  READ_BINARY,
  READ_BINARY_SFI,
  SELECT_EF,
  SIGN_INPUT,
  VERIFY,
} from "../../../device/wire/card.ts";
import {
  AID,
  type Application,
  COMMON_EF,
  JPKI_EF,
  JUKI_EF,
  TEXT_EF,
  VISUAL_EF,
} from "../../../device/wire/card-files.ts";
import { STATUS } from "../../../device/wire/card-status.ts";
import { assuming, check, genericCase } from "../../case.ts";
import { bytesRead, type Exchange, exchange, exchangesOf } from "../../expect/card.ts";
import { broken, type Expectation, held, unseen } from "../../expect/finding.ts";
import { keyBeforePin, triesAddUp } from "../../expect/pin-order.ts";
import { atLeast, atMost, both, either, is, isOneOf, not } from "../../expect/predicate.ts";
import { anyOf, where } from "../../expect/selector.ts";
import { every, given, never } from "../../expect/vocabulary.ts";
import type { Observation } from "../../observation.ts";
import type { Stage } from "../../stage.ts";
import { type CardSession, sitDown, spendOneTry, verifyRightPin } from "./card-session.ts";

/**
 * A session with the card, as a program of the PC holds it: the suite's own here, and with the same expectations anybody's that was
 * recorded (`conformance/recorded-session.ts`).
 */

const HANDS = ["placeCard", "removeCard"] as const;
const PATIENT = { cast: ["patient"], hands: HANDS } as const;

/** What every use of the card comes to: who it is by certificate, the PIN, and a signature of something fresh. */
async function prove(stage: Stage<"generic">, session: CardSession): Promise<void> {
  await session.read(JPKI_EF.token);
  await session.read(JPKI_EF.authCertificate);
  await session.read(JPKI_EF.authAuthority);
  await verifyRightPin(stage, session);
  await session.sign(stage.bench.random.bytes(32));
}

const reads = anyOf<Exchange>(exchangesOf(READ_BINARY), exchangesOf(READ_BINARY_SFI));

const individualNumber = either<Exchange>(
  both(is("application", "text"), is("file", TEXT_EF.individualNumber)),
  both(is("application", "visual"), is("file", VISUAL_EF.individualNumber)),
);

export const numberNotRead = genericCase({
  id: "GEN-CRD-0001",
  title: { ja: "個人番号のファイルが読まれない", en: "The files of the individual number are not read" },
  ...PATIENT,
  kills: ["M-GEN-NUMBER-READ"],
  async steps(stage) {
    const session = await sitDown(stage);
    await prove(stage, session);
    await session.leave();
  },
  expect: [
    check(
      "RCP-05",
      "privacy.individualNumber",
      { ja: "個人番号のファイルへの読出しが一度もない", en: "neither file with the individual number is ever read" },
      given(exchange, never(where(reads, "individual number", individualNumber))),
    ),
  ],
});

/** Files of the published lists, with those that are known to exist and no more. */
const KNOWN: Readonly<Record<Application, readonly number[]>> = {
  jpki: [...Object.values(JPKI_EF), 0x0005, 0x0009, 0x0010, 0x0019, 0x001c, 0x001e],
  text: [...Object.values(TEXT_EF), 0x0008, 0x0012],
  visual: [...Object.values(VISUAL_EF), 0x0006],
  common: Object.values(COMMON_EF),
  juki: Object.values(JUKI_EF),
  cardManager: [],
};

/** Every id of a My Number Card is 0001 to 001E; what lies beyond would be one that nobody has published. */
const LAST_ID = 0x002f;

export const noMedicalData = genericCase({
  id: "GEN-CRD-0002",
  title: { ja: "ICチップに医療情報のファイルがない", en: "No file of the chip holds medical data" },
  ...PATIENT,
  async steps(stage) {
    const session = await sitDown(stage);
    for (const application of Object.keys(AID) as Application[]) {
      if (application === "cardManager" || !(await session.select(application))) continue;
      for (let id = 0x0001; id <= LAST_ID; id++) await session.selectFile(id);
    }
    await session.leave();
  },
  expect: [
    check(
      "RCP-06",
      "card.unknownFile",
      {
        ja: "選択できたファイルはすべて公開された一覧にある",
        en: "every file that could be selected is on the published list",
      },
      every(
        where(exchangesOf(SELECT_EF), "selected", is("response.sw", STATUS.ok)),
        {
          ja: "証明書・券面・4情報・管理情報だけである",
          en: "certificates, card face, four items and administration, no more",
        },
        either(
          ...Object.entries(KNOWN).map(([application, files]) =>
            both<Exchange>(is("application", application), isOneOf("file", files)),
          ),
        ),
        ({ application, file }) => {
          const id = (file ?? 0).toString(16).padStart(4, "0");
          return { ja: `${application} の ${id} が選択できました`, en: `${application} has ${id}` };
        },
      ),
    ),
  ],
});

export const pinBeforeKey = genericCase({
  id: "GEN-CRD-0003",
  title: {
    ja: "利用者証明用の鍵は暗証番号の後にだけ使われる",
    en: "The authentication key is used only after its PIN",
  },
  ...PATIENT,
  async steps(stage) {
    const session = await sitDown(stage);
    await session.sign(stage.bench.random.bytes(32));
    await prove(stage, session);
    await session.connection.reset();
    await session.select("jpki");
    await session.sign(stage.bench.random.bytes(32));
    await session.leave();
  },
  expect: [
    check(
      "RCP-03",
      "card.keyWithoutPin",
      {
        ja: "署名の前に、同じ選択の中で VERIFY が成功している",
        en: "a VERIFY has succeeded within the same selection before each signature",
      },
      keyBeforePin,
    ),
  ],
});

export const triesCounted = genericCase({
  id: "GEN-CRD-0004",
  title: {
    ja: "残り回数の照会が回数を減らさず、誤りが1回ずつ減らす",
    en: "Asking for the tries costs none, and each wrong PIN costs one",
  },
  ...PATIENT,
  kills: ["M-GEN-TRIES-FROM-CACHE"],
  async steps(stage) {
    const session = await sitDown(stage);
    await spendOneTry(stage, session);
    await session.tries();
    await verifyRightPin(stage, session);
    await session.tries();
    await session.leave();
  },
  expect: [
    check(
      "RCP-03",
      "card.triesLost",
      { ja: "どの参照についても残り回数の勘定が合う", en: "for each reference the count adds up" },
      triesAddUp,
    ),
  ],
});

const signedByAuthKey = where(
  exchangesOf(COMPUTE_DIGITAL_SIGNATURE),
  "authentication key",
  both(
    is("application", "jpki"),
    is("file", JPKI_EF.authKey),
    is("answer.outcome", "signed"),
    is("request.mode", SIGN_INPUT.asGiven),
  ),
);

/** The authentication certificate as it was read, block by block. */
function certificateIn(observation: Observation): X509Certificate | undefined {
  try {
    return new X509Certificate(bytesRead(observation, "jpki", JPKI_EF.authCertificate));
  } catch {
    return undefined;
  }
}

const certifiedKeySigns: Expectation = {
  wants: {
    ja: "読み出した証明書の公開鍵で署名を検証できる",
    en: "the certificate that was read verifies the signature",
  },
  channels: ["card"],
  rule: { certifiedKeySigns: true },
  look(observation) {
    const certificate = certificateIn(observation);
    const signatures = signedByAuthKey.find(observation);
    if (!certificate || signatures.length === 0)
      return unseen({
        ja: "証明書の読出しと署名が揃っていません",
        en: "there is not both a certificate read and a signature made",
      });
    const wrong = signatures.find(({ value: { request, answer } }) => {
      const signature = answer?.outcome === "signed" ? answer.bytes : new Uint8Array();
      return !equal(recovered(certificate, signature), request.input);
    });
    return wrong
      ? broken(
          { ja: "署名が証明書の鍵のものではありません", en: "the signature is not by the certificate's key" },
          wrong,
        )
      : held(...signatures);
  },
};

function recovered(certificate: X509Certificate, signature: Uint8Array): Uint8Array {
  try {
    return publicDecrypt({ key: certificate.publicKey, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return new Uint8Array();
  }
}

export const certificateCounts = genericCase({
  id: "GEN-CRD-0005",
  title: { ja: "利用者証明用電子証明書の鍵が署名する", en: "The key of the authentication certificate signs" },
  ...PATIENT,
  async steps(stage) {
    const session = await sitDown(stage);
    await prove(stage, session);
    await session.leave();
  },
  expect: [
    check(
      "RCP-05",
      "certificate.unsigned",
      {
        ja: "カードの署名が、カードから読んだ証明書で検証できる",
        en: "the card's signature verifies with the certificate read from it",
      },
      certifiedKeySigns,
    ),
  ],
});

const refusedVerify = where(exchangesOf(VERIFY), "refused", not(is("response.sw", STATUS.ok)));

export const refusalWords = genericCase({
  id: "GEN-CRD-0006",
  title: {
    ja: "拒んだ VERIFY に、残り回数か閉塞の状態語を返す",
    en: "A refused VERIFY is answered with the tries left, or with the word of a locked reference",
  },
  ...PATIENT,
  kills: ["M-GEN-REFUSAL-BARE"],
  async steps(stage) {
    const session = await sitDown(stage);
    await spendOneTry(stage, session);
    await verifyRightPin(stage, session);
    await session.leave();
  },
  expect: [
    assuming(
      "ASM-LOCKED-WORDS",
      check(
        "RCP-03",
        "card.lockedWord",
        {
          ja: "拒んだ VERIFY の状態語は 63Cx、閉塞なら 6984 で、6983（ISO の値）ではない",
          en: "a refused VERIFY answers 63Cx, or 6984 when locked, and never 6983, the word of ISO",
        },
        every(
          refusedVerify,
          { ja: "63Cx または 6984", en: "63Cx or 6984" },
          either(
            both(atLeast("response.sw", 0x63c0), atMost("response.sw", 0x63cf)),
            is("response.sw", STATUS.blocked),
          ),
          ({ response: { sw } }) => {
            const word = sw.toString(16).padStart(4, "0").toUpperCase();
            return { ja: `${word} でした`, en: `it was ${word}` };
          },
        ),
      ),
    ),
  ],
});
