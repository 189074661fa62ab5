import { assuming, centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import { AGAIN, ENDED, one, SEASON, statuses, told } from "./again.ts";
import {
  askAgain,
  endVisits,
  LIMITED,
  post,
  register,
  report,
  restUntil,
  signed,
  switchOff,
  switchOn,
  visit,
  VISIT,
  visitingDevice,
} from "./caller.ts";

/** Consents that meet one another, a release or a switch: what comes of it, and what a facility that asks again is told. */

const flagOf = (tag: string) =>
  `json.XmlMsg.MessageBody.ResultList.0.ResultOfQualificationConfirmation.${tag}ConsFlg` as const;
const [MEDICINES, CHECKUPS] = [flagOf("PharmacistsInfo"), flagOf("SpecificHealthCheckupsInfo")];

export const endedByFacility = centralCase({
  id: "CTL-HVS-0008",
  title: {
    ja: "医療機関が同意を解除すれば、その時から見られず、その理由が返る",
    en: "A facility ends the consent, and from then on nothing is shown, and why is told",
  },
  cast: ["patient"],
  kills: ["M-CTL-FACILITY-END-UNHEARD", "M-CTL-END-UNREASONED"],
  async steps(at) {
    await visit(at, await visitingDevice(at), "patient", { form: "homeVisit" });
    await askAgain(at, "patient", "2");
    await endVisits(at, "patient");
    await askAgain(at, "patient", "2");
  },
  expect: [
    ...one(
      "HVS-02",
      "consent.outlived",
      { ja: "解除の後は同意が終わったと答える", en: "after that the consent is told as ended" },
      told("2", undefined, ENDED),
    ),
    assuming(
      "ASM-REMOTE-MESSAGES",
      check(
        "HVS-02",
        "consent.unreasoned",
        { ja: "理由は医療機関による解除（1）", en: "the reason is that the facility ended it (1)" },
        sequence(centralAnswer(AGAIN["2"]), "json.XmlMsg.MessageBody.ConsentExpirationReason", [undefined, "1"]),
      ),
    ),
  ],
});

export const switchedOff = centralCase({
  id: "CTL-HVS-0010",
  title: {
    ja: "方式を無効にすれば、同意のある患者も再照会できない",
    en: "With the mode switched off nobody is asked for again, whoever has consented",
  },
  cast: ["patient"],
  kills: ["M-CTL-OFF-STILL-TELLS"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps(at) {
    await visit(at, await visitingDevice(at), "patient", { form: "homeVisit" });
    await askAgain(at, "patient", "2");
    await switchOff(at, "HomeVisitUse");
    await askAgain(at, "patient", "2");
    await switchOn(at, "HomeVisitUse");
    await askAgain(at, "patient", "2");
  },
  expect: one(
    "HVS-06",
    "mode.unasked",
    { ja: "無効のあいだだけ拒まれる", en: "refused while it is off, and then alone" },
    told("2", undefined, "TSTV0001E", undefined),
  ),
});

export const atOnce = centralCase({
  id: "CTL-HVS-0011",
  title: {
    ja: "2台の端末で同時に得た同意は、どちらも同意したものだけが有効",
    en: "Of consents taken at two devices at once what both agree on counts",
  },
  cast: ["patient"],
  kills: ["M-CTL-LAST-COUNTS"],
  async steps(at) {
    const device = await visitingDevice(at);
    const [earlier, later] = [await signed(at, VISIT, device, "patient"), await signed(at, VISIT, device, "patient")];
    await report(at, device, earlier, { form: "homeVisit", consents: ["checkups"] });
    await report(at, device, later, { form: "homeVisit", consents: ["medicines", "checkups"] });
    await askAgain(at, "patient", "2");
  },
  expect: (
    [
      [
        MEDICINES,
        "0",
        { ja: "一方だけが同意した薬剤情報は見られない", en: "medicines, which one agreed to, are not open" },
      ],
      [CHECKUPS, "1", { ja: "両方が同意した健診情報は見られる", en: "check-ups, which both agreed to, are" }],
    ] as const
  ).map(([tag, flag, says]) =>
    assuming(
      "ASM-REMOTE-MEETING",
      check("CNS-05", "consent.widened", says, sequence(centralAnswer(AGAIN["2"]), tag, [flag])),
    ),
  ),
});

export const releasedMeanwhile = centralCase({
  id: "CTL-HVS-0012",
  title: {
    ja: "受付の途中で解除された同意は、その受付では戻らない",
    en: "A consent that is ended while a card is being read does not come back with that card",
  },
  cast: ["patient"],
  kills: ["M-CTL-RELEASE-UNDONE"],
  async steps(at) {
    const device = await visitingDevice(at);
    await visit(at, device, "patient", { form: "homeVisit" });
    const card = await signed(at, VISIT, device, "patient");
    await endVisits(at, "patient");
    await report(at, device, card, { form: "homeVisit" });
    await askAgain(at, "patient", "2");
    await visit(at, device, "patient", { form: "homeVisit" });
    await askAgain(at, "patient", "2");
  },
  expect: [
    assuming(
      "ASM-REMOTE-MEETING",
      check(
        "HVS-02",
        "consent.outlived",
        { ja: "解除が有効で、次の受付から改めて始まる", en: "the end counts, and the next card begins anew" },
        told("2", ENDED, undefined),
      ),
    ),
  ],
});

export const callWithinVisits = centralCase({
  id: "CTL-HVS-0013",
  limit: SEASON,
  title: {
    ja: "往診の同意が終わっても、続いている訪問診療の同意は残る",
    en: "When a house call's consent has ended, that to home visits goes on as before",
  },
  cast: ["patient"],
  kills: ["M-CTL-CALL-REPLACES"],
  spares: ["B-CTL-CALL-ENDS-TONIGHT"],
  async steps(at) {
    const device = await visitingDevice(at);
    await visit(at, device, "patient", { form: "homeVisit" });
    await visit(at, device, "patient", { form: "houseCall" });
    await askAgain(at, "patient", "2");
    await restUntil(at, 2, 0);
    await askAgain(at, "patient", "2");
  },
  expect: one(
    "HVS-02",
    "consent.endedEarly",
    { ja: "往診の前も後も照会できる", en: "it can be asked for before and after" },
    told("2", undefined, undefined),
  ),
});

export const overlapping = centralCase({
  id: "CTL-HVS-0014",
  limit: SEASON,
  title: {
    ja: "訪問診療と往診の同意が重なるあいだは、どちらも同意したものだけが有効",
    en: "While a consent to home visits and a house call's overlap, what both agree on counts",
  },
  cast: ["patient"],
  kills: ["M-CTL-WIDER-COUNTS"],
  async steps(at) {
    const device = await visitingDevice(at);
    await visit(at, device, "patient", { form: "homeVisit", consents: ["medicines", "checkups"] });
    await visit(at, device, "patient", { form: "houseCall", consents: ["medicines"] });
    await askAgain(at, "patient", "2");
    await restUntil(at, 2, 3600);
    await askAgain(at, "patient", "2");
  },
  expect: [
    assuming(
      "ASM-REMOTE-MEETING",
      check(
        "CNS-05",
        "consent.widened",
        {
          ja: "往診で同意しなかった健診情報は、往診の同意が終わるまで見られない",
          en: "check-ups, not agreed to at the call, are closed until the call's consent has ended",
        },
        sequence(centralAnswer(AGAIN["2"]), CHECKUPS, ["0", "1"]),
      ),
    ),
  ],
});

export const struckOff = centralCase({
  id: "CTL-LTD-0004",
  title: { ja: "登録を取り消した端末は拒まれる", en: "A device that was struck off is refused" },
  cast: ["patient"],
  kills: ["M-CTL-STRUCK-SERVED"],
  async steps(at) {
    const { bench } = at;
    const headers = await register(at, "eligibilityOnly");
    const check = async (card: Promise<Readonly<Record<string, unknown>>>) =>
      post(bench, LIMITED, { ...(await card), method: "pin", consents: [] }, { by: bench.mobile, headers });
    await check(signed(at, LIMITED, headers, "patient"));
    const held = await signed(at, LIMITED, headers, "patient");
    const device = /^Bearer ([^:]+):/.exec(String(headers["authorization"]))?.[1];
    await post(bench, "/v1/devices/removal", { device });
    await check(Promise.resolve(held));
  },
  expect: one(
    "LTD-02",
    "device.unasked",
    {
      ja: "取消しまで答え、その後は読取り中のカードにも答えない",
      en: "answered until then, and not for a card that is being read",
    },
    statuses(LIMITED, 200, 401),
  ),
});
