import { createCipheriv, createHmac, pbkdf2Sync } from "node:crypto";
import type { Random } from "../../../device/ports.ts";
import { utf8 } from "../../../device/wire/bytes.ts";

/**
 * A ZIP file with one file in it, encrypted by AES-256 as WinZip's AE-2 has it, and stored as it is. The suite writes its own: a product
 * is judged by a form, and not by whether it agrees with a library; and salt comes from the bench, so that one seed is one trace.
 */
export function encryptedZip(name: string, bytes: Uint8Array, password: string, random: Random): Uint8Array {
  const data = encrypted(bytes, password, random.bytes(SALT));
  const called = utf8(name);
  // What local and central header have in common, from the version that is needed to the lengths.
  const common = Buffer.concat([
    words(VERSION, ENCRYPTED, AES, 0, NO_DATE),
    longs(NO_CRC, data.length, bytes.length),
    words(called.length, EXTRA.length),
  ]);
  const local = Buffer.concat([longs(0x04034b50), common, called, EXTRA, data]);
  const central = Buffer.concat([
    ...[longs(0x02014b50), words(VERSION), common, words(0, 0, 0), longs(0, 0)],
    ...[called, EXTRA],
  ]);
  const end = Buffer.concat([longs(0x06054b50), words(0, 0, 1, 1), longs(central.length, local.length), words(0)]);
  return new Uint8Array(Buffer.concat([local, central, end]));
}

const SALT = 16;
/** 5.1, the first that knows of AES. */
const VERSION = 51;
const ENCRYPTED = 1;
const AES = 99;
/** 1 January 1980. */
const NO_DATE = 0x21;
/** AE-2 has none: the authentication code stands in its place. */
const NO_CRC = 0;

const words = (...values: readonly number[]) => Buffer.from(values.flatMap((value) => [value & 0xff, value >>> 8]));
const longs = (...values: readonly number[]) =>
  Buffer.concat(values.map((value) => words(value & 0xffff, value >>> 16)));

/** AE-2 by vendor AE, 256 bits, within it nothing is compressed. */
const EXTRA = Buffer.concat([words(0x9901, 7, 2), Buffer.from("AE"), Buffer.of(3), words(0)]);

/** Salt, two bytes by which a wrong password is mostly noticed, the file, and its authentication code. */
function encrypted(bytes: Uint8Array, password: string, salt: Uint8Array): Buffer {
  const keys = pbkdf2Sync(password, salt, 1000, 66, "sha1");
  const hidden = counted(bytes, keys.subarray(0, 32));
  const code = createHmac("sha1", keys.subarray(32, 64)).update(hidden).digest().subarray(0, 10);
  return Buffer.concat([salt, keys.subarray(64), hidden, code]);
}

/** Counter mode whose counter begins with 1, its lowest byte first; what the standard of the mode calls CTR has it the other way round. */
function counted(bytes: Uint8Array, key: Uint8Array): Buffer {
  const blocks = Math.ceil(bytes.length / 16);
  const counters = Buffer.alloc(blocks * 16);
  for (let i = 0; i < blocks; i++) counters.writeUInt32LE(i + 1, i * 16);
  const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
  const stream = Buffer.concat([cipher.update(counters), cipher.final()]);
  return Buffer.from(bytes.map((byte, i) => byte ^ (stream[i] ?? 0)));
}
