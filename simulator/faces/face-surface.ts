import type { Face } from "./face.ts";
import { bandAt, hump, magnitude, mix } from "./soft-shapes.ts";

/** How bright each point of a face is by itself, without light: a field over the face's own coordinates. */
export interface Surface {
  /** Tone at (u, v), or -1 where there is neither skin nor hair. */
  tone(u: number, v: number): number;
  /** How far the nose stands out at a height, 0 where there is none. */
  noseRise(v: number): number;
  /** Outside of this there is nothing of the head. */
  readonly bounds: { readonly beside: number; readonly above: number; readonly below: number };
}

export interface Worn {
  readonly mask: boolean;
  /** Where the eyes look, to the side, as a part of the eye's width; 0 is at the camera. */
  readonly gaze: number;
}

/** `edge` is half the width of an edge in face units: about half a pixel. */
export function surfaceOf(face: Face, { mask, gaze }: Worn, edge: number): Surface {
  const end = face.eyeY + face.noseLength;
  const lips = end + face.mouthDrop;
  const widths = widthTable(face);
  const hairlines = hairlineTable(face);
  const lowestHair = hairlines.reduce((low, y) => Math.max(low, y), -1) + edge;
  const volume = face.headWidth + face.hairVolume;
  const crown = face.crown + face.hairVolume;
  const temple = face.headWidth * face.temple;
  const fall = Math.max(0.05, face.sideLength);
  const hairTone = Math.max(0, face.hairTone);
  const browTone = Math.max(0, face.hairTone * 0.9 + 0.04);
  const irisTone = Math.max(0, face.irisTone);
  const lipTone = Math.min(face.lipTone, face.skinTone * 0.8);
  const beard = Math.max(0, face.beard);

  /** 1 inside, 0 outside, for a distance that is positive outside. */
  const cover = (distance: number) => (distance <= -edge ? 1 : distance >= edge ? 0 : 0.5 - distance / (2 * edge));
  const halfWidth = (v: number) => look(widths, (v + 1.2) / 2.5);

  function eye(dx: number, y: number, tone: number, side: number): number {
    const dy = y + face.eyeTilt * dx;
    const across = dx / face.eyeWidth;
    const round = 1 - across * across;
    let seen = tone * (1 - 0.2 * hump(dx / 0.22, (dy + 0.03) / 0.14));
    if (magnitude(across) < 0.85)
      seen = mix(seen, seen * 0.6, face.bag * cover(magnitude(dy - 0.08 - 0.45 * face.eyeOpen * round) - 0.007));
    if (round <= 0) return seen;
    const up = -face.eyeOpen * round;
    const crease = cover(magnitude(dy - up + 0.03 + 0.03 * face.lidCrease) - 0.006);
    seen = mix(seen, seen * 0.5, crease * Math.max(0, face.lidCrease));
    const open = cover(up - dy) * cover(dy - 0.8 * face.eyeOpen * round);
    if (open > 0) {
      const ix = dx - side * gaze * face.eyeWidth * 0.6;
      const iy = dy + 0.1 * face.eyeOpen;
      const far = Math.sqrt(ix * ix + iy * iy);
      const ball = mix(mix(0.88, irisTone, cover(far - face.iris)), 0.03, cover(far - 0.45 * face.iris));
      seen = mix(seen, ball, open);
    }
    return mix(seen, 0.12, cover(magnitude(dy - up) - 0.009));
  }

  function brow(dx: number, y: number, tone: number): number {
    const across = (dx - face.browInset) / face.browLength;
    const round = 1 - across * across;
    if (round <= 0) return tone;
    const middle = y + face.browTilt * (dx - face.browInset) + face.browArch * round;
    return mix(tone, browTone, 0.85 * cover(magnitude(middle) - face.browThickness * (0.72 - 0.42 * across)));
  }

  function nose(x: number, v: number, tone: number): number {
    const down = (v - face.eyeY) / face.noseLength;
    const flank = down < 0.6 ? face.noseBridge : mix(face.noseBridge, face.noseWidth, (down - 0.6) / 0.4);
    let seen = tone;
    if (down > -0.05 && down < 0.95) seen *= 1 - 0.3 * (0.1 + 0.35 * face.noseShadow) * bandAt(x - flank, 0.03);
    const wingX = (x - face.noseWidth * 0.95) / (face.noseWidth * 0.3);
    const wingY = (v - end + 0.03) / 0.05;
    if (wingX > -0.2) seen *= 1 - 0.34 * bandAt(wingX * wingX + wingY * wingY - 0.8, 0.6);
    seen *= 1 - 0.3 * (0.5 + 0.4 * face.noseShadow) * hump(x / (face.noseWidth * 1.1), (v - end - 0.02) / 0.05);
    const holeX = (x - face.noseWidth * 0.5) / (face.noseWidth * 0.3);
    const holeY = (v - end) / 0.018;
    return mix(seen, 0.16, 0.9 * cover((Math.sqrt(holeX * holeX + holeY * holeY) - 1) * 0.025));
  }

  function mouth(x: number, v: number, tone: number): number {
    const across = x / face.mouthWidth;
    const round = 1 - across * across;
    const under = hump(x / (face.mouthWidth * 0.75), (v - lips - face.lipLower - 0.07) / 0.04);
    const seen = tone * (1 - 0.25 * under);
    if (round <= 0) return seen;
    const line = lips - face.mouthCurve + 2 * face.mouthCurve * round;
    const above = line - face.lipUpper * (1 - across) * (1 + 1.6 * across);
    const below = line + face.lipLower * round;
    const upper = mix(seen, lipTone, 0.85 * cover(above - v) * cover(v - line));
    const both = mix(upper, lipTone + 0.07, 0.8 * cover(line - v) * cover(v - below));
    return mix(both, 0.15, 0.9 * cover(magnitude(v - line) - 0.009));
  }

  function fold(x: number, v: number, tone: number): number {
    const down = (v - end + 0.02) / (face.mouthDrop + 0.02);
    const at = face.noseWidth + 0.05 + (face.mouthWidth + 0.03 - face.noseWidth) * down * (1.6 - 0.6 * down);
    return mix(tone, tone * 0.68, Math.min(1, Math.max(0, face.fold)) * cover(magnitude(x - at) - 0.011));
  }

  function chin(u: number, v: number, tone: number): number {
    const jaw = hump(u / (face.headWidth * 0.8), (v - face.chin + 0.12) / 0.36);
    const upperLip = hump(u / (face.mouthWidth * 1.2), (v - end - 0.1) / 0.09);
    const bearded = mix(mix(tone, 0.3, Math.min(1, 1.3 * beard) * jaw), 0.25, Math.min(1, 1.5 * beard) * upperLip);
    return bearded * (1 - 0.4 * Math.max(0, face.chinDimple) * hump(u / 0.035, (v - face.chin + 0.13) / 0.07));
  }

  function skin(u: number, v: number): number {
    const x = magnitude(u);
    const y = v - face.eyeY;
    const hollow = hump((x - face.headWidth * 0.78) / 0.24, (v - 0.5) / 0.32);
    let tone = face.skinTone * (1 - 0.35 * face.cheekbone * (0.4 + 0.4 * face.cheek) * hollow);
    if (v > end) tone = chin(u, v, tone);
    if (y > -0.2 && y < 0.25) tone = eye(x - face.eyeSpacing, y, tone, u < 0 ? -1 : 1);
    if (y < -0.02 && y > -0.45) tone = brow(x - face.eyeSpacing, y + face.browRise, tone);
    if (x < 0.3 && y > -0.05 && v < end + 0.12) tone = nose(x, v, tone);
    if (v > end && v < lips + 0.25) tone = mouth(x, v, tone);
    if (v > end - 0.03 && v < lips) tone = fold(x, v, tone);
    for (const mole of face.moles) {
      const far = (u - mole.x) * (u - mole.x) + (v - mole.y) * (v - mole.y);
      if (far < 0.003) tone = mix(tone, mole.tone, 0.9 * cover(Math.sqrt(far) - mole.radius));
    }
    return mask ? masked(x, v, tone) : tone;
  }

  /** A white mask from the bridge of the nose to under the chin, with three pleats and a strap. */
  function masked(x: number, v: number, tone: number): number {
    const down = v - face.eyeY - 0.45 * face.noseLength - 0.28 * x;
    const pleat = bandAt(down - 0.15, 0.012) + bandAt(down - 0.3, 0.012) + bandAt(down - 0.45, 0.012);
    const strap = cover(magnitude(v - 0.3 + 0.25 * x) - 0.012);
    return mix(mix(tone, 0.9, strap), pleat > 0 ? 0.78 : 0.92, cover(-down) * cover(x - 0.9 * halfWidth(v)));
  }

  /** How much of the point is hair that lies before the face. */
  function hair(u: number, v: number): number {
    const x = magnitude(u);
    let cap = 0;
    if (v < lowestHair || (v < 0 && x >= temple)) {
      const inside = cover((Math.sqrt((u * u) / (volume * volume) + (v * v) / (crown * crown)) - 1) * volume);
      const front = x >= temple ? (v < -0.06 ? 1 : 0) : cover(v - look(hairlines, (u / temple + 1) / 2));
      cap = inside * front;
    }
    if (face.sideLength <= 0.05 || v <= -0.3) return cap;
    const lock = cover(face.headWidth * (v < 0 ? 0.85 : 0.9) - x) * cover(v - fall) * cover(x - volume * 0.98);
    return Math.max(cap, lock);
  }

  /** Beside and behind the head: ears, hair that hangs down, or nothing. */
  function beyond(x: number, v: number): number {
    const ear = (x - face.headWidth * 0.99) / 0.07;
    const height = (v - face.eyeY - face.earY) / face.earSize;
    if (face.sideLength <= 0.35 && ear * ear + height * height < 1)
      return face.skinTone * (ear * ear * 4 + height * height * 2.8 < 1 ? 0.78 : 0.93);
    return face.sideLength > 0.05 && v > 0 && v < face.sideLength && x < volume * 0.96 ? hairTone : -1;
  }

  return {
    bounds: { beside: Math.max(volume, face.headWidth + 0.07), above: -crown, below: Math.max(face.chin, fall) },
    noseRise(v) {
      const down = (v - face.eyeY) / face.noseLength;
      return down <= 0 || down >= 1.08 ? 0 : down < 1 ? down : (1.08 - down) * 12.5;
    },
    tone(u, v) {
      const strands = hair(u, v);
      if (strands >= 1) return hairTone;
      const x = magnitude(u);
      if (x < halfWidth(v)) return strands > 0 ? mix(skin(u, v), hairTone, strands) : skin(u, v);
      return strands > 0.5 ? hairTone : beyond(x, v);
    },
  };
}

const STEPS = 200;

/** A table from 0 to 1, read between its steps. */
function look(table: Float64Array, at: number): number {
  const place = at <= 0 ? 0 : at >= 1 ? STEPS - 1 : at * (STEPS - 1);
  const index = Math.floor(place);
  const low = table[index] ?? 0;
  return low + ((table[index + 1] ?? low) - low) * (place - index);
}

/** Half the head's width for v from -1.2 to 1.3: 0 above the crown and below the chin. */
function widthTable(face: Face): Float64Array {
  const square = Math.min(1, Math.max(0, face.jawSquareness));
  return Float64Array.from({ length: STEPS }, (_, i) => {
    const v = -1.2 + (2.5 * i) / (STEPS - 1);
    const t = v < 0 ? v / face.crown : v / face.chin;
    const rest = 1 - t * t;
    if (rest <= 0) return 0;
    if (v < 0) return face.headWidth * Math.sqrt(rest);
    const jaw = Math.sqrt(rest) * (1 - square) + Math.sqrt(1 - t * t * t * t * t * t) * square;
    return face.headWidth * (1 - face.jawTaper * t) * jaw;
  });
}

/** Height of the hairline from one temple to the other: found by walking along the two bends that meet at the parting. */
function hairlineTable(face: Face): Float64Array {
  const low = face.hairline + Math.max(0, face.fringe);
  const table = new Float64Array(STEPS);
  const walk = 4 * STEPS;
  for (const side of [-1, 1])
    for (let i = 0; i <= walk; i++) {
      const t = i / walk;
      const s = 1 - t;
      const x = s * s * side + 2 * s * t * 0.9 * side + t * t * face.parting;
      const y = s * s * -0.22 + 2 * s * t * low + t * t * face.hairline;
      table[Math.floor(((x + 1) / 2) * (STEPS - 1) + 0.5)] = y;
    }
  return table;
}
