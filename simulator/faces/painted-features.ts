import { type Canvas, curve, ellipse, type Point } from "./canvas.ts";
import type { Face } from "./face.ts";

/** Eyes, brows, nose, mouth and marks as the photograph shows them. */

export type Side = -1 | 1;
export const SIDES = [-1, 1] as const;

export function eye(paper: Canvas, face: Face, side: Side): void {
  const { eyeWidth: wide, eyeOpen: open } = face;
  const to = (dx: number, dy: number): Point => [side * (face.eyeSpacing + dx), face.eyeY + dy - face.eyeTilt * dx];
  const inner = to(-wide, 0.01);
  const outer = to(wide, 0);
  const upper = curve(inner, to(-0.1 * wide, -2 * open), outer);
  const lower = curve(inner, to(0.1 * wide, 1.6 * open), outer);
  const slit = [...upper, ...lower.toReversed()];
  const pupil = to(0, -0.1 * open);
  paper.fill(slit, 0.9);
  paper.inside(slit, () => {
    paper.fill(ellipse(pupil, face.iris, face.iris), Math.max(0, face.irisTone));
    paper.fill(ellipse(pupil, face.iris * 0.45, face.iris * 0.45), 0.03);
    paper.fill(ellipse([pupil[0] - 0.016, pupil[1] - 0.016], 0.013, 0.013), 0.95);
  });
  paper.stroke(upper, 0.016, 0.12);
  paper.stroke(lower, 0.008, 0.35, 0.6);
  const rise = 0.03 + 0.03 * face.lidCrease;
  const crease = curve(to(-wide * 0.9, -rise), to(-0.1 * wide, -2 * open - rise), to(wide, -rise));
  paper.stroke(crease, 0.012, face.skinTone * 0.5, face.lidCrease);
  const bag = curve(to(-wide * 0.8, 0.07), to(0, 0.09 + open), to(wide * 0.8, 0.06));
  paper.stroke(bag, 0.014, face.skinTone * 0.6, face.bag);
}

export function brow(paper: Canvas, face: Face, side: Side): void {
  const { browLength: length, browThickness: thick, browArch: arch } = face;
  const to = (dx: number, dy: number): Point => [
    side * (face.eyeSpacing + face.browInset + dx),
    face.eyeY - face.browRise + dy - face.browTilt * dx,
  ];
  const top = curve(to(-length, -thick * 0.9), to(0.1 * length, -2 * arch - thick), to(length, 0));
  const under = curve(to(length, thick * 0.5), to(0.1 * length, -2 * arch + thick * 1.2), to(-length, thick * 0.9));
  paper.fill([...top, ...under], face.hairTone * 0.9 + 0.04, 0.88);
}

export const noseEnd = (face: Face): number => face.eyeY + face.noseLength;

export function nose(paper: Canvas, face: Face): void {
  const { noseWidth: wide, noseBridge: bridge } = face;
  const end = noseEnd(face);
  const shade = face.skinTone * 0.66;
  for (const side of SIDES) {
    const to = (x: number, y: number): Point => [side * x, y];
    const flank = curve(to(bridge, face.eyeY - 0.02), to(bridge * 0.9, end - 0.15), to(wide, end - 0.03));
    paper.stroke(flank, 0.03, shade, 0.35 * face.noseShadow + 0.1);
    const wing = curve(to(wide, end - 0.075), to(wide * 1.22, end - 0.02), to(wide * 0.8, end + 0.015));
    paper.stroke(wing, 0.018, shade * 0.8, 0.75);
    paper.fill(ellipse(to(wide * 0.5, end), wide * 0.3, 0.018), 0.16, 0.9);
    const beside = face.mouthWidth;
    const fold = curve(
      to(wide + 0.05, end - 0.02),
      to(beside + 0.1, end + 0.05),
      to(beside + 0.08, end + face.mouthDrop),
    );
    paper.stroke(fold, 0.022, face.skinTone * 0.68, Math.min(1, face.fold));
  }
  paper.glow([0, end + 0.02], wide, 0.04, shade, 0.5 + 0.4 * face.noseShadow);
  paper.glow([0, end - 0.2], bridge * 0.8, 0.2, face.skinTone * 1.12, 0.5);
}

export function mouth(paper: Canvas, face: Face): void {
  const { mouthWidth: wide, lipUpper, lipLower, mouthCurve: bend } = face;
  const y = noseEnd(face) + face.mouthDrop;
  const left: Point = [-wide, y - bend];
  const right: Point = [wide, y - bend];
  const line = curve(left, [0, y + 2 * bend], right);
  const middle: Point = [0, y - lipUpper];
  const bow = [
    ...curve(right, [wide * 0.35, y - 2 * lipUpper], middle),
    ...curve(middle, [-wide * 0.35, y - 2 * lipUpper], left),
  ];
  const tone = Math.min(face.lipTone, face.skinTone * 0.8);
  paper.fill([...line, ...bow], tone, 0.85);
  paper.fill([...line, ...curve(right, [0, y + 2 * bend + 2 * lipLower], left)], tone + 0.07, 0.8);
  paper.stroke(line, 0.016, 0.15, 0.9);
  paper.glow([0, y + lipLower + 0.07], wide * 0.7, 0.035, face.skinTone * 0.72, 0.6);
  paper.glow([0, y - lipUpper - 0.08], 0.03, 0.06, face.skinTone * 0.72, 0.5 * face.philtrum);
  paper.glow([0, face.chin - 0.13], 0.03, 0.06, face.skinTone * 0.6, Math.min(1, face.chinDimple));
}

export function marks(paper: Canvas, face: Face): void {
  for (const { x, y, radius, tone } of face.moles) paper.fill(ellipse([x, y], radius, radius), tone, 0.9);
}
