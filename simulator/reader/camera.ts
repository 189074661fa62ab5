import type { Camera, Cancel, Clock, Picture, Random } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { cameraView, type Pose } from "../faces/camera-view.ts";
import { cardFront, type CardFront, FRONT } from "../faces/card-front.ts";
import { faceOf } from "../faces/face.ts";
import { paperView } from "../faces/paper-view.ts";
import { photographOf } from "../faces/photograph.ts";
import { seededRandom } from "../world.ts";

export interface Appearance extends Pose {
  /** Years, 40 if nothing is said. */
  readonly age?: number;
  /** Somebody holds up a print of the person's photograph instead of a face. */
  readonly picture?: boolean;
}

/** The cameras of a reader, with somebody or nobody before them. */
export interface VirtualCamera extends Camera {
  /** A person, by the seed of the face, steps before the camera. */
  showFace(seed: number, appearance?: Appearance): void;
  hideFace(): void;
  /** What a screen beside the lens would show now. Nothing of it is recorded. */
  look(): Picture | undefined;
  placeCardFront(front: CardFront): void;
  takeCardFront(): void;
}

export interface VirtualCameraOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly random: Random;
}

/** Milliseconds from the wish to the picture: exposure and focus, as a model. */
export const EXPOSURE = 150;

export function virtualCamera({ clock, recorder, random }: VirtualCameraOptions): VirtualCamera {
  let before: ((grain?: Random) => { readonly picture: Picture; readonly depth: number }) | undefined;
  let front: CardFront | undefined;
  const arrivals = new Set<() => void>();

  return {
    showFace(seed, { age = 40, picture = false, ...pose } = {}) {
      before = picture
        ? (grain = random) => ({ picture: paperView(photographOf(seed, { age }), grain), depth: 0 })
        : (grain = random) => ({ picture: cameraView(faceOf(seed, age), pose, grain), depth: 1 });
      for (const arrived of [...arrivals]) arrived();
    },
    hideFace() {
      before = undefined;
    },
    // Whoever looks over the lens's shoulder takes nothing of the chance that the reader's own pictures are made of.
    look: () => before?.(seededRandom(1)).picture,
    placeCardFront(placed) {
      front = placed;
    },
    takeCardFront() {
      front = undefined;
    },
    captureFace: (within) =>
      new Promise((resolve) => {
        let exposing: Cancel = () => undefined;
        const give = (captured: ReturnType<NonNullable<typeof before>> | undefined) => {
          forget();
          exposing();
          arrivals.delete(arrived);
          recorder.record({ channel: "camera", is: captured ? "captured" : "nothing", of: "face" });
          resolve(captured);
        };
        const arrived = () => {
          exposing();
          exposing = clock.after(EXPOSURE, () => {
            // Whoever came may have left again: then the wait goes on.
            if (before) give(before());
          });
        };
        const forget = clock.after(within, () => give(undefined));
        arrivals.add(arrived);
        if (before) arrived();
      }),
    captureCardFront: () =>
      new Promise((resolve) => {
        clock.after(EXPOSURE, () => {
          recorder.record({ channel: "camera", is: front ? "captured" : "nothing", of: "cardFront" });
          resolve(front ? cardFront(front, random) : { ...FRONT, grey: new Uint8Array(FRONT.width * FRONT.height) });
        });
      }),
  };
}
