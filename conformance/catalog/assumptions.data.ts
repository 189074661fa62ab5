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
    switch: ["profile.declares", "device/wire/face.ts#FACE_DECLARATIONS"],
    covers: ["reader driver interface", "reader protocol", "self-test of the reader"],
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
    switch: [
      "profile.declares",
      "device/firmware/signature-machine.ts#signatureTable",
      "simulator/card/commands/terminal.ts#terminal",
    ],
    covers: ["last step without PIN", "profile of signing without PIN"],
  },
  {
    id: "ASM-CENTRAL-API",
    unknown: { ja: "端末と中央システムの間の通信内容", en: "the messages between terminal and central system" },
    default: { ja: "クライアント証明書付きHTTPSとJSON", en: "JSON over HTTPS with client certificates" },
    reason: {
      ja: "支払基金の連携ソフトの内部であり、公開されていない。",
      en: "It is inside the distributed software and not public.",
    },
    switch: ["simulator/central/app.ts#centralApp", "simulator/terminal/central-call.ts#callCentral"],
    covers: ["messages between terminal and centre"],
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
    switch: ["simulator/result-codes.data.ts#RESULT_CODES"],
    covers: ["result codes and messages"],
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
    switch: [
      "profile.declares",
      "simulator/terminal/request-file.ts#inspect",
      "simulator/terminal/refusal-name.ts#refusalName",
    ],
    covers: ["content and triggers of .err files"],
  },
  {
    id: "ASM-REMOTE-MESSAGES",
    unknown: {
      ja: "OQSsihvq・onq・hvd・url・inq・upd の意味と本文",
      en: "meaning and bodies of OQSsihvq, onq, hvd, url, inq, upd",
    },
    default: {
      ja: "名称と周辺の記述から推定した意味。本文は、既知の項目とコード表に足りない項目を補った独自のもの（docs/files.md）",
      en: "the meaning inferred from names and context; bodies of our own, made of known elements and code tables with what these lack added (docs/files.md)",
    },
    reason: {
      ja: "公開されているのは識別子とコード表（OQSCD031・033〜035・037〜039）だけ。",
      en: "Only the identifiers and the code tables (OQSCD031, 033 to 035, 037 to 039) are public.",
    },
    switch: [
      "device/wire/oqs/messages.ts#OQS_EXCHANGES",
      "device/wire/oqs/remote.ts#OQSsihvq01req",
      "device/wire/oqs/remote.ts#OQSsiurl01req",
      "device/wire/oqs/remote.ts#OQSsiupd01req",
    ],
    covers: ["messages of the remote modes"],
  },
  {
    id: "ASM-BULK-BODIES",
    unknown: {
      ja: "照会番号登録の結果と一括照会の回答の全体像、照会番号の位置（資格確認結果の内か外か）、医療扶助の公費の項目の位置",
      en: "outcome of a reference number's registration and bulk answers as a whole; whether the reference number stands within the result or beside it; where the public expense of medical assistance stands",
    },
    default: {
      ja: "公開クライアントが読む項目を1つの枠に並べ、照会番号は外に書き、どちらの位置でも読む",
      en: "the elements that published clients read, in one frame; the number is written beside the result and read in either place",
    },
    reason: {
      ja: "別紙のレイアウトは非公開で、公開クライアントは必要な項目だけを読む。照会番号の位置は情報源どうしが食い違う。",
      en: "The layout annexes are not public, and clients read only what they need; on the number's place the sources contradict each other.",
    },
    switch: ["device/wire/oqs/bulk.ts#placeReference", "device/wire/oqs/siimm.ts#OQSsiimm01res"],
    covers: ["bodies of bulk answers"],
  },
  {
    id: "ASM-MEDICAL-BODIES",
    unknown: {
      ja: "薬剤・診療・処方情報と特定健診情報の回答の順序・長さ・必須項目、手術の区別",
      en: "order, lengths and needed elements of answers on drugs, treatment, prescriptions and check-ups; how operations are told apart",
    },
    default: {
      ja: "公開クライアントが読む項目だけを持つ本文。手術は診療識別50の診療行為とする",
      en: "bodies of the elements that a published client reads; an operation is an act of treatment in section 50 of the claim",
    },
    reason: {
      ja: "別紙のレイアウトは非公開。診療識別50が手術であることはレセプトの記載要領による。",
      en: "The layout annexes are not public; that section 50 is operations is the rule of claims.",
    },
    switch: ["device/wire/oqs/yzk.ts#YZKsiquc01res", "device/wire/oqs/tkk.ts#TKKsiquc01res"],
    covers: ["bodies of medical information"],
  },
  {
    id: "ASM-MEDICAL-RULES",
    unknown: {
      ja: "処方・調剤情報の要否区分（PrDiInfClassification）の意味、同意の種類と項目の対応、救急時閲覧の期間と対象施設、紙に相当する PDF の体裁",
      en: "the meaning of PrDiInfClassification, which elements go by which consent, how long and for whom an emergency view lasts, and what the PDF looks like",
    },
    default: {
      ja: "1 なら電子処方箋の処方・調剤も回答する。薬剤は薬剤情報、診療識別50は手術情報、ほかの診療行為は診療情報の同意による。救急時は病院だけが24時間",
      en: "1 asks for electronic prescriptions as well; drugs go by consent to drugs, section 50 by that to operations, other acts by that to treatment; an emergency is for hospitals, for 24 hours",
    },
    reason: {
      ja: "公開クライアントは常に 1 を送る。同意の種類（OQSCD036）と窓口の24時間は公開されている。",
      en: "Published clients always send 1; the kinds of consent (OQSCD036) and the 24 hours at the counter are public.",
    },
    switch: [
      "simulator/central/medical/basis.ts#basisFor",
      "simulator/central/medical/drugs.ts#drugBody",
      "simulator/central/medical/sheet.ts#drugsSheet",
      "simulator/facilities.ts#FACILITY_KINDS",
    ],
    covers: ["rules of viewing medical information"],
  },
  {
    id: "ASM-CLOUD",
    unknown: {
      ja: "クラウド型レセコンの WebAPI の窓口、トークンの形と有効期間",
      en: "the doors of the web interface for receipt computers in the cloud, and form and life of its tokens",
    },
    default: {
      ja: "クライアント証明書でログインし、accessToken・refreshToken・idToken・linkSysCharCd を得て、idToken を Authorization に付けてファイルと同じ電文を JSON で送る。idToken は15分、refreshToken は24時間で一度だけ",
      en: "log-in with the client certificate gives accessToken, refreshToken, idToken and linkSysCharCd; the messages of the file interface go as JSON with the id token as Authorization; that lasts 15 minutes, the refresh token 24 hours and once",
    },
    reason: {
      ja: "トークンの名前と、電文が JSON であることだけが公開クライアントから分かる。",
      en: "The names of the tokens, and that messages are JSON, are all that a published client shows.",
    },
    switch: ["simulator/central/cloud.ts#logIn"],
    covers: ["web interface for the cloud"],
  },
  {
    id: "ASM-DISASTER",
    unknown: {
      ja: "災害時モードの照会の画面と電文",
      en: "the screens and messages by which people are looked up in disaster mode",
    },
    default: {
      ja: "氏名（またはカナ）・生年月日・性別・住所で照会し、施設が閲覧できる種類の情報を同意なしに示す",
      en: "by name (or kana), birth date, sex and address; what a facility of its kind may see is shown without consent",
    },
    reason: {
      ja: "照会する項目は公開されているが、電文は公開されていない。",
      en: "What is asked is public, the interface is not.",
    },
    switch: ["simulator/central/disaster.ts#searchInDisaster"],
    covers: ["disaster mode"],
  },
  {
    id: "ASM-CERTIFICATE-GRACE",
    unknown: {
      ja: "証明書の期限前の案内と期限後3か月の扱いの電文上の表し方、資格有効性6の条件",
      en: "how messages carry the notice before a certificate's end and the three months after it, and when validity is 6",
    },
    default: {
      ja: "案内は処理結果コードと文言で、同意フラグは3（取得不可）。6 は医療扶助でその施設あての当月の医療券がないとき",
      en: "the notice stands in the result code and message, consent flags are 3 (could not be obtained); 6 is medical assistance without a ticket of the month for the asker",
    },
    reason: {
      ja: "コード表の名称と、期限の前後の扱いについての公開情報から。",
      en: "From the names in the code tables, and what is public on the time around a certificate's end.",
    },
    switch: ["simulator/central/card-authority.ts#cardAuthority", "simulator/central/eligibility.ts#atInstitution"],
    covers: ["certificate notice and grace", "conditions of validity 6"],
  },
  {
    id: "ASM-FIELDS",
    unknown: {
      ja: "項目の長さ・順序・空要素と省略の区別の詳細",
      en: "lengths, order, and empty versus absent, beyond what is published",
    },
    default: { ja: "読むときは寛容、書くときは厳密", en: "tolerant when reading, strict when writing" },
    reason: { ja: "別紙のレイアウトは非公開。", en: "The layout annexes are not public." },
    switch: ["device/wire/oqs/collect.ts#collectXml", "device/wire/oqs/message.ts#writeMessage"],
    covers: ["field lengths, order, empty or absent"],
  },
  {
    id: "ASM-POLLING",
    unknown: {
      ja: "問合せ間隔の上限、一括照会の件数、保存期間",
      en: "polling limits, rows of a bulk request, retention",
    },
    default: {
      ja: "端末は0.5秒ごとにフォルダーを見直す。一括照会は5,000件まで、5秒と1件10ミリ秒で終わり、24時間取得できる",
      en: "the terminal looks again every half second; a bulk request has up to 5,000 rows, takes 5 s and 10 ms a row, and can be fetched for 24 hours",
    },
    reason: {
      ja: "公開クライアントの間隔は0.3〜5秒、一括は10秒、ある設置手順の保存は1440分。公的な限度は不明。",
      en: "Published clients look every 0.3 to 5 s and poll bulk every 10 s, one set-up keeps results 1,440 minutes; no official limit is known.",
    },
    switch: [
      "simulator/terminal/request-desk.ts#RESCAN",
      "simulator/central/bulk/jobs.ts#runningTime",
      "simulator/central/bulk/accept.ts#MOST_ROWS",
    ],
    covers: ["polling limits, bulk rows, retention"],
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
    switch: ["device/wire/oqs/dialect.ts#OUR_DIALECT", "device/wire/oqs/siquc.ts#padInsurer"],
    covers: ["padding of insurer numbers"],
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
    switch: ["device/wire/oqs/dialect.ts#OUR_DIALECT", "device/wire/oqs/code-tables.data.ts#OQSCD005"],
    covers: ["values of CharacterCodeIdentifier"],
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
    switch: [
      "profile.declares",
      "device/firmware/firmware-settings.ts#WAITS",
      "device/firmware/match-machine.ts#FACE_ATTEMPTS",
    ],
    covers: ["time-outs and retries of the reader"],
  },
  {
    id: "ASM-MESSAGE-TIMES",
    unknown: {
      ja: "行為や応答からリーダーの通知までの時間",
      en: "how soon after an act or an answer a reader's message follows",
    },
    default: {
      ja: "画面の操作とカードの出し入れは2秒、カードやカメラの仕事を挟むものは5秒",
      en: "2 s after a touch or a movement of the card, 5 s where work of card or camera lies between",
    },
    reason: {
      ja: "要件書は非公開。待つ人にとって遅いと言える長さに取った。",
      en: "The requirement document is not public; these are what anybody who waits would call late.",
    },
    switch: ["profile.declares", "conformance/cases/reader/exchanged.ts#AT_ONCE"],
    covers: ["times of the reader's messages"],
  },
  {
    id: "ASM-FACE-RATES",
    unknown: {
      ja: "顔照合の他人受入率・本人拒否率の公式な限度",
      en: "official limits of false match and false non-match",
    },
    default: { ja: "本試験台の照合器の実測値のみを示す", en: "only the measured figures of this bench's matcher" },
    reason: { ja: "公開された限度はない。", en: "No limit is public." },
    switch: ["device/firmware/matching.ts#THRESHOLD"],
    covers: ["false match and false non-match", "statements of error rates"],
  },
  {
    id: "ASM-LEG-BUDGETS",
    unknown: { ja: "受付の各区間の所要時間の上限", en: "time limits of each leg of a reception" },
    default: {
      ja: "検知1秒、読取り3秒、照合2秒、暗証番号1.5秒、取込み1秒、取外し0.5秒",
      en: "detect 1 s, read 3 s, match 2 s, PIN 1.5 s, pick-up 1 s, removal 0.5 s",
    },
    reason: { ja: "全体30秒と中央7秒からの配分。", en: "Apportioned from 30 s for the whole and 7 s for the centre." },
    switch: ["profile.latency", "conformance/catalog/budgets.data.ts#BUDGETS"],
    covers: ["seconds of each step", "latency budgets", "LAT-04", "LAT-05", "LAT-06", "LAT-07", "LAT-08", "LAT-09"],
  },
  {
    id: "ASM-REQUEST-LEG",
    unknown: { ja: "3〜7秒に顔の撮影が含まれるか", en: "whether the 3–7 s include face capture" },
    default: { ja: "照会から回答までだけとする", en: "taken as request to result only" },
    reason: { ja: "解説書の文脈は照会と結果の取得。", en: "The guide speaks of request and result." },
    switch: ["conformance/cases/terminal/latency.ts#queryLeg"],
    covers: ["whether 3 to 7 s include face capture"],
  },
  {
    id: "ASM-READER-CODES",
    unknown: {
      ja: "画面コード001・002以外と、返却値0x81000001以外",
      en: "screen codes beyond 001 and 002, return codes beyond 0x81000001",
    },
    default: { ja: "製造者が示す表に従う", en: "the maker's own table" },
    reason: { ja: "公開されたのはこの3つだけ。", en: "Only these three are public." },
    switch: ["profile.declares", "device/wire/face.ts#FACE_DECLARATIONS"],
    covers: ["reader codes and return codes"],
  },
  {
    id: "ASM-ENCRYPTED-ZIP",
    unknown: { ja: "結果ファイル暗号化の詳細", en: "details of the encrypted result files" },
    default: {
      ja: "同じ基本名の ZIP に XML（または PDF）1件、AES-256（AE-2）、パスワードは端末の設定。既定は平文。レセコンの試験では、要求を XML で読み、回答と顔認証の結果を ZIP で置く",
      en: "a ZIP of the same base name with the one XML or PDF in it, AES-256 (AE-2), the password from the terminal's set-up; plain unless set up; a receipt computer is judged by answers and face results in ZIP, its requests being read as XML",
    },
    reason: {
      ja: "AES-256 の ZIP という形式名と設定項目だけが公開されている。",
      en: "Only the form (AES-256 ZIP) and the names of settings are public.",
    },
    switch: [
      ...["simulator/terminal/manner.ts#passwordFor", "simulator/packing.ts#pack"],
      "conformance/cases/receipt/zipped.ts#ZIP_PASSWORD",
    ],
    covers: ["encrypted result files"],
  },
  {
    id: "ASM-CENTRAL-LOAD",
    unknown: { ja: "中央システムの性能目標", en: "service levels of the central system" },
    default: {
      ja: "中央の性能は判定しない。規模は公表された施設数と件数による",
      en: "the centre's performance is not judged; its scale is that of the published counts",
    },
    reason: { ja: "目標値は非公開。", en: "No target is public." },
    switch: ["simulator/facilities.ts#FACILITIES"],
    covers: ["service levels of the centre"],
  },
  {
    id: "ASM-PMH-CIP",
    unknown: {
      ja: "PMH・電子カルテ情報共有の本文、OQSCD031 の 0 の条件",
      en: "bodies of PMH and CIP, conditions of OQSCD031 = 0",
    },
    default: { ja: "対象外", en: "out of scope" },
    reason: { ja: "本文が非公開。", en: "The bodies are not public." },
    switch: [],
    covers: ["bodies of PMH and CIP"],
  },
  {
    id: "ASM-KEYB-COUNTER",
    unknown: {
      ja: "照合番号Bの残回数が券面APと補助APで共通か",
      en: "whether the tries of key B are shared by the two applications",
    },
    default: { ja: "別々に数える", en: "counted apart" },
    reason: { ja: "鍵の参照先が別である。", en: "The key references differ." },
    switch: ["simulator/card/applets/visual.ts#visual", "simulator/card/applets/text.ts#text"],
    covers: ["counter of key B in two applications"],
  },
  {
    id: "ASM-LOCKED-WORDS",
    unknown: { ja: "閉塞した実カードの状態語", en: "status words of a locked real card" },
    default: { ja: "空の VERIFY に 63C0、VERIFY に 6984", en: "63C0 to an empty VERIFY, 6984 to VERIFY" },
    reason: {
      ja: "試験カードの実測1件。ISO の 6983 とは異なる。",
      en: "One measurement on test cards; ISO text would say 6983.",
    },
    switch: ["profile.declares", "simulator/card/commands/verify.ts#verify"],
    covers: ["status words of a locked card"],
  },
  {
    id: "ASM-CARD-2028",
    unknown: { ja: "次期個人番号カードの仕様", en: "the card of the next generation" },
    default: { ja: "対象外", en: "out of scope" },
    reason: { ja: "仕様が未確定。", en: "Not settled." },
    switch: [],
    covers: ["card of the next generation"],
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
    switch: ["profile.declares", "device/wire/face-values.ts#END_REASONS"],
    covers: ["card taken midway", "RCP-13"],
  },
  {
    id: "ASM-HALF-WRITTEN",
    unknown: { ja: "書きかけの回答ファイルの扱い", en: "how a half-written answer file is to be treated" },
    default: { ja: "取り込まず、揃うまで待つ", en: "not imported; waited for until whole" },
    reason: {
      ja: "公開クライアントの実装例。端末が名前替えで置く保証は公開されていない。",
      en: "Practice of published clients; that the terminal renames is not guaranteed in public.",
    },
    switch: ["profile.declares", "simulator/receipt/settled-files.ts#settledFiles"],
    covers: ["half-written answer files"],
  },
  {
    id: "ASM-SHARED-FOLDER",
    unknown: {
      ja: "交換フォルダーを使うレセプトコンピュータが1台だけか",
      en: "whether one receipt computer alone uses the exchange folders",
    },
    default: {
      ja: "複数あり得る。自分の要求の回答と自施設の顔認証結果のほかは触らない",
      en: "there may be several; each leaves alone what is neither the answer to its own request nor its institution's face result",
    },
    reason: {
      ja: "部門システムと併用する施設の構成例があるが、消してよい範囲を定めた公開文書はない。",
      en: "Institutions are described that run several systems on one terminal; no public text says what each may remove.",
    },
    switch: ["profile.declares", "simulator/receipt/receipt-computer.ts#openReceiptComputer"],
    covers: ["who may remove which file"],
  },
  {
    id: "ASM-REPLACED-NAME",
    unknown: { ja: "● を含む氏名を受け取った製品の扱い", en: "what a product does with a name that has ● in it" },
    default: {
      ja: "そのまま保ち、職員が補うものとして印（nameIncomplete=1）を付け、揃った氏名を置き換えず、照合に使わない",
      en: "it is kept as it came, marked for staff (nameIncomplete=1), never replaces a whole name, and is not matched by",
    },
    reason: {
      ja: "現場の報告からの推定。氏名の照合を定めた公開文書はない。",
      en: "Inferred from reports of the field; no public text says how names are compared.",
    },
    switch: ["profile.declares", "simulator/receipt/chart.ts#openChart"],
    covers: ["names with a replaced character"],
  },
  {
    id: "ASM-STAFF-TOLD",
    unknown: { ja: "取り込めない回答を職員に示す方法", en: "how staff are told of an answer that cannot be imported" },
    default: {
      ja: "理由とともに示す（chart の refused）",
      en: "it is shown with its reason (refused on the chart channel)",
    },
    reason: {
      ja: "画面の作りは製品ごとに異なり、公開された定めがない。",
      en: "Screens differ by product, and nothing public prescribes them.",
    },
    switch: ["profile.declares", "device/control/receipt-reasons.data.ts#RECEIPT_REASONS"],
    covers: ["telling of failed requests"],
  },
  {
    id: "ASM-REFERENCE-TRUST",
    unknown: {
      ja: "結果の照会番号だけで患者のカルテを決めてよいか",
      en: "whether the reference number of a result alone decides whose chart it is",
    },
    default: {
      ja: "照会番号の指すカルテと生年月日が異なる結果は、そのカルテに入れない",
      en: "a result whose birth date is not that of the chart its number names does not go into that chart",
    },
    reason: {
      ja: "番号は医療機関が登録したもので、別の患者に誤って登録されていることがある。公開資料は番号で照合できるとだけ述べる。",
      en: "The institution registered the number itself, perhaps for the wrong patient; public texts say only that one can match by it.",
    },
    switch: ["profile.declares", "simulator/receipt/chart.ts#openChart"],
    covers: ["trust in reference numbers"],
  },
  {
    id: "ASM-REFERENCE-NUMBERS",
    unknown: {
      ja: "ひとつの照会番号を二人に登録したとき、JIS X 0208 にない文字のある照会番号を登録したときの扱い",
      en: "what becomes of a reference number that is registered for two patients, or that has characters outside JIS X 0208",
    },
    default: {
      ja: "どちらの登録も拒む（TSTQ0004E、TSTQ0003E）。番号を別の患者に移すには、先に元の患者の番号を改める",
      en: "both are refused (TSTQ0004E, TSTQ0003E); a number moves to another patient once the first one has another number",
    },
    reason: {
      ja: "公開資料は50文字以内の任意の文字列とだけ述べる。回答では JIS X 0208 にない文字は ● になり、違う番号が同じに見える。カルテは番号で探すので、別の患者が示されうる。",
      en: "Public texts say any string of up to 50 characters. Outside JIS X 0208 it comes back as ●, so that two numbers read alike; charts are found by it, and the wrong patient could be shown.",
    },
    switch: ["simulator/central/registration.ts#registering"],
    covers: ["reference numbers that read alike"],
  },
  {
    id: "ASM-OFFLINE-QUEUE",
    unknown: { ja: "回線断の間の照会の扱い", en: "what a terminal does with requests while the line is down" },
    default: {
      ja: "端末が保持し、復旧後に一度だけ送る。要求ごとの鍵により、結果の分からない要求を送り直しても中央では一度だけ処理される",
      en: "they are kept and sent once when the line is back; a key of its own makes a request that is sent again after an uncertain outcome count once",
    },
    reason: {
      ja: "公開クライアントは結果不明の要求を再送しない。二重送信の扱いは公開されていない。",
      en: "Published clients never resend after an uncertain outcome; what the centre does with a double is not public.",
    },
    switch: ["simulator/terminal/manner.ts#USUAL_MANNER", "simulator/central/once.ts#onceOnly"],
    covers: ["line outage", "FBK-03"],
  },
  {
    id: "ASM-FACE-NAME",
    unknown: {
      ja: "顔認証結果のファイル名のうち施設コードに続く部分",
      en: "what follows the institution code in the name of a face result",
    },
    default: { ja: "顔認証用アカウント（F0 で始まる8桁以内）", en: "the reader's account, up to 8 characters from F0" },
    reason: {
      ja: "公開クライアントの正規表現と、アカウントの形から推定。",
      en: "Inferred from a published client's pattern and the form of the accounts.",
    },
    switch: ["device/wire/oqs/names.ts#faceName", "device/wire/oqs/names.ts#parseFaceName"],
    covers: ["name of a face result"],
  },
  {
    id: "ASM-AVAILABLE-TIME",
    unknown: { ja: "AvailableTime の意味", en: "the meaning of AvailableTime" },
    default: {
      ja: "その情報を取得できる期限（同意から24時間）",
      en: "until when it can be fetched: 24 hours from consent",
    },
    reason: {
      ja: "窓口の同意が24時間有効であることと、項目名からの推定。",
      en: "Inferred from the name and from the 24 hours that consent at the counter counts.",
    },
    switch: ["simulator/central/consents.ts#COUNTER_CONSENT"],
    covers: ["meaning of AvailableTime"],
  },
  {
    id: "ASM-OUTSIDE-JIS",
    unknown: {
      ja: "外字を ● に替える範囲（UTF-8 の回答でも替えるか）",
      en: "which characters become ●, and whether in UTF-8 too",
    },
    default: {
      ja: "JIS X 0208:1990 にない文字は、どちらの文字コードでも ● にする",
      en: "whatever is not in JIS X 0208:1990, in both encodings",
    },
    reason: {
      ja: "● が届くという現場報告と、公的文書の JIS90 という語による。",
      en: "Institutions report ●, and the official wording names JIS90.",
    },
    switch: ["device/wire/oqs/jis-filter.ts#jisFilter"],
    covers: ["characters outside JIS90"],
  },
  {
    id: "ASM-CARD-SPEC",
    unknown: { ja: "個人番号カードの仕様書", en: "the specification of the My Number Card" },
    default: {
      ja: "公開された実測（試験カード・実カード）のとおりに答える",
      en: "answers as published measurements of test and real cards say",
    },
    reason: {
      ja: "仕様書は守秘の下にあり、本試験台はこれを一切用いない。",
      en: "The specification is under a non-disclosure agreement, and nothing here comes from it.",
    },
    switch: ["profile.declares", "simulator/card/dispatch.ts#dispatch"],
    covers: ["card specification"],
  },
  {
    id: "ASM-CARD-ANSWERS",
    unknown: {
      ja: "誤った命令（P1・P2・データ・Le）へのカードの状態語。Le のない READ BINARY を含む",
      en: "the card's words for wrong P1, P2, data and Le, READ BINARY without Le among them",
    },
    default: {
      ja: "ISO/IEC 7816-4 と JICSAP 1.1 に従う。Le のない READ BINARY は 6700",
      en: "as in ISO/IEC 7816-4 and JICSAP 1.1; READ BINARY without Le is 6700",
    },
    reason: {
      ja: "測定がない。表の確度 C の行がこれにあたる。",
      en: "Nobody published a measurement; these are the rows of confidence C in the card's table.",
    },
    switch: ["simulator/card/answers.data.ts#ANSWERS"],
    covers: ["READ BINARY without Le", "words for wrong commands"],
  },
  {
    id: "ASM-CARD-FILES",
    unknown: {
      ja: "用途の分からないファイル（JPKI-AP の 0005・0009・0010・0019・001C・001E、0008 の3バイト目など）の内容",
      en: "files of unknown use: JPKI 0005, 0009, 0010, 0019, 001C and 001E, and the third byte of 0008",
    },
    default: { ja: "存在するが、読めず、何も開かない", en: "they exist, cannot be read, and open nothing" },
    reason: {
      ja: "複数の情報源が存在だけを報告している。",
      en: "Sources report that they exist and no more.",
    },
    switch: ["simulator/card/answers.data.ts#FILES", "simulator/card/applets/jpki.ts#jpki"],
    covers: ["unknown files of the card"],
  },
  {
    id: "ASM-SECURE-MESSAGING",
    unknown: {
      ja: "入力補助APのセキュアメッセージング（80 AE の後の暗号化された命令）の細部",
      en: "secure messaging of the text application in full: the commands that follow 80 AE in cipher",
    },
    default: {
      ja: "対象外。80 AE は 6982（券面APと共通APは 66F1）で断り、CLA 08・0C の命令は 69FC か 6882 になる",
      en: "out of scope: 80 AE is refused with 6982 (visual and common: 66F1), and classes 08 and 0C with 69FC or 6882",
    },
    reason: {
      ja: "1件の実測があるだけで、これを使う公開されたクライアントはない。",
      en: "One measurement describes it, and no published client uses it.",
    },
    switch: [],
    covers: ["secure messaging of the text application"],
  },
  {
    id: "ASM-CARD-OBJECTS",
    unknown: {
      ja: "リセット直後の GET DATA で得られるデータ（0042・0045・0066・00F0・00F2・00F7・00F8・7F21）の内部の形",
      en: "the inner form of what GET DATA gives after a reset (0042, 0045, 0066, 00F0, 00F2, 00F7, 00F8, 7F21)",
    },
    default: {
      ja: "番号・市区町村・期限はカードの他の場所と同じ値、0066 は GlobalPlatform の付録H、証明書は 7F21 と同じ形",
      en: "number, municipality and expiry as elsewhere on the card, 0066 by GlobalPlatform's annex H, certificates in the form of 7F21",
    },
    reason: {
      ja: "タグの意味だけが報告され、値は公開されていない。",
      en: "What the tags mean was reported, and no values were published.",
    },
    switch: ["simulator/card/objects.ts#objectsOf"],
    covers: ["contents of the card manager's objects"],
  },
  {
    id: "ASM-TERMINAL-CERTIFICATE",
    unknown: {
      ja: "端末がカードに示す証明書の、7F21 より先の形式と鍵の階層",
      en: "format of the terminal's certificate beyond 7F21, and the keys above it",
    },
    default: {
      ja: "カードにある 7F21 と同じ形の証明書を、本試験台の鍵で発行する",
      en: "a certificate of the same form as those in the card, issued under keys of this bench",
    },
    reason: { ja: "形は券面APの証明書からの推定。", en: "Its form is inferred from the certificates in the card." },
    switch: ["certs/terminal.ts#terminalCertificate", "certs/card-verifiable.ts#issueCardVerifiable"],
    covers: ["terminal certificate"],
  },
  {
    id: "ASM-FACE-LOCK",
    unknown: {
      ja: "顔照合の失敗がカード側の回数（照合番号Bの10回）に数えられるか",
      en: "whether failed face matches count against the card's ten tries of key B",
    },
    default: {
      ja: "数えない。照合番号Bは読み取れたときだけ試し、残り3回は使わない",
      en: "they do not; key B is tried only when it was read, and the last three tries are never spent",
    },
    reason: {
      ja: "10回の失敗で閉塞するという自治体の記述が1件あるが、番号Bの誤りと区別できない。",
      en: "One municipality speaks of a lock after ten failures, which may mean wrong key B.",
    },
    switch: ["device/firmware/key-b-machine.ts#KEY_B_TRIES_SPARED", "device/firmware/key-b-machine.ts#FRONT_READINGS"],
    covers: ["face failures and key B", "reading of key B"],
  },
  {
    id: "ASM-REVOCATION-HOSTS",
    unknown: {
      ja: "失効情報（OCSP・CRL）の所在と応答の細部",
      en: "where revocation is asked (OCSP, CRL), and details of its answers",
    },
    default: {
      ja: "RFC 6960 と RFC 5280 に従う本試験台の OCSP 応答者と CRL",
      en: "an OCSP responder and lists of this bench, by RFC 6960 and RFC 5280",
    },
    reason: {
      ja: "失効確認は認定された署名検証者にだけ開かれ、所在は公開されていない。",
      en: "Revocation is open to certified verifiers only, and no address is public.",
    },
    switch: ["certs/publication-app.ts#publicationApp"],
    covers: ["OCSP and CRL hosts"],
  },
  {
    id: "ASM-REVOCATION-TIMES",
    unknown: {
      ja: "失効リストの発行の間隔と、更新した証明書がいつから有効と答えられるか",
      en: "how often lists come out, and from when a renewed certificate is answered for",
    },
    default: {
      ja: "日本時間の0時に全体、毎正時に差分。更新した証明書は 24 時間後から有効と答え、それまでは不明",
      en: "a complete list at midnight in Japan and a delta every hour; a renewed certificate is unknown for 24 hours, then good",
    },
    reason: {
      ja: "間隔は公開されておらず、自治体は「更新からおよそ 24 時間」とだけ案内している。",
      en: "No schedule is public, and municipalities say “about 24 hours after the renewal” and no more.",
    },
    switch: [
      "certs/publication.ts#completeList",
      "certs/publication.ts#deltaList",
      "simulator/certificate-offices.ts#KNOWN_AFTER",
    ],
    covers: ["schedule of revocation lists", "when a renewal is known"],
  },
  {
    id: "ASM-PHOTO-SIZE",
    unknown: { ja: "カードの顔写真の画素数", en: "pixel size of the photograph in the card" },
    default: { ja: "160×200 画素（数 kB の JPEG 2000）", en: "160 × 200 pixels, a JPEG 2000 of several kilobytes" },
    reason: { ja: "数 kB という記述だけがある。", en: "Only “several kilobytes” was published." },
    switch: ["simulator/faces/photograph.ts#photographOf"],
    covers: ["pixel size of the photograph"],
  },
  {
    id: "ASM-FRAME-LIMITS",
    unknown: {
      ja: "カードの製造者ごとの待ち時間（FWI）とフレームの長さ、処理時間",
      en: "waiting times (FWI), frame lengths and speed of each chip",
    },
    default: {
      ja: "公開された ATR のとおり。処理時間はデータ量と署名から見積もる",
      en: "as published ATRs say; time is modelled from bytes and signatures",
    },
    reason: { ja: "ATR のほかに公開値がない。", en: "There are ATRs and nothing else." },
    switch: ["simulator/card/card.ts#ATR", "simulator/reader/slot.ts#modelLatency"],
    covers: ["FWI and frame limits"],
  },
  {
    id: "ASM-PINPAD-WORDS",
    unknown: {
      ja: "リーダー上の暗証番号入力の結果語（6400・6401 以外）",
      en: "result words of PIN entry on the reader beyond 6400 and 6401",
    },
    default: {
      ja: "PC/SC 第10部に従い、扱えない指定には 6B80。6402 と 6403 は出さない",
      en: "as in PC/SC part 10: 6B80 to what cannot be done; 6402 and 6403 are never given",
    },
    reason: { ja: "6400 と 6401 だけが実測されている。", en: "Only 6400 and 6401 were measured." },
    switch: ["device/firmware/pin-block.ts#BAD_PARAMETER"],
    covers: ["words of PIN entry on the reader"],
  },
  {
    id: "ASM-UID-WORDS",
    unknown: {
      ja: "非接触の擬似命令（FF CA など）へのリーダーの応答",
      en: "how readers answer contactless pseudo commands such as FF CA",
    },
    default: {
      ja: "PC/SC 第3部に従う。番号は PUPI の 4 バイト、ATS と記憶カードの命令は 6A81。カードには届かず、判定もしない",
      en: "as in PC/SC part 3: four bytes of PUPI, 6A81 for the ATS and for storage cards; no card sees them, and none is judged",
    },
    reason: { ja: "製造者の手引きごとに異なる。", en: "Makers' manuals differ." },
    switch: ["simulator/reader/pseudo-apdu.ts#answerOfReader"],
    covers: ["contactless pseudo commands"],
  },
  {
    id: "ASM-CARD-OWNER",
    unknown: {
      ja: "受付中のカードが PC から見えるか",
      en: "whether the PC sees the card while a reception runs",
    },
    default: {
      ja: "受付中は空に見え、一度の「なし」の後に再び現れる",
      en: "the slot reads empty throughout, and the card appears again after one visible absence",
    },
    reason: {
      ja: "pcscd での実測による。リセット後にそのまま応答すると、どのホストも気付かない。",
      en: "Measured on pcscd: after a reset that is answered as before, no host ever learns of it.",
    },
    switch: ["device/firmware/slot-machine.ts#slotTable"],
    covers: ["owner of the card"],
  },
  {
    id: "ASM-RESULT-PROOF",
    unknown: {
      ja: "顔認証の結果が本物のリーダーのものであることの証明",
      en: "how a result is shown to be the reader's own",
    },
    default: {
      ja: "リーダーの P-256 の鍵で、ホストの nonce と結果に署名する",
      en: "the reader's attested P-256 key signs the host's nonce and the result",
    },
    reason: {
      ja: "公開された方式がない。偽造や使い回しを防ぐ最小の形を採った。",
      en: "No scheme is public; this is the least that keeps results from being forged or replayed.",
    },
    switch: ["profile.declares", "device/wire/face.ts#proofInput"],
    covers: ["proof of a result"],
  },
  {
    id: "ASM-CONTROL-API",
    unknown: { ja: "試験のために製品を外から操作する方法", en: "how a product is handled from outside for a test" },
    default: { ja: "本試験台の制御API（docs/control.yaml）", en: "the control API of this bench, docs/control.yaml" },
    reason: { ja: "公的な試験用の接続口は知られていない。", en: "No official interface for tests is known." },
    switch: ["device/control/operations.data.ts#CALLS"],
    covers: ["control interface"],
  },
  {
    id: "ASM-TEST-KEYS",
    unknown: {
      ja: "本番の認証局・端末・リーダーの鍵と、試験用の証明書の正式な発行元",
      en: "keys of the real authorities, terminals and readers, and an official issuer for tests",
    },
    default: {
      ja: "組織名 JPKI-TEST の、鍵を公開した試験用の階層",
      en: "a test hierarchy, organisation JPKI-TEST, whose keys are published",
    },
    reason: {
      ja: "公開されたCA証明書の形に倣う。鍵は誰でも読めるので、試験の外では信用してはならない。",
      en: "Shaped after the published CA certificates; anyone can read the keys, so nothing may trust them outside a test.",
    },
    switch: ["certs/profiles.data.ts#AUTHORITIES", "certs/pool/key-for.ts#POOL"],
    covers: ["test keys and their names"],
  },
  {
    id: "ASM-NUMBER-CHECK-DIGIT",
    unknown: {
      ja: "試験に使ってよい個人番号の範囲",
      en: "a range of individual numbers that is reserved for tests",
    },
    default: {
      ja: "検査用数字をわざと誤らせ、実在し得ない番号だけを使う",
      en: "the check digit is wrong on purpose, so that no living person can have the number",
    },
    reason: {
      ja: "試験用の範囲は公表されていない。検査用数字の算式は省令にある。",
      en: "No range for tests is published; the formula of the check digit is in an ordinance.",
    },
    switch: ["simulator/individual-number.ts#reservedIndividualNumber"],
    covers: ["individual numbers of test persons"],
  },
  {
    id: "ASM-PERSONAS",
    unknown: { ja: "公的な試験データ（人・カード・保険者番号）", en: "official test data: people, cards, insurers" },
    default: {
      ja: "架空の人と見本の番号。暗証番号は 1234、署名用は ABC123",
      en: "invented people and specimen numbers; PINs are 1234, and ABC123 for signing",
    },
    reason: { ja: "公開された試験データがない。", en: "None is public." },
    switch: ["simulator/personas.data.ts#PERSONAS"],
    covers: ["test persons"],
  },
  {
    id: "ASM-DRAWN-FACES",
    unknown: { ja: "実際の顔・カメラ・照明での振舞い", en: "how real faces, cameras and light behave" },
    default: {
      ja: "写真とカメラの画像を、顔の数値だけを共有する別々の描き手が描く",
      en: "photograph and camera picture are drawn by two renderers that share a face's numbers alone",
    },
    reason: {
      ja: "実在の人の顔を使わないため。数値は描いた顔についてのもので、製品の性能ではない。",
      en: "No living person's face is used; figures are about drawn faces, and about no product.",
    },
    switch: ["simulator/faces/photograph.ts#photographOf", "simulator/faces/camera-view.ts#cameraView"],
    covers: ["drawn faces"],
  },
  {
    id: "ASM-QUANTILE",
    unknown: {
      ja: "3〜7秒や30秒が平均か、何％の分位か",
      en: "whether 3 to 7 s and 30 s are means, or which quantile",
    },
    default: {
      ja: "95パーセンタイルを、信頼度95％で示す",
      en: "the 95th percentile, shown with 95 % confidence",
    },
    reason: {
      ja: "平均は遅い受付を隠す。59回すべて予算内なら足りる。",
      en: "A mean hides the slow receptions; 59 trials within the budget are enough to show it.",
    },
    switch: ["conformance/catalog/budgets.data.ts#BUDGETS"],
    covers: ["quantile and confidence"],
  },
  {
    id: "ASM-REMOTE-FORMS",
    unknown: {
      ja: "居宅同意取得型の端末・アプリと中央システムの通信、往診の同意の終わり、登録コードの形と期限、別動線の設定項目",
      en: "what mobile devices and apps say to the centre, when a house call's consent ends, form and life of activation codes, and which setting switches the other route on",
    },
    default: {
      ja: "JSON の小さなAPI。往診は外来と同じく診療日の翌日末まで。登録コードは12文字で24時間・1台限り。別動線はオンライン診療等の設定に従う",
      en: "a small JSON API; a house call ends as other care does, with the day after; codes of twelve letters for one device within 24 hours; the other route goes by the setting for online treatment",
    },
    reason: {
      ja: "公開資料は流れと同意の期限だけを述べる。別動線とオンライン診療等は同じシステムとされている。",
      en: "Public documents tell the flow and the ends of consent; they call the other route the same system as online treatment.",
    },
    switch: ["simulator/central/remote/forms.ts#FORMS", "simulator/central/remote/mobile-app.ts#mobileApp"],
    covers: ["forms of care away from the counter"],
  },
  {
    id: "ASM-REMOTE-MEETING",
    unknown: {
      ja: "窓口の外の同意が2台の端末で同時に、または方式をまたいで重なったとき、受付の途中で解除されたときの扱い",
      en: "what counts of consents away from the counter that were taken at two devices at once, or overlap from mode to mode, and of one that is ended while a card is being read",
    },
    default: {
      ja: "狭い方を採り、記録に残す。種別ごとに、有効な同意のすべてが同意したものだけ。途中の解除はその受付にも及ぶ",
      en: "the stricter reading, and a line in the log: kind by kind what all consents in force agree on; an end counts for a card that is being read, too",
    },
    reason: {
      ja: "公開資料は同意が1つの場合だけを述べる。本人の知らない閲覧を避ける側を採った。",
      en: "Public documents speak of one consent alone; the side was taken on which nobody looks without the patient's knowing.",
    },
    switch: ["simulator/central/remote/consent.ts#afterConsent", "simulator/central/remote/consent.ts#kindByKind"],
    covers: ["consents that meet"],
  },
  {
    id: "ASM-PHONE-ORDER",
    unknown: {
      ja: "Android のスマートフォンで、4桁の暗証番号の入力と端末をかざすことのどちらが先か",
      en: "whether the four digits of an Android phone are typed before the phone is laid down, or after",
    },
    default: {
      ja: "かざした後に入力する。残り回数を端末に尋ねて画面に示せる。試験はどちらの順も受け入れる",
      en: "laid down first, then typed, so that the phone can be asked for the tries left; the suite takes either order",
    },
    reason: {
      ja: "公開資料は、認証してからかざすという画面の案内だけで、暗証番号がいつ照合されるかを述べていない。",
      en: "Public guides show a screen that says authenticate, then tap; when the digits are checked is not told.",
    },
    switch: ["device/firmware/arrival-machine.ts#arrivalTable"],
    covers: ["order of an Android phone's PIN and laying down"],
  },
  {
    id: "ASM-CLOSED-NETWORK",
    unknown: { ja: "閉域網の構成と認証の方法", en: "how the closed network is built and how it admits a line" },
    default: {
      ja: "回線（接続元の番地）と電子証明書で認め、指定された接続先だけへ通す1つのゲートウェイ",
      en: "one gateway that admits by line (the caller's address) and certificate, and lets through to named destinations",
    },
    reason: {
      ja: "公開資料は、許可された施設だけが届き、指定先にだけ通信できるという性質を述べるにとどまる。",
      en: "Public documents state its properties only: those let in reach it, and only named destinations can be reached.",
    },
    switch: ["simulator/network/closed-network.ts#passage"],
    covers: ["closed network"],
  },
  {
    id: "ASM-PORTAL-API",
    unknown: {
      ja: "ポータルと医療保険者等向け中間サーバーの通信内容、定期の突合の間隔とその結果の扱い、補助金の1円未満の扱い",
      en: "the messages of the portal and of the insurers' intermediate server; how often numbers without history are matched again and what follows; parts of a yen in a subsidy",
    },
    default: {
      ja: "公開された規則を表と純粋な関数にし、JSON の小さなAPIで呼ぶ。突合は毎日行い、変わったものだけを知らせ、一致するようになった番号も保険者が確かめるまで登録しない。1円未満は切り捨て",
      en: "the published rules as tables and pure functions behind a small JSON API; matched every day, changes alone are told, and a number that agrees at last is registered once its insurer has confirmed it; parts of a yen are dropped",
    },
    reason: {
      ja: "公開されているのは規則と画面の案内だけである。",
      en: "The rules and guides to the screens are public, the interfaces are not.",
    },
    switch: ["simulator/portal/portal-app.ts#portalApp", "simulator/insurers/insurers-app.ts#insurersApp"],
    covers: ["portal interface"],
  },
  {
    id: "ASM-SUBSIDY-RULES",
    unknown: {
      ja: "令和7年度の補助の受付初日（機器故障時等は「7月頃」）、令和3年3月までにリーダーを申し込んだ施設の導入補助、共通の改修を使う方式を合わせた上限、加算の表がいつまでか",
      en: "the first day of the subsidies of 2025 (for a broken reader: about July), what who ordered readers by March 2021 was paid for the introduction, the most that schemes with one change pay in sum, and until when the fee table counts",
    },
    default: {
      ja: "4月1日から（機器故障時等は7月1日から）。導入補助は令和3年4月1日からの申込の条件だけ。合わせて、最も多い方式の上限まで。7・4・3点には終わりがなく、利用申請の日から算定できる",
      en: "from 1 April, for a broken reader from 1 July; of the introduction the terms from 1 April 2021 on alone; in sum no more than the dearest scheme's limit; 7, 4 and 3 points have no last day, and count from the day on which use was applied for",
    },
    reason: {
      ja: "資料にあるのは年度と「頃」、二重の補助をしないこと、3点と1点の期限だけである。",
      en: "The documents have the year and an about, that nothing is paid twice, and a last day for 3 points and 1.",
    },
    switch: [
      "simulator/portal/subsidies.data.ts#SCHEMES",
      "simulator/portal/subsidies.data.ts#ONE_CHANGE",
      "simulator/portal/fee-points.ts#FEE_TABLE",
    ],
    covers: ["subsidies in sum", "first days of subsidies"],
  },
] as const satisfies readonly Assumption[];

export type AssumptionId = (typeof ASSUMPTIONS)[number]["id"];
