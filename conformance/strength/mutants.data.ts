import type { Mutant } from "./mutant.ts";

export const MUTANTS = [
  {
    id: "M-RDR-PIN-COUNTER",
    role: "reader",
    clause: "RCP-03",
    expectedReason: "pin.triesWrong",
    cascade: ["pin.lastTryUnsaid"],
    does: {
      ja: "暗証番号の残り回数を、カードの答えより1回多く、通知（pinChecked）にも画面（enterPin）にも示す。閉塞の判断は正しい。",
      en: "Tells one PIN try more than the card has left, in pinChecked and on the enterPin screen; whether the card is locked is still told rightly.",
    },
  },
  {
    id: "M-RDR-KEEPS-GOING",
    role: "reader",
    clause: "RCP-13",
    expectedReason: "card.takenUnnoticed",
    cascade: ["card.takenCompleted", "reception.incomplete", "reception.notBusy"],
    does: {
      ja: "受付中にカードを取られても、cardRemoved は送るが受付を終えず、時間切れまで続ける。",
      en: "When the card is taken during a reception it still sends cardRemoved, but goes on with the reception until something times out.",
    },
  },
  {
    id: "M-RDR-CONSENT-INVENTED",
    role: "reader",
    clause: "CNS-01",
    expectedReason: "consent.invented",
    cascade: ["declared.missing"],
    does: {
      ja: "患者が何を選んでも、尋ねた項目すべてに同意したものとして consentGiven と completed に載せる。",
      en: "Whatever the patient touches, consentGiven and completed carry every item that was asked.",
    },
  },
  {
    id: "M-RDR-NONCE-FORGOTTEN",
    role: "reader",
    clause: "RCP-02",
    expectedReason: "result.unproven",
    cascade: [],
    does: {
      ja: "結果の証明を、begin の nonce でなく32バイトの0に対して署名する。",
      en: "Signs the result over 32 zero bytes in place of the nonce of begin.",
    },
  },
  {
    id: "M-RDR-FACE-ALWAYS",
    role: "reader",
    clause: "RCP-02",
    expectedReason: "face.wrongAccepted",
    cascade: ["fallback.missing", "method.wrong", "face.noRetry", "reception.incomplete"],
    does: {
      ja: "カメラに写った顔が誰でも、照合を accepted とする。顔がなければ受け入れない。",
      en: "Accepts whatever face the camera shows; without a face it still refuses.",
    },
  },
  {
    id: "M-RDR-PIN-TOLD",
    role: "reader",
    clause: "RCP-05",
    expectedReason: "privacy.pin",
    // The trace masks the PIN it found, so that what was signed over it verifies no more.
    cascade: ["certificate.unsigned", "result.unproven"],
    does: {
      ja: "入力された暗証番号4桁を ASCII で completed の certificate の末尾に付ける。結果の証明もその内容に対して正しく付ける。",
      en: "Appends the four digits typed, as ASCII, to the certificate in completed; the proof is rightly made over that.",
    },
  },
  {
    id: "M-TRM-SUFFIX-SWAPPED",
    role: "terminal",
    clause: "RCP-09",
    expectedReason: "answer.swapped",
    cascade: ["import.wrongPatient", "answer.wrongPatient", "import.missing"],
    does: {
      ja: "2件の照会が続けて届くと、回答ファイルの名前と ArbitraryFileIdentifier を互いに入れ替える。1件だけなら正しい。",
      en: "When two requests are under way at once, their answers get each other's file name and ArbitraryFileIdentifier; a single one is answered rightly.",
    },
  },
  {
    id: "M-TRM-EARLY-FILE",
    role: "terminal",
    clause: "RCP-13",
    expectedReason: "file.half",
    cascade: ["answer.wrongPatient", "import.half", "import.wrongPatient"],
    does: {
      ja: "受付が途中で終わる（ended）と、そこまでに分かったことで face フォルダーに結果ファイルを置く。",
      en: "When a reception ends without a result (ended), it puts a face result with what is known so far into the face folder.",
    },
  },
  {
    id: "M-TRM-CONSENT-KEPT",
    role: "terminal",
    clause: "CNS-01",
    expectedReason: "consent.invented",
    cascade: ["consent.untimed"],
    does: {
      ja: "患者が断っても、顔認証結果ファイルの同意フラグをすべて1にする。",
      en: "Writes every consent flag of the face result as 1 although the patient refused.",
    },
  },
  {
    id: "M-RCP-NEXT-FILE",
    role: "receipt",
    clause: "RCP-09",
    expectedReason: "import.wrongPatient",
    cascade: ["import.missing", "import.wrongData"],
    does: {
      ja: "照会の後、res フォルダーに次に現れた回答を、識別子を確かめずに自分の照会の回答として取り込む。",
      en: "After a request it takes the next answer that appears in res for its own, without looking at the identifier.",
    },
  },
  {
    id: "M-RCP-HALF-FILE",
    role: "receipt",
    clause: "RCP-13",
    expectedReason: "import.half",
    cascade: ["import.missing", "import.wrongData"],
    does: {
      ja: "書きかけの回答ファイルを、見つけた時点の内容で取り込む（閉じていないXMLから項目を拾う）。",
      en: "Imports a half-written answer with what is there at first sight, picking items out of unclosed XML.",
    },
  },
] as const satisfies readonly Mutant[];
