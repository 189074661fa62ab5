import { p256 } from "@noble/curves/nist.js";
import type { FrameDevice } from "../../device/ports.ts";
import { decodeFace, encodeFace, type FaceMessage, type FaceMessageOf, proofInput } from "../../device/wire/face.ts";

/** What a lying reader knows of the reception it lies about. */
export interface Overheard {
  readonly begin: FaceMessageOf<"begin">;
}

/**
 * A reader whose messages say something else than the firmware meant: `say` gives what goes out in a message's place, nothing for
 * none. The result is signed again by the reader's own key, so that the lie is the reader's and not a forger's.
 */
export function lyingMessages(
  device: FrameDevice,
  key: Uint8Array,
  say: (message: FaceMessage, heard: Overheard) => readonly FaceMessage[],
  nonceOf: (heard: Overheard) => Uint8Array = ({ begin }) => begin.nonce,
): FrameDevice {
  let heard: Overheard | undefined;
  return {
    receive(frame) {
      const message = understood(frame);
      if (message?.is === "begin") heard = { begin: message };
      device.receive(frame);
    },
    onFrame: (send) =>
      device.onFrame((frame) => {
        const told = heard ? say(decodeFace(frame), heard) : [decodeFace(frame)];
        for (const message of told) {
          const signed = message.is === "completed" && heard ? sign(message, nonceOf(heard), key) : message;
          send(encodeFace(signed));
        }
      }),
  };
}

const sign = (message: FaceMessageOf<"completed">, nonce: Uint8Array, key: Uint8Array): FaceMessage => ({
  ...message,
  proof: p256.sign(proofInput(nonce, message), key, { lowS: false }),
});

function understood(frame: Uint8Array): FaceMessage | undefined {
  try {
    return decodeFace(frame);
  } catch {
    return undefined;
  }
}

/** A reader that says and hears otherwise than the firmware, in or out of a reception; nothing is signed anew. */
export const otherwise = (
  device: FrameDevice,
  {
    say = (message) => [message],
    hear = (message) => message,
  }: {
    readonly say?: (message: FaceMessage) => readonly FaceMessage[];
    /** Nothing: it is as if the host had said nothing. */
    readonly hear?: (message: FaceMessage) => FaceMessage | undefined;
  },
): FrameDevice => ({
  receive(frame) {
    const message = understood(frame);
    const heard = message && hear(message);
    if (!message) device.receive(frame);
    else if (heard) device.receive(encodeFace(heard));
  },
  onFrame: (send) => device.onFrame((frame) => say(decodeFace(frame)).forEach((message) => send(encodeFace(message)))),
});

/** A reader that can also say things of its own: `hand` is given the voice. */
export function withVoice(device: FrameDevice, hand: (say: (message: FaceMessage) => void) => void): FrameDevice {
  return {
    receive: (frame) => device.receive(frame),
    onFrame(send) {
      hand((message) => send(encodeFace(message)));
      return device.onFrame(send);
    },
  };
}
