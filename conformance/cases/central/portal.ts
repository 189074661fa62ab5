import { assuming, centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import { look, post } from "./caller.ts";

/** The portal's rules, as the documents print them. Institutions by their kind: codes of the bench's country. */
const SUBSIDY = "/v1/portal/subsidy";
const POINTS = "/v1/portal/fee-points";
const ACTS = "/v1/portal/acts";
const TABLES = "/v1/portal/tables";
const ACCOUNT = "/v1/portal/account";
const [HOSPITAL, DENTIST, PHARMACY, CHAIN] = ["9910000020", "9930000011", "9940000018", "9940000026"] as const;
const PLENTY = { introduction: 9_000_000, device: 9_000_000, systemChange: 9_000_000 };
const claim = (scheme: string, more = {}) => ({
  ...{ scheme, costs: PLENTY, completed: "20251201", applied: "20260115" },
  ...more,
});
const INTRODUCED = { completed: "20230331", applied: "20230630" };

export const limits = centralCase({
  id: "CTL-FAC-0001",
  title: {
    ja: "補助の率と上限は、施設の種別と方式の表のとおり",
    en: "Rates and limits of subsidies are those of the tables, by kind and mode",
  },
  kills: ["M-CTL-SUBSIDY-UNCAPPED"],
  spares: ["B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    const [hospital, chain] = [HOSPITAL, CHAIN].map((code) => ({ by: bench.as(code) }));
    for (const who of [undefined, hospital, chain])
      for (const scheme of ["homeVisit", "online", "otherRoute", "brokenReader", "eligibilityOnly"])
        await post(bench, SUBSIDY, claim(scheme), who);
    await post(bench, SUBSIDY, claim("introduction", INTRODUCED));
    await post(bench, SUBSIDY, claim("introduction", INTRODUCED), chain);
    for (const readers of [1, 2, 3])
      await post(bench, SUBSIDY, claim("introduction", { ...INTRODUCED, readers }), hospital);
  },
  expect: [
    check(
      "FAC-03",
      "portal.amountWrong",
      { ja: "公表された上限額になる", en: "the published limits come out" },
      sequence(centralAnswer(SUBSIDY), "json.amount", [
        ...[128_000, 97_000, 128_000, 128_000, 31_000],
        ...[411_000, 390_000, 411_000, 411_000, 31_000],
        ...[85_000, 65_000, 85_000, 85_000, 31_000],
        ...[321_000, 214_000, 1_050_000, 1_001_000, 951_000],
      ]),
    ),
  ],
});

const on = (day: string) => ({ completed: day, applied: day });

export const deadlines = centralCase({
  id: "CTL-FAC-0002",
  title: {
    ja: "補助の申請は受付の初日から期限まで",
    en: "Subsidies are applied for from the first day to the last, or not at all",
  },
  kills: ["M-CTL-SUBSIDY-LATE", "M-CTL-SUBSIDY-EARLY"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps({ bench }) {
    await post(bench, SUBSIDY, claim("online"));
    await post(bench, SUBSIDY, claim("online", { applied: "20260116" }));
    await post(bench, SUBSIDY, claim("introduction", { ...INTRODUCED, applied: "20230701" }));
    for (const day of ["20250401", "20250331"]) await post(bench, SUBSIDY, claim("online", on(day)));
    for (const day of ["20210401", "20210331"]) await post(bench, SUBSIDY, claim("introduction", on(day)));
    await post(bench, SUBSIDY, claim("introduction", { ...INTRODUCED, completed: "20230401" }));
  },
  expect: [
    check(
      "FAC-03",
      "portal.late",
      {
        ja: "初日と最終日には支払われ、前日と翌日には拒まれる。完了の期限も守られる",
        en: "paid on the first and the last day, refused the day before and the day after; and complete in time",
      },
      sequence(centralAnswer(SUBSIDY), "json.why", [
        ...[undefined, "tooLate", "tooLate"],
        ...[undefined, "tooEarly", undefined, "tooEarly"],
        "completedTooLate",
      ]),
    ),
  ],
});

export const onceOnly = centralCase({
  id: "CTL-FAC-0003",
  title: { ja: "同じシステム改修に二重の補助はない", en: "The same change of a system is not paid for twice" },
  kills: ["M-CTL-SUBSIDY-TWICE", "M-CTL-SUBSIDY-SUM"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps({ bench }) {
    await post(bench, SUBSIDY, claim("online", { paidBefore: ["otherRoute"] }));
    await post(bench, SUBSIDY, claim("online", { paidBefore: ["homeVisit"] }));
    await post(bench, SUBSIDY, claim("brokenReader", { paidBefore: ["otherRoute"] }));
    await post(bench, SUBSIDY, claim("otherRoute", { paidBefore: ["online"] }), { by: bench.as(CHAIN) });
  },
  expect: [
    check(
      "FAC-03",
      "portal.paidTwice",
      {
        ja: "別動線とは共通、訪問診療とは別、機器故障時は別動線と一つ",
        en: "shared with another route, and not with home visits; a broken reader and another route are one",
      },
      sequence(centralAnswer(SUBSIDY), "json.why", ["paidAlready", undefined, "paidAlready", undefined]),
    ),
    assuming(
      "ASM-SUBSIDY-RULES",
      check(
        "FAC-03",
        "portal.paidTwice",
        {
          ja: "共通の改修への補助は、合わせて最も多い方式の上限まで",
          en: "schemes that share a change pay, in sum, no more than the dearest of them",
        },
        sequence(centralAnswer(SUBSIDY), "json.amount", [undefined, 97_000, undefined, 20_000]),
      ),
    ),
  ],
});

export const remembered = centralCase({
  id: "CTL-FAC-0007",
  title: {
    ja: "申請した補助はアカウントに残り、重ねては受けられない",
    en: "A subsidy that was applied for stays in the account, and is not granted again",
  },
  kills: ["M-CTL-SUBSIDY-FORGOTTEN"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    await post(bench, ACCOUNT, { on: "20250401" });
    const apply = (scheme: string) =>
      post(bench, ACTS, {
        ...{ act: "applyForSubsidy", scheme, on: "20251201", completed: "20251101" },
        costs: { device: 41_000, systemChange: 130_000 },
      });
    for (const scheme of ["online", "online", "otherRoute", "otherRoute", "homeVisit"]) await apply(scheme);
  },
  expect: [
    check(
      "FAC-02",
      "portal.paidTwice",
      { ja: "同じ方式の2度目は拒まれる", en: "the second time a scheme is refused" },
      sequence(centralAnswer(ACTS), "json.code", [undefined, "TSTP0016E", undefined, "TSTP0016E", undefined]),
    ),
    check(
      "FAC-03",
      "portal.paidTwice",
      { ja: "改修が済んでいれば、残りの機器にだけ補助される", en: "where the change was paid, the device alone is" },
      sequence(centralAnswer(ACTS), "json.subsidies.1.amount", [undefined, undefined, 30_750, undefined, 30_750]),
    ),
  ],
});

const occasion = (service: string, more = {}) => ({
  ...{ service, dataFetched: true, on: "20230601", claimsOnline: true },
  ...more,
});

export const points = centralCase({
  id: "CTL-FAC-0004",
  title: {
    ja: "加算は点数表のとおり、月1回・3月に1回・期限つき",
    en: "Fee points are those of the table: once a month, once in three, and until a day",
  },
  kills: ["M-CTL-POINTS-DAILY", "M-CTL-POINTS-ON-PAPER", "M-CTL-POINTS-BEFORE-USE", "M-CTL-POINTS-FOR-EVER"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    const pharmacy = { by: bench.as(PHARMACY) };
    for (const who of [undefined, pharmacy]) {
      await post(bench, ACCOUNT, { on: "20220401" }, who);
      await post(bench, ACTS, { act: "applyForUse", on: "20230401" }, who);
    }
    for (const service of ["firstVisit", "revisit"]) await post(bench, POINTS, occasion(service));
    await post(bench, POINTS, occasion("dispensing"), pharmacy);
    await post(bench, POINTS, occasion("revisit", { lastCharged: "20230601" }));
    await post(bench, POINTS, occasion("firstVisit", { claimsOnline: false }));
    for (const day of ["20240331", "20240401"])
      await post(bench, POINTS, occasion("firstVisit", { dataFetched: false, on: day }));
    await post(bench, POINTS, occasion("dispensing", { dataFetched: false, on: "20230601" }), pharmacy);
    for (const day of ["20230331", "20230401"]) await post(bench, POINTS, occasion("firstVisit", { on: day }));
    await post(bench, POINTS, occasion("dispensing"));
  },
  expect: [
    check(
      "FAC-04",
      "portal.pointsWrong",
      {
        ja: "7・4・3点、同月0点、紙請求0点、3点、期限後0点、1点。利用申請の前は0点、その日から7点。調剤は薬局だけ",
        en: "7, 4, 3; 0 in the same month and on paper; 3, and 0 after the day; 1; 0 before use is applied for and 7 from then on; dispensing is a pharmacy's",
      },
      sequence(centralAnswer(POINTS), "json.points", [7, 4, 3, 0, 0, 3, 0, 1, 0, 7, 0]),
    ),
  ],
});

const model = (clinicOrPharmacy: "clinic" | "pharmacy", says: { ja: string; en: string }, of: Record<string, number>) =>
  Object.entries(of).map(([name, amount]) =>
    check(
      "FAC-04",
      "portal.modelWrong",
      says,
      sequence(centralAnswer(TABLES), `json.models.${clinicOrPharmacy}.${name}`, [amount]),
    ),
  );

export const modelCases = centralCase({
  id: "CTL-FAC-0008",
  title: {
    ja: "リーフレットの2つのモデルケースが1円まで合う",
    en: "The leaflet's two model cases come out to the yen",
  },
  kills: ["M-CTL-MODEL-UNROUNDED"],
  spares: ["B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    await look(TABLES, bench.central);
  },
  expect: [
    ...model(
      "clinic",
      {
        ja: "診療所: 1日43点、月8,600円、年103,200円、健康保険証だけなら年21,600円",
        en: "a clinic: 43 points a day, 8,600 yen a month, 103,200 a year, 21,600 with insurance cards alone",
      },
      { pointsADay: 43, yenAMonth: 8_600, yenAYear: 103_200, yenAYearWithoutCards: 21_600 },
    ),
    ...model(
      "pharmacy",
      {
        ja: "薬局: 月1,011点、月10,110円、年121,320円、健康保険証だけなら年31,800円",
        en: "a pharmacy: 1,011 points and 10,110 yen a month, 121,320 a year, 31,800 with insurance cards alone",
      },
      { pointsAMonth: 1_011, yenAMonth: 10_110, yenAYear: 121_320, yenAYearWithoutCards: 31_800 },
    ),
  ],
});

export const readers = centralCase({
  id: "CTL-FAC-0005",
  title: {
    ja: "ポータルの手続き: 申請、無償提供の台数、機種の指定",
    en: "Steps at the portal: application, readers given by kind, a model named",
  },
  kills: ["M-CTL-READERS-MANY", "M-CTL-NO-ACCOUNT"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps({ bench }) {
    const order = (count: number) => ({ act: "orderReaders", count, model: "見本リーダー" });
    await post(bench, ACTS, { act: "applyForUse" });
    await post(bench, ACCOUNT, {});
    await post(bench, ACTS, { act: "applyForUse" });
    await post(bench, ACTS, order(2));
    await post(bench, ACTS, { act: "orderReaders", count: 1 });
    await post(bench, ACTS, order(1));
    const by = bench.as(HOSPITAL);
    await post(bench, ACCOUNT, {}, { by });
    await post(bench, ACTS, order(3), { by });
  },
  expect: [
    check(
      "FAC-02",
      "portal.stepWrong",
      { ja: "順序と機種の指定が守られる", en: "their order holds, and a model is named" },
      sequence(centralAnswer(ACTS), "json.code", [
        "TSTP0001E",
        undefined,
        "TSTP0005E",
        "TSTP0006E",
        undefined,
        undefined,
      ]),
    ),
    check(
      "FAC-01",
      "portal.stepWrong",
      { ja: "病院は3台まで、診療所は1台", en: "three readers for a hospital, one for a clinic" },
      sequence(centralAnswer(ACTS), "status", [409, 200, 409, 409, 200, 200]),
    ),
  ],
});

export const undecided = centralCase({
  id: "CTL-FAC-0006",
  title: {
    ja: "「機種未定」は令和3年2月から3月、機種の選定は8月1日まで",
    en: "A model could be left undecided in February and March 2021, and chosen until 1 August",
  },
  kills: ["M-CTL-UNDECIDED-FOR-EVER"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps({ bench }) {
    const choose = { act: "chooseModel", model: "見本リーダー" };
    const order = { act: "orderReaders", count: 1 };
    for (const code of [HOSPITAL, DENTIST, PHARMACY, CHAIN])
      await post(bench, ACCOUNT, { on: "20210101" }, { by: bench.as(code) });
    const steps = [
      [HOSPITAL, order, "20210201"],
      [HOSPITAL, choose, "20210801"],
      [DENTIST, order, "20210331"],
      [DENTIST, choose, "20210802"],
      [PHARMACY, order, "20210131"],
      [CHAIN, order, "20210401"],
    ] as const;
    for (const [code, act, day] of steps) await post(bench, ACTS, { ...act, on: day }, { by: bench.as(code) });
  },
  expect: [
    check(
      "FAC-02",
      "portal.stepWrong",
      {
        ja: "期間の前後では機種が要り、期限の後の選定は取消しとして拒まれる",
        en: "before and after these days a model is wanted, and a choice that comes too late finds the order cancelled",
      },
      sequence(centralAnswer(ACTS), "json.code", [
        ...[undefined, undefined, undefined],
        ...["TSTP0008E", "TSTP0006E", "TSTP0006E"],
      ]),
    ),
  ],
});
