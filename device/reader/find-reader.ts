import { isFault } from "../errors.ts";
import type { ByteStream, Clock } from "../ports.ts";
import { decodeFace, encodeFace, type FaceMessageOf, PROTOCOL_VERSION } from "../wire/face.ts";
import { isPassedOver } from "../wire/face-version.ts";
import { streamTransport } from "./stream-link.ts";

export interface FoundReader {
  readonly address: string;
  readonly identity: FaceMessageOf<"identity">;
}

/** Milliseconds: a reader says at once who it is. */
const ANSWERS_WITHIN = 1500;

/**
 * Asks at each of these addresses who is there, all at once, and gives back those that answer as readers do. A port that another program
 * has, one that cannot be opened, and a device that speaks otherwise are passed over; all are closed again.
 */
export async function findFaceReaders(
  addresses: readonly string[],
  open: (address: string) => Promise<ByteStream>,
  clock: Clock,
  within = ANSWERS_WITHIN,
): Promise<FoundReader[]> {
  const looks = addresses.map(async (address) => {
    const identity = await whoIsAt(await opened(address), clock, within);
    return identity && { address, identity };
  });
  return (await Promise.all(looks)).filter((found) => found !== undefined);

  async function opened(address: string): Promise<ByteStream | undefined> {
    try {
      return await open(address);
    } catch (error) {
      if (isFault(error, "link.refused")) return undefined;
      throw error;
    }
  }
}

async function whoIsAt(
  stream: ByteStream | undefined,
  clock: Clock,
  within: number,
): Promise<FaceMessageOf<"identity"> | undefined> {
  if (!stream) return undefined;
  const transport = streamTransport(stream, { clock });
  const forget = clock.after(within, () => void transport.close());
  try {
    await transport.send(encodeFace({ is: "hello", version: PROTOCOL_VERSION }));
    for await (const frame of transport.frames) {
      if (isPassedOver(frame)) continue;
      const message = decodeFace(frame);
      if (message.is === "identity") return message;
    }
  } catch (error) {
    // It hung up, or what it says is no message of ours.
    if (!isFault(error)) throw error;
  } finally {
    forget();
    await transport.close();
  }
  return undefined;
}
