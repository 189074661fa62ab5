import type { QualificationResult } from "../../../device/wire/oqs/siquc.ts";
import { check, receiptCase } from "../../case.ts";
import type { Clause } from "../../catalog/requirements.data.ts";
import { type Import, imported } from "../../expect/chart.ts";
import { medicalRequest } from "../../expect/folder.ts";
import { either, is } from "../../expect/predicate.ts";
import { keptSecret } from "../../expect/secret.ts";
import { where } from "../../expect/selector.ts";
import { never } from "../../expect/vocabulary.ts";
import { answerAbout, put } from "./answers.ts";
import { A_WHILE, importOf, importsThe, request } from "./checks.ts";

/** What a patient did not agree to is neither asked for nor written down as agreed; and what nobody needs is nowhere. */

const neverAsks = (clause: Clause) =>
  check(
    clause,
    "consent.ignored",
    { ja: "同意のない医療情報は照会されない", en: "medical information without consent is not asked for" },
    never(medicalRequest),
  );

const neverInvents = (clause: Clause) =>
  check(
    clause,
    "consent.invented",
    { ja: "与えられていない同意がカルテに入らない", en: "no consent goes into the chart that was not given" },
    never(
      where(
        imported,
        "with consent",
        either(
          ...["medicines", "checkups", "diagnoses", "operations"].map((item) => is<Import>(`patient.${item}`, "1")),
        ),
      ),
    ),
  );

/** Asked on the reader's screen, and refused. */
const REFUSED: Partial<QualificationResult> = {
  SpecificHealthCheckupsInfoConsFlg: "0",
  PharmacistsInfoConsFlg: "0",
  DiagnosisInfoConsFlg: "0",
  OperationInfoConsFlg: "0",
};

export const refusedConsent = receiptCase({
  id: "RCT-CNS-0001",
  title: {
    ja: "患者が同意しなかった医療情報を照会せず、同意とも記録しない",
    en: "Medical information that the patient refused is not asked for, nor noted as agreed to",
  },
  cast: ["patient"],
  needs: ["faceResults"],
  kills: ["M-RCP-ASKS-ANYWAY", "M-RCP-CONSENT-INVENTED"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps({ bench, person, see, rest }) {
    await put(bench, answerAbout(bench, person("patient"), { facts: REFUSED }));
    await see(imported);
    await rest(A_WHILE);
  },
  expect: [neverAsks("CNS-01"), neverInvents("CNS-01"), importsThe("RCP-01", "patient")],
});

export const noConsentByNumber = receiptCase({
  id: "RCT-CNS-0002",
  title: {
    ja: "記号番号による照会では、同意のいる医療情報を照会しない",
    en: "After a query by number, which has no consent, no medical information is asked for",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-ASKS-ANYWAY", "M-RCP-CONSENT-INVENTED", "M-RCP-ASKS-BY-NUMBER"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await see(importOf("patient"));
    await rest(A_WHILE);
  },
  expect: [neverAsks("CNS-01"), neverInvents("CNS-01")],
});

export const endedConsent = receiptCase({
  id: "RCT-CNS-0003",
  title: {
    ja: "期限の切れた同意では医療情報を照会しない",
    en: "On a consent that has run out no medical information is asked for",
  },
  cast: ["patient"],
  needs: ["faceResults"],
  kills: ["M-RCP-ASKS-ANYWAY", "M-RCP-END-UNREAD"],
  async steps({ bench, person, see, rest }) {
    const facts = {
      PharmacistsInfoConsFlg: "1",
      PharmacistsInfoConsTime: "20260101090000",
      PharmacistsInfoAvailableTime: "20260102090000",
    } as const;
    await put(bench, answerAbout(bench, person("patient"), { facts }));
    await see(imported);
    await rest(A_WHILE);
  },
  expect: [neverAsks("CNS-01"), neverAsks("CNS-07")],
});

/** Flags that stand there and say no: an earlier consent has ended, and consent could not be obtained (OQSCD016). */
const NO_CONSENT: readonly Partial<QualificationResult>[] = (["2", "3"] as const).map((flag) => ({
  SpecificHealthCheckupsInfoConsFlg: flag,
  PharmacistsInfoConsFlg: flag,
  DiagnosisInfoConsFlg: flag,
  OperationInfoConsFlg: flag,
}));

export const flagsThatSayNo = receiptCase({
  id: "RCT-CNS-0004",
  title: {
    ja: "「期限切れ」「同意を得られず」の区分を同意と扱わない",
    en: "Flags that say ended, or could not be obtained, are not taken for consent",
  },
  cast: ["patient", "stranger"],
  needs: ["faceResults"],
  kills: ["M-RCP-ASKS-ANYWAY", "M-RCP-ANY-FLAG"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps({ bench, person, see, rest }) {
    const [ended, unobtainable] = NO_CONSENT;
    await put(bench, answerAbout(bench, person("patient"), { facts: ended ?? {} }));
    await see(importOf("patient"));
    await rest(3_000);
    await put(bench, answerAbout(bench, person("stranger"), { facts: unobtainable ?? {} }));
    await see(importOf("stranger"));
    await rest(A_WHILE);
  },
  expect: [neverAsks("CNS-01"), neverInvents("CNS-01"), importsThe("RCP-01", "stranger")],
});

export const individualNumber = receiptCase({
  id: "RCT-PRV-0001",
  title: {
    ja: "照会と取込みのどこにも個人番号が現れない",
    en: "The individual number is nowhere in a query or an import",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-INDIVIDUAL-NUMBER"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await see(imported);
    await rest(3_000);
  },
  expect: [
    check(
      "RCP-05",
      "privacy.individualNumber",
      { ja: "フォルダーにもカルテにも個人番号がない", en: "no individual number in folders or chart" },
      keptSecret(["individualNumber"], ["folder", "chart"]),
    ),
  ],
});
