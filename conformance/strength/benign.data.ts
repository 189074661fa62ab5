import type { Benign } from "./mutant.ts";

export const BENIGN = [
  {
    id: "B-RDR-SLOW",
    role: "reader",
    does: {
      ja: "リーダーの通知がどれも300 ms 遅れる。予算内である。",
      en: "Every message of the reader comes 300 ms late, which is within each budget.",
    },
  },
  {
    id: "B-RDR-PROMPTS-TWICE",
    role: "reader",
    does: {
      ja: "画面の通知（prompt）をどれも2回送る。",
      en: "Sends every prompt twice.",
    },
  },
  {
    id: "B-RDR-DIGITS-FIRST",
    role: "reader",
    does: {
      ja: "Android の暗証番号を、端末をかざす前に入力させる。",
      en: "Takes the digits of an Android phone before the phone is laid down.",
    },
  },
  {
    id: "B-GEN-REMOVAL-SECONDS",
    role: "generic",
    does: {
      ja: "カードが抜かれたことを3秒遅れて知らせる。",
      en: "Tells that a card is gone three seconds late.",
    },
  },
  {
    id: "B-GEN-LOCKS-AT-ONCE",
    role: "generic",
    does: {
      ja: "閉塞させた誤りに、63C0 でなく閉塞の状態語 6984 を返す。",
      en: "Answers the try that locks with 6984, the word of a locked reference, in place of 63C0.",
    },
  },
  {
    id: "B-TRM-TAG-ORDER",
    role: "terminal",
    does: {
      ja: "任意の項目を別の順序で書き、データのない任意の項目を空要素で書く。",
      en: "Writes optional items in another order, and those without data as empty elements.",
    },
  },
  {
    id: "B-TRM-SHIFT-JIS",
    role: "terminal",
    does: { ja: "すべてのファイルを Shift_JIS で書く。", en: "Writes every file in Shift_JIS." },
  },
  {
    id: "B-TRM-ZERO-PADDING",
    role: "terminal",
    does: {
      ja: "8桁に満たない保険者番号を0で埋める。",
      en: "Pads insurer numbers of fewer than eight digits with zeros.",
    },
  },
  {
    id: "B-TRM-CODES-FROM-ONE",
    role: "terminal",
    does: {
      ja: "CharacterCodeIdentifier を、UTF-8 が 1、Shift_JIS が 2 として書く。",
      en: "Writes CharacterCodeIdentifier as 1 for UTF-8 and 2 for Shift_JIS.",
    },
  },
  {
    id: "B-TRM-REFERENCE-WITHIN",
    role: "terminal",
    does: {
      ja: "一括照会の照会番号を、資格確認結果の中に書く。",
      en: "Writes the reference number of a bulk outcome within the result.",
    },
  },
  {
    id: "B-RCP-SLOW-POLL",
    role: "receipt",
    does: {
      ja: "フォルダーを900 ms ごとにしか見ない。",
      en: "Looks into the folders only every 900 ms.",
    },
  },
  {
    id: "B-RCP-SHIFT-JIS",
    role: "receipt",
    does: { ja: "照会を Shift_JIS で書く。", en: "Writes its requests in Shift_JIS." },
  },
  {
    id: "B-RCP-LOST-REFUSED",
    role: "receipt",
    does: {
      ja: "有効でない資格は取り込まず、職員に示すだけにする。",
      en: "Does not import an entitlement that is not valid, and only shows it to staff.",
    },
  },
  {
    id: "B-CTL-OWN-WORDS",
    role: "central",
    does: {
      ja: "人が読む文（メッセージ、通知）の言い回しが異なる。コードは同じである。",
      en: "Says what people read, messages and notices, in other words; the codes are the same.",
    },
  },
  {
    id: "B-CTL-MORE-MEMBERS",
    role: "central",
    does: {
      ja: "回答の JSON に知らない項目が加わり、項目の順序も逆である。",
      en: "Has members in its JSON that nobody asked for, and all in the other order.",
    },
  },
  {
    id: "B-CTL-NET-NO-REASON",
    role: "central",
    does: {
      ja: "閉域網が、拒む理由を言い分けない。",
      en: "The closed network does not tell one reason to refuse from another.",
    },
  },
  {
    id: "B-CTL-CODE-AN-HOUR",
    role: "central",
    does: { ja: "端末の登録コードが1時間で切れる。", en: "Activation codes are good for an hour." },
  },
  {
    id: "B-CTL-LISTS-SLOW",
    role: "central",
    does: { ja: "一覧の結果ができるまで30秒余計にかかる。", en: "Lists take thirty seconds more to be ready." },
  },
  {
    id: "B-CTL-LISTS-REVERSED",
    role: "central",
    does: { ja: "一覧の行の順序が逆である。", en: "Has the rows of its lists in the other order." },
  },
  {
    id: "B-CTL-CALL-ENDS-TONIGHT",
    role: "central",
    does: { ja: "往診の同意がその日のうちに終わる。", en: "A house call's consent ends with the day of the call." },
  },
  {
    id: "B-RDR-UNEVEN",
    role: "reader",
    does: {
      ja: "リーダーの通知が、1つおきに250 ms 遅れる。順序は変わらない。",
      en: "Every other message of the reader comes 250 ms late; the order is kept.",
    },
  },
  {
    id: "B-RDR-OTHER-MAKE",
    role: "reader",
    does: {
      ja: "別の製造者と型番を名乗り、ファームウェアの版の数字が大きい。",
      en: "Calls itself by another maker and model, and its firmware has a higher number.",
    },
  },
  {
    id: "B-RDR-OTHER-SCALE",
    role: "reader",
    does: { ja: "類似度と生体検知の値の目盛りが狭い。", en: "Its scales of likeness and liveness are narrower." },
  },
  {
    id: "B-TRM-NO-ZEROES",
    role: "terminal",
    does: {
      ja: "同意のない情報の区分を、0 でなく要素ごと省く。",
      en: "Leaves out the flag of what was not consented to, where it might be 0.",
    },
  },
  {
    id: "B-TRM-LEISURELY",
    role: "terminal",
    does: {
      ja: "中央への呼出しに2秒ずつかかる。予算内である。",
      en: "Each call to the centre takes 2 s, which is within each budget.",
    },
  },
  {
    id: "B-TRM-KEEPS-CHARACTERS",
    role: "terminal",
    does: {
      ja: "JIS X 0208 にない文字を ● にせず書く。",
      en: "Writes characters outside JIS X 0208 as they are, and not as ●.",
    },
  },
  {
    id: "B-TRM-ERROR-IN-WORDS",
    role: "terminal",
    does: { ja: "すべての .err に、職員への説明を数行書く。", en: "Writes some lines for staff into each .err." },
  },
  {
    id: "B-RCP-LONG-SUFFIX",
    role: "receipt",
    does: { ja: "識別子が50文字である。", en: "Its suffixes have fifty characters." },
  },
  {
    id: "B-RCP-MIXED-SUFFIX",
    role: "receipt",
    does: {
      ja: "識別子に英大小文字とハイフン・下線を使う。",
      en: "Its suffixes have capitals, small letters, hyphens and underscores.",
    },
  },
  {
    id: "B-RCP-ZERO-PADDING",
    role: "receipt",
    does: {
      ja: "8桁に満たない保険者番号を、照会では0で埋める。",
      en: "Pads insurer numbers of fewer than eight digits with zeros in its requests.",
    },
  },
  {
    id: "B-RCP-NO-BRANCH",
    role: "receipt",
    does: { ja: "照会に枝番を書かない。", en: "Writes no branch number into its requests." },
  },
  {
    id: "B-RCP-OTHER-NAME-FIRST",
    role: "receipt",
    does: {
      ja: "照会を別の名前で書いてから、正しい名前で置く。",
      en: "Writes a request under another name first, and then puts it there under its own.",
    },
  },
  {
    id: "B-RCP-TELLS-MORE",
    role: "receipt",
    does: {
      ja: "カルテに、診察券番号などの項目がほかにもある。",
      en: "Its chart has more in it, such as a number of its own for each patient.",
    },
  },
  {
    id: "B-RCP-BULK-OWN-KEYS",
    role: "receipt",
    does: {
      ja: "一括照会の行の識別子が、番号ではなく自由な文字である。",
      en: "Calls the rows of a bulk check by names of its own.",
    },
  },
  {
    id: "B-RCP-BULK-SLOW-FETCH",
    role: "receipt",
    does: { ja: "一括照会の結果を5分おきに求める。", en: "Asks for the outcome of a bulk check every five minutes." },
  },
  {
    id: "B-RCP-REF-OWN-NUMBERS",
    role: "receipt",
    does: {
      ja: "照会番号が数字だけでなく、50文字に近い自由な文字である。",
      en: "Its reference numbers are words of its own, of nearly fifty characters.",
    },
  },
  {
    id: "B-RCP-LATE-REFUSED",
    role: "receipt",
    does: {
      ja: "3分を過ぎて届いた回答は取り込まず、職員に示す。",
      en: "Shows staff an answer that comes after three minutes, and does not take it in.",
    },
  },
] as const satisfies readonly Benign[];
