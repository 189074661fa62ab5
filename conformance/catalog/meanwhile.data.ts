import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "./reasons.data.ts";

/** What a failed check means where the product stands at a counter, until it is mended: for staff, who can mend nothing. */
export const MEANWHILE = {
  wrongPerson: {
    ja: "直るまで、表示された氏名と生年月日を毎回カードや本人と照らし合わせ、違えば使わないでください。",
    en: "Until it is mended, hold name and birth date on the screen against card and person every time, and use nothing that differs.",
  },
  leaks: {
    ja: "直るまで、この製品で薬剤・診療・健診の情報を開かず、管理者に知らせてください。",
    en: "Until it is mended, open no medicines, treatments or check-ups with this product, and tell whoever is responsible for it.",
  },
  consent: {
    ja: "直るまで、同意の内容を患者に口頭でも確かめ、同意のない情報は開かないでください。",
    en: "Until it is mended, ask the patient in words as well what is agreed to, and open nothing else.",
  },
  otherMethod: {
    ja: "この方法で受け付けられないときは、顔・暗証番号・目視の別の方法に替えてください。",
    en: "Where this way of confirming fails, take another: face, PIN or a look by staff.",
  },
  tries: {
    ja: "直るまで、暗証番号を何度も試させず、顔認証か目視で受け付けてください。閉塞した暗証番号は市区町村の窓口で初期化できます。",
    en: "Until it is mended, let nobody try a PIN again and again; take face or a look by staff. A locked PIN is reset at the municipal office.",
  },
  card: {
    ja: "直るまで、受付ごとに、カードが患者の手に戻り、リーダーに残っていないことを見てください。",
    en: "Until it is mended, see after each reception that the card is back in the patient's hand and none lies on the reader.",
  },
  stuck: {
    ja: "受付が止まったら取り消してやり直し、それでも進まなければ機器を再起動するか、資格情報のお知らせや資格確認書で確かめてください。",
    en: "When a reception stops, cancel it and begin anew; if it still stops, restart the device, or go by the patient's eligibility documents.",
  },
  slow: {
    ja: "受付に時間がかかることがあります。患者に待ち時間を伝えてください。",
    en: "Receptions may take long. Tell patients that they may have to wait.",
  },
  answers: {
    ja: "直るまで、この製品の答えが疑わしいときは、保険者か患者の書類で資格を確かめてください。",
    en: "Until it is mended, where an answer of this product is in doubt, check with the insurer or the patient's documents.",
  },
  exchange: {
    ja: "直るまで、照会ごとに答えが届いたかを確かめ、届かなければ一度だけ照会し直してください。",
    en: "Until it is mended, see for each query that its answer came, and ask again once where none did.",
  },
  trust: {
    ja: "管理者と製造者に知らせ、確かめられるまで、この機器を受付に使わないでください。",
    en: "Tell whoever is responsible and the maker, and do not use the device for receptions before it has been looked at.",
  },
  office: {
    ja: "窓口ですることはありません。届け出や請求を扱う人に知らせてください。",
    en: "Nothing is to be done at the counter. Tell whoever handles applications and claims.",
  },
  bench: {
    ja: "窓口ですることはありません。試験のしかたの問題で、製品の不具合とは限りません。",
    en: "Nothing is to be done at the counter: it is about how the test was run, and may be no fault of the product.",
  },
} as const satisfies Record<string, Bilingual>;

type Family<R extends Reason = Reason> = R extends `${infer F}.${string}` ? F : never;

const FAMILIES: Readonly<Record<Family, keyof typeof MEANWHILE>> = {
  face: "otherMethod",
  staff: "otherMethod",
  phone: "otherMethod",
  method: "otherMethod",
  limit: "otherMethod",
  fallback: "otherMethod",
  pin: "tries",
  guard: "tries",
  card: "card",
  reception: "stuck",
  prompt: "stuck",
  message: "stuck",
  peer: "stuck",
  version: "stuck",
  selfTest: "stuck",
  registration: "stuck",
  latency: "slow",
  consent: "consent",
  privacy: "leaks",
  limited: "leaks",
  mode: "leaks",
  device: "leaks",
  eligibility: "answers",
  answer: "answers",
  visit: "answers",
  prescription: "answers",
  evidence: "answers",
  disaster: "answers",
  centre: "answers",
  certificate: "trust",
  import: "exchange",
  reference: "exchange",
  request: "exchange",
  file: "exchange",
  name: "exchange",
  list: "wrongPerson",
  address: "answers",
  authority: "trust",
  attestation: "trust",
  identity: "trust",
  result: "trust",
  update: "trust",
  network: "trust",
  log: "trust",
  declared: "office",
  portal: "office",
  registry: "office",
  channel: "bench",
  script: "bench",
  premise: "bench",
  setup: "bench",
  samples: "bench",
  operator: "bench",
  suite: "bench",
};

/** Reasons that are graver than their kind, or lighter. */
const APART: Readonly<Partial<Record<Reason, keyof typeof MEANWHILE>>> = {
  "face.wrongAccepted": "wrongPerson",
  "phone.wrongTaken": "wrongPerson",
  "staff.overruled": "wrongPerson",
  "staff.passwordIgnored": "wrongPerson",
  "card.oldOneTaken": "wrongPerson",
  "card.keyWithoutPin": "trust",
  "card.passwordNotLocked": "trust",
  "card.notForgotten": "trust",
  "card.triesLost": "tries",
  "card.lockedWord": "tries",
  "message.ofAnother": "wrongPerson",
  "import.wrongPatient": "wrongPerson",
  "import.wrongData": "wrongPerson",
  "import.mixed": "wrongPerson",
  "import.otherRequest": "wrongPerson",
  "request.otherNumber": "wrongPerson",
  "answer.swapped": "wrongPerson",
  "answer.wrongPatient": "wrongPerson",
  "answer.leaksConsent": "consent",
  "visit.wrongPatient": "wrongPerson",
};

export const meanwhile = (reason: Reason): Bilingual =>
  MEANWHILE[APART[reason] ?? FAMILIES[reason.slice(0, reason.indexOf(".")) as Family]];
