import { CONSENT_ITEMS } from "../../../device/wire/face.ts";
import { JPKI_EF } from "../../../device/wire/card-files.ts";
import { check, genericCase } from "../../case.ts";
import { centralAnswer } from "../../expect/central.ts";
import { beyondEligibility, ELIGIBILITY, eligibilityTold } from "../../expect/limited.ts";
import { atLeast, both, fact, is, onlyOf } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { every } from "../../expect/vocabulary.ts";
import { askChallenge, base64url, call, DOORS } from "./limited-call.ts";
import { sitDown, verifyRightPin } from "./card-session.ts";

/** Answers that were given and not refused: whom the centre does not know (a real card, say) it may well send away. */
const answered = where(eligibilityTold(DOORS.reception), "given", is("status", 200));

export const eligibilityAlone = genericCase({
  id: "GEN-LTD-0001",
  title: {
    ja: "限定型の端末は、カードから資格だけを得る。同意を添えても医療情報は返らない",
    en: "An eligibility-only device gets eligibility by the card and no medical information, whatever the consent",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  kills: ["M-GEN-LIMITED-OPEN"],
  async steps(stage) {
    const { person } = stage;
    const session = await sitDown(stage);
    const certificate = await session.read(JPKI_EF.authCertificate);
    const challenge = await askChallenge(stage);
    await verifyRightPin(stage, session);
    const signature = challenge && (await session.sign(challenge));
    if (certificate && challenge && signature)
      await call(stage, DOORS.reception, {
        challenge: base64url(challenge),
        certificate: base64url(certificate),
        signature: base64url(signature),
        method: "pin",
        consents: CONSENT_ITEMS,
      });
    const { insurer, symbol, number, branch } = person("patient");
    const header = {
      MedicalInstitutionCode: stage.bench.institutionCode,
      InsurerNumber: insurer,
      InsuranceCardSymbol: symbol,
      InsuredPersonIdentificationNumber: number,
      BranchNumber: branch,
    };
    await call(stage, DOORS.medicines, { XmlMsg: { MessageHeader: header, MessageBody: {} } });
    await session.leave();
  },
  expect: [
    check(
      "LTD-01",
      "limited.noEligibility",
      {
        ja: "カードの証明書と署名で本人の資格が得られる",
        en: "certificate and signature give the holder's eligibility",
      },
      every(
        answered,
        { ja: "本人の番号と有効の区分がある", en: "the holder's number, and that it is valid" },
        both(is("validity", "1"), is("number", fact("patient", "number"))),
      ),
    ),
    check(
      "LTD-01",
      "limited.medicalTold",
      { ja: "回答には資格情報のほか何もない", en: "there is nothing in the answer but eligibility" },
      every(
        answered,
        { ja: "同意・薬剤・健診などの項目がない", en: "no element of consent, drugs, check-ups or the like" },
        onlyOf("tags", ELIGIBILITY),
        (answer) => {
          const tags = beyondEligibility(answer).slice(0, 5).join(", ");
          return { ja: `${tags} がありました`, en: `there was ${tags}` };
        },
      ),
    ),
    check(
      "LTD-01",
      "limited.medicalTold",
      { ja: "薬剤情報の照会は拒まれる", en: "a query for drug information is refused" },
      every(
        centralAnswer(DOORS.medicines),
        { ja: "状態 400 以上", en: "status 400 or above" },
        atLeast("status", 400),
        ({ status }) => ({ ja: `${status} でした`, en: `it was ${status}` }),
      ),
    ),
  ],
});
