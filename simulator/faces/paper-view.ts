import type { Picture, Random } from "../../device/ports.ts";
import { VIEW } from "./camera-view.ts";
import { drawer } from "./drawer.ts";
import { grainOf } from "./grain.ts";

/** What the camera sees when somebody holds a printed photograph before it: the print, a little askew, in a hand's shade, under a lamp. */
export function paperView(photograph: Picture, random: Random): Picture {
  const draw = drawer(random);
  const { width, height } = VIEW;
  const scale = (photograph.height / height) * (1.05 + draw.spread(0.06));
  const askew = draw.spread(0.06);
  const right = draw.spread(4);
  const down = draw.spread(4);
  const glare = draw.spread(0.3);
  const behind = 60 + 100 * draw.even();
  const grain = grainOf(random);
  const grey = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at++) {
      const a = column - width / 2 - right;
      const b = row - height / 2 - down;
      const x = photograph.width / 2 + scale * (a + askew * b);
      const y = photograph.height / 2 + scale * (b - askew * a);
      const tone = toneAt(photograph, x, y);
      const lit = tone < 0 ? behind : tone * (0.85 + (glare * a) / width);
      const level = lit + grain(at) * 0.07;
      grey[at] = level <= 0 ? 0 : level >= 255 ? 255 : Math.floor(level);
    }
  return { width, height, grey };
}

/** Between the four pixels around (x, y), -1 beside the picture. */
function toneAt({ width, height, grey }: Picture, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return -1;
  const at = top * width + left;
  const above = (grey[at] ?? 0) + (x - left) * ((grey[at + 1] ?? 0) - (grey[at] ?? 0));
  const below = (grey[at + width] ?? 0) + (x - left) * ((grey[at + width + 1] ?? 0) - (grey[at + width] ?? 0));
  return above + (y - top) * (below - above);
}
