import type { OpenJpeg } from "@cornerstonejs/codec-openjpeg/wasmjs";
import { isFault, malformed } from "../../device/errors.ts";
import type { Picture } from "../../device/ports.ts";
import { unwrapJp2, wrapJp2 } from "./jp2-boxes.ts";

/** JPEG 2000 for grey pictures: the codestream by OpenJPEG, the boxes of the JP2 file around it by us. */

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
    // Without this the ratio is ignored without a word.
    encoder.setQuality(false, 1);
    encoder.setCompressionRatio(0, COMPRESSION);
    encoder.encode();
    // The buffer is a window into the library's memory and dies with the encoder.
    return wrapJp2({ width, height, codestream: encoder.getEncodedBuffer().slice() });
  } finally {
    encoder.delete();
  }
}

/** Rejects with `peer.malformed` on anything that is not one whole grey picture. */
export async function decodeJp2(file: Uint8Array): Promise<Picture> {
  const { width, height, codestream } = unwrapJp2(file);
  const { J2KDecoder } = await codec();
  const decoder = new J2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    // A copy: the buffer is a window that dies with the decoder, and of clamped bytes.
    const grey = new Uint8Array(decoder.getDecodedBuffer());
    // A truncated codestream is no error to the library: it gives no pixels.
    if (grey.length !== width * height) throw malformed("JP2 photograph", "no whole picture in its codestream");
    return { width, height, grey };
  } catch (error) {
    // What the library throws is a number or its own type, and says nothing.
    throw isFault(error) ? error : malformed("JP2 photograph", "its codestream breaks the decoder");
  } finally {
    decoder.delete();
  }
}
