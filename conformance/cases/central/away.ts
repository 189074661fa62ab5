import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import { AGAIN, VALIDITY, told, statuses, SEASON, NONE, ENDED, one } from "./again.ts";
import {
  DEVICES,
  VISIT,
  WEB,
  askAgain,
  onlineReception,
  post,
  restUntil,
  switchOn,
  visit,
  visitingDevice,
  webReception,
} from "./caller.ts";

/** Online consultation, another route, and the devices of both: by whose word, and until which second. */

export const online = centralCase({
  id: "CTL-ONL-0001",
  title: {
    ja: "オンライン診療は患者自身の端末と暗証番号で受け付け、目視は受け付けない",
    en: "Online: the patient's own device and the PIN, and no visual check",
  },
  cast: ["patient"],
  kills: ["M-CTL-STAFF-ONLINE"],
  async steps(at) {
    const headers = await onlineReception(at);
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
    await visit(at, await onlineReception(at), "patient", { form: "online", careIn: 3 });
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
    ja: "同意の前と別の用途の照会には何も返らない",
    en: "Before consent, and to a query for another use, nothing is told",
  },
  cast: ["patient"],
  kills: ["M-CTL-ANY-USE", "M-CTL-ONLINE-BEFORE"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps(at) {
    await switchOn(at, "OnlineTreatmentUse");
    await switchOn(at, "HomeVisitUse");
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
  kills: ["M-CTL-ROUTE-NO-PIN", "M-CTL-ROUTE-UNTOLD"],
  spares: ["B-CTL-MORE-MEMBERS"],
  async steps(at) {
    const device = await visitingDevice(at, "OnlineTreatmentUse");
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
    await visit(at, await visitingDevice(at, "OnlineTreatmentUse"), "patient", { form: "otherRoute", method: "staff" });
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
  spares: ["B-CTL-CODE-AN-HOUR"],
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
