import { createHash } from "node:crypto";
import { signManifest } from "../../../certs/firmware-signing.ts";
import type { FaceMessage, UpdateRefusal } from "../../../device/wire/face.ts";
import { encodeManifest, type FirmwareManifest } from "../../../device/wire/firmware-manifest.ts";
import { assuming, type Case, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { is } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { after, eventually, never } from "../../expect/vocabulary.ts";

/**
 * Firmware that must not be taken. The manifests are signed by the bench's own maker, so that a reader of another maker refuses all of
 * them for their signature: that is refused too, and the built-in reader shows each of the other reasons.
 */

const IMAGE = Uint8Array.from({ length: 3000 }, (_, i) => (i * 7) % 251);
const HIGH = 0xfffffff0;

type Model = { readonly model: string };
type Offer = (reader: Model) => readonly FaceMessage[];

const manifest = ({ model }: Model, changes: Partial<FirmwareManifest> = {}): Uint8Array =>
  encodeManifest({
    ...{ model, counter: HIGH, firmware: "9.9.9", size: IMAGE.length },
    digest: createHash("sha256").update(IMAGE).digest(),
    ...changes,
  });
const offer = (bytes: Uint8Array, signature = signManifest(bytes)): FaceMessage => ({
  ...{ is: "offerUpdate", manifest: bytes, signature },
});
const chunk = (offset: number, bytes: Uint8Array): FaceMessage => ({ is: "updateChunk", offset, bytes });

const WRONG: readonly {
  readonly reason: UpdateRefusal;
  readonly ja: string;
  readonly en: string;
  readonly messages: Offer;
}[] = [
  {
    reason: "wrongSignature",
    ja: "署名の誤った更新",
    en: "an update with a wrong signature",
    messages: (reader) => [offer(manifest(reader), signManifest(manifest(reader, { counter: HIGH - 1 })))],
  },
  {
    reason: "notNewer",
    ja: "古いファームウェアへの後戻り",
    en: "an older firmware",
    messages: (reader) => [offer(manifest(reader, { counter: 0 }))],
  },
  {
    reason: "otherModel",
    ja: "別の機種のファームウェア",
    en: "firmware of another model",
    messages: ({ model }) => [offer(manifest({ model: `${model}-other` }))],
  },
  {
    reason: "truncated",
    ja: "途中で切れたイメージ",
    en: "an image that is cut short",
    messages: (reader) => [offer(manifest(reader)), chunk(0, IMAGE.subarray(0, 100))],
  },
  {
    reason: "outOfOrder",
    ja: "順序の誤ったイメージ",
    en: "an image out of order",
    messages: (reader) => [offer(manifest(reader)), chunk(1000, IMAGE.subarray(1000, 2000))],
  },
  {
    reason: "wrongDigest",
    ja: "中身の異なるイメージ",
    en: "another image than the one that was signed",
    messages: (reader) => [
      offer(manifest(reader)),
      chunk(0, new Uint8Array(2048)),
      chunk(2048, new Uint8Array(IMAGE.length - 2048)),
    ],
  },
  {
    reason: "tooLarge",
    ja: "大きすぎるイメージ",
    en: "an image too large for any reader",
    messages: (reader) => [offer(manifest(reader, { size: 0xfffffff0 }))],
  },
  {
    reason: "unreadable",
    ja: "読めないマニフェスト",
    en: "a manifest that is none",
    messages: () => [offer(Uint8Array.of(0x30, 0x00))],
  },
];

const refused = ({ reason, ja, en, messages }: (typeof WRONG)[number], index: number): Case<"reader"> =>
  readerCase({
    id: `RDR-UPD-${String(index + 1).padStart(4, "0")}`,
    title: { ja: `${ja}は拒まれる（${reason}）`, en: `It refuses ${en} (${reason})` },
    needs: ["update"],
    kills: ["M-RDR-UPDATE-ANY"],
    async steps({ bench, see }) {
      await bench.host.hello();
      const identity = await see(received("identity"));
      for (const message of messages(identity)) await bench.host.send(message);
      await see(received("updateRefused"), 30_000);
    },
    expect: [
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-02",
          "update.accepted",
          { ja: "updated が返らない", en: "it is never said to be installed" },
          never(received("updated")),
        ),
      ),
      assuming(
        "ASM-READER-PROTOCOL",
        check(
          "RCP-02",
          "update.unexplained",
          { ja: "拒んだ理由が返る", en: "the reason comes with the refusal" },
          after(received("identity"), eventually(received("updateRefused"))),
        ),
      ),
    ],
  });

export const refusals = WRONG.map(refused);

export const busyWithPatient = readerCase({
  id: "RDR-UPD-0009",
  title: { ja: "受付中は更新を始めない", en: "No update begins while a patient is there" },
  cast: ["patient"],
  needs: ["update"],
  async steps({ bench, see }) {
    await bench.host.hello();
    const identity = await see(received("identity"));
    await bench.host.begin();
    await see(prompt("placeCard"));
    await bench.host.send(offer(manifest(identity)));
    await see(received("notDone"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-02",
        "selfTest.disturbs",
        { ja: "notDone(busy) が返る", en: "notDone(busy) comes" },
        after(prompt("placeCard"), eventually(where(received("notDone"), "busy", is("reason", "busy")))),
      ),
    ),
  ],
});
