import type { Picture } from "./secret.ts";

/** Where in the picture a piece stands by which it is recognised. */
interface Anchor {
  readonly picture: Picture;
  readonly at: number;
}

const ANCHOR = 16;
/** A stretch of so many bytes is found for certain. */
export const SURE = 2 * ANCHOR - 1;
/** Boxes and markers of a JPEG 2000 file, much the same for everybody. */
const PREAMBLE = 256;

/**
 * Finds any stretch of a picture, wherever in it: every run of SURE bytes of the picture holds a whole anchor, and what is found
 * grows from there as far as the bytes agree.
 */
export function pictureFinder(pictures: readonly Picture[]) {
  const anchors = new Map<number, Anchor[]>();
  // Nearly all places are passed over by their first two bytes.
  const known = new Uint8Array(0x10000);
  for (const picture of pictures) {
    for (const at of anchorsOf(picture.value)) {
      const key = keyOf(picture.value, at);
      known[key >>> 16] = 1;
      anchors.set(key, [...(anchors.get(key) ?? []), { picture, at }]);
    }
  }
  return {
    *findIn(bytes: Uint8Array): Generator<{ person: string; from: number; to: number }> {
      if (anchors.size === 0) return;
      for (let at = 0; at + ANCHOR <= bytes.length; at++) {
        if (!known[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)]) continue;
        const found = anchors
          .get(keyOf(bytes, at))
          ?.map((anchor) => grow(bytes, at, anchor))
          .find(({ from, to }) => to - from >= ANCHOR);
        if (!found) continue;
        yield found;
        at = found.to - 1;
      }
    },
  };
}

function* anchorsOf(picture: Uint8Array): Generator<number> {
  for (let at = picture.length > 2 * PREAMBLE ? PREAMBLE : 0; at + ANCHOR <= picture.length; at += ANCHOR) {
    // A flat stretch says nothing about whose picture it is.
    if (new Set(picture.subarray(at, at + ANCHOR)).size > 4) yield at;
  }
}

/** How far both ways the bytes around `at` are those around the anchor. */
function grow(bytes: Uint8Array, at: number, { picture: { person, value }, at: there }: Anchor) {
  let before = 0;
  while (before < Math.min(at, there) && bytes[at - before - 1] === value[there - before - 1]) before++;
  let after = 0;
  while (at + after < bytes.length && there + after < value.length && bytes[at + after] === value[there + after])
    after++;
  return { person, from: at - before, to: at + after };
}

const keyOf = (bytes: Uint8Array, at: number) =>
  (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
