import { type Camera, type Clock, type Picture, sleep } from "../../device/ports.ts";
import { seededRandom } from "../world.ts";

/** What stands between a lens and what it ought to see. */

/** The face camera sees through `view`; the camera for card fronts as it always does. */
export const facesThrough =
  (view: (picture: Picture) => Picture) =>
  (camera: Camera): Camera => ({
    ...camera,
    async captureFace(within) {
      const seen = await camera.captureFace(within);
      return seen && { ...seen, picture: view(seen.picture) };
    },
  });

/** Both cameras look through `view`. */
export const allThrough =
  (view: (picture: Picture) => Picture) =>
  (camera: Camera): Camera => ({
    ...facesThrough(view)(camera),
    captureCardFront: async () => view(await camera.captureCardFront()),
  });

/** A picture takes so much longer. */
export const later =
  (milliseconds: number) =>
  (camera: Camera, clock: Clock): Camera => ({
    ...camera,
    async captureFace(within) {
      await sleep(clock, milliseconds);
      return camera.captureFace(within);
    },
  });

/** Sun in the lens: from the upper left all is bleached, down to a share of the picture. */
export const bleached = ({ width, height, grey }: Picture): Picture => ({
  ...{ width, height },
  grey: grey.map((value, at) => {
    const [x, y] = [(at % width) / width, Math.floor(at / width) / height];
    const sun = Math.max(0, 1.6 - x - y);
    return Math.min(255, Math.round(value + (255 - value) * Math.min(1, sun)));
  }),
});

/** The lens hangs so much too low, in heights of the picture: heads are cut off, and below there is only what was at the edge. */
export const lowered =
  (share: number) =>
  ({ width, height, grey }: Picture): Picture => ({
    ...{ width, height },
    grey: grey.map((_, at) => {
      const row = Math.min(height - 1, Math.floor(at / width) + Math.round(share * height));
      return grey[row * width + (at % width)] ?? 0;
    }),
  });

/** Grains of dust on the glass, always in the same places: dark discs of up to a thirtieth of the picture's width. */
export const dusty =
  (grains: number) =>
  ({ width, height, grey }: Picture): Picture => {
    const random = seededRandom(7);
    const dirty = grey.slice();
    for (let grain = 0; grain < grains; grain++) {
      const [x, y] = [random.next() % width, random.next() % height];
      const radius = 1 + (random.next() % Math.max(1, Math.round(width / 30)));
      for (let dy = -radius; dy <= radius; dy++)
        for (let dx = -radius; dx <= radius; dx++) {
          const [px, py] = [x + dx, y + dy];
          const inside = px >= 0 && py >= 0 && px < width && py < height && dx * dx + dy * dy <= radius * radius;
          if (inside) dirty[py * width + px] = 40;
        }
    }
    return { width, height, grey: dirty };
  };
