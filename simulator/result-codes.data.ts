/**
 * The official list of result codes (別紙6-1) is not public. These have the shape of the one code that is known (system, letter, four
 * digits, severity I, W or E) in a namespace of our own, TST, so that nobody takes them for real ones.
 */
export interface Said {
  readonly ja: string;
  readonly en: string;
}

export const RESULT_CODES = {
  // A: admission to the network, and calls that are none
  TSTA0001E: {
    status: 403,
    ja: "この医療機関は登録されていません。利用申請を確認してください。",
    en: "This institution is not admitted. Check its application for use.",
  },
  TSTA0002E: {
    status: 403,
    ja: "クライアント証明書が提示されていません。端末の電子証明書を確認してください。",
    en: "No client certificate was shown. Check the terminal's certificate.",
  },
  TSTA0003E: {
    status: 403,
    ja: "クライアント証明書を受け入れられません。端末の電子証明書を確認してください。",
    en: "The client certificate is not accepted. Check the terminal's certificate.",
  },
  TSTA0004E: {
    status: 400,
    ja: "要求の形式が正しくありません。示された項目を確かめてください。",
    en: "The call is not of the form that was agreed on. Look at the places that are named.",
  },
  TSTA0005E: {
    status: 404,
    ja: "その窓口はありません。アドレスとメソッドを確かめてください。",
    en: "There is nothing at this address. Check the address and the method.",
  },
  TSTA0006E: {
    status: 500,
    ja: "中央システム内部で処理が失敗しました。しばらくしてからやり直し、続くときは中央システムの記録を確認してください。",
    en: "The central system itself failed. Try again later; if it goes on, look at what the centre has written down.",
  },
  TSTA0007E: {
    status: 413,
    ja: "要求が大きすぎます。分けて要求してください。",
    en: "The call is too large. Divide it.",
  },
  TSTA0008E: {
    status: 403,
    ja: "この端末は資格確認（限定型）のため、資格情報のほかは回答できません。ほかの情報は医療機関の端末から照会してください。",
    en: "This device may ask for eligibility alone. Ask for anything else from a terminal of the facility.",
  },
  TSTA0009E: {
    status: 507,
    ja: "中央システムが記録を保存できず、受付は行われていません。中央システムのディスクを確認してください。",
    en: "The central system could not store it, so that nothing was done. Check its disk.",
  },
  // R: reception by card
  TSTR0001E: {
    status: 409,
    ja: "認証の有効時間が過ぎたか、使用済みです。カードを置き直してください。",
    en: "The challenge is spent or too old. Put the card on the reader again.",
  },
  TSTR0002E: {
    status: 403,
    ja: "カードの署名を検証できません。カードを置き直してください。",
    en: "The card's signature does not verify. Put the card on the reader again.",
  },
  TSTR0003E: {
    status: 403,
    ja: "利用者証明用電子証明書を確認できません。マイナンバーカードであることを確かめ、置き直してください。",
    en: "The certificate was not issued by the authority for user authentication. Check that it is a My Number Card, and put it on the reader again.",
  },
  TSTR0004E: {
    status: 403,
    ja: "電子証明書の有効期限が切れています。市区町村の窓口で更新してください。",
    en: "The certificate has expired. Have it renewed at the municipality.",
  },
  TSTR0005E: {
    status: 403,
    ja: "電子証明書の有効期間が始まっていません。端末と中央システムの日時を確かめてください。",
    en: "The certificate is not valid yet. Check the date and time of the terminal and of the centre.",
  },
  TSTR0006E: {
    status: 403,
    ja: "電子証明書が失効しています。市区町村の窓口で手続きしてください。",
    en: "The certificate is revoked. Ask for a new one at the municipality.",
  },
  TSTR0007E: {
    status: 403,
    ja: "利用者証明用ではない電子証明書です。カードの利用者証明用電子証明書を読み取ってください。",
    en: "The certificate is not for user authentication. Read the one of the card that is.",
  },
  TSTR0008E: {
    status: 404,
    ja: "健康保険証として登録されていません。初回登録をしてください。",
    en: "The card is not registered as insurance card. Register it first.",
  },
  TSTR0009E: {
    status: 503,
    ja: "失効情報を確認できません。しばらくしてからやり直してください。",
    en: "Revocation cannot be checked now. Try again later.",
  },
  TSTR0010E: {
    status: 403,
    ja: "電子証明書が更新されたばかりで、使えるのは更新から約 24 時間後です。それまでは資格確認書などで確認してください。",
    en: "The certificate has only just been renewed, and counts about 24 hours after that. Until then go by other evidence of eligibility.",
  },
  // Q: eligibility by number
  TSTQ0001E: {
    status: 400,
    ja: "要求の項目に誤りがあります。示された項目を直してください",
    en: "Elements of the request are wrong. Correct those that are named",
  },
  TSTQ0002E: {
    status: 403,
    ja: "医療機関コードが端末のものと一致しません。要求の医療機関コードを確かめてください。",
    en: "The institution code is not that of the terminal. Check the code in the request.",
  },
  TSTQ0003E: {
    status: 400,
    ja: "照会番号に JIS X 0208 にない文字があり、回答では ● になります。ほかの番号を登録してください。",
    en: "The reference number has a character outside JIS X 0208, which answers would carry back as ●. Register another one.",
  },
  TSTQ0004E: {
    status: 409,
    ja: "この照会番号は別の患者に登録されています。患者を確かめ、ほかの番号を登録するか、先にその患者の番号を改めてください。",
    en: "Another patient has this reference number. Make sure of the patient, and register another number, or change that patient's first.",
  },
  // M: medical information
  TSTM0001E: {
    status: 403,
    ja: "同意がないため閲覧できません。患者から同意を得てください。",
    en: "There is no consent, so this cannot be viewed. Have the patient consent.",
  },
  TSTM0002E: {
    status: 403,
    ja: "同意の有効期限が過ぎたため閲覧できません。改めて同意を得てください。",
    en: "The consent has ended, so this cannot be viewed. Have the patient consent anew.",
  },
  TSTM0003E: {
    status: 404,
    ja: "該当する資格が一つに定まりません。保険者番号、記号・番号、枝番を確かめてください。",
    en: "No single entitlement matches. Check the numbers of insurer, symbol, person and branch.",
  },
  TSTM0005E: {
    status: 403,
    ja: "救急時の閲覧ができるのは病院だけです。患者から同意を得て閲覧してください。",
    en: "Only hospitals may look without consent in an emergency. Have the patient consent.",
  },
  TSTM0006E: {
    status: 403,
    ja: "この種別の施設では閲覧できない情報です。閲覧できる種類の情報を照会してください。",
    en: "A facility of this kind may not view this information. Ask for what it may view.",
  },
  // N: notices, which go with an answer that is otherwise well
  TSTN0001I: {
    status: 200,
    ja: "電子証明書の有効期限が3か月以内に切れます。市区町村の窓口での更新を案内してください。",
    en: "The certificate expires within three months. It is renewed at the municipality.",
  },
  TSTN0002W: {
    status: 200,
    ja: "電子証明書の有効期限が切れています。3か月間は資格確認だけができ、薬剤情報などは閲覧できません。市区町村の窓口での更新を案内してください。",
    en: "The certificate has expired. For three months it confirms eligibility, and no medical information. It is renewed at the municipality.",
  },
  // B: bulk
  TSTB0001E: {
    status: 404,
    ja: "この受付番号の一括処理はありません。受付番号と、受付から24時間以内であることを確認してください。",
    en: "No bulk request was accepted under this number here, or more than 24 hours ago. Check the number, or ask anew.",
  },
  TSTB0003E: {
    status: 413,
    ja: "一括照会の件数が多すぎます。分けて要求してください。",
    en: "There are too many rows in one bulk request. Divide them.",
  },
  // C: receipt computers in the cloud
  TSTC0001E: {
    status: 401,
    ja: "トークンがないか、この医療機関のものではありません。ログインし直してください。",
    en: "There is no token, or it is not this institution's. Log in again.",
  },
  TSTC0002E: {
    status: 401,
    ja: "トークンの有効期限が切れています。refreshToken で更新するか、ログインし直してください。",
    en: "The token has expired. Renew it by the refresh token, or log in again.",
  },
  // D: disaster mode
  TSTD0001E: {
    status: 403,
    ja: "災害時モードではないため、氏名などによる照会はできません。カードか記号・番号で照会してください。",
    en: "The central system is not in disaster mode, so nobody is looked up by name. Ask by card, or by number.",
  },
  // F: files that a terminal cannot take as a request; they are answered by an error file
  TSTF0001E: {
    status: 400,
    ja: "ファイル名が要求ファイルの命名規則に合いません。名前を直して置き直してください。",
    en: "The file's name is not that of a request. Correct it, and write the file again.",
  },
  TSTF0002E: {
    status: 413,
    ja: "ファイルが大きすぎます。分けて要求してください。",
    en: "The file is too large. Divide the request.",
  },
  TSTF0003E: {
    status: 400,
    ja: "XMLとして読み取れません。書き方と文字コードを確かめ、置き直してください。",
    en: "The file cannot be read as a message. Check its form and encoding, and write it again.",
  },
  TSTF0004E: {
    status: 400,
    ja: "同じ要素が重複しており、どちらを使うべきか判断できません。1つにして置き直してください。",
    en: "An element stands twice, and which is meant cannot be known. Write it once.",
  },
  TSTF0005E: {
    status: 404,
    ja: "取り扱っていない種別の要求です。ファイル名の先頭の種別を確かめてください。",
    en: "This kind of request is not handled. Check the kind with which its name begins.",
  },
  TSTF0006E: {
    status: 409,
    ja: "同じ名前の応答がまだ受け取られていません。先にその応答を受け取ってください。",
    en: "An answer of the same name has not been fetched yet. Fetch that one first.",
  },
  TSTF0007E: {
    status: 423,
    ja: "ファイルを開けません。権限と、他のプログラムが使用中でないかを確認してください。",
    en: "The file cannot be opened. Check its rights and that no other program holds it.",
  },
  TSTF0008E: {
    status: 400,
    ja: "ZIP のパスワードが端末の設定と一致しません。端末に設定したパスワードで作り直してください。",
    en: "The ZIP has another password than the terminal was set up with. Make it with that one.",
  },
  TSTF0009E: {
    status: 400,
    ja: "この種別は ZIP で授受する設定になっていません。XML のまま置いてください。",
    en: "The terminal is not set up to take this kind of request as a ZIP. Write it as plain XML.",
  },
  TSTF0010E: {
    status: 400,
    ja: "ZIP の中身が、同じ名前の XML 1件ではありません。その1件だけを入れてください。",
    en: "What is in the ZIP is not one XML file of the same name. Put in that one and nothing else.",
  },
  // T: the terminal, for itself
  TSTT0001E: {
    status: 503,
    ja: "中央システムに接続できません。回線を確認し、しばらくしてからやり直してください。",
    en: "The central system cannot be reached. Check the line and try again later.",
  },
  TSTT0002E: {
    status: 502,
    ja: "中央システムの応答を確認できないため、結果を渡しません。もう一度要求してください。",
    en: "The central system's answer does not fit the request, so it is not handed over. Ask again.",
  },
  TSTT0004E: {
    status: 409,
    ja: "この顔認証用アカウントは別のリーダーが使用中です（0x81000001）。アカウントは1台に1つです。このリーダーには別のアカウントを設定してください。",
    en: "Another reader has this account already (0x81000001). Each reader has an account of its own: set up another for this one.",
  },
  TSTT0003E: {
    status: 500,
    ja: "端末内部で処理が失敗しました。もう一度要求してください。",
    en: "The terminal itself failed. Ask again.",
  },
  TSTT0005E: {
    status: 409,
    ja: "端末が応答を書き込む途中で停止しました。二重に渡さないため、書き直しません。応答を受け取っていなければ、もう一度要求してください。",
    en: "The terminal was stopped while it wrote the answer, and does not write it twice. Ask again if you have not had it.",
  },
  // P: the portal for facilities
  TSTP0001E: {
    status: 409,
    ja: "アカウントがありません。先にアカウントを登録してください。",
    en: "There is no account. Open one first.",
  },
  TSTP0003E: {
    status: 409,
    ja: "利用申請は済んでいます。改めて申請する必要はありません。",
    en: "Use has been applied for already. There is nothing more to do.",
  },
  TSTP0004E: {
    status: 409,
    ja: "顔認証付きカードリーダーは申込済みです。変える場合は先に取り消してください。",
    en: "Readers are ordered already. Cancel that order first.",
  },
  TSTP0005E: {
    status: 409,
    ja: "無償提供の台数（病院3台、その他1台）を超えています。台数を減らしてください。",
    en: "That is more readers than are given: three to a hospital, one to others. Order fewer.",
  },
  TSTP0006E: {
    status: 409,
    ja: "機種を指定してください。「機種未定」で申し込めたのは令和3年2月1日から3月31日までです。",
    en: "Name the model. It could be left undecided from 1 February to 31 March 2021 only.",
  },
  TSTP0007E: {
    status: 409,
    ja: "機種を選ぶべき申込がありません。機種を指定して申し込んでください。",
    en: "There is no order whose model is to be chosen. Order readers, and name a model.",
  },
  TSTP0008E: {
    status: 409,
    ja: "機種選定の期限（令和3年8月1日）を過ぎたため、申込は取り消されています。改めて申し込んでください。",
    en: "The model was to be chosen by 1 August 2021; the order counts as cancelled. Order anew.",
  },
  TSTP0009E: {
    status: 409,
    ja: "取り消すべき申込がありません。アカウントの申込状況を確かめてください。",
    en: "There is no order to cancel. Look at the account.",
  },
  TSTP0010E: {
    status: 409,
    ja: "すでに行った手続きより前の日付です。その日以降の日を指定してください。",
    en: "That is a day before a step that was taken already. Name that day or a later one.",
  },
  TSTP0011E: {
    status: 409,
    ja: "この補助金の申請受付はまだ始まっていません。/v1/portal/tables の applyFrom 以降に申請してください。",
    en: "This subsidy cannot be applied for yet. Apply from the day that /v1/portal/tables has as applyFrom.",
  },
  TSTP0012E: {
    status: 409,
    ja: "この補助金の申請期限（/v1/portal/tables の applyBy）を過ぎています。ほかの方式を確かめてください。",
    en: "The last day for this subsidy has passed (applyBy in /v1/portal/tables). Look at the other schemes.",
  },
  TSTP0013E: {
    status: 409,
    ja: "補助対象事業の完了期限（/v1/portal/tables の completeBy）の後に完了した事業です。完了日を確かめてください。",
    en: "The project was completed after the last day for that (completeBy in /v1/portal/tables). Check the day.",
  },
  TSTP0014E: {
    status: 409,
    ja: "申請日の後に完了する事業です。完了してから申請してください。",
    en: "The project is completed after it is applied for. Apply when it is complete.",
  },
  TSTP0015E: {
    status: 409,
    ja: "補助の対象になる費用がありません。/v1/portal/tables の ceilings にある費用を書いてください。",
    en: "Nothing that it cost is paid for. Give costs that /v1/portal/tables has under ceilings.",
  },
  TSTP0016E: {
    status: 409,
    ja: "同じ方式、または同じ改修への補助をすでに受けています。重ねて補助は受けられません。ほかの方式を確かめてください。",
    en: "This scheme, or the same change of the system, was paid for already. Nothing is paid twice; look at the other schemes.",
  },
  // I: the insurers' intermediate server
  TSTI0001E: {
    status: 404,
    ja: "この保険者の登録にその番号のものはありません。登録時に返された registration を指定してください。",
    en: "This insurer has no such registration. Name the one that was told when it was registered.",
  },
  TSTI0002E: {
    status: 409,
    ja: "この登録に疑いはなく、確かめるものはありません。通知にある登録を指定してください。",
    en: "Nothing about this registration is in doubt. Name one that a notice is about.",
  },
  TSTI0003E: {
    status: 409,
    ja: "住基ネット、または同じ番号で登録済みの方と一致しません。本人に個人番号を確かめてください。",
    en: "The resident registry, or somebody registered under this number, says otherwise. Confirm the number with the person.",
  },
  // V: consent away from the counter
  TSTV0001E: {
    status: 403,
    ja: "この医療機関では、この方式が環境設定で有効になっていません。環境設定情報を更新してください。",
    en: "This facility has not switched this mode on. Change its environment settings.",
  },
  TSTV0002E: {
    status: 403,
    ja: "この端末では行えない方式か確認方法です。オンライン診療等は患者自身の端末で始め、患者自身の端末では、その方式のアドレスから暗証番号で受け付けてください。",
    en: "This device is not for that mode, or not for a visual check. Online consultation begins at the patient's own device; there enter the PIN, at the address of the mode.",
  },
  TSTV0003E: {
    status: 400,
    ja: "診療日が正しくありません。オンライン診療等では今日から1年以内、ほかの方式では今日の日付にしてください。",
    en: "The day of care is not possible. Online name a day from today to a year ahead, otherwise today.",
  },
  TSTV0004E: {
    status: 409,
    ja: "初回と異なる方のカードです。患者を確かめてください。",
    en: "It is another person's card than at the first visit. Make sure of the patient.",
  },
  TSTV0005E: {
    status: 404,
    ja: "取り消せる同意がありません。患者と方式を確かめてください。",
    en: "There is no consent that could be taken back. Check the patient and the mode.",
  },
  TSTV0006E: {
    status: 403,
    ja: "この方式での患者の同意がありません。患者から同意を得てください。",
    en: "The patient has not consented in this mode. Have the patient consent.",
  },
  TSTV0007E: {
    status: 403,
    ja: "患者の同意は終わっています。改めて同意を得てください。",
    en: "The patient's consent has ended. Have the patient consent anew.",
  },
  TSTV0008E: {
    status: 403,
    ja: "端末の登録コードが無効か、期限切れか、使用済みです。資格確認端末で発行し直してください。",
    en: "The activation code is wrong, too old or used. Have the terminal issue another.",
  },
  TSTV0009E: {
    status: 401,
    ja: "登録されていない端末です。登録コードで登録してください。",
    en: "The device is not registered. Register it with an activation code.",
  },
  TSTV0010E: {
    status: 404,
    ja: "受付のアドレスが正しくありません。医療機関から案内された二次元コードを読み取ってください。",
    en: "There is no reception at this address. Use the code that the facility gave you.",
  },
  TSTV0011E: {
    status: 404,
    ja: "この医療機関に登録された端末ではありません。登録済みの端末を確認してください。",
    en: "This facility has no such device. See which devices are registered.",
  },
  TSTV0012E: {
    status: 507,
    ja: "同意の記録を1件読み取れませんでした。その患者の同意を取り直し、中央システムのデータファイルを確認してください。",
    en: "One record of consent could not be read. Have that patient consent anew, and check the centre's data file.",
  },
  TSTV0013E: {
    status: 503,
    ja: "モバイル端末の窓口が混み合っています。少し待ってからやり直してください。",
    en: "Too many devices are connected at once. Wait a little and try again.",
  },
} as const satisfies Record<string, Said & { readonly status: number }>;

export type ResultCode = keyof typeof RESULT_CODES;

export const isResultCode = (code: unknown): code is ResultCode =>
  typeof code === "string" && Object.hasOwn(RESULT_CODES, code);
