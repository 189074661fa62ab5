import type { Picture } from "../../device/ports.ts";
import { bodyOf, covers, headTone, type Light, type Stance } from "./camera-view.ts";
import type { Face } from "./face.ts";
import { surfaceOf } from "./face-surface.ts";

/** A4, 210 mm by 297 mm, at 150 dots an inch. */
export const TARGET = { width: 1240, height: 1754, dotsPerInch: 150 } as const;

/** Dots in half a head: from crown to chin it is 22 cm. */
const HALF_HEAD = (11 / 2.54) * TARGET.dotsPerInch;

const STRAIGHT = { cos: 1, sin: 0 } as const;
const STANCE: Stance = {
  x: TARGET.width / 2,
  y: TARGET.height / 2 - 60,
  scale: HALF_HEAD,
  roll: STRAIGHT,
  yaw: STRAIGHT,
  pitch: STRAIGHT,
  gaze: 0,
  rounds: 1,
  trust: 1,
};
const LIGHT: Light = { sideways: 0, above: -0.35, ambient: 0.55, exposure: 1, grain: 0 };
const WALL = 0.85;

/** A face at life size to be printed and held before a reader: drawn as the camera draws it, straight, evenly lit, without its noise. */
export function faceTarget(face: Face): Picture {
  const surface = surfaceOf(face, { mask: false, gaze: 0 }, 0.6 / HALF_HEAD);
  const body = bodyOf(face, 0.4);
  const { beside, above, below } = surface.bounds;
  const grey = new Uint8Array(TARGET.width * TARGET.height);
  for (let row = 0, at = 0; row < TARGET.height; row++)
    for (let column = 0; column < TARGET.width; column++, at++) {
      const x = (column + 0.5 - STANCE.x) / STANCE.scale;
      const y = (row + 0.5 - STANCE.y) / STANCE.scale;
      const behind = body(x, y);
      let tone = behind < 0 ? WALL : behind * (LIGHT.ambient + 0.3);
      if (x > -beside && x < beside && y > above && y < below && !covers(y, x)) {
        const head = headTone(x, y, face, STANCE, surface, LIGHT);
        if (head >= 0) tone = head;
      }
      grey[at] = Math.min(255, Math.max(0, Math.floor(tone * LIGHT.exposure * 255 + 0.5)));
    }
  return { width: TARGET.width, height: TARGET.height, grey };
}
