import { FACE_DECLARATIONS, type FaceMessage, PROTOCOL_VERSION } from "./face.ts";
import { SECOND_VERSION } from "./face-second.ts";

/** What both sides speak, from what each says that it speaks at most. */
export const spoken = (theirs: number): number => Math.min(theirs, PROTOCOL_VERSION);

/** The message as a side of that version understands it; nothing where it has no words for it. */
export function inVersion<M extends FaceMessage>(message: M, version: number): M | undefined {
  if (version >= PROTOCOL_VERSION) return message;
  if (message.is in SECOND_VERSION) return undefined;
  if (message.is === "ended" && message.reason === "restarted") return { ...message, reason: "readerFault" };
  const { fields } = FACE_DECLARATIONS[message.is];
  const later = Object.entries<{ readonly since?: number }>(fields).filter(([, { since = 1 }]) => since > version);
  const without = Object.fromEntries(Object.entries(message).filter(([name]) => !later.some(([one]) => one === name)));
  return without as M;
}

/** Tag of the message that a frame would be, where its first bytes are one. */
export const tagOf = ([first = 0, second]: Uint8Array): number | undefined =>
  first === 0xff && second !== undefined ? 0xff00 | second : undefined;

export const isKnown = (tag: number): boolean => Object.values(FACE_DECLARATIONS).some((known) => known.tag === tag);

/** What a later version, or a maker's own, has a reader say: a host passes over it. */
export function isPassedOver(frame: Uint8Array): boolean {
  const tag = tagOf(frame);
  return tag !== undefined && tag >= 0xff50 && tag <= 0xff7f && !isKnown(tag);
}
