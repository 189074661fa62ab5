import { malformed } from "../../device/errors.ts";
import { ascii, concat, equal, fromAscii, unhex } from "../../device/wire/bytes.ts";
import { Reader, u16, u32, u8 } from "../../device/wire/codec.ts";

/** The file around a JPEG 2000 codestream (ISO/IEC 15444-1, annex I): a signature, a type, a header, the codestream. */
export interface Jp2 {
  readonly width: number;
  readonly height: number;
  readonly codestream: Uint8Array;
}

const WHAT = "JP2 photograph";
const SIGNATURE = unhex("0d0a870a");
/** Enumerated colour space of grey pictures (I.5.3.3, table I.10). */
const GREY = 17;
/** No card holds a larger picture; a header that claims one is not worth the memory. */
const LARGEST = 2048;

/** 85 bytes and the codestream. One component of eight bits. */
export function wrapJp2({ width, height, codestream }: Jp2): Uint8Array {
  const header = concat(u32.write(height), u32.write(width), u16.write(1), unhex("07 07 00 00"));
  const colour = concat(unhex("01 00 00"), u32.write(GREY));
  return concat(
    box("jP  ", SIGNATURE),
    box("ftyp", concat(ascii("jp2 "), u32.write(0), ascii("jp2 "))),
    box("jp2h", concat(box("ihdr", header), box("colr", colour))),
    box("jp2c", codestream),
  );
}

/** Reads any writer's file: boxes that are not needed are passed over. Fails with `peer.malformed`. */
export function unwrapJp2(file: Uint8Array): Jp2 {
  const boxes = boxesOf(file);
  const [signature, type] = boxes;
  if (signature?.type !== "jP  " || !equal(signature.body, SIGNATURE)) throw malformed(WHAT, "no JP2 signature", 0);
  if (type?.type !== "ftyp") throw malformed(WHAT, "no file type after the signature", 12);
  const header = boxesOf(bodyOf(boxes, "jp2h"));
  const codestream = bodyOf(boxes, "jp2c");
  const from = new Reader(bodyOf(header, "ihdr"), WHAT);
  const height = u32.read(from);
  const width = u32.read(from);
  if (u16.read(from) !== 1) from.fail("not grey: more than one component");
  if (u8.read(from) !== 7) from.fail("not eight bits deep");
  if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) from.fail(`${width} x ${height} pixels`);
  checkSize(codestream, width, height);
  return { width, height, codestream };
}

/** The codestream's own size (A.5.1: SOC, SIZ) must be the header's, or the decoder would set aside memory for another one. */
function checkSize(codestream: Uint8Array, width: number, height: number): void {
  const from = new Reader(codestream, `${WHAT}'s codestream`);
  if (u32.read(from) !== 0xff4fff51) from.fail("no SOC and SIZ");
  u32.read(from);
  const [right, bottom, left, top] = [u32.read(from), u32.read(from), u32.read(from), u32.read(from)];
  if (right - left !== width || bottom - top !== height) from.fail("another size than the header's");
  const [tileWidth, tileHeight] = [u32.read(from), u32.read(from)];
  if (tileWidth * 64 < right || tileHeight * 64 < bottom) from.fail("too many tiles");
}

interface Box {
  readonly type: string;
  readonly body: Uint8Array;
}

function box(type: string, body: Uint8Array): Uint8Array {
  return concat(u32.write(8 + body.length), ascii(type), body);
}

/** Length 0 is "to the end"; length 1 (eight more bytes of length) is for files no card holds. */
function boxesOf(bytes: Uint8Array): Box[] {
  const from = new Reader(bytes, WHAT);
  const boxes: Box[] = [];
  while (from.left > 0) {
    const length = u32.read(from);
    const type = fromAscii(from.take(4));
    if (length !== 0 && length < 8) from.fail(`a box of ${length} bytes`);
    boxes.push({ type, body: from.take(length === 0 ? from.left : length - 8) });
  }
  return boxes;
}

function bodyOf(boxes: readonly Box[], type: string): Uint8Array {
  const found = boxes.find((candidate) => candidate.type === type);
  if (!found) throw malformed(WHAT, `no box ${type}`);
  return found.body;
}
