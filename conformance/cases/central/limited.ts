import { centralCase, check } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { both, is, like, not } from "../../expect/predicate.ts";
import { every, sequence } from "../../expect/vocabulary.ts";
import { LIMITED, LIMITED_CHALLENGE, post, register, signed } from "./caller.ts";

/** Eligibility only (資格確認限定型), at the centre's end. */

export const registeredOnly = centralCase({
  id: "CTL-LTD-0002",
  title: { ja: "登録されていない端末は拒まれる", en: "A device that was not registered is refused" },
  kills: ["M-CTL-DEVICE-UNASKED"],
  spares: ["B-CTL-OWN-WORDS"],
  async steps(at) {
    const { bench } = at;
    const ask = (headers: Readonly<Record<string, unknown>>) =>
      post(bench, LIMITED_CHALLENGE, {}, { by: bench.mobile, headers });
    await ask({});
    await ask({ authorization: "Bearer 0123456789abcdef:0123456789abcdef" });
    await ask(await register(at, "visits"));
    await ask(await register(at, "eligibilityOnly"));
  },
  expect: [
    check(
      "LTD-02",
      "device.unasked",
      { ja: "その用途に登録された端末にだけ答える", en: "only a device registered for this is answered" },
      sequence(centralAnswer(LIMITED_CHALLENGE), "status", [401, 401, 401, 200]),
    ),
  ],
});

const RESULT = "json.XmlMsg.MessageBody.ResultList.0.ResultOfQualificationConfirmation";

export const nothingElse = centralCase({
  id: "CTL-LTD-0003",
  title: {
    ja: "同意があっても、資格のほかは何も返らない",
    en: "Whatever the consent, nothing but eligibility comes back",
  },
  cast: ["patient"],
  kills: ["M-CTL-LIMITED-CONSENTS"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps(at) {
    const { bench } = at;
    const headers = await register(at, "eligibilityOnly");
    const card = await signed(at, LIMITED, headers, "patient");
    const consents = ["medicines", "checkups", "diagnoses", "operations"];
    await post(bench, LIMITED, { ...card, method: "pin", consents }, { by: bench.mobile, headers });
  },
  expect: [
    check(
      "LTD-01",
      "limited.tellsMore",
      { ja: "資格は返り、同意の項目は1つもない", en: "eligibility comes back, and no element of consent" },
      every(
        centralAnswer(LIMITED),
        { ja: "資格のみ", en: "eligibility alone" },
        both(
          is("status", 200),
          is("json.XmlMsg.MessageBody.QualificationValidity", "1"),
          not(like(`${RESULT}.PharmacistsInfoConsFlg`, ".")),
          not(like(`${RESULT}.SpecificHealthCheckupsInfoConsFlg`, ".")),
          not(like(`${RESULT}.DiagnosisInfoConsFlg`, ".")),
          not(like(`${RESULT}.OperationInfoConsFlg`, ".")),
        ),
      ),
    ),
  ],
});
