import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import { post } from "./caller.ts";

/** The portal's rules, as the documents print them. Institutions by their kind: codes of the bench's country. */
const SUBSIDY = "/v1/portal/subsidy";
const POINTS = "/v1/portal/fee-points";
const ACTS = "/v1/portal/acts";
const HOSPITAL = "9910000020";
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
    for (const scheme of ["homeVisit", "online", "otherRoute", "eligibilityOnly"])
      await post(bench, SUBSIDY, claim(scheme));
    const hospital = { by: bench.as(HOSPITAL) };
    for (const scheme of ["homeVisit", "online"]) await post(bench, SUBSIDY, claim(scheme), hospital);
    await post(bench, SUBSIDY, claim("introduction", INTRODUCED));
    for (const readers of [1, 2, 3])
      await post(bench, SUBSIDY, claim("introduction", { ...INTRODUCED, readers }), hospital);
  },
  expect: [
    check(
      "FAC-03",
      "portal.amountWrong",
      { ja: "公表された上限額になる", en: "the published limits come out" },
      sequence(centralAnswer(SUBSIDY), "json.amount", [
        ...[128_000, 97_000, 128_000, 31_000],
        ...[411_000, 390_000],
        ...[321_000, 1_050_000, 1_001_000, 951_000],
      ]),
    ),
  ],
});

export const deadlines = centralCase({
  id: "CTL-FAC-0002",
  title: { ja: "補助の申請は期限まで", en: "Subsidies are applied for in time, or not at all" },
  kills: ["M-CTL-SUBSIDY-LATE"],
  async steps({ bench }) {
    await post(bench, SUBSIDY, claim("online"));
    await post(bench, SUBSIDY, claim("online", { applied: "20260116" }));
    await post(bench, SUBSIDY, claim("introduction", { ...INTRODUCED, applied: "20230701" }));
  },
  expect: [
    check(
      "FAC-03",
      "portal.late",
      { ja: "最終日までは支払われ、翌日からは拒まれる", en: "paid on the last day, refused on the next" },
      sequence(centralAnswer(SUBSIDY), "json.why", [undefined, "tooLate", "tooLate"]),
    ),
  ],
});

export const onceOnly = centralCase({
  id: "CTL-FAC-0003",
  title: { ja: "同じシステム改修に二重の補助はない", en: "The same change of a system is not paid for twice" },
  kills: ["M-CTL-SUBSIDY-TWICE"],
  async steps({ bench }) {
    await post(bench, SUBSIDY, claim("online", { paidBefore: ["otherRoute"] }));
    await post(bench, SUBSIDY, claim("online", { paidBefore: ["homeVisit"] }));
  },
  expect: [
    check(
      "FAC-03",
      "portal.paidTwice",
      { ja: "別動線とは共通、訪問診療とは別", en: "shared with another route, and not with home visits" },
      sequence(centralAnswer(SUBSIDY), "json.why", ["paidAlready", undefined]),
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
  kills: ["M-CTL-POINTS-DAILY", "M-CTL-POINTS-ON-PAPER"],
  async steps({ bench }) {
    await post(bench, "/v1/portal/account", {});
    await post(bench, ACTS, { act: "applyForUse" });
    for (const service of ["firstVisit", "revisit", "dispensing"]) await post(bench, POINTS, occasion(service));
    await post(bench, POINTS, occasion("revisit", { lastCharged: "20230601" }));
    await post(bench, POINTS, occasion("firstVisit", { claimsOnline: false }));
    await post(bench, POINTS, occasion("firstVisit", { dataFetched: false, on: "20240331" }));
    await post(bench, POINTS, occasion("firstVisit", { dataFetched: false, on: "20240401" }));
    await post(bench, POINTS, occasion("dispensing", { dataFetched: false, on: "20230601" }));
  },
  expect: [
    check(
      "FAC-04",
      "portal.pointsWrong",
      {
        ja: "7・4・3点、同月0点、紙請求0点、3点、期限後0点、1点",
        en: "7, 4, 3; 0 in the same month and on paper; 3, and 0 after the day; 1",
      },
      sequence(centralAnswer(POINTS), "json.points", [7, 4, 3, 0, 0, 3, 0, 1]),
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
    await post(bench, "/v1/portal/account", {});
    await post(bench, ACTS, { act: "applyForUse" });
    await post(bench, ACTS, order(2));
    await post(bench, ACTS, { act: "orderReaders", count: 1 });
    await post(bench, ACTS, order(1));
    const by = bench.as(HOSPITAL);
    await post(bench, "/v1/portal/account", {}, { by });
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
