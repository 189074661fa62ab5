import type { Assumption } from "./assumption.ts";

/** The ledger. Rows are never renumbered; a row that turns out to be known moves to `sources` and keeps its id here. */
export const ASSUMPTIONS = [
  {
    id: "ASM-READER-PROTOCOL",
    unknown: {
      ja: "顔認証付きカードリーダーのドライバー（DLL）の仕様",
      en: "the driver interface of face-auth readers",
    },
    default: { ja: "本試験台の参照プロトコル", en: "the reference protocol of this bench" },
    reason: {
      ja: "顔認証DLL定義説明書は存在が知られるだけで内容は非公開。製造者は変換部を書いて接続する。",
      en: "The DLL definition is known to exist, its content is not public; a maker with another interface writes an adapter.",
    },
    switch: "device/wire/face.ts; profile.declares",
  },
  {
    id: "ASM-PINLESS",
    unknown: {
      ja: "顔認証・目視の後に暗証番号なしで利用者証明用秘密鍵を使う最後の手順",
      en: "the last step that opens the authentication key without PIN after a face or visual check",
    },
    default: {
      ja: "GET CHALLENGE、80 A2 による証明書の提示、EXTERNAL AUTHENTICATE",
      en: "GET CHALLENGE, certificate by 80 A2, EXTERNAL AUTHENTICATE",
    },
    reason: {
      ja: "特定利用者証明検証者の仕組みはカード仕様書にあり、公開されていない。",
      en: "The scheme of the designated verifier is in the card specification, which is closed.",
    },
    switch: "device/firmware; simulator/card",
  },
  {
    id: "ASM-CENTRAL-API",
    unknown: { ja: "端末と中央システムの間の通信内容", en: "the messages between terminal and central system" },
    default: { ja: "クライアント証明書付きHTTPSとJSON", en: "JSON over HTTPS with client certificates" },
    reason: {
      ja: "支払基金の連携ソフトの内部であり、公開されていない。",
      en: "It is inside the distributed software and not public.",
    },
    switch: "simulator/central; simulator/terminal",
  },
  {
    id: "ASM-RESULT-CODES",
    unknown: { ja: "処理結果コードの一覧（別紙6-1）と文言", en: "the list of result codes and their messages" },
    default: {
      ja: "接頭辞・文字・4桁・I/W/E の形の独自コード",
      en: "codes of our own in the shape prefix, letter, four digits, I/W/E",
    },
    reason: {
      ja: "一覧は会員限定。形は公開された1件のコードから推定。",
      en: "The list is for members only; the shape is inferred from one published code.",
    },
    switch: "simulator/central",
  },
  {
    id: "ASM-ERR-FILE",
    unknown: { ja: ".err ファイルの内容と出力条件", en: "content and triggers of .err files" },
    default: {
      ja: "XMLの不備・文字コード誤り・名称誤りに対し、照会ファイルと同じ名前の .err を置く",
      en: "for bad XML, wrong encoding or a wrong name, a file of the request's name ending in .err",
    },
    reason: {
      ja: "公開されたクライアントが *.err を監視していることだけが分かる。",
      en: "Only that a published client watches for *.err is known.",
    },
    switch: "simulator/terminal",
  },
  {
    id: "ASM-REMOTE-MESSAGES",
    unknown: {
      ja: "OQSsihvq・onq・hvd・url・inq・upd の意味と本文",
      en: "meaning and bodies of OQSsihvq, onq, hvd, url, inq, upd",
    },
    default: { ja: "名称と周辺の記述から推定した意味", en: "the meaning inferred from names and context" },
    reason: { ja: "識別子だけが公開されている。", en: "Only the identifiers are public." },
    switch: "device/wire/oqs",
  },
  {
    id: "ASM-FIELDS",
    unknown: {
      ja: "項目の長さ・順序・空要素と省略の区別の詳細",
      en: "lengths, order, and empty versus absent, beyond what is published",
    },
    default: { ja: "読むときは寛容、書くときは厳密", en: "tolerant when reading, strict when writing" },
    reason: { ja: "別紙のレイアウトは非公開。", en: "The layout annexes are not public." },
    switch: "device/wire/oqs",
  },
  {
    id: "ASM-POLLING",
    unknown: {
      ja: "問合せ間隔の上限、一括照会の件数、保存期間",
      en: "polling limits, rows of a bulk request, retention",
    },
    default: { ja: "一括は10秒間隔、結果は1440分保存", en: "bulk polled every 10 s, results kept 1,440 minutes" },
    reason: {
      ja: "公開された設置手順とクライアントの実装値。",
      en: "Values found in published set-up scripts and clients.",
    },
    switch: "simulator/terminal",
  },
  {
    id: "ASM-PADDING",
    unknown: {
      ja: "8桁に満たない保険者番号の埋め方（空白か0か）",
      en: "space or zero padding of short insurer numbers",
    },
    default: {
      ja: "どちらも受け取り、空白で書き、どちらだったかを報告する",
      en: "accept both, write spaces, report which was seen",
    },
    reason: { ja: "公開された実装どうしが食い違う。", en: "Published implementations contradict each other." },
    switch: "device/wire/oqs",
  },
  {
    id: "ASM-CHARACTER-CODE",
    unknown: {
      ja: "CharacterCodeIdentifier の値（0/1 か 1/2 か）",
      en: "whether CharacterCodeIdentifier is 0/1 or 1/2",
    },
    default: { ja: "0 が UTF-8、1 が Shift_JIS", en: "0 = UTF-8, 1 = Shift_JIS" },
    reason: {
      ja: "実物の例を含む2つの情報源が0/1、注釈1つが1/2。",
      en: "Two sources, one a real sample, say 0/1; one comment says 1/2.",
    },
    switch: "device/wire/oqs",
  },
  {
    id: "ASM-READER-TIMES",
    unknown: { ja: "リーダーの画面の時間切れと再試行の回数", en: "time-outs and retries of the reader's screens" },
    default: {
      ja: "カード待ち60秒、顔は10秒を3回、暗証番号3回、同意60秒、置き忘れの知らせ5秒",
      en: "card 60 s, face 3 × 10 s, PIN 3 tries, consent 60 s, reminder after 5 s",
    },
    reason: {
      ja: "要件書は非公開。暗証番号の回数だけはカードの規則。",
      en: "The requirement document is not public; only the PIN count is the card's own rule.",
    },
    switch: "device/firmware; profile.declares",
  },
  {
    id: "ASM-FACE-RATES",
    unknown: {
      ja: "顔照合の他人受入率・本人拒否率の公式な限度",
      en: "official limits of false match and false non-match",
    },
    default: { ja: "本試験台の照合器の実測値のみを示す", en: "only the measured figures of this bench's matcher" },
    reason: { ja: "公開された限度はない。", en: "No limit is public." },
    switch: "profile.latency; device/firmware/matching",
  },
  {
    id: "ASM-LEG-BUDGETS",
    unknown: { ja: "受付の各区間の所要時間の上限", en: "time limits of each leg of a reception" },
    default: {
      ja: "検知1秒、読取り3秒、照合2秒、暗証番号1.5秒、取込み1秒、取外し0.5秒",
      en: "detect 1 s, read 3 s, match 2 s, PIN 1.5 s, pick-up 1 s, removal 0.5 s",
    },
    reason: { ja: "全体30秒と中央7秒からの配分。", en: "Apportioned from 30 s for the whole and 7 s for the centre." },
    switch: "profile.latency",
  },
  {
    id: "ASM-REQUEST-LEG",
    unknown: { ja: "3〜7秒に顔の撮影が含まれるか", en: "whether the 3–7 s include face capture" },
    default: { ja: "照会から回答までだけとする", en: "taken as request to result only" },
    reason: { ja: "解説書の文脈は照会と結果の取得。", en: "The guide speaks of request and result." },
    switch: "conformance/catalog/budgets.data.ts",
  },
  {
    id: "ASM-READER-CODES",
    unknown: {
      ja: "画面コード001・002以外と、返却値0x81000001以外",
      en: "screen codes beyond 001 and 002, return codes beyond 0x81000001",
    },
    default: { ja: "製造者が示す表に従う", en: "the maker's own table" },
    reason: { ja: "公開されたのはこの3つだけ。", en: "Only these three are public." },
    switch: "profile",
  },
  {
    id: "ASM-ENCRYPTED-ZIP",
    unknown: { ja: "結果ファイル暗号化の詳細", en: "details of the encrypted result files" },
    default: { ja: "AES-256 の ZIP、パスワードは設定から", en: "AES-256 ZIP, password from the settings" },
    reason: { ja: "形式名と設定項目だけが公開されている。", en: "Only the form and the settings are public." },
    switch: "simulator/terminal",
  },
  {
    id: "ASM-CENTRAL-LOAD",
    unknown: { ja: "中央システムの性能目標", en: "service levels of the central system" },
    default: { ja: "公表された件数から導いた値", en: "figures derived from published counts" },
    reason: { ja: "目標値は非公開。", en: "No target is public." },
    switch: "simulator/central",
  },
  {
    id: "ASM-PMH-CIP",
    unknown: {
      ja: "PMH・電子カルテ情報共有の本文、OQSCD031 の 0 の条件",
      en: "bodies of PMH and CIP, conditions of OQSCD031 = 0",
    },
    default: { ja: "対象外", en: "out of scope" },
    reason: { ja: "本文が非公開。", en: "The bodies are not public." },
    switch: "device/wire/oqs",
  },
  {
    id: "ASM-KEYB-COUNTER",
    unknown: {
      ja: "照合番号Bの残回数が券面APと補助APで共通か",
      en: "whether the tries of key B are shared by the two applications",
    },
    default: { ja: "別々に数える", en: "counted apart" },
    reason: { ja: "鍵の参照先が別である。", en: "The key references differ." },
    switch: "simulator/card",
  },
  {
    id: "ASM-LOCKED-WORDS",
    unknown: { ja: "閉塞した実カードの状態語", en: "status words of a locked real card" },
    default: { ja: "空の VERIFY に 63C0、VERIFY に 6984", en: "63C0 to an empty VERIFY, 6984 to VERIFY" },
    reason: {
      ja: "試験カードの実測1件。ISO の 6983 とは異なる。",
      en: "One measurement on test cards; ISO text would say 6983.",
    },
    switch: "simulator/card",
  },
  {
    id: "ASM-CARD-2028",
    unknown: { ja: "次期個人番号カードの仕様", en: "the card of the next generation" },
    default: { ja: "対象外", en: "out of scope" },
    reason: { ja: "仕様が未確定。", en: "Not settled." },
    switch: "simulator/card",
  },
  {
    id: "ASM-CARD-TAKEN",
    unknown: {
      ja: "途中でカードを取られたときのリーダーの動き",
      en: "what a reader does when the card is pulled away",
    },
    default: {
      ja: "理由を付けて受付を終え、結果を出さない",
      en: "ends the reception with its reason and gives no result",
    },
    reason: {
      ja: "現場報告はあるが、定めた公開文書がない。",
      en: "Reported from the field; no public document settles it.",
    },
    switch: "device/wire/face.ts; profile.declares",
  },
  {
    id: "ASM-HALF-WRITTEN",
    unknown: { ja: "書きかけの回答ファイルの扱い", en: "how a half-written answer file is to be treated" },
    default: { ja: "取り込まず、揃うまで待つ", en: "not imported; waited for until whole" },
    reason: {
      ja: "公開クライアントの実装例。端末が名前替えで置く保証は公開されていない。",
      en: "Practice of published clients; that the terminal renames is not guaranteed in public.",
    },
    switch: "profile.declares",
  },
] as const satisfies readonly Assumption[];

export type AssumptionId = (typeof ASSUMPTIONS)[number]["id"];
