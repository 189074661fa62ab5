import type { FaceMessage, FaceMessageOf } from "../../device/wire/face.ts";
import type { ReaderLie } from "../reader/virtual-reader.ts";
import { lyingMessages, otherwise, type Overheard } from "./frames.ts";

/** Readers that say `say` of each message; nothing is signed anew. */
export function saying(say: (message: FaceMessage) => readonly FaceMessage[]): () => ReaderLie {
  return () => ({ device: (device) => otherwise(device, { say }) });
}

/** Readers whose results are others, which are signed anew. */
export function resaying(
  change: (completed: FaceMessageOf<"completed">, heard: Overheard) => FaceMessageOf<"completed">,
): () => ReaderLie {
  return () => ({
    device: (device, key) =>
      lyingMessages(device, key, (message, heard) => [message.is === "completed" ? change(message, heard) : message]),
  });
}
