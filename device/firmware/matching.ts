import type { Picture } from "../ports.ts";
import { featuresOf } from "./face-features.ts";
import { faceModel } from "./face-model.ts";

/** A face as a direction of length 1, in which only what tells people apart is left; `undefined` where no face was found. */
export type Template = Float32Array | undefined;

/**
 * From here on two faces count as one person. Chosen on people made for the choice (seeds from 1,000,000): of 20,000 pairs of strangers,
 * nobody twice, six pass. What it does to others is measured and printed in docs/face-accuracy.md; no official limit is known to us.
 */
export const THRESHOLD = 0.76;

export function templateOf(picture: Picture): Template {
  const features = featuresOf(picture, faceModel.general);
  if (!features) return undefined;
  const template = Float32Array.from(faceModel.axes, (axis) => {
    let sum = 0;
    for (let i = 0; i < axis.length; i++) sum += (axis[i] ?? 0) * ((features[i] ?? 0) - (faceModel.mean[i] ?? 0));
    return sum;
  });
  let squares = 0;
  for (const value of template) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  return template.map((value) => value / length);
}

/** 0 (nothing in common, or no face) to 1. */
export function similarity(a: Template, b: Template): number {
  if (!a || !b) return 0;
  let products = 0;
  for (let i = 0; i < a.length; i++) products += (a[i] ?? 0) * (b[i] ?? 0);
  return Math.min(1, Math.max(0, products));
}
