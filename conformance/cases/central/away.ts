import type { Bilingual } from "../../bilingual.ts";
import { centralCase, check } from "../../case.ts";
import type { Reason } from "../../catalog/reasons.data.ts";
import type { Clause } from "../../catalog/requirements.data.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import {
  askAgain,
  DEVICES,
  messagePath,
  post,
  RELEASE,
  register,
  restUntil,
  signed,
  switchOn,
  VISIT,
  visit,
  WEB,
  webReception,
} from "./caller.ts";

/** Care away from the counter: what a facility may have, by whose word, and until which second. */

const AGAIN = { "2": messagePath("OQSsihvq01"), "3": messagePath("OQSsionq01") } as const;
const OUTCOME = "json.XmlMsg.MessageBody.ProcessingResultCode";
const VALIDITY = "json.XmlMsg.MessageBody.QualificationValidity";

/** Answers to a question asked again, in turn: the code of a refusal, or nothing where it was shown. */
const told = (use: "2" | "3", ...codes: readonly (string | undefined)[]) =>
  sequence(centralAnswer(AGAIN[use]), OUTCOME, codes);
const statuses = (path: string, ...codes: readonly number[]) => sequence(centralAnswer(path), "status", codes);
/** These wait for days of virtual time; milliseconds. */
const SEASON = 100 * 24 * 3600_000;
const NONE = "TSTV0006E";
const ENDED = "TSTV0007E";

const one = (clause: Clause, reason: Reason, says: Bilingual, expectation: ReturnType<typeof told>) => [
  check(clause, reason, says, expectation),
];

export const firstVisit = centralCase({
  id: "CTL-HVS-0001",
  title: {
    ja: "訪問診療の初回: 暗証番号でも目視でも受け付ける",
    en: "A first visit at home, by PIN and by visual check",
  },
  cast: ["patient"],
  kills: ["M-CTL-NO-STAFF"],
  async steps(at) {
    await switchOn(at, "HomeVisitUse");
    const device = await register(at, "visits");
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
  kills: ["M-CTL-VISITS-END"],
  async steps(at) {
    await switchOn(at, "HomeVisitUse");
    await visit(at, await register(at, "visits"), "patient", { form: "homeVisit" });
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
    await switchOn(at, "HomeVisitUse");
    const device = await register(at, "visits");
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
  async steps(at) {
    await switchOn(at, "HomeVisitUse");
    await visit(at, await register(at, "visits"), "patient", { form: "houseCall" });
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
    await switchOn(at, "HomeVisitUse");
    await visit(at, await register(at, "visits"), "patient", { form: "homeVisit" });
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
  async steps(at) {
    await switchOn(at, "HomeVisitUse");
    const device = await register(at, "visits");
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

export const online = centralCase({
  id: "CTL-ONL-0001",
  title: {
    ja: "オンライン診療は患者自身の端末と暗証番号で受け付け、目視は受け付けない",
    en: "Online: the patient's own device and the PIN, and no visual check",
  },
  cast: ["patient"],
  kills: ["M-CTL-STAFF-ONLINE"],
  async steps(at) {
    await switchOn(at, "OnlineTreatmentUse");
    const headers = await webReception(at, "3");
    await visit(at, headers, "patient", { form: "online", method: "pin" });
    await visit(at, headers, "patient", { form: "online", method: "staff" });
  },
  expect: one(
    "ONL-01",
    "method.wrong",
    { ja: "暗証番号だけを受け付ける", en: "the PIN alone is taken" },
    statuses(WEB, 200, 403),
  ),
});

export const onlineEnds = centralCase({
  id: "CTL-ONL-0002",
  limit: SEASON,
  title: {
    ja: "オンライン診療の同意は、診療日の翌日の終わりまで",
    en: "Online consent lasts to the end of the day after the consultation",
  },
  cast: ["patient"],
  kills: ["M-CTL-END-LATE", "M-CTL-END-EARLY"],
  async steps(at) {
    await switchOn(at, "OnlineTreatmentUse");
    await visit(at, await webReception(at, "3"), "patient", { form: "online", careIn: 3 });
    await askAgain(at, "patient", "3");
    await restUntil(at, 5, -1);
    await askAgain(at, "patient", "3");
    await restUntil(at, 1, 0);
    await askAgain(at, "patient", "3");
  },
  expect: [
    check(
      "ONL-02",
      "consent.endWrong",
      { ja: "23時59分59秒まで見られ、0時0分0秒には見られない", en: "open at 23:59:59, and not at 00:00:00" },
      told("3", undefined, undefined, ENDED),
    ),
  ],
});

export const onlineByCode = centralCase({
  id: "CTL-ONL-0003",
  title: {
    ja: "同意の前と別の医療機関には何も返らない",
    en: "Before consent, and to another facility, nothing is told",
  },
  cast: ["patient"],
  kills: ["M-CTL-ANY-USE"],
  async steps(at) {
    await switchOn(at, "OnlineTreatmentUse");
    await askAgain(at, "patient", "3");
    await visit(at, await webReception(at, "3"), "patient", { form: "online" });
    await askAgain(at, "patient", "3");
    await askAgain(at, "patient", "2");
  },
  expect: [
    check(
      "ONL-03",
      "eligibility.granted",
      { ja: "同意の後に、その用途でだけ返る", en: "told after the consent, and for that use alone" },
      told("3", NONE, undefined),
    ),
    check(
      "CNS-05",
      "eligibility.granted",
      { ja: "訪問診療の照会には返らない", en: "not told as a home visit's" },
      told("2", NONE),
    ),
  ],
});

export const otherRoute = centralCase({
  id: "CTL-OUT-0001",
  title: {
    ja: "別動線・機器故障時: 医療機関の端末で、目視でも暗証番号でも受け付ける",
    en: "By another route or with a broken reader: the facility's device, by visual check or PIN",
  },
  cast: ["patient"],
  async steps(at) {
    await switchOn(at, "OnlineTreatmentUse");
    const device = await register(at, "visits");
    await visit(at, device, "patient", { form: "otherRoute", method: "staff" });
    await visit(at, device, "patient", { form: "otherRoute", method: "pin" });
    await askAgain(at, "patient", "3");
  },
  expect: [
    check(
      "OUT-01",
      "visit.refused",
      { ja: "どちらでも資格が返る", en: "either way, eligibility comes back" },
      statuses(VISIT, 200, 200),
    ),
    check(
      "OUT-03",
      "answer.missing",
      {
        ja: "医療機関の照会にもその患者の資格が返る",
        en: "and the facility's question is answered about that patient",
      },
      sequence(centralAnswer(AGAIN["3"]), VALIDITY, ["1"]),
    ),
  ],
});

export const otherRouteEnds = centralCase({
  id: "CTL-OUT-0002",
  limit: SEASON,
  title: {
    ja: "別動線の同意も、診療日の翌日の終わりまで",
    en: "Consent by another route ends with the day after, too",
  },
  cast: ["patient"],
  kills: ["M-CTL-ROUTE-SHORT"],
  async steps(at) {
    await switchOn(at, "OnlineTreatmentUse");
    await visit(at, await register(at, "visits"), "patient", { form: "otherRoute", method: "staff" });
    await restUntil(at, 2, -1);
    await askAgain(at, "patient", "3");
    await restUntil(at, 1, 0);
    await askAgain(at, "patient", "3");
  },
  expect: [
    check(
      "OUT-02",
      "consent.endWrong",
      { ja: "翌日の終わりまで見られ、その後は拒まれる", en: "open to the end of the next day, refused then" },
      told("3", undefined, ENDED),
    ),
  ],
});

export const codes = centralCase({
  id: "CTL-LTD-0001",
  limit: SEASON,
  title: {
    ja: "登録コードは1台に1度、期限内だけ使える",
    en: "An activation code is good for one device, once and in time",
  },
  kills: ["M-CTL-CODE-TWICE", "M-CTL-CODE-FOR-EVER"],
  async steps(at) {
    const { bench, rest } = at;
    const fresh = async () => (await post(bench, "/v1/devices/codes", { kind: "eligibilityOnly" }))["code"];
    const activate = (code: unknown) => post(bench, DEVICES, { code }, { by: bench.mobile });
    const code = await fresh();
    await activate(code);
    await activate(code);
    const late = await fresh();
    await rest(25 * 3600_000);
    await activate(late);
  },
  expect: [
    check(
      "LTD-02",
      "device.unasked",
      { ja: "使用済みと期限切れは拒まれる", en: "a used one and a late one are refused" },
      statuses(DEVICES, 200, 403, 403),
    ),
  ],
});
