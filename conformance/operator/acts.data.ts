import type { Intent } from "../../device/ports.ts";
import type { Bilingual } from "../bilingual.ts";

export interface ActRow {
  readonly title: Bilingual;
  readonly how: Bilingual;
  /** Seconds that a practised person takes: an estimate for previews, which no verdict rests on. */
  readonly usual: number;
  /** Seconds after which nobody is taken to be there. */
  readonly patience: number;
}

/** What is asked of a person, in the words of the counter. */
export const ACTS: Readonly<Record<Intent["intent"], ActRow>> = {
  placeCard: {
    title: { ja: "カードを置く", en: "Lay the card down" },
    how: {
      ja: "下のカードを、券面を上にしてリーダーに置いてください。別のカードが載っていれば先に取ってください。",
      en: "Lay the card named below on the reader, face up. Take any other card away first.",
    },
    usual: 8,
    patience: 180,
  },
  removeCard: {
    title: { ja: "カードを取る", en: "Take the card" },
    how: { ja: "カードをリーダーから取ってください。", en: "Take the card from the reader." },
    usual: 4,
    patience: 120,
  },
  chooseMethod: {
    title: { ja: "方法を選ぶ", en: "Choose the method" },
    how: {
      ja: "リーダーの画面で、下の方法に触れてください。画面がまだなら出るまで待ってください。",
      en: "Touch the method named below on the reader's screen; wait for the screen if it is not there yet.",
    },
    usual: 5,
    patience: 120,
  },
  showFace: {
    title: { ja: "顔を見せる", en: "Show the face" },
    how: {
      ja: "下の人（または印刷した顔の的）がカメラの正面に立ち、そのままでいてください。",
      en: "The person below (or the printed target of that face) stands straight before the camera, and stays there.",
    },
    usual: 8,
    patience: 180,
  },
  enterPin: {
    title: { ja: "暗証番号を入れる", en: "Enter the PIN" },
    how: {
      ja: "リーダーの画面で、下の数字をそのまま入れてください。わざと誤る試験では誤った数字です。",
      en: "Enter exactly the digits below on the reader; in a case about wrong PINs they are wrong on purpose.",
    },
    usual: 8,
    patience: 120,
  },
  cancel: {
    title: { ja: "中止する", en: "Cancel" },
    how: { ja: "リーダーの画面で「中止」に触れてください。", en: "Touch “cancel” on the reader's screen." },
    usual: 5,
    patience: 120,
  },
  wait: {
    title: { ja: "待つ", en: "Wait" },
    how: {
      ja: "何にも触れずにお待ちください。時間が来れば自動で先へ進みます。",
      en: "Touch nothing; it goes on by itself when the time is up.",
    },
    usual: 0,
    patience: 0,
  },
  confirmVisual: {
    title: { ja: "職員が目視で確認する", en: "Staff check by eye" },
    how: {
      ja: "職員として、下のパスワードを入れ、下のとおりに答えてください。",
      en: "As staff, enter the password below and answer as it says below.",
    },
    usual: 15,
    patience: 180,
  },
  consent: {
    title: { ja: "同意する", en: "Consent" },
    how: {
      ja: "同意の画面で、下の情報だけに同意し、確定してください。",
      en: "Agree to the items below and to no others, and confirm.",
    },
    usual: 8,
    patience: 180,
  },
  refuseConsent: {
    title: { ja: "同意しない", en: "Refuse consent" },
    how: {
      ja: "同意の画面で、すべてに「同意しない」を選び、確定してください。",
      en: "Refuse every item on the consent screen, and confirm.",
    },
    usual: 8,
    patience: 180,
  },
  choosePrescription: {
    title: { ja: "処方箋の形を選ぶ", en: "Choose the prescription" },
    how: {
      ja: "処方箋の画面で、下の形に触れてください。",
      en: "Touch the kind named below on the prescription screen.",
    },
    usual: 5,
    patience: 120,
  },
  registerFirstUse: {
    title: { ja: "初回登録をする", en: "Register first use" },
    how: {
      ja: "画面の案内に従って、健康保険証としての利用を登録してください。",
      en: "Follow the screen and register the card for use as an insurance card.",
    },
    usual: 30,
    patience: 300,
  },
  holdPhone: {
    title: { ja: "スマートフォンをかざす", en: "Hold the phone" },
    how: {
      ja: "下の人の電子証明書が入ったスマートフォンをリーダーにかざしてください。",
      en: "Hold the phone that carries the certificates of the person below to the reader.",
    },
    usual: 10,
    patience: 180,
  },
  askEligibility: {
    title: { ja: "記号番号で照会する", en: "Ask by symbol and number" },
    how: {
      ja: "レセコンで、下の内容で資格を照会してください。",
      en: "At the receipt computer, ask for the eligibility of the person below.",
    },
    usual: 40,
    patience: 300,
  },
  askEligibilityInBulk: {
    title: { ja: "一括で照会する", en: "Ask about many at once" },
    how: {
      ja: "レセコンで、下の全員の資格を1件の一括照会で照会し、結果も取得させてください。",
      en: "At the receipt computer, ask about everybody below in one bulk check, and have it fetch the outcome.",
    },
    usual: 90,
    patience: 600,
  },
  registerReference: {
    title: { ja: "照会番号を登録する", en: "Register a reference number" },
    how: {
      ja: "レセコンで、下の人のカルテの番号を照会番号として登録してください。",
      en: "At the receipt computer, register the chart number of the person below as reference number.",
    },
    usual: 40,
    patience: 300,
  },
  registerReferencesInBulk: {
    title: { ja: "照会番号を一括で登録する", en: "Register many reference numbers" },
    how: {
      ja: "レセコンで、下の全員のカルテの番号を1件の要求で照会番号として登録し、結果も取得させてください。",
      en: "At the receipt computer, register the chart numbers of everybody below in one request, and have it fetch the outcome.",
    },
    usual: 90,
    patience: 600,
  },
};
