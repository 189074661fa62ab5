import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { is } from "../../expect/predicate.ts";
import { nth } from "../../expect/selector.ts";
import { every } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";

const EVIDENCE = "/v1/evidence";

const show = ({ bench }: Stage<"central">, shown: readonly string[], day: string) =>
  bench.central(
    new Request(`https://central.shikaku.test${EVIDENCE}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ shown, day }),
    }),
  );

const said = (n: number) => nth(n, centralAnswer(EVIDENCE));

/** The answer says that what was shown counts, or that it does not. */
const ACCEPTED = "json.accepted";

export const cardAndPortal = centralCase({
  id: "CTL-EVD-0001",
  title: {
    ja: "カードとマイナポータル画面・お知らせの組合せを認め、単独では認めない",
    en: "The card with MynaPortal's screen, or with the notice, is evidence; neither is alone",
  },
  kills: ["M-CTL-NOTICE-NO-EVIDENCE"],
  spares: ["B-CTL-MORE-MEMBERS"],
  async steps(stage) {
    for (const shown of [
      ["card", "portalScreen"],
      ["card", "portalPdf"],
      ["card", "eligibilityNotice"],
    ])
      await show(stage, shown, "20260401");
    for (const shown of [["card"], ["portalScreen"], ["eligibilityNotice"]]) await show(stage, shown, "20260401");
  },
  expect: [1, 2, 3, 4, 5, 6].map((n) =>
    check(
      "FBK-01",
      "evidence.wrong",
      n <= 3
        ? { ja: `${n}番目の組合せを認める`, en: `combination ${n} is accepted` }
        : { ja: `${n}番目の単独の書類を認めない`, en: `document ${n}, alone, is not` },
      every(said(n), { ja: "accepted が正しい", en: "accepted is right" }, is(ACCEPTED, n <= 3)),
    ),
  ),
});

export const documentsByDate = centralCase({
  id: "CTL-EVD-0002",
  title: {
    ja: "資格確認書は2024年12月2日から、健康保険証は2025年12月1日まで認める",
    en: "The certificate of eligibility counts from 2 December 2024, the old insurance card until 1 December 2025",
  },
  kills: ["M-CTL-OLD-CARD-COUNTS"],
  spares: ["B-CTL-MORE-MEMBERS"],
  async steps(stage) {
    await show(stage, ["certificateOfEligibility"], "20241202");
    await show(stage, ["insuranceCard"], "20251201");
    await show(stage, ["certificateOfEligibility"], "20241201");
    await show(stage, ["insuranceCard"], "20251202");
  },
  expect: [1, 2, 3, 4].map((n) =>
    check(
      "FBK-02",
      "evidence.wrong",
      n <= 2
        ? { ja: `期間内の書類（${n}）を認める`, en: `document ${n}, within its time, is accepted` }
        : { ja: `期間外の書類（${n}）を認めない`, en: `document ${n}, outside of it, is not` },
      every(said(n), { ja: "accepted が正しい", en: "accepted is right" }, is(ACCEPTED, n <= 2)),
    ),
  ),
});
