import { p256 } from "@noble/curves/nist.js";
import { isFault } from "../../device/errors.ts";
import type { Clock, FrameDevice } from "../../device/ports.ts";
import { type Codec, decode, encode } from "../../device/wire/codec.ts";
import { decodeFace, encodeFace, FACE_DECLARATIONS, type FaceMessage, proofInput } from "../../device/wire/face.ts";

/** A reader that does one thing to one kind of message, whatever the reception. */
export interface MessageChange {
  readonly message: FaceMessage["is"];
  readonly how: "dropped" | "doubled" | "delayed" | "slow" | "off" | "taken";
  /** The field that is off by one: the next number or name, one bit of bytes, one item of a set. */
  readonly field?: string;
  /** Whether it does so by now; always, where nothing is said. */
  readonly now?: () => boolean;
}

/** Milliseconds: longer than any step of a reader may take, and shorter than its shortest budget. */
const DELAY = { delayed: 10_000, slow: 300 } as const;

/** What the reader says. A result is signed anew by the reader's own key, unless its proof is what is off. */
export const changeSaid =
  (change: MessageChange) =>
  (device: FrameDevice, key: Uint8Array, clock: Clock): FrameDevice => {
    const nonces = new Map<number, Uint8Array>();
    const { now = () => true } = change;
    return {
      receive(frame) {
        const message = understood(frame);
        if (message?.is === "begin") nonces.set(message.reception, message.nonce);
        device.receive(frame);
      },
      onFrame: (send) =>
        device.onFrame((frame) => {
          const message = decodeFace(frame);
          if (message.is !== change.message || !now()) send(frame);
          else if (change.how === "delayed" || change.how === "slow") clock.after(DELAY[change.how], () => send(frame));
          else if (change.how === "doubled") [frame, frame].forEach(send);
          else if (change.how === "off")
            send(encodeFace(signed(shift(message, change.field ?? ""), change, nonces, key)));
        }),
    };
  };

/** What the reader hears. */
export const changeHeard =
  ({ message, how, now = () => true }: MessageChange) =>
  (device: FrameDevice, _: Uint8Array, clock: Clock): FrameDevice => {
    let reception = 0;
    return {
      onFrame: (send) => device.onFrame(send),
      receive(frame) {
        const heard = understood(frame);
        if (heard?.is === "begin") reception = heard.reception;
        if (heard?.is !== message || !now()) device.receive(frame);
        else if (how === "taken" && "reception" in heard) device.receive(encodeFace({ ...heard, reception }));
        else if (how === "delayed" || how === "slow") clock.after(DELAY[how], () => device.receive(frame));
        else if (how === "doubled") [frame, frame].forEach((each) => device.receive(each));
      },
    };
  };

/** The reader as it is, which tells of each message both ways. */
export const watchMessages =
  (seen: (way: "said" | "heard", message: FaceMessage) => void) =>
  (device: FrameDevice): FrameDevice => {
    const tell = (way: "said" | "heard", frame: Uint8Array) => {
      const message = understood(frame);
      if (message) seen(way, message);
    };
    return {
      receive(frame) {
        tell("heard", frame);
        device.receive(frame);
      },
      onFrame: (send) =>
        device.onFrame((frame) => {
          tell("said", frame);
          send(frame);
        }),
    };
  };

function signed(
  message: FaceMessage,
  { field }: MessageChange,
  nonces: ReadonlyMap<number, Uint8Array>,
  key: Uint8Array,
): FaceMessage {
  if (message.is !== "completed" || field === "proof") return message;
  const nonce = nonces.get(message.reception) ?? [...nonces.values()].at(-1);
  return nonce ? { ...message, proof: p256.sign(proofInput(nonce, message), key) } : message;
}

function shift(message: FaceMessage, name: string): FaceMessage {
  const value = (message as unknown as Readonly<Record<string, unknown>>)[name];
  const field = FACE_DECLARATIONS[message.is].fields[name];
  return value === undefined || !field ? message : { ...message, [name]: next(field.codec, value) };
}

/** The next value that the field can have: one further in its last byte, or of a set its first name there or gone. */
function next(codec: Codec<unknown>, value: unknown): unknown {
  const bytes = encode(codec, value);
  const last = bytes.at(-1) ?? 0;
  const candidates = Array.isArray(value) ? [last ^ 1] : Array.from({ length: 255 }, (_, i) => (last + 1 + i) & 0xff);
  for (const byte of candidates) {
    try {
      return decode(codec, Uint8Array.from([...bytes.subarray(0, -1), byte]), "field");
    } catch (error) {
      if (!isFault(error, "peer.malformed")) throw error;
    }
  }
  return value;
}

function understood(frame: Uint8Array): FaceMessage | undefined {
  try {
    return decodeFace(frame);
  } catch (error) {
    if (isFault(error, "peer.malformed")) return undefined;
    throw error;
  }
}
