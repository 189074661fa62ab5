import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { fact, is, like } from "../../expect/predicate.ts";
import { nth, where } from "../../expect/selector.ts";
import { alike, every, sequence } from "../../expect/vocabulary.ts";
import {
  endVisits,
  listed,
  message,
  messagePath,
  onlineReception,
  switchOff,
  switchOn,
  visit,
  visitingDevice,
} from "./caller.ts";

/** What a facility fetches of many patients at once, and where it sends them. */

const VISITS = messagePath("OQSmuhvq02");
const ONLINE = messagePath("OQSmuonq02");
const COUNT = "json.XmlMsg.MessageHeader.NumberOfProcessingResult";
const FIRST_NAME = "json.XmlMsg.MessageBody.BulkConfirmUnit.0.ResultOfQualificationConfirmation.0.Name";

export const visitsListed = centralCase({
  id: "CTL-HVS-0009",
  title: {
    ja: "訪問診療等の一覧: 同意した日で照会でき、同意が続く患者だけが載る",
    en: "The list of home visits: asked for by the day of consent, with those alone whose consent goes on",
  },
  cast: ["patient", "stranger"],
  kills: ["M-CTL-VISITS-UNLISTED", "M-CTL-CONSENT-DAY-IGNORED", "M-CTL-ENDED-LISTED"],
  spares: ["B-CTL-LISTS-SLOW", "B-CTL-LISTS-REVERSED"],
  async steps(at) {
    const device = await visitingDevice(at);
    await visit(at, device, "patient", { form: "homeVisit" });
    await visit(at, device, "stranger", { form: "homeVisit" });
    await listed(at, "OQSmuhvq", { consent: [0, 0] });
    await listed(at, "OQSmuhvq", { consent: [-30, -1] });
    await endVisits(at, "stranger");
    await listed(at, "OQSmuhvq", { consent: [0, 0] });
  },
  expect: [
    check(
      "HVS-05",
      "list.wrongPatients",
      {
        ja: "2人、期間の外は0人、終えた患者を除いて1人",
        en: "two; none outside the days; one when the other's has ended",
      },
      sequence(centralAnswer(VISITS), COUNT, ["2", "0", "1"]),
    ),
    check(
      "HVS-05",
      "answer.wrongPatient",
      { ja: "残るのはその患者である", en: "the one who is left is the patient" },
      every(
        nth(3, centralAnswer(VISITS)),
        { ja: "その患者の氏名", en: "the patient's name" },
        is(FIRST_NAME, fact("patient", "name")),
      ),
    ),
  ],
});

export const onlineListed = centralCase({
  id: "CTL-ONL-0004",
  title: {
    ja: "オンライン診療等の一覧: 同意した日でも診療日でも照会できる",
    en: "The list of online consultations: asked for by the day of consent, or by the day of care",
  },
  cast: ["patient", "stranger"],
  kills: ["M-CTL-ONLINE-UNLISTED", "M-CTL-CARE-DAY-IGNORED"],
  spares: ["B-CTL-LISTS-SLOW", "B-CTL-LISTS-REVERSED"],
  async steps(at) {
    const headers = await onlineReception(at);
    await visit(at, headers, "patient", { form: "online", careIn: 3 });
    await visit(at, headers, "stranger", { form: "online", careIn: 5 });
    await listed(at, "OQSmuonq", { consent: [0, 0] });
    await listed(at, "OQSmuonq", { care: [3, 3] });
    await listed(at, "OQSmuonq", { care: [4, 4] });
  },
  expect: [
    check(
      "ONL-03",
      "list.wrongPatients",
      { ja: "同意した日では2人、診療日では1人と0人", en: "two by the day of consent; one and none by the day of care" },
      sequence(centralAnswer(ONLINE), COUNT, ["2", "1", "0"]),
    ),
    check(
      "ONL-03",
      "answer.wrongPatient",
      { ja: "診療日の患者である", en: "it is the patient of that day of care" },
      every(
        nth(2, centralAnswer(ONLINE)),
        { ja: "その患者の氏名", en: "the patient's name" },
        is(FIRST_NAME, fact("patient", "name")),
      ),
    ),
  ],
});

const ADDRESS = messagePath("OQSsiurl01");
const URL_TOLD = "json.XmlMsg.MessageBody.Url";

export const address = centralCase({
  id: "CTL-ONL-0005",
  title: {
    ja: "マイナ在宅受付Webのアドレスは毎回同じで、方式が無効なら示さない",
    en: "The address of the web reception is the same each time, and is not told with the mode switched off",
  },
  kills: ["M-CTL-ADDRESS-CHANGES", "M-CTL-ADDRESS-UNASKED"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps(at) {
    const ask = () => message(at, "OQSsiurl01", { UrlAcquisitionClassification: "3", UrlFileFormat: "2" });
    await switchOn(at, "OnlineTreatmentUse");
    await ask();
    await ask();
    await switchOff(at, "OnlineTreatmentUse");
    await ask();
    await switchOn(at, "OnlineTreatmentUse");
    await ask();
  },
  expect: [
    check(
      "HVS-06",
      "mode.unasked",
      { ja: "無効のあいだは示さず、有効なら示す", en: "not told while it is off, and told while it is on" },
      sequence(centralAnswer(ADDRESS), "json.XmlMsg.MessageBody.ProcessingResultStatus", ["1", "1", "2", "1"]),
    ),
    check(
      "ONL-01",
      "address.changed",
      { ja: "患者に渡したアドレスはそのまま使える", en: "what patients were given stays good" },
      alike(where(centralAnswer(ADDRESS), "https?", like(URL_TOLD, "^https?://.")), URL_TOLD, {
        ja: "毎回同じアドレス",
        en: "the same address each time",
      }),
    ),
  ],
});
