import { FACE_DECLARATIONS, type FaceMessage, PROTOCOL_VERSION } from "./face.ts";
import { SECOND_VERSION } from "./face-second.ts";

/** What both sides speak, from what each says that it speaks at most. */
export const spoken = (theirs: number): number => Math.min(theirs, PROTOCOL_VERSION);

/** The message as a side of that version understands it; nothing where it has no words for it. */
export function inVersion(message: FaceMessage, version: number): FaceMessage | undefined {
  if (version >= PROTOCOL_VERSION) return message;
  if (message.is in SECOND_VERSION) return undefined;
  if (message.is === "ended" && message.reason === "restarted") return { ...message, reason: "readerFault" };
  const { fields } = FACE_DECLARATIONS[message.is];
  const later = Object.entries<{ readonly since?: number }>(fields).filter(([, { since = 1 }]) => since > version);
  const without = Object.fromEntries(Object.entries(message).filter(([name]) => !later.some(([one]) => one === name)));
  return without as FaceMessage;
}
