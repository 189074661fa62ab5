import type { ByteStream, Clock } from "../ports.ts";

/** The two ends of a line of bytes in the same process: what one end writes comes out of the other `latency` milliseconds later. */
export function memoryWire(clock: Clock, latency = 0): readonly [host: ByteStream, reader: ByteStream] {
  const ends = [end(), end()] as const;
  let open = true;
  const close = () => {
    if (open) {
      open = false;
      for (const { closers } of ends) for (const closed of [...closers]) closed();
    }
    return Promise.resolve();
  };
  const stream = (own: End, other: End): ByteStream => ({
    write(bytes) {
      const chunk = bytes.slice();
      clock.after(latency, () => {
        if (open) for (const take of other.takers) take(chunk);
      });
    },
    onBytes: (take) => void own.takers.push(take),
    onClose: (closed) => void own.closers.push(closed),
    close,
  });
  const [host, reader] = ends;
  return [stream(host, reader), stream(reader, host)];
}

interface End {
  readonly takers: ((chunk: Uint8Array) => void)[];
  readonly closers: (() => void)[];
}

const end = (): End => ({ takers: [], closers: [] });
