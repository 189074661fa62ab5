import { similarity, type Template, templateOf, THRESHOLD } from "../../device/firmware/matching.ts";
import { readKeyB } from "../../device/firmware/ocr.ts";
import type { Matcher, Picture } from "../../device/ports.ts";
import { decodeJp2 } from "../faces/jp2.ts";

/** The reader's eye for faces: templates of pictures it has seen are kept, since the same photograph is compared at every try. */
export function createMatcher(): Matcher {
  const templates = new WeakMap<Picture, { readonly template: Template }>();
  const seen = (picture: Picture): Template => {
    const known = templates.get(picture) ?? { template: templateOf(picture) };
    templates.set(picture, known);
    return known.template;
  };
  return {
    threshold: THRESHOLD,
    decodePhotograph: decodeJp2,
    score: (reference, probe) => similarity(seen(reference), seen(probe)),
    readKeyB,
  };
}
