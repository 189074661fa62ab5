/** A virtual reader with a name: what it does, and what the suite is expected to say of it. */
export interface NamedReader {
  readonly does: { readonly ja: string; readonly en: string };
  /**
   * What does not pass, by verdict and reason, of the reader's short set and of the cases named here. `nothingPasses`: too much to tell.
   * All else of these passes, so that a reader without any is spared.
   */
  readonly finds?: Readonly<Record<string, readonly string[]>> | "nothingPasses";
  /** Cases beyond the short set that it has to pass as well, because they come near to what it does. */
  readonly also?: readonly string[];
  /** Features that its profile does not claim. */
  readonly lacks?: readonly string[];
}

export const NAMED_READERS = {
  "perfect": {
    does: { ja: "参照ファームウェアそのまま。", en: "The reference firmware as it is." },
  },
  "slow-camera": {
    does: {
      ja: "撮影に 900 ms 余計にかかる。予算（LAT-06、2秒）の内である。",
      en: "A picture takes 900 ms longer, which is within the budget (LAT-06, two seconds).",
    },
    also: ["RDR-LAT-0001"],
  },
  "sunlit": {
    does: { ja: "左上からの日差しで顔が白く飛ぶ。", en: "Sun from the upper left bleaches the face." },
    finds: {
      "fail face.notAccepted": ["RDR-FAC-0001"],
      "fail reception.incomplete": ["RDR-FAC-0006"],
      "not-reached premise.missing": ["RDR-PRV-0001", "RDR-DCL-0005"],
    },
  },
  "child-height": {
    does: {
      ja: "子どもの高さに据えられ、大人の頭の上が写らない。",
      en: "It stands at the height of a child, so that of adults the top of the head is cut off.",
    },
    finds: {
      "fail face.notAccepted": ["RDR-FAC-0001"],
      "fail reception.incomplete": ["RDR-FAC-0006"],
      "not-reached premise.missing": ["RDR-PRV-0001", "RDR-DCL-0005"],
    },
  },
  "dirty-sensor": {
    does: { ja: "二つのカメラのガラスに埃がある。", en: "There is dust on the glass of both cameras." },
    finds: {
      "fail face.notAccepted": ["RDR-FAC-0001"],
      "fail face.livenessUntold": ["RDR-FAC-0006"],
      "not-reached premise.missing": ["RDR-FAC-0002", "RDR-PRV-0001", "RDR-DCL-0005"],
    },
  },
  "flaky-cable": {
    does: { ja: "6フレームごとに1バイトが失われる。", en: "Of every sixth frame one byte is lost." },
    finds: {
      "fail reception.incomplete": ["RDR-FAC-0001", "RDR-PIN-0002", "RDR-FAC-0006", "RDR-CNS-0002", "RDR-CNS-0006"],
      "fail method.wrong": ["RDR-FAC-0002"],
      "fail registration.missing": ["RDR-REG-0001"],
      "review card.notNoticed": ["RDR-CRD-0001"],
      "not-reached premise.missing": ["RDR-CRD-0006", "RDR-PRV-0001", "RDR-DCL-0005"],
      "not-reached script.stopped": ["RDR-PHN-0001"],
    },
  },
  "mute": {
    does: { ja: "聞くだけで何も言わない。", en: "It listens and says nothing." },
    finds: "nothingPasses",
  },
  "wrong-lrc": {
    does: {
      ja: "フレームの検査符号（CRC、CCID のシリアルでは LRC）がいつも誤っている。",
      en: "The checksum of every frame is wrong: its CRC, and on a CCID reader's serial line its LRC.",
    },
    finds: "nothingPasses",
  },
  "oversized-frame": {
    does: {
      ja: "どのフレームも許される長さを100バイト超える。",
      en: "Every frame is 100 bytes longer than any may be.",
    },
    finds: "nothingPasses",
  },
  "early-removal": {
    does: {
      ja: "接点がゆるく、置かれたカードが6コマンド目で 400 ms 消える。",
      en: "A loose contact: at the sixth command a card is gone for 400 ms.",
    },
    finds: {
      "fail face.notAccepted": ["RDR-FAC-0001"],
      "fail reception.incomplete": ["RDR-PIN-0002", "RDR-CNS-0002", "RDR-CNS-0006", "RDR-STF-0001"],
      "fail peer.silent": ["RDR-CRD-0006"],
      "fail phone.refused": ["RDR-PHN-0001"],
      "fail registration.missing": ["RDR-REG-0001"],
      "fail face.livenessUntold": ["RDR-FAC-0006"],
      "not-reached premise.missing": ["RDR-FAC-0002", "RDR-PRV-0001", "RDR-DCL-0005"],
    },
  },
  "card-left": {
    does: { ja: "置き忘れたカードを知らせない。", en: "It does not call out a card that was left behind." },
    finds: {
      "fail card.notReminded": ["RDR-CRD-0006", "RDR-LFT-0001", "RDR-LFT-0026"],
      "fail declared.missing": ["RDR-DCL-0004"],
    },
  },
  "clock-skewed": {
    does: {
      ja: "時計が1時間進んでいて、1割速い。プロトコルはリーダーの日時に頼らない。",
      en: "Its clock is an hour ahead and a tenth too fast. Nothing in the protocol rests on a reader's date.",
    },
    also: ["RDR-LOG-0001", "RDR-LOG-0003", "RDR-LIM-0001", "RDR-CRD-0007", "RDR-ATT-0004"],
  },
  "unattested": {
    does: { ja: "自分で発行した証明書を載せる。", en: "It carries a certificate that it issued to itself." },
    finds: {
      "fail attestation.unattested": ["RDR-ATT-0002"],
    },
  },
  "attestation-revoked": {
    does: {
      ja: "失効した SHK-9999 の証明書と鍵を使う。",
      en: "It has certificate and key of SHK-9999, which was taken back.",
    },
    finds: {
      "fail attestation.revoked": ["RDR-ATT-0003"],
    },
  },
  "old-firmware": {
    does: { ja: "プロトコルの版1しか話さない。", en: "It speaks version 1 of the protocol alone." },
    lacks: ["registration", "limits", "liveness", "attestation", "selfTest", "log", "update"],
    also: ["RDR-VER-0001", "RDR-VER-0004"],
  },
  "replays-results": {
    does: {
      ja: "最初の結果を、その後の受付にも繰り返す。",
      en: "It gives its first result again to every later reception.",
    },
    finds: {
      "fail result.unproven": ["RDR-PRV-0003"],
    },
  },
  "forgets-nonce": {
    does: {
      ja: "結果を nonce でなく32バイトの0に対して署名する。",
      en: "It signs results over 32 zero bytes in place of the nonce.",
    },
    finds: {
      "fail result.unproven": ["RDR-PRV-0003"],
    },
  },
  "resets-counters": {
    does: {
      ja: "hello のたびに、ログの番号とファームウェアのカウンターが初めに戻る。",
      en: "At every hello the numbers of its log and the counter of its firmware begin anew.",
    },
    finds: {
      "fail log.disorder": ["RDR-LOG-0004"],
      "not-reached premise.missing": ["RDR-LOG-0003"],
    },
  },
  "serial-port-drops": {
    does: { ja: "8フレームの後に回線が切れる。", en: "After eight frames the line is gone." },
    finds: {
      "setup setup.linkLost": [
        "RDR-FAC-0001",
        "RDR-FAC-0002",
        "RDR-PIN-0002",
        "RDR-STF-0001",
        "RDR-CRD-0006",
        "RDR-CNS-0002",
        "RDR-PRV-0001",
        "RDR-DCL-0005",
        "RDR-CNS-0006",
        "RDR-PHN-0001",
        "RDR-REG-0001",
        "RDR-FAC-0006",
      ],
    },
  },
  "duplicate-account": {
    does: {
      ja: "別のリーダー SHK-0002 を名乗り、その顔認証用アカウントに結び付く。証明書は SHK-0001 のものである。",
      en: "It gives itself out for another reader, SHK-0002, and so for that one's account; its certificate is of SHK-0001.",
    },
    finds: {
      "fail identity.wrong": ["RDR-MSG-0002"],
    },
  },
  "half-reset": {
    does: {
      ja: "同意の画面で電源が落ちて再起動し、受付中だったことを覚えていない。",
      en: "At the consent screen its power sags; it starts anew and has forgotten that a patient was there.",
    },
    finds: {
      "fail reception.incomplete": [
        "RDR-FAC-0001",
        "RDR-PIN-0002",
        "RDR-STF-0001",
        "RDR-CNS-0002",
        "RDR-CNS-0006",
        "RDR-FAC-0006",
      ],
      "fail method.wrong": ["RDR-FAC-0002"],
      "fail peer.silent": ["RDR-CRD-0006", "RDR-PRV-0001", "RDR-DCL-0005"],
      "fail phone.refused": ["RDR-PHN-0001"],
      "fail registration.missing": ["RDR-REG-0001"],
    },
  },
} as const satisfies Record<string, NamedReader>;

export type ReaderName = keyof typeof NAMED_READERS;
