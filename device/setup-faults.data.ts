/** Everything about a set-up that is known to go wrong: told as what it is, with the step that mends it, and never as a product's failure. */

type Words = Readonly<Record<"ja" | "en", string>>;

export interface SetupFaultRow {
  /** How it shows. */
  readonly what: Words;
  /** Whole sentences: what to do next. */
  readonly mend: Words;
  /** `before`: `doctor` and the look before a run tell it. `during`: a case that meets it does. */
  readonly found: readonly ("before" | "during")[];
}

const BEFORE = ["before"] as const;
const DURING = ["during"] as const;
const BOTH = ["before", "during"] as const;

export const SETUP_FAULTS = {
  // folders and the disk
  "folder.missing": {
    what: { ja: "フォルダーまたはファイルがありません", en: "there is no such folder or file" },
    mend: {
      ja: "なければ作り、製品の設定と --target、ファイル名の綴りを合わせてください。",
      en: "Point the product, the target and the option at the same place, or make it where it is missing.",
    },
    found: BOTH,
  },
  "folder.none": {
    what: { ja: "フォルダーではありません", en: "it is no folder" },
    mend: {
      ja: "req、res、face の親フォルダーを指定してください。",
      en: "Name the folder that has req, res and face in it.",
    },
    found: BOTH,
  },
  "folder.rights": {
    what: { ja: "この利用者に読み書きの権限がありません", en: "this user may not read or write here" },
    mend: {
      ja: "実行する利用者にフォルダーの読み取り・書き込み・削除の権限を与えてください（共有なら、共有側の権限も）。",
      en: "Give the user who runs this the right to read, write and delete there; on a share, in the share's own rights, too.",
    },
    found: BOTH,
  },
  "folder.readOnly": {
    what: { ja: "読み取り専用で接続されています", en: "the file system is mounted read-only" },
    mend: {
      ja: "共有またはディスクを書き込み可能で接続し直してください。",
      en: "Mount the share or the disk again so that it can be written to.",
    },
    found: BOTH,
  },
  "folder.leftovers": {
    what: { ja: "前回のファイルが残っています", en: "files from before the run lie there" },
    mend: {
      ja: "製品と他の端末を止めてから、req、res、face の中を空にしてください。",
      en: "Stop the product and any other terminal, then take the files in req, res and face away.",
    },
    found: BOTH,
  },
  "disk.full": {
    what: { ja: "ディスクに空きがありません", en: "the disk is full" },
    mend: { ja: "空き容量を作るか、別のディスクを使ってください。", en: "Free some space, or use another disk." },
    found: BOTH,
  },
  "disk.slow": {
    what: {
      ja: "フォルダーへの書き込みが遅すぎて、製品の速さを測れません",
      en: "the folder is too slow to measure a product through",
    },
    mend: {
      ja: "ウイルス対策の常時監視から除外するか、速いディスク・有線接続の共有に移してください。",
      en: "Exclude the folder from the virus scanner's watch, or move it to a faster disk or a wired share.",
    },
    found: BEFORE,
  },
  "file.held": {
    what: {
      ja: "他のプログラムがファイルを開いたまま放しません",
      en: "another program holds the file and does not let go",
    },
    mend: {
      ja: "そのファイルを開いているプログラム（エディター、ウイルス対策、同期ソフト）を閉じてください。",
      en: "Close the program that has it open: an editor, a virus scanner, a synchronising client.",
    },
    found: BOTH,
  },
  "file.unreadable": {
    what: {
      ja: "製品の置いたファイルを、この利用者は開けません",
      en: "this user may not open a file that the product put there",
    },
    mend: {
      ja: "製品を同じ利用者で動かすか、作るファイルの権限（umask、共有の既定の権限）を読み取り可にしてください。",
      en: "Run the product as the same user, or let it create files that others may read (umask, the share's default rights).",
    },
    found: DURING,
  },
  "handles.exhausted": {
    what: { ja: "開けるファイルの数を使い切りました", en: "no more files can be opened" },
    mend: {
      ja: "他のプログラムを閉じるか、上限（ulimit -n）を 1024 以上にしてください。",
      en: "Close other programs, or raise the limit (ulimit -n) to 1024 or more.",
    },
    found: BOTH,
  },
  // the network
  "port.closed": {
    what: { ja: "そのポートで待っているものがありません", en: "nothing listens at that port" },
    mend: {
      ja: "製品を起動し、--target と --operator のホスト名とポート番号を確かめてください。",
      en: "Start the product, and check host and port of --target and --operator.",
    },
    found: BOTH,
  },
  "port.taken": {
    what: { ja: "そのポートは他のプログラムが使用中です", en: "another program has taken that port" },
    mend: {
      ja: "別のポートを指定するか、0 を指定して空きを使うか、使用中のプログラムを終了してください。",
      en: "Choose another port, write 0 for any free one, or end the program that has it.",
    },
    found: DURING,
  },
  "host.unknown": {
    what: { ja: "その名前のホストが見つかりません", en: "no host has that name" },
    mend: {
      ja: "ホスト名の綴りと DNS を確かめるか、IP アドレスで指定してください。",
      en: "Check how the host is spelt and its DNS, or write its IP address.",
    },
    found: BOTH,
  },
  "host.unreachable": {
    what: { ja: "そのホストに届きません", en: "that host cannot be reached" },
    mend: {
      ja: "ケーブル、ネットワークの設定、ファイアウォールを確かめてください。",
      en: "Check the cable, the network's settings and the firewall.",
    },
    found: BOTH,
  },
  "peer.otherProtocol": {
    what: { ja: "相手は参照プロトコルではない通信をしています", en: "what answers there speaks another protocol" },
    mend: {
      ja: "ポートを確かめてください。Web サーバーなど別のプログラムや別の機器のポートではなく、リーダーのポートを指定します。",
      en: "Check the port: it is that of a web server, of another program or of another device, and not the reader's.",
    },
    found: BEFORE,
  },
  "peer.silent": {
    what: {
      ja: "相手から、参照プロトコルの応答がありません",
      en: "nothing there answers in the reference protocol",
    },
    mend: {
      ja: "リーダーの電源が入り起動し終えているか、接続先がリーダーのものかを確かめてください。どちらも正しければ、リーダーが hello に identity を返していません（docs/reader-protocol.md）。",
      en: "Check that the reader is switched on and ready, and that the target is the reader's; if both are so, it does not answer hello with identity (docs/reader-protocol.md).",
    },
    found: BEFORE,
  },
  "peer.otherVersion": {
    what: {
      ja: "相手は別の版の参照プロトコルを話しています",
      en: "the far end speaks another version of the reference protocol",
    },
    mend: {
      ja: "リーダーのファームウェアと試験ツールを、同じ版のプロトコルに揃えてください。",
      en: "Bring the reader's firmware and the suite to the same version of the protocol.",
    },
    found: BEFORE,
  },
  "program.missing": {
    what: { ja: "そのプログラムを起動できません", en: "that program cannot be started" },
    mend: {
      ja: "stdio: に続けて、実行できるプログラムのパスを書いてください（実行権も確かめてください）。",
      en: "Write the path of a program that may be run after stdio:, and check its right to be run.",
    },
    found: DURING,
  },
  "control.otherProduct": {
    what: { ja: "制御 API は別の種類の製品のものです", en: "the control API belongs to another kind of product" },
    mend: {
      ja: "control= に、試験する製品の制御 API の URL を指定してください。",
      en: "Write the URL of the product that is to be judged after control=.",
    },
    found: BEFORE,
  },
  "control.malformed": {
    what: { ja: "その URL にあるのは制御 API ではありません", en: "what answers at that URL is no control API" },
    mend: {
      ja: "URL を確かめ、docs/control.yaml のとおりに答えるものを指定してください。",
      en: "Check the URL: it must answer as docs/control.yaml says.",
    },
    found: BEFORE,
  },
  "tls.expired": {
    what: { ja: "相手の証明書の有効期間外です", en: "the certificate at the far end is not valid at this time" },
    mend: {
      ja: "相手の証明書を更新し、この計算機の時計が正しいかを確かめてください。",
      en: "Renew the certificate at the far end, and check that this machine's clock is right.",
    },
    found: BOTH,
  },
  "tls.untrusted": {
    what: {
      ja: "相手の証明書を、この計算機は信頼していません",
      en: "this machine does not trust the certificate at the far end",
    },
    mend: {
      ja: "相手の認証局の証明書を環境変数 NODE_EXTRA_CA_CERTS で指定し、ホスト名が証明書と一致するか確かめてください。",
      en: "Name the certificate of its authority in NODE_EXTRA_CA_CERTS, and check that the host is the one in the certificate.",
    },
    found: BOTH,
  },
  "clock.off": {
    what: {
      ja: "相手の時計がこの計算機の時計と大きく違います",
      en: "the clock at the far end is far from this machine's",
    },
    mend: {
      ja: "双方の時計を時刻サーバー（NTP）に合わせてください。",
      en: "Set both clocks by a time server (NTP).",
    },
    found: BEFORE,
  },
  // cards and readers
  "pcsc.library": {
    what: { ja: "PC/SC ライブラリーがありません", en: "the PC/SC library is not installed" },
    mend: {
      ja: "Debian では apt-get install pcscd libccid を実行してください（Windows と macOS には最初からあります）。",
      en: "On Debian run apt-get install pcscd libccid; Windows and macOS have it.",
    },
    found: BOTH,
  },
  "pcsc.service": {
    what: { ja: "PC/SC サービスが動いていません", en: "the PC/SC service is not running" },
    mend: {
      ja: "Linux では pcscd を、Windows では「Smart Card」サービスを起動してください。",
      en: "Start pcscd on Linux, the service “Smart Card” on Windows.",
    },
    found: BOTH,
  },
  "pcsc.noReader": {
    what: { ja: "PC/SC に見えるリーダーがありません", en: "PC/SC sees no reader" },
    mend: {
      ja: "リーダーを接続し、ドライバー（libccid など）を入れてください。",
      en: "Plug the reader in, and install its driver (libccid, for example).",
    },
    found: BOTH,
  },
  "pcsc.otherReader": {
    what: { ja: "その名前のリーダーはありません", en: "no one reader is called so" },
    mend: {
      ja: "--target pcsc: に続けて、一覧にある名前を書いてください。",
      en: "Write one of the names that are listed after --target pcsc:.",
    },
    found: BOTH,
  },
  "reader.unplugged": {
    what: { ja: "リーダーとの接続が切れました", en: "the reader was disconnected" },
    mend: {
      ja: "ケーブルと電源を確かめ、接続し直してから、もう一度実行してください。",
      en: "Check cable and power, plug it in again, and run again.",
    },
    found: DURING,
  },
  "card.absent": {
    what: { ja: "リーダーにカードがありません", en: "no card lies on the reader" },
    mend: {
      ja: "試験用のカードをリーダーに置き直してください。",
      en: "Put the test card on the reader, once more if it lies there.",
    },
    found: BOTH,
  },
  "card.other": {
    what: { ja: "マイナンバーカードではないカードが載っています", en: "the card that lies there is no My Number Card" },
    mend: {
      ja: "そのカードを取り、試験で使う人のマイナンバーカード（または試験用カード）を置いてください。",
      en: "Take it away, and put down the (test) My Number Card of the person who is asked for.",
    },
    found: BOTH,
  },
  "card.held": {
    what: { ja: "他のプログラムがカードを使用中です", en: "another program holds the card" },
    mend: {
      ja: "カードを使う他のプログラム（利用者クライアント、ブラウザー、別の試験）を終了してください。",
      en: "End the other program that uses the card: a signing client, a browser, another run.",
    },
    found: BOTH,
  },
  "hid.library": {
    what: { ja: "USB HID のライブラリーを読み込めません", en: "the library for USB HID cannot be loaded" },
    mend: {
      ja: "npm ci をやり直し、Debian では apt-get install libusb-1.0-0 libudev1 を実行してください。",
      en: "Run npm ci again; on Debian also apt-get install libusb-1.0-0 libudev1.",
    },
    found: BOTH,
  },
  "hid.absent": {
    what: { ja: "その番号の USB 機器が接続されていません", en: "no such device is plugged in" },
    mend: {
      ja: "リーダーを接続し、--target hid:VID:PID の番号を確かめてください（Linux では lsusb）。",
      en: "Plug the reader in, and check the numbers of --target hid:VID:PID (lsusb on Linux).",
    },
    found: BOTH,
  },
  "hid.rights": {
    what: { ja: "その USB 機器を開けません", en: "the device is there and cannot be opened" },
    mend: {
      ja: "Linux では udev の規則で /dev/hidraw を開けるようにし、他のプログラムを終了してください。",
      en: "On Linux let a udev rule open its /dev/hidraw device to you; end other programs that use it.",
    },
    found: BOTH,
  },
  "serial.library": {
    what: { ja: "シリアル通信のライブラリーを読み込めません", en: "the library for serial ports cannot be loaded" },
    mend: {
      ja: "serialport に対応した環境で npm ci をやり直してください。",
      en: "Run npm ci again on a platform that serialport has a build for.",
    },
    found: BOTH,
  },
  "serial.absent": {
    what: { ja: "そのシリアルポートがありません", en: "there is no such serial port" },
    mend: {
      ja: "アダプターを接続し、ポート名（/dev/ttyUSB0、COM3 など）を確かめてください。",
      en: "Plug the adapter in, and check the port's name (/dev/ttyUSB0, COM3).",
    },
    found: BOTH,
  },
  "serial.rights": {
    what: { ja: "そのシリアルポートを開く権限がありません", en: "this user may not open that serial port" },
    mend: {
      ja: "Debian では利用者を dialout グループに加え、ログインし直してください。",
      en: "On Debian add the user to the group dialout, then log in again.",
    },
    found: BOTH,
  },
  "serial.held": {
    what: { ja: "そのシリアルポートは他のプログラムが使用中です", en: "another program holds that serial port" },
    mend: {
      ja: "ポートを開いているプログラム（端末ソフト、別の試験）を終了してください。",
      en: "End the program that has it open: a terminal program, another run.",
    },
    found: BOTH,
  },
  "serial.notOne": {
    what: { ja: "それはシリアルポートではありません", en: "that is no serial port" },
    mend: {
      ja: "--target serial: に続けて、シリアルポートの名前を書いてください。",
      en: "Write the name of a serial port after --target serial:.",
    },
    found: BOTH,
  },
  // settings and people
  "encoding.switch": {
    what: {
      ja: "申告にない Shift_JIS のファイルが製品から届いています",
      en: "the product writes Shift_JIS, which its profile does not declare",
    },
    mend: {
      ja: "レセコンの文字コードの設定を UTF-8 にするか、プロファイルの features に shiftJis を加えてください。",
      en: "Set the receipt computer's encoding switch to UTF-8, or add shiftJis to the features of its profile.",
    },
    found: DURING,
  },
  "profile.otherRole": {
    what: { ja: "プロファイルは別の種類の製品のものです", en: "the profile describes another kind of product" },
    mend: {
      ja: "試験する製品のプロファイルを --profile に指定してください。",
      en: "Name the profile of the product that is judged with --profile.",
    },
    found: BEFORE,
  },
  "operator.away": {
    what: { ja: "担当者の操作がありませんでした", en: "nobody did what the dialog asked for" },
    mend: {
      ja: "担当者がいるときに、その試験だけをもう一度実行してください（--only、または --resume）。",
      en: "Run that case again when somebody is at the counter (--only, or --resume).",
    },
    found: DURING,
  },
  // the data file of a central system that is served
  "data.held": {
    what: { ja: "別の shikaku serve がこのデータを使っています", en: "another shikaku serve has this data in use" },
    mend: {
      ja: "先に動いている方を止めるか、--data に別のフォルダーを指定してください。",
      en: "Stop the one that runs, or name another folder with --data.",
    },
    found: BEFORE,
  },
  "data.newer": {
    what: { ja: "より新しい版の shikaku が書いたデータです", en: "a newer shikaku has written this data" },
    mend: {
      ja: "その版以降の shikaku を使うか、--data に別のフォルダーを指定してください。データは変更していません。",
      en: "Use that version or a later one, or name another folder with --data. Nothing in it was changed.",
    },
    found: BEFORE,
  },
  "data.damaged": {
    what: {
      ja: "データファイルが壊れているか、別のもののファイルです",
      en: "the data file is damaged, or is something else's",
    },
    mend: {
      ja: "控えから戻すか、ファイルをよけて始め直すか、--data に別のフォルダーを指定してください。",
      en: "Restore it from a copy, move it away to begin anew, or name another folder with --data.",
    },
    found: BOTH,
  },
} as const satisfies Record<string, SetupFaultRow>;

export type SetupFault = keyof typeof SETUP_FAULTS;

export const SETUP_FAULT_IDS = Object.keys(SETUP_FAULTS) as SetupFault[];
