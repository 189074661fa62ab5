import type { z } from "zod";
import type { INTENTS, IntentName } from "./messages.ts";

/** What each intent means, in both languages, with an example of its fields. */
interface Act<N extends IntentName> {
  readonly en: string;
  readonly ja: string;
  readonly example: z.output<(typeof INTENTS)[N]>;
}

export const ACTS: { readonly [N in IntentName]: Act<N> } = {
  placeCard: {
    en: "Put this person's card on the reader",
    ja: "この人のカードをリーダーに置く",
    example: { persona: "hanako" },
  },
  removeCard: { en: "Take the card away", ja: "カードを取る", example: {} },
  chooseMethod: {
    en: "Touch how to be confirmed: face, PIN, or visual check by staff",
    ja: "本人確認の方法（顔認証、暗証番号、職員の目視）を選ぶ",
    example: { method: "pin" },
  },
  showFace: {
    en: "Step before the camera; with a mask, or looking away",
    ja: "カメラの前に立つ（マスク着用、よそ見も可）",
    example: { person: "hanako" },
  },
  enterPin: { en: "Type a PIN on the reader", ja: "リーダーで暗証番号を入力する", example: { pin: "1234" } },
  cancel: { en: "Touch cancel", ja: "取消に触れる", example: {} },
  wait: { en: "Do nothing for a while", ja: "しばらく何もしない", example: { milliseconds: 10 } },
  confirmVisual: {
    en: "Staff type their password and say whether it is the same person",
    ja: "職員がパスワードを入力し、本人かどうかを答える",
    example: { password: "mihon-2026", samePerson: true },
  },
  consent: {
    en: "Consent to showing all kinds of information, or those listed",
    ja: "すべての、または挙げた種類の情報の提供に同意する",
    example: { items: ["medicines", "checkups"] },
  },
  refuseConsent: { en: "Consent to nothing", ja: "情報の提供に同意しない", example: {} },
  choosePrescription: {
    en: "Choose an electronic or a paper prescription",
    ja: "電子処方箋か紙の処方箋かを選ぶ",
    example: { choice: "electronic" },
  },
  registerFirstUse: {
    en: "Register the card as insurance card at its first use",
    ja: "初回利用時に、カードを保険証として登録する",
    example: {},
  },
  holdPhone: {
    en: "Hold this person's phone to the reader",
    ja: "この人のスマートフォンをかざす",
    example: { persona: "hanako" },
  },
  askEligibility: {
    en: "Staff ask at the receipt computer by insurer, symbol and number",
    ja: "職員がレセコンで保険者番号と記号番号により照会する",
    example: { insurer: "39990015", symbol: "見本", number: "000001", branch: "01", birthDate: "19800401" },
  },
  askEligibilityInBulk: {
    en: "Staff ask at the receipt computer about many at once, in one request; it fetches the outcome by itself",
    ja: "職員がレセコンで複数の人を一括で照会する。結果の取得まではレセコンが行う",
    example: {
      queries: [
        { insurer: "39990015", symbol: "見本", number: "000001", branch: "01", birthDate: "19800401" },
        { insurer: "06990014", symbol: "見本", number: "000002", branch: "00", birthDate: "19751103" },
      ],
    },
  },
  registerReference: {
    en: "Staff have the receipt computer register the number of this patient's chart, by which results of the card name it from then on",
    ja: "職員がレセコンで、この患者のカルテの番号を照会番号として登録する。以後、カードの結果にその番号が付く",
    example: { insurer: "39990015", symbol: "見本", number: "000001", branch: "01", birthDate: "19800401" },
  },
  registerReferencesInBulk: {
    en: "The same of many charts, in one request; it fetches the outcome by itself",
    ja: "複数のカルテの番号を一括で登録する。結果の取得まではレセコンが行う",
    example: {
      queries: [
        { insurer: "39990015", symbol: "見本", number: "000001", branch: "01", birthDate: "19800401" },
        { insurer: "06990014", symbol: "見本", number: "000002", branch: "00", birthDate: "19751103" },
      ],
    },
  },
};

/** What the other operations mean. */
export const CALLS = {
  about: { en: "What the product is, and what it offers", ja: "製品の名と、できることの一覧" },
  observations: {
    en: "What has happened in the product; as a stream where `text/event-stream` is accepted",
    ja: "製品の中で起きたこと。text/event-stream を求めれば流れとして届く",
  },
  cases: {
    en: "Bring the product into its initial state for one case. Answer 204 only where its cards are virtual and new, too: wrong PINs are then entered without asking for the tries left. Where real cards are laid down answer 200",
    ja: "1件の試験のために、製品を初期状態にする。204 は、カードも仮想で新しくなるときだけ返す（残り回数を確かめずに誤った暗証番号を入れるため）。実カードを置くなら 200 を返す",
  },
  openapi: { en: "This document", ja: "この文書" },
} as const;

/** What the operations mean by which things are made to go wrong. */
export const DIAL_CALLS = {
  faults: { en: "Every fault by name, and whether it is on", ja: "起こせる不具合の一覧と、いま起きているかどうか" },
  setFault: {
    en: "Make it go wrong from now on; one that is in the reader, terminal or receipt computer starts the counter anew",
    ja: "これから、その不具合を起こす。リーダー、端末、レセコンの不具合では窓口を起動し直す",
  },
  clearFault: { en: "Make it go right again", ja: "その不具合を止める" },
  answers: { en: "Answers that are dialled and were not given yet", ja: "指定されていて、まだ返していない回答" },
  dialAnswer: {
    en: "Say what the central system answers the next time it is asked about a person",
    ja: "次にこの人について尋ねられたとき、中央システムが返す答えを決める",
  },
  clearAnswers: { en: "Forget all that is dialled", ja: "指定をすべて取り消す" },
  suspend: {
    en: "Take a person's authentication certificate out of use: the centre refuses it, the OCSP responder tells it",
    ja: "この人の利用者証明用電子証明書を一時停止する。中央は受け付けず、OCSP もそう答える",
  },
  release: { en: "Put a suspended certificate back into use", ja: "一時停止を解く" },
} as const;

/** What the operations mean by which a person sees what is at a served counter. */
export const COUNTER_CALLS = {
  people: { en: "Who may come to the counter: all of them invented", ja: "窓口に来られる人の一覧（すべて架空）" },
  face: { en: "A person's face as a camera would see it: a drawing", ja: "この人の顔をカメラで見た絵（描いたもの）" },
  camera: {
    en: "What the reader's camera sees now; 204 where nobody is before it",
    ja: "いまリーダーのカメラに映っているもの。誰もいなければ 204",
  },
  asking: { en: "What the terminal has its reader ask of patients", ja: "端末がリーダーを通して患者に尋ねること" },
  setAsking: {
    en: "Say what is asked from the next reception on; whoever is at the reader finishes as it was begun",
    ja: "次の受付から尋ねることを決める。途中の受付は始めたときのまま終わる",
  },
  chart: { en: "The receipt computer's chart, one page a patient", ja: "レセコンの患者情報（1人1件）" },
} as const;

/** What the operations mean by which patients are seen away from the counter. */
export const PHONE_CALLS = {
  phones: {
    en: "The phones of patient and staff, and which modes of care the facility has switched on",
    ja: "患者と職員の端末と、医療機関が有効にしている方式",
  },
  switchModes: {
    en: "The facility changes its environment settings",
    ja: "医療機関の環境設定を変える",
  },
  holdCard: { en: "Hold this person's card to the phone", ja: "この人のカードを端末にかざす" },
  takeCard: { en: "Take the card away from the phone", ja: "カードを端末から離す" },
  activationCode: {
    en: "The facility's terminal issues a code that registers one device",
    ja: "資格確認端末で、端末1台を登録するコードを発行する",
  },
  registerPhone: {
    en: "Register the phone with a code, which is good once; without one the terminal issues one",
    ja: "登録コードで端末を登録する（コードは1回限り。省けば端末が発行する）",
  },
  strikeOffPhone: {
    en: "The facility strikes the phone off: lost or given on, it is told from then on that it is not registered",
    ja: "医療機関が端末の登録を取り消す（紛失・譲渡）。以後その端末は登録されていないと告げられる",
  },
  webAddress: {
    en: "The address of the facility's web reception, for visits (2) or for online and other routes (3)",
    ja: "医療機関のマイナ在宅受付Webのアドレス（訪問 2、オンラインと別動線 3）",
  },
  readCard: {
    en: "Read the card that is held to the phone, with the holder's consents; a refusal is an answer, too",
    ja: "端末にかざしたカードを、同意とともに読み取る。拒否も回答である",
  },
  releaseConsent: {
    en: "The patient takes a consent back, with card and PIN",
    ja: "患者が、カードと暗証番号で同意を取り消す",
  },
} as const;

/** What the operations mean that whoever runs the closed network has. */
export const NETWORK_CALLS = {
  network: {
    en: "The closed network: lines, named destinations, and who wanted to get where",
    ja: "閉域網の回線、指定された接続先、誰がどこへ通ろうとしたか",
  },
  changeLine: {
    en: "Give an institution another line: it carries nothing until its certificate was shown on it, and what is open is cut",
    ja: "医療機関の回線を変更する。その回線で再認証されるまで何も通さず、開いている通信は切れる",
  },
} as const;

/** What the operations mean by which the suite is run. */
export const RUN_CALLS = {
  runs: {
    en: "The runs that are still known, oldest first: one under way, and the last few that ended",
    ja: "まだ分かる実行の一覧（古い順）。実行中のものと、最近終わったもの",
  },
  plans: { en: "What a run would do, before it does it", ja: "実行する内容の下見" },
  startRun: {
    en: "Start a run on the built-in products; one at a time",
    ja: "内蔵の製品に対して試験を始める（同時に1つ）",
  },
  run: { en: "How far a run is, and what a person is asked to do", ja: "実行の進み具合と、人への依頼" },
  stopRun: { en: "Stop a run; what was judged stays", ja: "実行を中断する。判定済みの結果は残る" },
  answerRun: { en: "Say that it is done, or what else to do", ja: "依頼に答える（した、やり直す、飛ばす など）" },
  runFile: { en: "The whole of an ended run, with its traces", ja: "終わった実行の全体（記録つき）" },
} as const;

/** What a status means. Refusals have a word for programs and tell what to do. */
export const STATUSES = {
  200: { en: "As asked", ja: "求めのとおり" },
  204: { en: "Done", ja: "行われた" },
} as const;

export const REFUSALS = {
  400: {
    fault: "malformed",
    en: "The request is not as declared, or names somebody unknown: compare it with the schema",
    ja: "要求の形が定めと異なるか、知らない人を指しています。スキーマと照らしてください",
  },
  403: {
    fault: "foreign",
    en: "The request comes from another site, or was sent to another host: call it from a program of this machine",
    ja: "別のサイトからの、または別のホスト宛ての要求です。この計算機のプログラムから呼んでください",
  },
  404: {
    fault: "unknown",
    en: "There is nothing here: see /openapi.json",
    ja: "ここには何もありません。/openapi.json をご覧ください",
  },
  405: {
    fault: "method",
    en: "It takes another method: see /openapi.json",
    ja: "別のメソッドで呼んでください。/openapi.json をご覧ください",
  },
  409: {
    fault: "notNow",
    en: "Not possible now, as without a card or when the screen did not come: see what the product shows, then try again",
    ja: "今はできません（カードがない、画面が出ない など）。製品の画面を確かめ、もう一度試してください",
  },
  413: {
    fault: "tooLong",
    en: "The request is longer than 64 KiB: send less",
    ja: "要求が 64 KiB を超えています。短くしてください",
  },
  415: {
    fault: "notJson",
    en: "The request is not JSON: send it with content-type application/json",
    ja: "要求が JSON ではありません。content-type を application/json にしてください",
  },
  500: {
    fault: "broken",
    en: "The product itself broke: please report it",
    ja: "製品の内部の不具合です。ご報告ください",
  },
  501: {
    fault: "notOffered",
    en: "This product does not offer it: see /about for what it does",
    ja: "この製品では行えません。できることは /about にあります",
  },
} as const;
