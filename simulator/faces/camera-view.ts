import type { Picture, Random } from "../../device/ports.ts";
import { drawer, type Drawer } from "./drawer.ts";
import type { Face } from "./face.ts";
import { type Surface, surfaceOf } from "./face-surface.ts";
import { grainOf } from "./grain.ts";
import { magnitude } from "./soft-shapes.ts";

export const VIEW = { width: 108, height: 136 } as const;
/** Half a head's height in pixels, at the usual distance. */
const HEAD = 43;

/** How a person stands before the reader. */
export interface Pose {
  readonly mask?: boolean;
  readonly lookAway?: boolean;
  /** "poor": dim and from the side, as by a window at dusk. */
  readonly light?: "good" | "poor";
}

/**
 * What the reader's camera sees of a face: each pixel is followed back to the rounded head, turned and tilted a little, and
 * lit from a direction. Where the head is, its turn, the light, the wall and the noise of the sensor come from `random`.
 */
export function cameraView(person: Face, pose: Pose, random: Random): Picture {
  const draw = drawer(random);
  const face = expression(person, draw);
  const stance = stanceOf(pose, draw);
  const surface = surfaceOf(face, { mask: pose.mask ?? false, gaze: stance.gaze }, 0.6 / stance.scale);
  const light = lightOf(pose.light === "poor", draw);
  const wall = wallOf(draw);
  const body = bodyOf(face, 0.15 + 0.5 * draw.even());
  const grain = grainOf(random);
  const { beside, above, below } = surface.bounds;
  const grey = new Uint8Array(VIEW.width * VIEW.height);

  for (let row = 0, at = 0; row < VIEW.height; row++)
    for (let column = 0; column < VIEW.width; column++, at++) {
      const a = (column + 0.5 - stance.x) / stance.scale;
      const b = (row + 0.5 - stance.y) / stance.scale;
      const x = a * stance.roll.cos + b * stance.roll.sin;
      const y = b * stance.roll.cos - a * stance.roll.sin;
      let tone = body(x, y);
      if (tone < 0) tone = wall(row, column);
      else tone *= light.ambient + 0.3;
      if (magnitude(x) < beside + 0.1 && y > above - 0.1 && y < below + 0.1 && !covers(y, x)) {
        const head = headTone(x, y, face, stance, surface, light);
        if (head >= 0) tone = head;
      }
      const level = tone * light.exposure * 255 + grain(at) * light.grain;
      grey[at] = level <= 0 ? 0 : level >= 255 ? 255 : Math.floor(level + 0.5);
    }
  return { width: VIEW.width, height: VIEW.height, grey };
}

export interface Turn {
  readonly cos: number;
  readonly sin: number;
}

export interface Stance {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly roll: Turn;
  readonly yaw: Turn;
  readonly pitch: Turn;
  readonly gaze: number;
  /** A head that is turned far needs more rounds of smaller steps to be followed back. */
  readonly rounds: number;
  readonly trust: number;
}

function stanceOf({ lookAway }: Pose, draw: Drawer): Stance {
  const side = draw.even() < 0.5 ? -1 : 1;
  return {
    x: VIEW.width / 2 + draw.spread(6),
    y: VIEW.height / 2 + draw.spread(6),
    scale: HEAD * (1 + draw.spread(0.1)),
    roll: turnBy(draw.spread(0.05)),
    yaw: turnBy(lookAway ? side * (0.3 + 0.1 * draw.even()) : draw.spread(0.05)),
    pitch: turnBy(draw.spread(0.035)),
    gaze: lookAway ? side : 0,
    rounds: lookAway ? 8 : 2,
    trust: lookAway ? 0.5 : 1,
  };
}

/** A turn without angles: t is the tangent of half of it. */
const turnBy = (t: number): Turn => ({ cos: (1 - t * t) / (1 + t * t), sin: (2 * t) / (1 + t * t) });

/** No two looks of one person are quite the same. */
const expression = (face: Face, draw: Drawer): Face => ({
  ...face,
  mouthCurve: face.mouthCurve + draw.spread(0.012),
  lipLower: face.lipLower + draw.spread(0.006),
  browRise: face.browRise + draw.spread(0.008),
  eyeOpen: face.eyeOpen * (1 + draw.spread(0.1)),
});

export interface Light {
  readonly sideways: number;
  readonly above: number;
  readonly ambient: number;
  readonly exposure: number;
  readonly grain: number;
}

function lightOf(poor: boolean, draw: Drawer): Light {
  const side = draw.even() < 0.5 ? -1 : 1;
  return {
    sideways: poor ? side * (0.35 + 0.35 * draw.even()) : draw.spread(0.35),
    above: -0.35 + draw.spread(0.25),
    ambient: poor ? 0.4 : 0.55,
    exposure: poor ? 0.55 + 0.2 * draw.even() : 0.9 + draw.spread(0.12),
    grain: poor ? 0.13 : 0.07,
  };
}

/** The tone of the head at a place of the view, -1 beside it. How deep the head is there is found by rounds of guessing. */
export function headTone(x: number, y: number, face: Face, stance: Stance, surface: Surface, light: Light): number {
  const { yaw, pitch, rounds, trust } = stance;
  let u = x;
  let v = y;
  for (let round = 0; round < rounds; round++) {
    const depth = bulge(u, v, face.headWidth) - 0.5;
    u += trust * ((x - depth * yaw.sin) / yaw.cos - u);
    v += trust * ((y + depth * pitch.sin) / pitch.cos - v);
  }
  const tone = surface.tone(u, v);
  if (tone < 0) return tone;
  const across = u / (2.2 * face.noseBridge);
  const ridge = across > -1 && across < 1 ? 1.6 * surface.noseRise(v) * across * (1 - across * across) : 0;
  const nx = u / (face.headWidth * face.headWidth * 1.15) + ridge;
  const ny = v / 1.25;
  const nz = bulge(u, v, face.headWidth) + 0.15;
  const lengths = (nx * nx + ny * ny + nz * nz) * (light.sideways * light.sideways + light.above * light.above + 1);
  const facing = (nx * light.sideways + ny * light.above + nz) / Math.sqrt(lengths);
  return tone * (light.ambient + (1 - light.ambient) * 1.15 * (facing <= 0 ? 0 : facing));
}

/** Depth of a rounded head towards the camera, in face units. */
function bulge(u: number, v: number, width: number): number {
  const left = 1 - (u * u) / (width * width * 1.15) - (v * v) / 1.25;
  return left <= 0 ? 0 : 0.8 * Math.sqrt(left);
}

/** The clothes hide what of the hair hangs below the shoulders. */
export const covers = (y: number, x: number): boolean => y > 1.12 + 0.25 * x * x;

/** Neck and shoulders, -1 elsewhere. */
export function bodyOf(face: Face, clothes: number): (x: number, y: number) => number {
  const neck = face.headWidth * 0.62;
  return (x, y) => {
    if (covers(y, x)) return magnitude(x) < 1.3 ? clothes : -1;
    return y > 0.5 && magnitude(x) < neck ? face.skinTone * 0.82 : -1;
  };
}

/** A wall with some slope of light and the edge of a door or a shelf. */
function wallOf(draw: Drawer): (row: number, column: number) => number {
  const tone = 0.45 + 0.4 * draw.even();
  const slope = draw.spread(0.15) / VIEW.width;
  const edge = draw.even() * VIEW.width * 2;
  const step = draw.spread(0.15);
  return (row, column) => tone + slope * (column - row) + (column > edge ? step : 0);
}
