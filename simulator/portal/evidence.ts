import { dayAfter } from "../central/calendar.ts";

/** What a patient can show where the check cannot be made (FBK-01, 02; notice-2025, annex 4). */
export const EVIDENCE = {
  myNumberCard: { ja: "マイナンバーカード", en: "My Number Card" },
  portalScreen: { ja: "マイナポータルの画面（医療保険の資格情報）", en: "MynaPortal screen with the insurance" },
  portalPdf: { ja: "マイナポータルからダウンロードしたPDF", en: "its PDF, as downloaded from MynaPortal" },
  notice: { ja: "資格情報のお知らせ", en: "notice of eligibility" },
  certificate: { ja: "資格確認書", en: "certificate of eligibility" },
  insuranceCard: { ja: "健康保険証", en: "health insurance card" },
} as const;
export type Evidence = keyof typeof EVIDENCE;

interface Shown {
  /** YYYYMMDD: the last day printed on it, where it has one. */
  readonly until?: string | undefined;
}

/** Days as YYYYMMDD in Japan, inclusive. */
const CERTIFICATE_FROM = "20241202";
const INSURANCE_CARD_UNTIL = "20251201";
/** With the card, never alone. */
const BESIDE_CARD: readonly Evidence[] = ["portalScreen", "portalPdf", "notice"];

export type EvidenceOutcome =
  | { readonly is: "accepted"; readonly by: readonly Evidence[] }
  | { readonly is: "refused"; readonly why: "nothing" | "cardAlone" | "wantsCard" | "notYet" | "noLonger" | "expired" };

/** Whether what is shown proves an entitlement on a day: one sufficient document is enough. */
export function evidenceOn(shown: Readonly<Partial<Record<Evidence, Shown>>>, day: string): EvidenceOutcome {
  const names = (Object.keys(EVIDENCE) as Evidence[]).filter((name) => shown[name]);
  const valid = (name: Evidence) => day < dayAfter(shown[name]?.until ?? day);
  if (shown.myNumberCard) {
    const beside = names.find((name) => BESIDE_CARD.includes(name) && valid(name));
    if (beside) return { is: "accepted", by: ["myNumberCard", beside] };
  }
  if (shown.certificate && day >= CERTIFICATE_FROM && valid("certificate"))
    return { is: "accepted", by: ["certificate"] };
  if (shown.insuranceCard && day <= INSURANCE_CARD_UNTIL && valid("insuranceCard"))
    return { is: "accepted", by: ["insuranceCard"] };
  return { is: "refused", why: reasonFor(shown, names, day) };
}

function reasonFor(shown: Readonly<Partial<Record<Evidence, Shown>>>, names: readonly Evidence[], day: string) {
  if (names.length === 0) return "nothing";
  if (shown.certificate && day < CERTIFICATE_FROM) return "notYet";
  if (shown.insuranceCard && day > INSURANCE_CARD_UNTIL) return "noLonger";
  if (names.some((name) => name !== "myNumberCard" && shown[name]?.until !== undefined)) return "expired";
  return shown.myNumberCard ? "cardAlone" : "wantsCard";
}
