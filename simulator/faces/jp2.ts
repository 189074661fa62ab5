import type { OpenJpeg } from "@cornerstonejs/codec-openjpeg/wasmjs";
import { isFault, malformed } from "../../device/errors.ts";
import type { Picture } from "../../device/ports.ts";
import { ascii, concat, unhex } from "../../device/wire/bytes.ts";

/** JPEG 2000 for grey pictures: the codestream by OpenJPEG, the boxes of the JP2 file (ISO/IEC 15444-1 annex I) by us. */

let loading: Promise<OpenJpeg> | undefined;

async function load(): Promise<OpenJpeg> {
  const { default: create } = await import("@cornerstonejs/codec-openjpeg/wasmjs");
  // The library writes what it thinks of broken pictures to the console; our fault says it.
  return create({ print: () => undefined, printErr: () => undefined });
}

const codec = (): Promise<OpenJpeg> => (loading ??= load());

/** How much smaller than the bare pixels: about four kilobytes for a photograph of 160 × 200. */
const COMPRESSION = 8;

export async function encodeJp2({ width, height, grey }: Picture): Promise<Uint8Array> {
  const { J2KEncoder } = await codec();
  const encoder = new J2KEncoder();
  try {
    encoder.getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: 1, isSigned: false }).set(grey);
    encoder.setQuality(false, 1);
    encoder.setCompressionRatio(0, COMPRESSION);
    encoder.encode();
    // The buffer is a window into the library's memory and dies with the encoder.
    return concat(boxes(width, height), box("jp2c", encoder.getEncodedBuffer().slice()));
  } finally {
    encoder.delete();
  }
}

/** Rejects with `peer.malformed` on anything that is not one whole grey picture. */
export async function decodeJp2(bytes: Uint8Array): Promise<Picture> {
  const { J2KDecoder } = await codec();
  const decoder = new J2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
    const grey = decoder.getDecodedBuffer().slice();
    if (componentCount !== 1 || bitsPerSample !== 8) throw malformed("photograph", "not an eight-bit grey picture");
    // A truncated codestream is no error to the library: it gives no pixels.
    if (grey.length === 0 || grey.length !== width * height) throw malformed("photograph", "no whole picture in it");
    return { width, height, grey };
  } catch (error) {
    // What the library throws is a number or its own type, and says nothing.
    throw isFault(error) ? error : malformed("photograph", "not JPEG 2000");
  } finally {
    decoder.delete();
  }
}

const u32 = (value: number) => Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);

const box = (type: string, ...content: readonly Uint8Array[]): Uint8Array => {
  const body = concat(...content);
  return concat(u32(8 + body.length), ascii(type), body);
};

/** Signature, file type, and header: one eight-bit component, wavelet-compressed, enumerated colour space 17 (grey). */
const boxes = (width: number, height: number): Uint8Array =>
  concat(
    box("jP  ", unhex("0d0a870a")),
    box("ftyp", ascii("jp2 "), u32(0), ascii("jp2 ")),
    box(
      "jp2h",
      box("ihdr", u32(height), u32(width), unhex("0001 07 07 00 00")),
      box("colr", unhex("01 00 00"), u32(17)),
    ),
  );
