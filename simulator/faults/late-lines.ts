import type { Clock, FrameDevice } from "../../device/ports.ts";
import { decodeFace, type FaceMessage } from "../../device/wire/face.ts";
import type { ReaderLie } from "../reader/virtual-reader.ts";

/** A line that takes `milliseconds` with what a reader says; what comes behind must not overtake it. */
export const lateLine =
  (milliseconds: (message: FaceMessage) => number) =>
  (device: FrameDevice, _: Uint8Array, clock: Clock): FrameDevice => {
    let free = 0;
    return {
      receive: (frame) => device.receive(frame),
      onFrame: (send) =>
        device.onFrame((frame) => {
          const due = Math.max(clock.now() + milliseconds(decodeFace(frame)) * 1_000, free);
          free = due;
          if (due <= clock.now()) send(frame);
          else clock.after((due - clock.now()) / 1_000, () => send(frame));
        }),
    };
  };

/** A reader that takes so much longer until it says what `isSlow`. */
export const slowTo = (isSlow: (message: FaceMessage) => boolean, milliseconds: number) => (): ReaderLie => ({
  device: lateLine((message) => (isSlow(message) ? milliseconds : 0)),
});

/** The line takes its time with one message, and none with the next. */
export function everyOtherLate(): ReaderLie {
  let count = 0;
  return { device: lateLine(() => (count++ % 2 === 0 ? 250 : 0)) };
}
