import { X509Certificate } from "node:crypto";
import { type FaceMessage, type FaceMessageOf, PROTOCOL_VERSION } from "../../device/wire/face.ts";
import { equal, startsWith } from "../../device/wire/bytes.ts";
import { GET_CHALLENGE } from "../../device/wire/card.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import { bytesRead, exchangesOf } from "./card.ts";
import { broken, type Expectation, held, unseen } from "./finding.ts";
import { messageOf, received, sent } from "./host.ts";
import { shown } from "./panel.ts";
import { type Selector, single } from "./selector.ts";

/** What holds of a reader's messages whatever the reception is about. */

type OfReception = Extract<FaceMessage, { readonly reception: number }>;

const ofReception: Selector<OfReception> = single("message of a reception", "host", (event) => {
  const message = messageOf(event, "received");
  return message && "reception" in message ? message : undefined;
});

/** Every message of a reception has the number of the one that was begun last, or of one begun before that is over. */
export const nameTheirReception: Expectation = {
  wants: {
    ja: "受付番号を持つ通知のどれも、始めた受付の番号である",
    en: "each message that names a reception names one that was begun",
  },
  channels: ["host"],
  rule: { nameTheirReception: true },
  look(observation) {
    const begun = sent("begin").find(observation);
    const told = ofReception.find(observation);
    const stray = told.find(
      ({ seq, value }) => !begun.some((begin) => begin.seq < seq && begin.value.reception === value.reception),
    );
    if (stray)
      return broken(
        {
          ja: `${stray.value.is} は始めていない受付 ${stray.value.reception} のものです`,
          en: `${stray.value.is} is of reception ${stray.value.reception}, which was not begun`,
        },
        stray,
      );
    return told.length > 0
      ? held(...told)
      : unseen({ ja: "受付の通知がありません", en: "no message of a reception came" });
  },
};

/** Screens in the order of their appearance, a repeated one once. */
const inTurn = (screens: readonly string[]) => screens.filter((screen, at) => screen !== screens[at - 1]);

const prompts = received("prompt");

/** What the host is told of the screen is what stands there, screen by screen; the screen of an idle reader is told to nobody. */
export const promptsAreScreens: Expectation = {
  wants: {
    ja: "通知された画面が、表示された画面と同じ順である",
    en: "the screens that are told are those shown, in turn",
  },
  channels: ["host", "panel"],
  rule: { promptsAreScreens: true },
  look(observation) {
    const told = prompts.find(observation);
    const seen = shown()
      .find(observation)
      .filter(({ value }) => value.screen !== "idle");
    if (seen.length === 0) return unseen({ ja: "画面が見えません", en: "no screen was seen" });
    const expected = inTurn(seen.map(({ value }) => value.screen));
    const actual = inTurn(told.map(({ value }) => value.screen));
    const first = expected.findIndex((screen, at) => screen !== actual[at]);
    if (first < 0 && actual.length === expected.length) return held(...told, ...seen);
    const at = first < 0 ? expected.length : first;
    return broken(
      {
        ja: `${at + 1} 番目は画面 ${expected[at] ?? "なし"}、通知 ${actual[at] ?? "なし"} でした`,
        en: `number ${at + 1} was screen ${expected[at] ?? "none"} and prompt ${actual[at] ?? "none"}`,
      },
      ...told,
    );
  },
};

/** Version and serial number of `identity` are those of this protocol and of the reader's attestation. */
export const namesItself: Expectation = {
  wants: {
    ja: "プロトコルの版が合い、製造番号が証明書の主体者である",
    en: "the version is this protocol's, and the serial number that of the attested subject",
  },
  channels: ["host"],
  rule: { namesItself: true },
  look(observation) {
    const [identity] = received("identity").find(observation);
    if (!identity) return unseen({ ja: "identity が届きませんでした", en: "no identity came" });
    const { version, serial } = identity.value;
    const subject = subjectOf(identity.value);
    if (version === PROTOCOL_VERSION && subject === serial) return held(identity);
    return broken(
      {
        ja: `版 ${version}、製造番号 ${serial}、主体者 ${subject} でした`,
        en: `version ${version}, serial ${serial}, subject ${subject}`,
      },
      identity,
    );
  },
};

function subjectOf({ attestation }: FaceMessageOf<"identity">): string {
  try {
    return /^CN=(.*)$/m.exec(new X509Certificate(attestation).subject)?.[1] ?? "–";
  } catch {
    return "–";
  }
}

/** Attempts are counted from 1, and with those that are left they are always as many. */
export const countsAttempts: Expectation = {
  wants: {
    ja: "attempt は1から1ずつ増え、attemptsLeft との和が変わらない",
    en: "attempt counts up from 1, attemptsLeft down",
  },
  channels: ["host"],
  rule: { countsAttempts: true },
  look(observation) {
    const tries = received("matched").find(observation);
    const [first] = tries;
    if (!first || tries.length < 2) return unseen({ ja: "照合が2回ありません", en: "there were no two attempts" });
    const all = first.value.attempt + first.value.attemptsLeft;
    const wrong = tries.find(
      ({ value }, at) =>
        value.attempt !== at + 1 || value.attempt + value.attemptsLeft !== all || value.attemptsLeft < 0,
    );
    const last = tries.at(-1);
    const odd = wrong ?? (last?.value.attemptsLeft === 0 ? undefined : last);
    if (!odd) return held(...tries);
    const { attempt, attemptsLeft } = odd.value;
    return broken({ ja: `${attempt} 回目、残り ${attemptsLeft}`, en: `attempt ${attempt}, ${attemptsLeft} left` }, odd);
  },
};

/** The challenge that the host has signed is the one that the card gave. */
export const handsOnChallenge: Expectation = {
  wants: { ja: "authorityWanted がカードの乱数を運ぶ", en: "authorityWanted carries the card's challenge" },
  channels: ["host", "card"],
  rule: { handsOnChallenge: true },
  look(observation) {
    const wanted = received("authorityWanted").find(observation);
    const given = exchangesOf(GET_CHALLENGE)
      .find(observation)
      .flatMap(({ value: { answer } }) => (answer?.outcome === "challenge" ? [answer.bytes] : []));
    const other = wanted.find(({ value }) => !given.some((bytes) => equal(bytes, value.challenge)));
    if (other) return broken({ ja: "カードの答えにない乱数でした", en: "the card gave no such challenge" }, other);
    return wanted.length > 0
      ? held(...wanted)
      : unseen({ ja: "authorityWanted が届きませんでした", en: "no authorityWanted came" });
  },
};

/** The certificate in each result is what was read from the chip: not one byte is another. */
export const carriesCardsCertificate: Expectation = {
  wants: {
    ja: "completed の certificate がチップから読まれた",
    en: "the certificate in completed was read from the chip",
  },
  channels: ["host", "card"],
  rule: { carriesCardsCertificate: true },
  look(observation) {
    const results = received("completed").find(observation);
    // A block read may be longer than the certificate, never shorter.
    const read = bytesRead(observation, "jpki", JPKI_EF.authCertificate);
    const other = results.find(({ value }) => !startsWith(read, value.certificate));
    if (other) return broken({ ja: "チップの証明書と異なります", en: "it is not the chip's" }, other);
    return results.length > 0 ? held(...results) : unseen({ ja: "結果が届きませんでした", en: "no result came" });
  },
};
