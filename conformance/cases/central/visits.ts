import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import { AGAIN, VALIDITY, told, statuses, SEASON, NONE, ENDED, one } from "./again.ts";
import {
  RELEASE,
  VISIT,
  askAgain,
  post,
  register,
  restUntil,
  signed,
  switchOn,
  visit,
  visitingDevice,
  webReception,
} from "./caller.ts";

/** Home visits and house calls: what a facility may have, by whose word, and until when. */

export const firstVisit = centralCase({
  id: "CTL-HVS-0001",
  title: {
    ja: "訪問診療の初回: 暗証番号でも目視でも受け付ける",
    en: "A first visit at home, by PIN and by visual check",
  },
  cast: ["patient"],
  kills: ["M-CTL-NO-STAFF"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps(at) {
    const device = await visitingDevice(at);
    await visit(at, device, "patient", { form: "homeVisit", method: "pin" });
    await visit(at, device, "patient", { form: "homeVisit", method: "staff" });
  },
  expect: [
    check(
      "HVS-01",
      "visit.refused",
      { ja: "どちらの本人確認でも資格が返る", en: "either way, eligibility comes back" },
      statuses(VISIT, 200, 200),
    ),
  ],
});

export const visitsGoOn = centralCase({
  id: "CTL-HVS-0002",
  limit: SEASON,
  title: {
    ja: "2回目以降は番号で再照会でき、同意は続く",
    en: "From the second visit on the number is enough, and the consent goes on",
  },
  cast: ["patient"],
  kills: ["M-CTL-VISITS-END", "M-CTL-VISIT-UNTOLD"],
  async steps(at) {
    await visit(at, await visitingDevice(at), "patient", { form: "homeVisit" });
    for (const days of [0, 2, 60]) {
      await restUntil(at, days, 36_000);
      await askAgain(at, "patient", "2");
    }
  },
  expect: [
    ...one(
      "HVS-02",
      "consent.endedEarly",
      { ja: "関係が続くあいだ照会できる", en: "it can be asked for as long as visits go on" },
      told("2", undefined, undefined, undefined),
    ),
    check(
      "HVS-05",
      "answer.missing",
      { ja: "最新の資格が返る", en: "the entitlement of today comes back" },
      sequence(centralAnswer(AGAIN["2"]), VALIDITY, ["1", "1", "1"]),
    ),
  ],
});

export const firstConsentCounts = centralCase({
  id: "CTL-HVS-0003",
  title: {
    ja: "薬剤情報は初回の同意に基づいて見られ、同意のないものは見られない",
    en: "Drug information is open by the first consent, and what was not agreed to is not",
  },
  cast: ["patient", "stranger"],
  kills: ["M-CTL-FIRST-CONSENT"],
  async steps(at) {
    const device = await visitingDevice(at);
    await visit(at, device, "patient", { form: "homeVisit", consents: [] });
    await askAgain(at, "patient", "2");
    await visit(at, device, "patient", { form: "homeVisit", consents: ["medicines"] });
    await at.rest(1_000);
    await askAgain(at, "patient", "2");
  },
  expect: one(
    "HVS-03",
    "consent.stale",
    { ja: "薬剤情報の同意は、与えられたとおりに回答される", en: "consent to drug information is told as it was given" },
    sequence(
      centralAnswer(AGAIN["2"]),
      "json.XmlMsg.MessageBody.ResultList.0.ResultOfQualificationConfirmation.PharmacistsInfoConsFlg",
      ["0", "1"],
    ),
  ),
});

export const houseCall = centralCase({
  id: "CTL-HVS-0004",
  limit: SEASON,
  title: { ja: "往診の同意は、その都度のもの", en: "A house call's consent is for that call" },
  cast: ["patient"],
  kills: ["M-CTL-CALL-LASTS"],
  spares: ["B-CTL-CALL-ENDS-TONIGHT"],
  async steps(at) {
    await visit(at, await visitingDevice(at), "patient", { form: "houseCall" });
    await askAgain(at, "patient", "2");
    await restUntil(at, 2, 0);
    await askAgain(at, "patient", "2");
  },
  expect: one(
    "HVS-04",
    "consent.outlived",
    { ja: "次の往診には改めて同意が要る", en: "the next call needs a consent of its own" },
    told("2", undefined, ENDED),
  ),
});

export const modeOff = centralCase({
  id: "CTL-HVS-0005",
  title: {
    ja: "環境設定で有効にしていない方式は使えない",
    en: "A mode that the facility did not switch on is not there",
  },
  cast: ["patient"],
  kills: ["M-CTL-MODE-UNASKED"],
  async steps(at) {
    const device = await register(at, "visits");
    await visit(at, device, "patient", { form: "homeVisit" });
    await switchOn(at, "HomeVisitUse");
    await visit(at, device, "patient", { form: "homeVisit" });
  },
  expect: one(
    "HVS-06",
    "mode.unasked",
    { ja: "有効にするまで拒まれ、有効にすれば受け付ける", en: "refused until it is switched on, and taken then" },
    statuses(VISIT, 403, 200),
  ),
});

export const released = centralCase({
  id: "CTL-HVS-0006",
  title: {
    ja: "患者が同意を取り消せば、その時から見られない",
    en: "A patient takes the consent back, and from then on nothing is shown",
  },
  cast: ["patient"],
  kills: ["M-CTL-RELEASE-UNHEARD"],
  async steps(at) {
    const { bench } = at;
    await visit(at, await visitingDevice(at), "patient", { form: "homeVisit" });
    await askAgain(at, "patient", "2");
    const headers = await webReception(at, "2");
    const card = await signed(at, RELEASE, headers, "patient");
    await post(
      bench,
      RELEASE,
      { ...card, use: "2", institutionCode: bench.institutionCode },
      { by: bench.mobile, headers },
    );
    await askAgain(at, "patient", "2");
  },
  expect: one(
    "HVS-02",
    "consent.outlived",
    { ja: "取消しの後は同意が終わったと答える", en: "after that the consent is told as ended" },
    told("2", undefined, ENDED),
  ),
});

export const otherCard = centralCase({
  id: "CTL-HVS-0007",
  title: {
    ja: "2回目に別人のカードが出されたら受け付けない",
    en: "Another person's card at the second visit is refused",
  },
  cast: ["patient", "stranger"],
  kills: ["M-CTL-ANYBODYS-CARD"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps(at) {
    const device = await visitingDevice(at);
    const { insurer, symbol, number, branch } = at.person("patient");
    await visit(at, device, "patient", { form: "homeVisit" });
    await visit(at, device, "stranger", { form: "homeVisit", expects: { insurer, symbol, number, branch } });
    await askAgain(at, "stranger", "2");
  },
  expect: [
    ...one(
      "HVS-02",
      "visit.wrongPatient",
      { ja: "初回の患者のカードだけを受け付ける", en: "the card of the first visit's patient alone is taken" },
      statuses(VISIT, 200, 409),
    ),
    check(
      "CNS-05",
      "visit.wrongPatient",
      { ja: "別人の同意は残らない", en: "no consent of the other one is kept" },
      told("2", NONE),
    ),
  ],
});
