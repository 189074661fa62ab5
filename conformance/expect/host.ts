import { isFault } from "../../device/errors.ts";
import type { TraceEvent } from "../../device/trace.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { decodeFace, type FaceMessage, type FaceMessageOf, type Screen } from "../../device/wire/face.ts";
import { is } from "./predicate.ts";
import { type Selector, single, where } from "./selector.ts";

type Name = FaceMessage["is"];

/** A message of the reader, as decoded from the frame it came in. */
export const received = <K extends Name>(is: K): Selector<FaceMessageOf<K>> => frames("received", is);

/** A message of the host to the reader. */
export const sent = <K extends Name>(is: K): Selector<FaceMessageOf<K>> => frames("sent", is);

/** A screen that the reader says it shows. */
export const prompt = (screen: Screen): Selector<FaceMessageOf<"prompt">> =>
  where(received("prompt"), screen, is("screen", screen));

function frames<K extends Name>(direction: "sent" | "received", is: K): Selector<FaceMessageOf<K>> {
  const isKind = (message: FaceMessage | undefined): message is FaceMessageOf<K> => message?.is === is;
  const read = (event: TraceEvent) => {
    const message = isDirection(event, direction) ? decoded(event) : undefined;
    return isKind(message) ? message : undefined;
  };
  const name = direction === "sent" ? `host ${is}` : is;
  return single(name, "host", read, { see: direction, message: is });
}

/** The message of a frame, where it is one that goes this way. */
export const messageOf = (event: TraceEvent, direction: "sent" | "received"): FaceMessage | undefined =>
  isDirection(event, direction) ? decoded(event) : undefined;

type Frame = Extract<TraceEvent, { channel: "host"; bytes: string }>;

const isDirection = (event: TraceEvent, direction: "sent" | "received"): event is Frame =>
  event.channel === "host" && event.is === direction;

/** A trace is looked at by many selectors; each frame is decoded once. */
const known = new WeakMap<TraceEvent, { readonly message: FaceMessage | undefined }>();

function decoded(event: Frame): FaceMessage | undefined {
  const seen = known.get(event);
  if (seen) return seen.message;
  const message = decode(event.bytes);
  known.set(event, { message });
  return message;
}

function decode(hex: string): FaceMessage | undefined {
  try {
    return decodeFace(unhex(hex));
  } catch (error) {
    if (isFault(error, "peer.malformed") || error instanceof RangeError) return undefined;
    throw error;
  }
}
