import type { Bilingual } from "../bilingual.ts";

/** Why a check did not hold, as a code that stays, and what to do next: for the person who opens the report, next step first. */
export interface ReasonRow {
  readonly what: Bilingual;
  readonly next: Bilingual;
}

export const REASONS = {
  // identity
  "face.notAccepted": {
    what: { ja: "本人の顔が受け入れられない", en: "the holder's own face is not accepted" },
    next: {
      ja: "照明と顔の位置を確かめ、照合のしきい値とカード写真の復号を調べてください。",
      en: "Check light and position of the face, then the matcher's threshold and the decoding of the photograph.",
    },
  },
  "face.wrongAccepted": {
    what: { ja: "別人の顔が受け入れられた", en: "another person's face is accepted" },
    next: {
      ja: "直ちに照合のしきい値と、比べている2枚の画像の出どころを調べてください。",
      en: "Look at the matcher's threshold and at where its two pictures come from, at once.",
    },
  },
  "face.livenessUntold": {
    what: { ja: "生体検知の値が知らされない", en: "the liveness of a capture is not told" },
    next: {
      ja: "captured と matched に liveness を載せてください。",
      en: "Put liveness into captured and matched.",
    },
  },
  "face.noRetry": {
    what: { ja: "顔照合をやり直せない", en: "a failed match gives no other try" },
    next: { ja: "不一致の後に撮影画面へ戻るかを調べてください。", en: "Look at what follows a refused match." },
  },
  "pin.notVerified": {
    what: { ja: "正しい暗証番号が受け入れられない", en: "the right PIN is not accepted" },
    next: {
      ja: "VERIFY の対象（JPKI-AP の 0018）と、桁が ASCII で渡されるかを調べてください。",
      en: "Check that VERIFY goes to reference 0018 of the JPKI application with ASCII digits.",
    },
  },
  "pin.triesWrong": {
    what: { ja: "暗証番号の残り回数が正しくない", en: "the tries left for the PIN are wrong" },
    next: {
      ja: "状態語 63Cx の x をそのまま伝えているかを調べてください。",
      en: "Hand on the x of status word 63Cx as it came.",
    },
  },
  "pin.lastTryUnsaid": {
    what: { ja: "最後の1回であることを知らせない", en: "the last try is not announced" },
    next: {
      ja: "入力の前に残り回数を照会し、1回なら画面に示してください。",
      en: "Ask the card for its tries before the pad opens, and show it when one is left.",
    },
  },
  "pin.notLocked": {
    what: { ja: "3回の誤りで閉塞として扱われない", en: "three wrong tries are not treated as locked" },
    next: { ja: "63C0 と 6984 の扱いを調べてください。", en: "Look at how 63C0 and 6984 are handled." },
  },
  "staff.notConfirmed": {
    what: { ja: "目視確認で受付できない", en: "a visual check does not confirm" },
    next: {
      ja: "施設パスワードの設定と目視の画面を確かめてください。",
      en: "Check the facility password and the staff screen.",
    },
  },
  "staff.overruled": {
    what: { ja: "職員の「別人」の判断が無視された", en: "the staff's refusal was overruled" },
    next: {
      ja: "別人とされた受付を直ちに終えてください。",
      en: "End the reception as soon as staff say it is another person.",
    },
  },
  "staff.passwordIgnored": {
    what: { ja: "誤ったパスワードで目視確認が通った", en: "a wrong password opened the visual check" },
    next: { ja: "施設パスワードの照合を調べてください。", en: "Look at how the facility password is compared." },
  },
  "fallback.missing": {
    what: { ja: "次の確認方法が示されず、患者が行き詰まる", en: "no other method is offered and the patient is stuck" },
    next: {
      ja: "失敗した方法を除き、残る方法の選択画面へ進めてください。",
      en: "Offer whatever methods are left after the one that failed.",
    },
  },
  "authority.ignored": {
    what: { ja: "中央が認めない署名が行われた", en: "the key was used although leave was refused" },
    next: {
      ja: "許可のない暗証番号なし利用を止めてください。",
      en: "Never use the key without PIN and without leave.",
    },
  },
  "attestation.missing": {
    what: { ja: "真正性を証明しない", en: "the reader does not prove itself" },
    next: { ja: "attest に attested を返してください。", en: "Answer attest with attested." },
  },
  "attestation.unattested": {
    what: { ja: "どの認証局も保証しない証明書である", en: "no authority vouches for the reader's certificate" },
    next: {
      ja: "shikaku pki が書き出す readers の証明書と鍵、または申告した認証局の証明書を入れてください。",
      en: "Install a certificate of the attestation authority, such as readers/ of what `shikaku pki` writes.",
    },
  },
  "attestation.revoked": {
    what: { ja: "リーダーの証明書が失効している", en: "the reader's certificate was taken back" },
    next: {
      ja: "このリーダーを使わず、製造者に新しい証明書を求めてください。",
      en: "Take this reader out of use and ask its maker for a new certificate.",
    },
  },
  "attestation.unproven": {
    what: { ja: "証明が attest の nonce に対するものでない", en: "the attestation is not over the nonce of attest" },
    next: {
      ja: "attest の nonce と attested を連結したものに、証明書の鍵で署名してください。",
      en: "Sign nonce ‖ attested with the key of the certificate, anew each time.",
    },
  },
  "attestation.otherKey": {
    what: { ja: "identity と attested の証明書が異なる", en: "identity and attested carry different certificates" },
    next: {
      ja: "結果に署名する鍵の証明書を、両方に同じく載せてください。",
      en: "Let both carry the certificate of the key that signs results.",
    },
  },
  "selfTest.incomplete": {
    what: { ja: "自己診断の結果が揃わない", en: "the self-test does not tell of every part once" },
    next: {
      ja: "どの部品も passed か failed のどちらか一方に載せてください。",
      en: "Name each part in exactly one of passed and failed.",
    },
  },
  "selfTest.disturbs": {
    what: { ja: "受付中の患者を保守が妨げる", en: "upkeep disturbs the patient at the reader" },
    next: { ja: "受付中は notDone(busy) を返してください。", en: "Answer notDone(busy) while a patient is there." },
  },
  "log.incomplete": {
    what: { ja: "ログに受付の結末が残らない", en: "the log lacks what became of a reception" },
    next: {
      ja: "受付の終わりごとに completed か ended を1件記録してください。",
      en: "Write one entry, completed or ended, at the end of each reception.",
    },
  },
  "log.disorder": {
    what: { ja: "ログの範囲か終わりが正しくない", en: "the log is cut or ended wrongly" },
    next: {
      ja: "from 以降だけを古い順に返し、logEnd で終えてください。",
      en: "Give the entries from that number on, oldest first, and then logEnd.",
    },
  },
  "update.accepted": {
    what: { ja: "拒むべきファームウェアが受け入れられた", en: "firmware was taken that must be refused" },
    next: {
      ja: "署名、機種、カウンター、大きさ、ダイジェストを、書き込む前にすべて確かめてください。",
      en: "Check signature, model, counter, size and digest before anything is written.",
    },
  },
  "update.unexplained": {
    what: { ja: "更新を拒んだ理由が知らされない", en: "why an update was refused is not told" },
    next: { ja: "updateRefused で理由を返してください。", en: "Answer with updateRefused and its reason." },
  },
  "limit.ignored": {
    what: { ja: "端末が指定した回数や時間が守られない", en: "a limit of the host is not kept" },
    next: {
      ja: "begin の attempts と patience を、その受付に限り既定値の代わりに使ってください。",
      en: "Use attempts and patience of begin in place of your own, for that reception.",
    },
  },
  "phone.refused": {
    what: { ja: "スマートフォンで受付できない", en: "a phone does not complete a reception" },
    next: {
      ja: "選ばれた機種のトークンと、Android では端末の暗証番号の照合を調べてください。",
      en: "Look at the token of the kind chosen, and for Android at the check of its own digits.",
    },
  },
  "phone.wrongTaken": {
    what: { ja: "選んだ機種と異なる端末が受け入れられた", en: "another device than the one chosen is taken" },
    next: {
      ja: "JPKI-AP のトークンで端末の種類を確かめてください。",
      en: "Tell the kinds apart by the token of the JPKI application.",
    },
  },
  "registration.missing": {
    what: { ja: "未登録のカードを初回登録できない", en: "a card that is not registered cannot be registered" },
    next: {
      ja: "registration が notRegistered なら患者に尋ね、結果に registration を載せてください。",
      en: "Ask the patient when registration says notRegistered, and put registration into the result.",
    },
  },
  "registration.invented": {
    what: { ja: "患者が望まない初回登録が行われる", en: "a registration is told that the patient did not want" },
    next: {
      ja: "患者が選んだときに限り registration を載せてください。",
      en: "Put registration into the result only where the patient chose it.",
    },
  },
  "version.crossed": {
    what: { ja: "相手の版にない電文を送る", en: "a message is sent that the other side's version lacks" },
    next: {
      ja: "hello の版より後に加わった電文と項目を送らないでください。",
      en: "Send nothing that came with a later version than that of hello.",
    },
  },
  "version.unanswered": {
    what: { ja: "読めない電文に notDone が返らない", en: "what cannot be read is not answered by notDone" },
    next: {
      ja: "版2のホストには、実行しなかった電文のタグを notDone で返してください。",
      en: "Tell a host of version 2 by notDone which message was not acted upon.",
    },
  },
  // the reception
  "reception.incomplete": {
    what: { ja: "受付が完了しない", en: "the reception does not complete" },
    next: {
      ja: "記録の最後の画面と事象を見て、どこで止まったかを確かめてください。",
      en: "Look at the last screen and event of the trace to see where it stopped.",
    },
  },
  "reception.disorder": {
    what: { ja: "受付の順序が正しくない", en: "the reception is out of order" },
    next: {
      ja: "通知の順序を参照プロトコルと比べてください。",
      en: "Compare the order of messages with the reference protocol.",
    },
  },
  "reception.notBusy": {
    what: { ja: "受付中の二重開始が断られない", en: "a second reception is not refused" },
    next: {
      ja: "受付中の begin には ended(busy) を返してください。",
      en: "Answer a begin during a reception with ended(busy).",
    },
  },
  "reception.notCancelled": {
    what: { ja: "中止が効かない", en: "a cancel has no effect" },
    next: { ja: "中止を受けたら直ちに受付を終えてください。", en: "End the reception as soon as it is cancelled." },
  },
  "reception.noTimeout": {
    what: { ja: "待っても時間切れにならない", en: "waiting for somebody never times out" },
    next: { ja: "その画面での待ち時間の時限を調べてください。", en: "Look at the timer of that screen." },
  },
  "reception.notStarted": {
    what: { ja: "begin に応じて受付が始まらない", en: "a begin starts no reception" },
    next: {
      ja: "begin の後、2秒以内にカードを置く画面（または前のカードを取る画面）へ進んでください。",
      en: "Within two seconds of begin, ask for the card, or for the last one to be taken.",
    },
  },
  "reception.endedTwice": {
    what: { ja: "1件の受付が2度終わった", en: "one reception ended twice" },
    next: {
      ja: "受付ごとに completed か ended を1度だけ送り、終えた受付の事象では何も送らないでください。",
      en: "Send one completed or ended for a reception, and nothing more of a reception that is over.",
    },
  },
  "reception.stuck": {
    what: {
      ja: "終わった受付の後、次の受付が始まらない",
      en: "after a reception that ended, the next one does not start",
    },
    next: {
      ja: "受付を終えるとき、待受けの状態に戻っているかを調べてください。",
      en: "Check that the end of a reception brings the reader back to where it takes the next begin.",
    },
  },
  "message.missing": {
    what: { ja: "来るべき通知が来ない", en: "a message that is due does not come" },
    next: {
      ja: "参照プロトコルの「受付」の項で、その行為に続く通知を確かめてください。",
      en: "Look up in the reference protocol which message follows that act.",
    },
  },
  "message.late": {
    what: { ja: "通知が遅すぎる", en: "a message comes too late" },
    next: {
      ja: "行為から通知までのあいだに何を待っているかを調べてください。",
      en: "Look at what the reader waits for between the act and its message.",
    },
  },
  "message.twice": {
    what: { ja: "1度の行為が2度通知された", en: "one act is told twice" },
    next: {
      ja: "通知の送り手が2か所にないか、再送していないかを調べてください。",
      en: "Look for a second sender of the message, and for a repetition that nobody asked for.",
    },
  },
  "message.ofAnother": {
    what: { ja: "進行中でない受付の番号が付いた通知が来た", en: "a message carries the number of another reception" },
    next: {
      ja: "通知には、それを始めた begin の受付番号をそのまま付けてください。",
      en: "Put the number of the begin at hand into each message.",
    },
  },
  "identity.wrong": {
    what: { ja: "名乗った版や製造番号が証明書や申告と合わない", en: "version or serial number are not those attested" },
    next: {
      ja: "identity の serial を attestation 証明書の主体者と、version を docs/reader-protocol.md と合わせてください。",
      en: "Make serial that of the attestation certificate's subject, and version the one of docs/reader-protocol.md.",
    },
  },
  "prompt.wrong": {
    what: { ja: "通知した画面が、実際の画面と違う", en: "the screen that is told is not the one that is shown" },
    next: {
      ja: "画面を変えるたびに、その画面の prompt を送ってください。",
      en: "Send a prompt for each screen of a reception, and of that screen.",
    },
  },
  "prescription.wrong": {
    what: { ja: "処方箋の選択が患者の選んだものでない", en: "the choice of prescription is not the patient's" },
    next: {
      ja: "画面で選ばれたものを prescriptionChosen と completed に載せてください。",
      en: "Put what was touched into prescriptionChosen and into completed.",
    },
  },
  "authority.challengeWrong": {
    what: {
      ja: "中央に渡すべきカードの乱数が、カードの答えと違う",
      en: "the challenge to be signed is not the card's own",
    },
    next: {
      ja: "GET CHALLENGE の応答をそのまま authorityWanted に載せてください。",
      en: "Put the answer to GET CHALLENGE into authorityWanted as it came.",
    },
  },
  "face.attemptsWrong": {
    what: { ja: "顔照合の回数の数え方が正しくない", en: "attempts at the face match are miscounted" },
    next: {
      ja: "attempt は1から、attemptsLeft はその後に残る回数で、和は変わらないはずです。",
      en: "Count attempt from 1 and attemptsLeft down to 0: their sum stays the same.",
    },
  },
  "card.oldOneTaken": {
    what: { ja: "前の患者のカードで次の受付が進んだ", en: "the next reception went on with the last patient's card" },
    next: {
      ja: "前のカードが残っているあいだの begin では、それが取られるまで待ってください。",
      en: "Let a begin over the last patient's card wait until that one is gone.",
    },
  },
  "method.wrong": {
    what: { ja: "確認方法が実際と異なって報告された", en: "another method is reported than was used" },
    next: {
      ja: "結果の method を、実際に成立した方法にしてください。",
      en: "Report the method that confirmed the patient.",
    },
  },
  "result.unproven": {
    what: {
      ja: "結果の証明が、この受付の nonce に対するものでない",
      en: "the result is not proven over this reception's nonce",
    },
    next: {
      ja: "begin の nonce と結果を連結したものに、identity の鍵で署名しているかを調べてください。",
      en: "Sign nonce ‖ result of the reception at hand with the key that identity attests.",
    },
  },
  "certificate.unsigned": {
    what: {
      ja: "利用者証明用電子証明書の鍵で challenge に署名されていない",
      en: "the challenge is not signed by the certificate's key",
    },
    next: {
      ja: "JPKI-AP の鍵 0017 で、begin の challenge を SHA-256 と PKCS#1 v1.5 で署名してください。",
      en: "Have key 0017 sign the challenge of begin, SHA-256 with PKCS#1 v1.5.",
    },
  },
  "certificate.altered": {
    what: { ja: "結果の証明書がカードのものと違う", en: "the certificate in the result is not the card's" },
    next: {
      ja: "JPKI-AP の 000A から読んだ証明書を、手を加えずに completed に載せてください。",
      en: "Put the certificate read from 000A of the JPKI application into completed as it is.",
    },
  },
  // the card
  "card.notNoticed": {
    what: { ja: "カードの出し入れが通知されない", en: "placing or taking the card is not reported" },
    next: { ja: "cardPlaced と cardRemoved の通知を調べてください。", en: "Look at cardPlaced and cardRemoved." },
  },
  "card.takenUnnoticed": {
    what: { ja: "カードを取られても受付が終わらない", en: "the reception goes on after the card was taken" },
    next: {
      ja: "カードの取外しで受付を終え、理由を cardTakenEarly にしてください。",
      en: "End the reception with cardTakenEarly when the card is taken.",
    },
  },
  "card.takenCompleted": {
    what: { ja: "カードを取られたのに結果が出た", en: "a result came although the card was taken" },
    next: { ja: "取外しの後に結果を出さないでください。", en: "Give no result after the card was taken." },
  },
  "card.notReminded": {
    what: { ja: "カードの置き忘れを知らせない", en: "a card left behind is not called out" },
    next: {
      ja: "終了後にカードが残れば cardLeft を送り、画面で知らせてください。",
      en: "Send cardLeft and say so on the screen.",
    },
  },
  "card.keyWithoutPin": {
    what: { ja: "暗証番号なしで鍵が使われた", en: "the key was used without the PIN" },
    next: {
      ja: "署名の前に VERIFY が成功しているかを調べてください。",
      en: "Check that VERIFY succeeds before each signature.",
    },
  },
  "card.triesLost": {
    what: {
      ja: "残り回数の照会で回数が減った、または数が合わない",
      en: "a query costs a try, or the count does not add up",
    },
    next: {
      ja: "空の VERIFY と誤った VERIFY の数え方を調べてください。",
      en: "Look at how empty and wrong VERIFY are counted.",
    },
  },
  "card.unknownFile": {
    what: { ja: "公開された一覧にないファイルが読めた", en: "a file outside the published list could be read" },
    next: {
      ja: "そのファイルの内容と、読む必要を確かめてください。",
      en: "Find out what that file is and why it is read.",
    },
  },
  "card.passwordNotLocked": {
    what: {
      ja: "署名用パスワードが5回の誤りで閉塞しない",
      en: "five wrong passwords do not lock signatures",
    },
    next: {
      ja: "参照 001B への VERIFY の応答がそのまま伝わっているかを調べてください。",
      en: "Check that the card's answers to VERIFY of reference 001B are handed on as they are.",
    },
  },
  "card.lockedWord": {
    what: { ja: "VERIFY を拒む状態語が 63Cx でも 6984 でもない", en: "a refused VERIFY answers neither 63Cx nor 6984" },
    next: {
      ja: "実カードの測定と比べてください（公開仕様はありません）。",
      en: "Compare with a real card; there is no public text.",
    },
  },
  // privacy
  "privacy.individualNumber": {
    what: { ja: "個人番号が現れた、または読まれた", en: "the individual number was read or shown" },
    next: { ja: "個人番号を扱う処理を取り除いてください。", en: "Remove whatever handles the individual number." },
  },
  "privacy.pin": {
    what: { ja: "暗証番号がリーダーの外に出た", en: "the PIN left the reader" },
    next: { ja: "暗証番号を VERIFY 以外に渡さないでください。", en: "Hand the PIN to VERIFY and to nothing else." },
  },
  "privacy.keyB": {
    what: { ja: "照合番号Bがリーダーの外に出た", en: "key B left the reader" },
    next: {
      ja: "照合番号Bを券面APの VERIFY 以外に渡さないでください。",
      en: "Hand key B to VERIFY of the visual application and to nothing else.",
    },
  },
  "privacy.face": {
    what: { ja: "顔画像がリーダーの外に出た", en: "a face image left the reader" },
    next: {
      ja: "顔画像を送信・記録している箇所を取り除いてください。",
      en: "Remove whatever sends or logs the picture.",
    },
  },
  // consent
  "consent.invented": {
    what: { ja: "患者が与えていない同意が報告された", en: "consent is reported that the patient did not give" },
    next: {
      ja: "画面で選ばれた項目だけを結果に入れてください。",
      en: "Put into the result what was touched, and nothing else.",
    },
  },
  "consent.lost": {
    what: { ja: "患者が与えた同意が失われた", en: "consent that the patient gave is lost" },
    next: {
      ja: "選ばれた項目がすべて結果に入るかを調べてください。",
      en: "Check that every item touched reaches the result.",
    },
  },
  "consent.untimed": {
    what: { ja: "同意の時刻または期限がない", en: "consent has no time or no end" },
    next: { ja: "同意フラグが1の項目に時刻と期限を付けてください。", en: "Give each consent its time and its end." },
  },
  "consent.overlong": {
    what: { ja: "同意の期限が24時間でない", en: "consent does not end after 24 hours" },
    next: { ja: "同意時刻から24時間後を期限にしてください。", en: "Let it end 24 hours after it was given." },
  },
  // files
  "file.missing": {
    what: { ja: "回答ファイルが置かれない", en: "no answer file appears" },
    next: {
      ja: "共有フォルダーの権限と、端末の動作を確かめてください。",
      en: "Check the folder's rights and that the terminal runs.",
    },
  },
  "file.misnamed": {
    what: { ja: "ファイル名が規則に合わない", en: "a file's name breaks the rule" },
    next: {
      ja: "要求と同じ識別子を付け、req を res に替えてください。",
      en: "Keep the request's suffix and turn req into res.",
    },
  },
  "file.unreadable": {
    what: { ja: "ファイルの内容がレイアウトに合わない", en: "a file's content breaks its layout" },
    next: {
      ja: "必須項目、桁、コード、文字コードを確かめてください。",
      en: "Check needed items, lengths, codes and encoding.",
    },
  },
  "file.half": {
    what: { ja: "途中で終えた受付のファイルが置かれた", en: "a file appeared for a reception that was broken off" },
    next: {
      ja: "受付が完了するまでファイルを作らないでください。",
      en: "Write nothing before the reception is complete.",
    },
  },
  "file.noError": {
    what: { ja: "読めない要求に .err が返らない", en: "an unreadable request gets no .err" },
    next: { ja: "要求と同じ名前の .err を置いてください。", en: "Answer with a .err of the request's name." },
  },
  "evidence.wrong": {
    what: {
      ja: "資格の証明となる書類の判定が正しくない",
      en: "what counts as evidence of eligibility is judged wrongly",
    },
    next: {
      ja: "書類ごとの有効な期間と、マイナンバーカードとの組合せを確かめてください。",
      en: "Check from when until when each document counts, and which need the card beside them.",
    },
  },
  "request.doubled": {
    what: { ja: "送り直した要求が二重に受け付けられた", en: "a request that was sent again was carried out twice" },
    next: {
      ja: "同じ要求には同じ鍵を付けて送り、鍵が同じなら前の回答を返してください。",
      en: "Send a request again under its own key, and answer that key as before.",
    },
  },
  "answer.swapped": {
    what: { ja: "別の要求の回答が返った", en: "the answer belongs to another request" },
    next: { ja: "回答を要求の識別子で結び付けてください。", en: "Tie each answer to its request by identifier." },
  },
  "answer.incomplete": {
    what: { ja: "回答に必要な項目がない", en: "the answer lacks needed items" },
    next: {
      ja: "RCP-11 の項目がすべて入っているかを確かめてください。",
      en: "Check that every item of RCP-11 is there.",
    },
  },
  "answer.wrongPatient": {
    what: { ja: "別の患者の資格が回答された", en: "the answer is about another patient" },
    next: {
      ja: "証明書から患者を特定する箇所を調べてください。",
      en: "Look at how the patient is found from the certificate.",
    },
  },
  "answer.wrongValidity": {
    what: { ja: "資格の有効性が正しくない", en: "the validity of the eligibility is wrong" },
    next: { ja: "喪失日と新しい資格の扱いを調べてください。", en: "Look at loss dates and newer entitlements." },
  },
  "answer.early": {
    what: { ja: "終わっていない月のレセプトが回答された", en: "a claim was told of a month that has not ended" },
    next: {
      ja: "レセプトから抽出する情報を、終わった月の分に限ってください。",
      en: "Tell what is extracted from claims of months that have ended alone.",
    },
  },
  "answer.leaksConsent": {
    what: { ja: "同意のない経路の回答に同意が付いている", en: "an answer without consent carries consent" },
    next: {
      ja: "番号による照会の回答から同意を除いてください。",
      en: "Leave consent out of answers to number queries.",
    },
  },
  "eligibility.granted": {
    what: { ja: "失効した証明書で資格が回答された", en: "eligibility was answered on a revoked certificate" },
    next: { ja: "証明書の失効確認を調べてください。", en: "Look at the revocation check." },
  },
  // the central system
  "centre.unreachable": {
    what: { ja: "認められた医療機関が中央に届かない", en: "an admitted institution does not reach the centre" },
    next: {
      ja: "クライアント証明書と施設の登録を確かめてください。",
      en: "Check the client certificate and the list of institutions.",
    },
  },
  "centre.open": {
    what: { ja: "認められていない相手に中央が答えた", en: "the centre answered somebody it does not know" },
    next: { ja: "接続元の確認を直ちに調べてください。", en: "Look at the check of the caller at once." },
  },
  "network.open": {
    what: {
      ja: "閉域網が、通してはならないものを通した",
      en: "the closed network lets through what it may not",
    },
    next: {
      ja: "回線と証明書の照合、指定された接続先の一覧、回線の変更時に開いている通信の扱いを調べてください。",
      en: "Look at how line and certificate are matched, at the list of destinations, and at what is open when a line changes.",
    },
  },
  "network.shut": {
    what: {
      ja: "閉域網が、指定された接続先に通さない",
      en: "the closed network does not let through to a named destination",
    },
    next: {
      ja: "指定された接続先の一覧と、ゲートウェイから先の経路を調べてください。",
      en: "Look at the list of destinations, and at the way on from the gateway.",
    },
  },
  // care away from the counter, the portal, the insurers
  "disaster.unheard": {
    what: {
      ja: "災害時モードの始まりまたは終わりに従っていない",
      en: "disaster mode does not open what it should, or does not end",
    },
    next: {
      ja: "災害時モードの切替えを、同意の確認より先に見ているかを調べてください。",
      en: "Look at whether the mode is asked for before consent is, at every call.",
    },
  },
  "answer.missing": {
    what: { ja: "同意した患者の資格が返らない", en: "the entitlement of a patient who consented does not come back" },
    next: {
      ja: "再照会の照合と、その日の資格の選び方を調べてください。",
      en: "Look at how the patient is found, and at the entitlement of the day.",
    },
  },
  "visit.refused": {
    what: { ja: "訪問などの受付が拒まれた", en: "a visit that is right is refused" },
    next: {
      ja: "登録した端末・環境設定・本人確認の方法の順に調べてください。",
      en: "Look at the device's registration, the facility's settings and the method, in this order.",
    },
  },
  "visit.wrongPatient": {
    what: { ja: "初回と別の人のカードが受け付けられた", en: "another person's card than the first visit's is taken" },
    next: {
      ja: "直ちに、初回の番号との突合を調べてください。",
      en: "Look at once at the comparison with the number of the first visit.",
    },
  },
  "consent.endedEarly": {
    what: { ja: "同意が早く終わった", en: "a consent ended too early" },
    next: {
      ja: "同意の終わりの計算（JSTの暦）を調べてください。",
      en: "Look at how the end of a consent is reckoned, in Japan's calendar.",
    },
  },
  "consent.outlived": {
    what: { ja: "終わった同意がまだ有効", en: "a consent that has ended still counts" },
    next: { ja: "取消しと期限の扱いを調べてください。", en: "Look at how release and end are heeded." },
  },
  "consent.endWrong": {
    what: { ja: "同意の終わりが翌日末でない", en: "a consent does not end with the day after" },
    next: {
      ja: "終わりの時刻が診療日の翌々日0時0分0秒（JST）かを調べてください。",
      en: "See that the end is 00:00:00, JST, of the second day after the day of care.",
    },
  },
  "consent.stale": {
    what: { ja: "与えられた同意が回答に表れない", en: "a consent that was given does not show" },
    next: {
      ja: "後の同意が前の同意に替わるかを調べてください。",
      en: "See that a later consent takes the earlier one's place.",
    },
  },
  "consent.unreasoned": {
    what: { ja: "同意が終わった理由が違う", en: "why a consent has ended is told wrongly" },
    next: {
      ja: "誰が同意を終えたかを記録し、そのまま回答しているかを調べてください。",
      en: "See that who ended a consent is kept, and told as it was.",
    },
  },
  "consent.widened": {
    what: { ja: "重なった同意の広い方が有効", en: "of consents that meet the wider one counts" },
    next: {
      ja: "同時に得た同意と重なる同意を、種別ごとに狭い方で読んでいるかを調べてください。",
      en: "See that consents taken at once, and those that overlap, are read kind by kind as the narrower one.",
    },
  },
  "list.wrongPatients": {
    what: { ja: "同意した患者の一覧が違う", en: "a list of those who consented is wrong" },
    next: {
      ja: "一覧の期間の条件と、終わった同意を除いているかを調べてください。",
      en: "Look at the days that the list was asked for, and at whether ended consents are left out.",
    },
  },
  "address.changed": {
    what: { ja: "在宅受付Webのアドレスが変わった", en: "the address of the web reception has changed" },
    next: {
      ja: "医療機関と用途ごとにアドレスを1つ保存しているかを調べてください。",
      en: "See that one address is kept for each facility and use.",
    },
  },
  "mode.unasked": {
    what: { ja: "有効にしていない方式が使える", en: "a mode works that was not switched on" },
    next: { ja: "環境設定の確認を調べてください。", en: "Look at the check of the environment settings." },
  },
  "device.unasked": {
    what: { ja: "登録されていない端末が使える", en: "a device works that was not registered" },
    next: {
      ja: "登録コードの1回限り・期限と、端末の秘密の照合を調べてください。",
      en: "Look at the single use and life of codes, and at how a device's secret is compared.",
    },
  },
  "limited.tellsMore": {
    what: {
      ja: "資格確認限定型で資格以外が返った",
      en: "more than eligibility comes back to an eligibility-only device",
    },
    next: { ja: "限定型の回答から同意の項目を除いてください。", en: "Leave elements of consent out of such answers." },
  },
  "portal.amountWrong": {
    what: { ja: "補助額が表と違う", en: "a subsidy is not what the tables give" },
    next: { ja: "率・上限・事業額上限を表と比べてください。", en: "Compare rate, limit and ceilings with the tables." },
  },
  "portal.late": {
    what: {
      ja: "受付の初日の前や期限の後でも補助される、または期間内に拒まれる",
      en: "the first or the last day of a subsidy is not kept",
    },
    next: {
      ja: "初日と期限（どちらもその日を含む）の比較を調べてください。",
      en: "Look at the comparison with the first day and the last, which both count.",
    },
  },
  "portal.paidTwice": {
    what: {
      ja: "同じ改修に二重に補助される、または別の改修が拒まれる",
      en: "the same change is paid twice, or another one refused",
    },
    next: {
      ja: "別動線とオンライン診療等の共通、訪問診療等の別を調べてください。",
      en: "Another route and online share one change; home visits have their own.",
    },
  },
  "portal.pointsWrong": {
    what: { ja: "加算の点数が違う", en: "fee points are wrong" },
    next: {
      ja: "点数・頻度・期限・オンライン請求の条件を調べてください。",
      en: "Look at points, how often, until when, and the claims online.",
    },
  },
  "portal.modelWrong": {
    what: { ja: "モデルケースの金額がリーフレットと違う", en: "a model case does not come to what the leaflet prints" },
    next: {
      ja: "1日の点数を整数に丸めてから月と年に掛けているかを調べてください。",
      en: "See that the points of a day are rounded to whole ones before months and years are made of them.",
    },
  },
  "portal.stepWrong": {
    what: { ja: "ポータルの手続きが規則どおりでない", en: "a step at the portal is not by the rules" },
    next: {
      ja: "手続きの順序と無償提供の台数を調べてください。",
      en: "Look at the order of steps and at the number of readers given.",
    },
  },
  "registry.unseen": {
    what: { ja: "誤登録の疑いが見逃された", en: "a suspicion was missed" },
    next: {
      ja: "番号・生年月日・氏名の突合を調べてください。",
      en: "Look at the matching of number, birth date and name.",
    },
  },
  "registry.untold": {
    what: { ja: "保険者に結果が知らされない", en: "the insurer is not told" },
    next: { ja: "通知を調べてください。", en: "Look at the notices." },
  },
  "registry.outcomeWrong": {
    what: { ja: "突合の結果が文書の例と違う", en: "the outcome is not the document's" },
    next: {
      ja: "突合の順序（番号と生年月日、次に氏名、履歴なしは住基ネット）を調べてください。",
      en: "Look at the order: number and birth date, then the name; without history the resident registry.",
    },
  },
  "registry.unconfirmed": {
    what: { ja: "確かめずに登録された", en: "registered without being confirmed" },
    next: {
      ja: "疑いの解除に番号の確認が要るかを調べてください。",
      en: "See that a suspicion ends by confirmation alone.",
    },
  },
  // the receipt computer
  "import.missing": {
    what: { ja: "回答が取り込まれない", en: "the answer is not imported" },
    next: {
      ja: "フォルダーの監視と、ファイル名の照合を調べてください。",
      en: "Look at how the folder is watched and names are matched.",
    },
  },
  "import.wrongPatient": {
    what: { ja: "別の患者の回答が取り込まれた", en: "another patient's answer was imported" },
    next: {
      ja: "直ちに、回答を自分の要求の識別子と照らしているかを調べてください。",
      en: "At once: match each answer with the identifier of your own request before importing it.",
    },
  },
  "import.wrongData": {
    what: { ja: "取り込まれた項目が回答と異なる", en: "what was imported differs from the answer" },
    next: { ja: "項目の対応と文字コードを調べてください。", en: "Look at the mapping of items and at the encoding." },
  },
  "import.half": {
    what: { ja: "書きかけの回答が取り込まれた", en: "a half-written answer was imported" },
    next: {
      ja: "ファイルが揃うまで待ち、XML として完結してから取り込んでください。",
      en: "Wait until the file is whole and its XML is closed.",
    },
  },
  "import.invalidTaken": {
    what: { ja: "無効な資格が有効として取り込まれた", en: "an invalid entitlement was imported as valid" },
    next: {
      ja: "QualificationValidity が 1 以外なら職員に確認させてください。",
      en: "Unless QualificationValidity is 1, ask the staff.",
    },
  },
  "import.mixed": {
    what: { ja: "ふたりの患者の情報がひとつのカルテに入った", en: "two patients' data went into one chart" },
    next: {
      ja: "直ちに、回答の記号番号・枝番・生年月日を要求と照らし、氏名だけ・番号だけで同じ人としていないかを調べてください。",
      en: "At once: hold number, branch and birth date of the answer against the request, and never take people for one by name or number alone.",
    },
  },
  "import.twice": {
    what: { ja: "同じ結果が二度取り込まれた", en: "the same result was imported twice" },
    next: {
      ja: "取り込んだファイルの名前を覚え、消せなくても二度取り込まないようにしてください。",
      en: "Remember the names of files that were taken in, also of those that could not be removed.",
    },
  },
  "import.failedTaken": {
    what: { ja: "正常でない回答から取り込まれた", en: "something was imported from an answer that is not well" },
    next: {
      ja: "SegmentOfResult と ProcessingResultStatus が 1 のときだけ取り込んでください。",
      en: "Import only where SegmentOfResult and ProcessingResultStatus are 1.",
    },
  },
  "import.unsaid": {
    what: { ja: "取り込めなかったことが示されない", en: "nobody is told that nothing was imported" },
    next: {
      ja: ".err、処理結果区分、処理結果状況、資格有効性を職員に示してください。",
      en: "Show staff the .err file, the codes of the result and the validity.",
    },
  },
  "name.unflagged": {
    what: { ja: "● のある氏名に印が付かない", en: "a name with ● in it is not marked" },
    next: {
      ja: "● を含む氏名を、職員が補う必要のあるものとして示してください。",
      en: "Mark a name that has ● in it as one that staff must complete.",
    },
  },
  "name.overwritten": {
    what: { ja: "揃っていた氏名が ● で上書きされた", en: "a whole name was overwritten by one with ● in it" },
    next: { ja: "● のある氏名で既存の氏名を置き換えないでください。", en: "Keep the name that was whole." },
  },
  "file.othersRemoved": {
    what: { ja: "他のプログラムのファイルが消された", en: "another program's file was removed" },
    next: {
      ja: "自分の要求の回答と自施設の顔認証結果のほかは消さないでください。",
      en: "Remove answers to your own requests and your own institution's face results, and nothing else.",
    },
  },
  "request.half": {
    what: { ja: "書きかけの照会ファイルが置かれた", en: "a half-written request appeared" },
    next: {
      ja: "別の名前で書いてから名前を替えてください。",
      en: "Write under another name, then rename.",
    },
  },
  "request.resent": {
    what: { ja: "結果の分からない照会がもう一度送られた", en: "a request without an answer was sent again" },
    next: {
      ja: "回答がない照会を自動で送り直さず、職員に任せてください。",
      en: "Do not send it again by yourself; leave it to staff.",
    },
  },
  "request.suffixReused": {
    what: { ja: "別の照会に同じ識別子が使われた", en: "two requests have the same identifier" },
    next: {
      ja: "識別子の番号を再開や失敗の後も進めてください。",
      en: "Let the serial number go on after failures and restarts.",
    },
  },
  "request.mixed": {
    what: { ja: "照会にふたりの患者の項目が混じる", en: "a request has items of two patients" },
    next: {
      ja: "前の患者の入力欄が残っていないかを調べてください。",
      en: "Look for fields that are kept from the patient before.",
    },
  },
  "import.otherRequest": {
    what: { ja: "別の一括照会の結果が取り込まれた", en: "another bulk check's outcome was imported" },
    next: {
      ja: "結果の ReceptionNumber を、受付で受け取った番号と照らしてください。",
      en: "Hold the outcome's ReceptionNumber against the one that was given at acceptance.",
    },
  },
  "request.otherNumber": {
    what: {
      ja: "受け付けられていない番号で結果が求められた",
      en: "an outcome was asked for by a number that was not given",
    },
    next: {
      ja: "結果は、その一括照会の受付で受け取った ReceptionNumber で求めてください。",
      en: "Ask for an outcome by the ReceptionNumber that this very check was given.",
    },
  },
  "request.missing": {
    what: { ja: "照会や結果の要求が現れない", en: "no request appears" },
    next: {
      ja: "照会ファイルの書き出しと、処理中（2）の結果を求め直しているかを調べてください。",
      en: "Look at how requests are written, and whether an outcome that still runs (2) is asked for again.",
    },
  },
  "reference.missing": {
    what: { ja: "照会番号の登録が終わらない", en: "the registration of a reference number does not end" },
    next: {
      ja: "登録の回答を読み、カルテの番号が登録済みになったことを示しているかを調べてください。",
      en: "Look at how the answer to a registration is read, and whether the chart is told of it.",
    },
  },
  "reference.wrongTaken": {
    what: { ja: "登録されていない照会番号が登録済みとされた", en: "a number counts as registered that is not" },
    next: {
      ja: "登録の回答の識別子・番号・記号番号を自分の要求と照らし、処理結果が 1 のときだけ登録済みとしてください。",
      en: "Hold identifier, reference number and insured number of the answer against your request, and take 1 alone for done.",
    },
  },
  "reference.shared": {
    what: { ja: "ふたりの患者に同じ照会番号が登録された", en: "two patients were registered under one number" },
    next: {
      ja: "直ちに、照会番号が患者ごとに異なるかを調べてください。カードの結果が別の患者のカルテに入ります。",
      en: "At once: give each patient a number of his own, or results of one's card find the other's chart.",
    },
  },
  "reference.unmatched": {
    what: { ja: "照会番号のある結果が元のカルテに入らない", en: "a result with its number does not find its chart" },
    next: {
      ja: "保険が変わっても、結果の ReferenceNumber からカルテを探してください。",
      en: "Find the chart by the ReferenceNumber of the result, also when the insurance has changed.",
    },
  },
  "consent.ignored": {
    what: { ja: "同意のない情報が照会された", en: "information was asked for without consent" },
    next: {
      ja: "同意フラグが1で期限内のときだけ照会してください。",
      en: "Ask only where the flag is 1 and its time has not run out.",
    },
  },
  "request.malformed": {
    what: { ja: "照会ファイルがレイアウトに合わない", en: "the request file breaks its layout" },
    next: { ja: "照会ファイルの項目と名前を確かめてください。", en: "Check name and items of the request." },
  },
  // quantities
  "latency.over": {
    what: { ja: "所要時間が予算を超える", en: "a leg takes longer than its budget" },
    next: {
      ja: "報告書の区間ごとの時間から、遅い区間を探してください。",
      en: "Find the slow leg in the report's table of legs.",
    },
  },
  "samples.missing": {
    what: { ja: "標本が足りない", en: "there are too few samples" },
    next: { ja: "示された回数だけ続けてください。", en: "Go on for as many trials as are named." },
  },
  // eligibility-only devices
  "limited.noEligibility": {
    what: {
      ja: "限定型の照会で本人の資格が得られない",
      en: "an eligibility-only query does not give the holder's eligibility",
    },
    next: {
      ja: "送った証明書と署名、回答の記号番号を調べてください。",
      en: "Look at the certificate and signature that were sent, and at the number in the answer.",
    },
  },
  "limited.medicalTold": {
    what: {
      ja: "限定型の端末に資格以外の情報が渡った",
      en: "an eligibility-only device was given more than eligibility",
    },
    next: {
      ja: "直ちに回答の項目と、端末に許す窓口を調べてください。",
      en: "Look at the elements of the answer and at what such a device may ask, at once.",
    },
  },
  "card.unseen": {
    what: { ja: "カードの抜き差しに気付かない", en: "the reader does not notice cards that come and go" },
    next: {
      ja: "リーダーの状態変化の通知（NotifySlotChange など）を調べてください。",
      en: "Look at how the reader tells of a change in its slot (NotifySlotChange and the like).",
    },
  },
  "card.notForgotten": {
    what: { ja: "抜き差しの後もカードが照合済みのまま", en: "the card is still open after it was taken out" },
    next: {
      ja: "カードを抜いたときに電源を切っているかを調べてください。",
      en: "Look whether the reader cuts the power when the card is taken.",
    },
  },
  // the vendor's own word
  "declared.missing": {
    what: { ja: "申告した機能が現れない", en: "what the profile declares does not show" },
    next: {
      ja: "機能を有効にするか、プロファイルの申告から外してください。",
      en: "Switch the feature on, or take it out of the profile.",
    },
  },
  "declared.hidden": {
    what: { ja: "申告にない機能が現れた", en: "a feature shows that the profile denies" },
    next: {
      ja: "プロファイルに書き加えて該当する試験を受けるか、その機能を止めてください。",
      en: "Add it to the profile, so that its cases apply, or switch the feature off.",
    },
  },
  "declared.channel": {
    what: { ja: "申告したチャネルに事象が現れない", en: "nothing comes from a channel that the profile declares" },
    next: {
      ja: "チャネルの接続を確かめるか、プロファイルの申告から外してください。",
      en: "Check how the channel is connected, or take it out of the profile.",
    },
  },
  // what is not the product's affair, or not seen
  "channel.missing": {
    what: { ja: "この接続では見えない", en: "this target does not show it" },
    next: { ja: "必要なチャネルを出す接続を使ってください。", en: "Use a target that supplies the channel." },
  },
  "premise.missing": {
    what: { ja: "前提となる場面に至らなかった", en: "the situation it speaks of did not come" },
    next: { ja: "先に失敗した検査を直してください。", en: "Mend the check that failed before it." },
  },
  "script.stopped": {
    what: { ja: "手順が最後まで進まなかった", en: "the steps did not run to their end" },
    next: { ja: "待っていた事象がなぜ来ないかを調べてください。", en: "Find out why what was awaited did not come." },
  },
  "peer.silent": {
    what: { ja: "製品が応答しない", en: "the product does not answer" },
    next: { ja: "製品の動作と接続を確かめてください。", en: "Check that the product runs and is connected." },
  },
  "peer.malformed": {
    what: { ja: "解読できないデータが届いた", en: "the product sends what cannot be decoded" },
    next: { ja: "参照プロトコルの形式と比べてください。", en: "Compare with the reference protocol." },
  },
  "peer.unexpected": {
    what: { ja: "想定外の応答", en: "an answer that is not in the protocol" },
    next: { ja: "参照プロトコルと比べてください。", en: "Compare with the reference protocol." },
  },
  "setup.linkLost": {
    what: { ja: "接続が切れた", en: "the link was lost" },
    next: { ja: "ケーブルと電源を確かめ、もう一度実行してください。", en: "Check cable and power, then run again." },
  },
  "setup.linkRefused": {
    what: { ja: "接続できない", en: "no connection" },
    next: {
      ja: "製品が起動しているか、他のプログラムが使っていないかを確かめてください。",
      en: "Check that the product is on and nothing else holds it.",
    },
  },
  "setup.broken": {
    what: { ja: "試験環境の問題", en: "the set-up is at fault" },
    next: {
      ja: "下の理由にある対処を行い、doctor --target で確かめてから、もう一度実行してください。",
      en: "Do what is named with the reason below, look with doctor --target, then run again.",
    },
  },
  "setup.slow": {
    what: { ja: "製品までの道のりが遅く、製品の速さが測れない", en: "the way to the product is too slow to time it" },
    next: {
      ja: "フォルダーをウイルス対策の監視から外すか速いディスクに移し、もう一度実行してください。",
      en: "Exclude the folder from the virus scanner, or move it to a faster disk, then run again.",
    },
  },
  "setup.noisy": {
    what: {
      ja: "試験台の環境が落ち着かず、速さが測れない",
      en: "the bench's own surroundings are too noisy to time anything",
    },
    next: {
      ja: "ほかのプログラムを止め、静かな機械でもう一度実行してください。製品の問題ではありません。",
      en: "Stop other programs, or take a quieter machine, and run again; it is not the product's affair.",
    },
  },
  "operator.gaveUp": {
    what: { ja: "人の操作が行われなかった", en: "a person's act was not done" },
    next: {
      ja: "担当者がいるときに、この試験だけをもう一度実行してください（--only、または --resume）。",
      en: "Run this case again with somebody at the counter (--only, or --resume).",
    },
  },
  "guard.lastTry": {
    what: { ja: "実カードの暗証番号を閉塞させるおそれがある", en: "it could lock the PIN of a real card" },
    next: {
      ja: "端末で正しい暗証番号を一度入力して残り回数を戻すか、その役のカードを申告（--cast）してください。",
      en: "Enter the right PIN once at a terminal to restore the counter, or declare a card for that part (--cast).",
    },
  },
  "suite.broken": {
    what: { ja: "試験ツール自体の不具合", en: "the suite itself failed" },
    next: {
      ja: "製品の問題ではありません。ご報告ください。",
      en: "This is not the product's fault; please report it.",
    },
  },
} as const satisfies Record<string, ReasonRow>;

export type Reason = keyof typeof REASONS;
