import type { Camera, Cancel, Clock, Random } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { cameraView, type Pose } from "../faces/camera-view.ts";
import { cardFront, type CardFront } from "../faces/card-front.ts";
import { faceOf } from "../faces/face.ts";
import { FRONT } from "../../device/firmware/digit-shapes.data.ts";

/** The cameras of a reader, with somebody or nobody before them. */
export interface VirtualCamera extends Camera {
  /** A person, by the seed of the face, steps before the camera. */
  showFace(
    seed: number,
    pose?: Pose & {
      readonly age?: number;
      /** A printed picture held up instead of a face. */ readonly picture?: boolean;
    },
  ): void;
  hideFace(): void;
  placeCardFront(front: CardFront): void;
  takeCardFront(): void;
}

/** Milliseconds from the wish to the picture: exposure and focus, as a model. */
const EXPOSURE = 150;

export function virtualCamera({
  clock,
  recorder,
  random,
}: {
  clock: Clock;
  recorder: Recorder;
  random: Random;
}): VirtualCamera {
  let before: { readonly seed: number; readonly pose: Parameters<VirtualCamera["showFace"]>[1] } | undefined;
  let front: CardFront | undefined;
  const arrivals = new Set<() => void>();

  const look = (): Awaited<ReturnType<Camera["captureFace"]>> => {
    if (!before) return undefined;
    const { seed, pose = {} } = before;
    recorder.record({ channel: "camera", is: "captured", of: "face" });
    return { picture: cameraView(faceOf(seed, pose.age), pose, random), depth: pose.picture ? 0 : 1 };
  };

  return {
    showFace(seed, pose) {
      before = { seed, pose };
      for (const arrived of [...arrivals]) arrived();
    },
    hideFace() {
      before = undefined;
    },
    placeCardFront(placed) {
      front = placed;
    },
    takeCardFront() {
      front = undefined;
    },
    captureFace: (within) =>
      new Promise((resolve) => {
        let exposing: Cancel = () => undefined;
        const give = (captured: ReturnType<typeof look>) => {
          forget();
          exposing();
          arrivals.delete(arrived);
          resolve(captured);
        };
        const arrived = () => {
          exposing();
          exposing = clock.after(EXPOSURE, () => {
            // Whoever came may have left again: then the wait goes on.
            if (before) give(look());
          });
        };
        const forget = clock.after(within, () => {
          recorder.record({ channel: "camera", is: "nothing", of: "face" });
          give(undefined);
        });
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
