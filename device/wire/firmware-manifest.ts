import { bytes, decode, encode, Reader, text, u32 } from "./codec.ts";
import { field, record, type RecordOf } from "./record.ts";
import { decodeTlv, encodeTlv } from "./tlv.ts";

/** Bytes of a firmware's name: it has to go into every identity that follows. */
const LONGEST_NAME = 64;

const shortText: typeof text = {
  write(value) {
    const name = text.write(value);
    if (name.length > LONGEST_NAME) throw new RangeError(`a name of ${name.length} bytes`);
    return name;
  },
  read(from) {
    if (from.left > LONGEST_NAME) from.fail(`a name of ${from.left} bytes`);
    return text.read(from);
  },
};

/** What is said of a firmware image, and signed by its maker (docs/reader-protocol.md). Ours, like the protocol around it. */
const FIELDS = {
  model: field(0x80, text),
  /** Grows with every release; a reader takes no image whose counter is not above its own. */
  counter: field(0x81, u32),
  firmware: field(0x82, shortText),
  /** Bytes of the image. */
  size: field(0x83, u32),
  /** SHA-256 of the image. */
  digest: field(0x84, bytes(32)),
};
const TAG = 0x7f31;

export type FirmwareManifest = RecordOf<typeof FIELDS>;
const codec = record(FIELDS);

export const encodeManifest = (manifest: FirmwareManifest): Uint8Array => encodeTlv(TAG, encode(codec, manifest));

/** Throws `peer.malformed` where it is anything else. */
export function decodeManifest(signed: Uint8Array): FirmwareManifest {
  const outer = new Reader(signed, "firmware manifest");
  const { tag, value, end } = decodeTlv(signed, 0, outer.what);
  if (tag !== TAG || end !== signed.length) outer.fail("tag 7f31 and nothing behind it wanted");
  return decode(codec, value, outer.what);
}
