import type { Random } from "../../device/ports.ts";
import { seededRandom } from "../world.ts";

const LENGTH = 65_536;
const NOISE = Float64Array.from(seededRandom(LENGTH).bytes(LENGTH), (byte) => byte - 127.5);

/**
 * The noise of a sensor, from -127.5 to 127.5 a pixel: one long run of it, entered anywhere and walked through in steps of an odd
 * length, since drawing each pixel anew costs more than the rest of a picture.
 */
export function grainOf(random: Random): (pixel: number) => number {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  const start = 256 * a + b;
  const step = 2 * c + 1;
  return (pixel) => NOISE[(start + step * pixel) % LENGTH] ?? 0;
}
