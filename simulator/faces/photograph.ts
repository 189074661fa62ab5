import type { Picture } from "../../device/ports.ts";
import { type Canvas, canvas, curve, ellipse, type Frame, type Point } from "./canvas.ts";
import { type Face, faceOf } from "./face.ts";
import { brow, eye, marks, mouth, nose, noseEnd, SIDES } from "./painted-features.ts";

export interface Sitting {
  /** Age of the person today, in years. */
  readonly age?: number;
  /** Years since the photograph was taken. */
  readonly yearsAgo?: number;
}

/** The size of the real photograph is not published; this one makes a file of several kilobytes, as the real one is said to have. */
const PAPER: Frame = { width: 160, height: 200, origin: [80, 106], scale: 63 };

/**
 * The card's photograph: frontal, evenly lit, before a plain wall, painted with filled outlines from back to front. The camera's
 * view (camera-view.ts) is another program with another method; both know only the face's numbers.
 */
export function photographOf(seed: number, { age = 40, yearsAgo = 0 }: Sitting = {}): Picture {
  const paper = canvas(PAPER, 0.87);
  const face = faceOf(seed, Math.max(0, age - yearsAgo));
  hairBehind(paper, face);
  shoulders(paper, face);
  if (face.sideLength <= 0.35) ears(paper, face);
  const head = [...topOf(face.headWidth, face.crown), ...jawOf(face)];
  paper.fill(head, face.skinTone);
  paper.inside(head, () => skin(paper, face));
  for (const side of SIDES) {
    eye(paper, face, side);
    brow(paper, face, side);
  }
  nose(paper, face);
  mouth(paper, face);
  marks(paper, face);
  hairBefore(paper, face);
  return paper.picture();
}

function hairBehind(paper: Canvas, face: Face): void {
  const volume = face.headWidth + face.hairVolume;
  const fall = Math.max(0.05, face.sideLength);
  const sides: Point[] = [
    [volume, 0],
    [volume * 0.96, fall],
    [-volume * 0.96, fall],
    [-volume, 0],
  ];
  paper.fill([...topOf(volume, face.crown + face.hairVolume), ...sides], face.hairTone);
}

function shoulders(paper: Canvas, face: Face): void {
  const neck = face.headWidth * 0.62;
  const throat: Point[] = [
    [-neck, 0.5],
    [neck, 0.5],
    [neck, 1.3],
    [-neck, 1.3],
  ];
  const collar: Point[] = [[0, 1.3], ...curve([neck * 0.9, 1.1], [neck, 1.26], [1.2, 1.36]), [1.3, 1.6]];
  paper.fill(throat, face.skinTone * 0.82);
  paper.fill([...collar, ...mirrored(collar).reverse()], 0.22);
}

function ears(paper: Canvas, face: Face): void {
  for (const side of SIDES) {
    const centre: Point = [side * face.headWidth * 0.99, face.eyeY + face.earY];
    paper.fill(ellipse(centre, 0.07, face.earSize), face.skinTone * 0.93);
    paper.fill(ellipse(centre, 0.035, face.earSize * 0.6), face.skinTone * 0.78);
  }
}

/** Hollows and heights of the bare face, and what a beard darkens. */
function skin(paper: Canvas, face: Face): void {
  const hollow = face.skinTone * (1 - 0.35 * face.cheekbone);
  for (const side of SIDES) {
    paper.glow([side * face.headWidth * 0.78, 0.5], 0.22, 0.3, hollow, 0.4 + 0.4 * face.cheek);
    paper.glow([side * face.eyeSpacing, face.eyeY - 0.03], 0.2, 0.13, face.skinTone * 0.8, 0.6);
  }
  paper.glow([0, -0.35], 0.4, 0.25, face.skinTone * 1.06, 0.5);
  if (face.beard <= 0) return;
  paper.glow([0, face.chin - 0.12], face.headWidth * 0.75, 0.34, 0.3, Math.min(1, 1.3 * face.beard));
  paper.glow([0, noseEnd(face) + 0.1], face.mouthWidth * 1.1, 0.08, 0.25, Math.min(1, 1.5 * face.beard));
}

/** A cap down to the hairline, a fringe away from the parting, and what falls beside the cheeks. */
function hairBefore(paper: Canvas, face: Face): void {
  const volume = face.headWidth + face.hairVolume;
  const temple = face.headWidth * face.temple;
  const low = face.hairline + Math.max(0, face.fringe);
  const part: Point = [face.parting * temple, face.hairline];
  const cap: Point[] = [
    [-volume, 0],
    ...topOf(volume, face.crown + face.hairVolume),
    [volume, 0],
    [face.headWidth * 0.97, -0.06],
    ...curve([temple, -0.22], [temple * 0.9, low], part),
    ...curve(part, [-temple * 0.9, low], [-temple, -0.22]),
    [-face.headWidth * 0.97, -0.06],
  ];
  paper.fill(cap, face.hairTone);
  if (face.sideLength <= 0.05) return;
  const lock: Point[] = [
    [volume, -0.1],
    [temple, -0.3],
    [face.headWidth * 0.9, face.sideLength * 0.5],
    [face.headWidth * 0.95, face.sideLength],
    [volume * 0.96, face.sideLength],
  ];
  for (const side of [lock, mirrored(lock)]) paper.fill(side, face.hairTone);
}

/** The upper half of an ellipse, left to right. */
const topOf = (width: number, height: number): Point[] =>
  ellipse([0, 0], width, height)
    .filter(([, y]) => y < -1e-9)
    .sort((a, b) => a[0] - b[0]);

/** From the right temple round the chin to the left one. */
function jawOf(face: Face): Point[] {
  const steps = 16;
  const right = Array.from({ length: steps + 1 }, (_, i): Point => {
    const t = i / steps;
    const round = Math.sqrt(1 - t * t);
    const square = Math.sqrt(1 - t * t * t * t * t * t);
    const share = Math.min(1, Math.max(0, face.jawSquareness));
    return [face.headWidth * (1 - face.jawTaper * t) * (round * (1 - share) + square * share), face.chin * t];
  });
  return [...right, ...mirrored(right).reverse()];
}

const mirrored = (points: readonly Point[]): Point[] => points.map(([x, y]): Point => [-x, y]);
