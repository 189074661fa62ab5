import { createHash } from "node:crypto";
import { similarity, type Template, templateOf, THRESHOLD } from "../../device/firmware/matching.ts";
import { readKeyB } from "../../device/firmware/ocr.ts";
import type { Matcher, Picture } from "../../device/ports.ts";
import { decodeJp2 } from "../faces/jp2.ts";

/** Photographs whose pictures and templates are kept; the oldest goes first. */
const KEPT = 512;

/**
 * The reader's eye for faces. Only pictures are compared; what has been made of one (the picture of a JP2, the template of a picture) is
 * kept, since the same photograph is compared at every try and comes again with the same card.
 */
export function createMatcher(): Matcher {
  const photographs = new Map<string, Picture>();
  const templates = new WeakMap<Picture, { readonly template: Template }>();
  const seen = (picture: Picture): Template => {
    const known = templates.get(picture) ?? { template: templateOf(picture) };
    templates.set(picture, known);
    return known.template;
  };
  return {
    threshold: THRESHOLD,
    async decodePhotograph(jp2) {
      const digest = createHash("sha256").update(jp2).digest("base64");
      const known = photographs.get(digest) ?? (await decodeJp2(jp2));
      photographs.delete(digest);
      photographs.set(digest, known);
      for (const oldest of photographs.keys()) {
        if (photographs.size <= KEPT) break;
        photographs.delete(oldest);
      }
      return known;
    },
    score: (reference, probe) => similarity(seen(reference), seen(probe)),
    readKeyB,
  };
}
