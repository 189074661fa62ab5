import type { Bilingual } from "../bilingual.ts";
import type { Clause } from "./requirements.data.ts";

const REMOTE: Bilingual = {
  ja: "在宅・オンライン・別動線の方式は、この版の試験台にまだない。",
  en: "Remote modes are not in this edition of the bench.",
};
const INSURERS: Bilingual = {
  ja: "保険者の中間サーバーは、この版の試験台にまだない。",
  en: "The insurers' intermediate server is not in this edition of the bench.",
};
const PORTAL: Bilingual = {
  ja: "施設とポータルの規則は、この版の試験台にまだない。",
  en: "Institutions and portal rules are not in this edition of the bench.",
};
const MEDICAL: Bilingual = {
  ja: "内蔵の中央システムは従い、その単体試験で確かめている。適合性試験には薬局の立場や災害時モードの入口がまだない。",
  en: "The built-in centre follows it and its own tests hold it to that; the suite has no pharmacy's place and no door to disaster mode yet.",
};

/** Clauses that no case verifies, and why. A clause that is in neither list fails a test. */
export const UNTESTED: Readonly<Partial<Record<Clause, Bilingual>>> = {
  "RCP-07": {
    ja: "手順の性質であり、記録からは判定できない。職員がカードに触れる意図（intent）が存在しないことで担保する。",
    en: "A property of the procedure, not of a record; no intent exists by which staff take the card.",
  },
  "RCP-08": {
    ja: "時間は LAT-03 で判定する。手作業との比較そのものは製品の試験ではない。",
    en: "Its time is judged as LAT-03; the comparison with work by hand is no test of a product.",
  },
  "RCP-14": {
    ja: "内蔵の端末は3台まで並行して受け付け、単体試験で確かめている。適合性試験の台にはリーダーが1台しかない。",
    en: "The built-in terminal serves three side by side and its own tests hold it to that; the suite's bench has one reader.",
  },
  "CNS-03": MEDICAL,
  "CNS-04": MEDICAL,
  "CNS-06": {
    ja: "内蔵の中央システムは医療券・資格有効性6を回答し、単体試験で確かめている。適合性試験の役にはまだいない。",
    en: "The built-in centre answers tickets and validity 6 and its own tests hold it to that; no part of the suite is on medical assistance yet.",
  },
  "HVS-01": REMOTE,
  "HVS-02": REMOTE,
  "HVS-03": REMOTE,
  "HVS-04": REMOTE,
  "HVS-05": REMOTE,
  "HVS-06": REMOTE,
  "ONL-01": REMOTE,
  "ONL-02": REMOTE,
  "ONL-03": REMOTE,
  "OUT-01": REMOTE,
  "OUT-02": REMOTE,
  "OUT-03": REMOTE,
  "LTD-02": REMOTE,
  "MMS-01": INSURERS,
  "MMS-02": INSURERS,
  "MMS-03": INSURERS,
  "MMS-04": INSURERS,
  "MMS-05": INSURERS,
  "MMS-06": INSURERS,
  "NET-02": {
    ja: "閉域網の経路は、この版の試験台にまだない。",
    en: "Routes of the closed network are not in this edition of the bench.",
  },
  "FAC-01": PORTAL,
  "FAC-02": PORTAL,
  "FAC-03": PORTAL,
  "FAC-04": PORTAL,
  "FAC-05": PORTAL,
};
