import { deflateSync } from "node:zlib";
import type { Picture } from "../../device/ports.ts";
import { ascii, concat, unhex } from "../../device/wire/bytes.ts";

/** A picture of black (true) and white points, row by row. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly black: (x: number, y: number) => boolean;
}

/**
 * One-bit grey PNG. The image data are stored, not compressed: what a compressor makes of them depends on its version, and the
 * same card shall have the same bytes everywhere.
 */
export function png({ width, height, black }: Bitmap): Uint8Array {
  const stride = 1 + Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (!black(x, y)) {
        const at = y * stride + 1 + (x >> 3);
        rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
      }
  const header = concat(u32(width), u32(height), Uint8Array.of(1, 0, 0, 0, 0));
  return concat(SIGNATURE, chunk("IHDR", header), chunk("IDAT", stored(rows)), chunk("IEND", new Uint8Array(0)));
}

/** Eight-bit grey PNG for a printer: compressed, and with the size it has on paper (pHYs, in points a metre). */
export function greyPng({ width, height, grey }: Picture, dotsPerInch: number): Uint8Array {
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(grey.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const perMetre = u32(Math.round(dotsPerInch / 0.0254));
  return concat(
    SIGNATURE,
    chunk("IHDR", concat(u32(width), u32(height), Uint8Array.of(8, 0, 0, 0, 0))),
    chunk("pHYs", concat(perMetre, perMetre, Uint8Array.of(1))),
    chunk("IDAT", new Uint8Array(deflateSync(rows))),
    chunk("IEND", new Uint8Array(0)),
  );
}

const SIGNATURE = unhex("89504E470D0A1A0A");

/** A zlib stream of one stored block (RFC 1950, RFC 1951 §3.2.4): up to 65,535 bytes. */
function stored(data: Uint8Array): Uint8Array {
  const { length } = data;
  if (length > 0xffff) throw new RangeError("a picture of more than one stored block");
  const lengths = Uint8Array.of(length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff);
  return concat(Uint8Array.of(0x78, 0x01, 0x01), lengths, data, u32(adler32(data)));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concat(ascii(type), data);
  return concat(u32(data.length), body, u32(crc32(body)));
}

const u32 = (value: number) => Uint8Array.of(value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let i = 0; i < 8; i++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}
