import { fc } from "./draws.ts";
import { isFault } from "../device/errors.ts";

/** Random bytes, and golden bytes hurt in one place: whatever a decoder does not accept, it refuses by `peer.malformed`. */
export function refusesOnlyAsMalformed(decode: (bytes: Uint8Array) => unknown, golden: readonly Uint8Array[]): void {
  const hurt = fc
    .record({ whole: fc.constantFrom(...golden), at: fc.nat(), to: fc.nat(255), cut: fc.option(fc.nat(), { freq: 3 }) })
    .map(({ whole, at, to, cut }) => {
      const bytes = whole.slice(0, cut === null ? whole.length : cut % (whole.length + 1));
      if (bytes.length > 0) bytes[at % bytes.length] = to;
      return bytes;
    });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 64 }), hurt), (bytes) => {
      try {
        decode(bytes);
      } catch (error) {
        if (!isFault(error, "peer.malformed")) throw error;
      }
    }),
    { numRuns: 2000 },
  );
}
