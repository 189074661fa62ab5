import type { ByteStream } from "../../../device/ports.ts";

/** The two ends of a line in memory, whose bytes arrive in pieces of `piece`; `cut` ends it as a pulled cable does. */
export function streamPair(piece = Infinity): { near: ByteStream; far: ByteStream; cut: () => void } {
  const ends = [end(), end()] as const;
  const [a, b] = ends;
  const stream = (own: ReturnType<typeof end>, other: ReturnType<typeof end>): ByteStream => ({
    write(bytes) {
      for (let at = 0; at < bytes.length; at += piece) {
        const chunk = bytes.slice(at, at + Math.min(piece, bytes.length));
        queueMicrotask(() => other.take(chunk));
      }
    },
    onBytes: (take) => void (own.take = take),
    onClose: (closed) => void (own.closed = closed),
    close() {
      for (const { closed } of ends) closed();
      return Promise.resolve();
    },
  });
  return {
    near: stream(a, b),
    far: stream(b, a),
    cut() {
      for (const { closed } of ends) closed();
    },
  };
}

const end = (): { take: (chunk: Uint8Array) => void; closed: () => void } => ({
  take: () => undefined,
  closed: () => undefined,
});
