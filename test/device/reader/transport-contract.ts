import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import type { FrameDevice, Transport } from "../../../device/ports.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";

/** What every implementation of `Transport` owes. At its far end stands `echo()`. */
export interface OpenedLink {
  readonly link: Transport;
  /** As a pulled cable does it. */
  unplug(): void | Promise<void>;
  /** Drives virtual time, where there is any. */
  run?<T>(work: Promise<T>): Promise<T>;
  /** The far end's bytes, in pieces as they would come. */
  readonly wire?: Wire;
  /** Another link to the same far end, after this one was lost. */
  reopen?(): Promise<Transport>;
  end?(): Promise<void>;
}

export interface Wire {
  write(piece: Uint8Array): void;
  /** A frame in the smallest pieces in which it can arrive. */
  pieces(payload: Uint8Array): readonly Uint8Array[];
  /** Pieces that belong to no frame, and the start of a frame that lies about its length. */
  readonly garbage: readonly Uint8Array[];
  readonly lie: Uint8Array;
  /** What the link told of bytes outside of frames. */
  readonly told: readonly Uint8Array[];
}

/** Says everything twice. */
export function echo(): FrameDevice {
  const listeners = new Set<(frame: Uint8Array) => void>();
  return {
    receive: (frame) => [frame, frame].forEach((copy) => listeners.forEach((listener) => listener(copy))),
    onFrame(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export async function take(link: Transport, count: number): Promise<string[]> {
  const frames: string[] = [];
  for await (const received of link.frames) if (frames.push(hex(received)) === count) break;
  return frames;
}

export const faultOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (isFault(error) ? error.fault : String(error)),
  );

export function transportContract(name: string, open: () => Promise<OpenedLink>): void {
  const one = unhex("ff510101");
  const two = new Uint8Array(300).fill(0xfa);
  const longest = new Uint8Array(4096).map((_, i) => i);
  const by = async <T>(opened: OpenedLink, work: Promise<T>) => (opened.run ? opened.run(work) : work);

  describe(`the transport over ${name}`, () => {
    const using = (what: string, body: (opened: OpenedLink) => Promise<void>) =>
      test(what, async () => {
        const opened = await open();
        try {
          await body(opened);
        } finally {
          await opened.link.close();
          await opened.end?.();
        }
      });

    using("carries whole frames in order, both ways", async (opened) => {
      for (const frame of [one, two, longest]) await opened.link.send(frame);
      const frames = [one, one, two, two, longest, longest].map(hex);
      expect(await by(opened, take(opened.link, 6))).toEqual(frames);
    });

    using("may change its frame after it was sent", async (opened) => {
      const frame = one.slice();
      const sent = opened.link.send(frame);
      frame.fill(0);
      await sent;
      expect(await by(opened, take(opened.link, 1))).toEqual([hex(one)]);
    });

    using("ends after close, which may be called twice; until then silence is silence", async (opened) => {
      const { link } = opened;
      const reading = take(link, 1);
      await link.close();
      await link.close();
      expect(await by(opened, reading)).toEqual([]);
      expect(await faultOf(link.send(one))).toBe("link.lost");
    });

    using("says that it was lost when it is unplugged, to whoever reads and to whoever sends", async (opened) => {
      const { link } = opened;
      const reading = faultOf(take(link, 1));
      await opened.unplug();
      expect(await by(opened, reading)).toBe("link.lost");
      expect(await faultOf(link.send(one))).toBe("link.lost");
    });

    using("takes frames in the smallest pieces, behind garbage and behind a lie about a length", async (opened) => {
      const { wire, link } = opened;
      if (!wire) return;
      const rest = [...wire.garbage, ...wire.pieces(two), wire.lie, ...wire.pieces(one), ...wire.pieces(two)];
      for (const piece of rest) wire.write(piece);
      expect(await by(opened, take(link, 3))).toEqual([two, one, two].map(hex));
      expect(wire.told.length).toBeGreaterThan(0);
    });

    using("gives nobody half a frame when the peer goes in the middle of it", async (opened) => {
      const { wire, link } = opened;
      if (!wire) return;
      for (const piece of [...wire.pieces(one), ...wire.pieces(two).slice(0, -1)]) wire.write(piece);
      const got: string[] = [];
      const reading = async () => {
        for await (const frame of link.frames) {
          got.push(hex(frame));
          await opened.unplug();
        }
      };
      expect(await by(opened, faultOf(reading()))).toBe("link.lost");
      expect(got).toEqual([hex(one)]);
    });

    test("unplugged after each of its pieces, it gives nobody half a frame and says that it was lost", async () => {
      for (let count = 0, pieces = 1; count < pieces; count++) {
        const opened = await open();
        const { wire, link } = opened;
        if (wire) {
          // Some ten bytes of a stream, or two reports.
          const short = wire.pieces(unhex("0102"));
          const whole = short.length > 1 ? short : wire.pieces(new Uint8Array(80));
          pieces = whole.length;
          for (const piece of whole.slice(0, count)) wire.write(piece);
          const reading = faultOf(take(link, 1));
          await opened.unplug();
          expect([count, await by(opened, reading)]).toEqual([count, "link.lost"]);
        }
        await link.close();
        await opened.end?.();
      }
    }, 60_000);

    using("is had anew after it was lost", async (opened) => {
      if (!opened.reopen) return;
      const reading = faultOf(take(opened.link, 1));
      await opened.unplug();
      expect(await by(opened, reading)).toBe("link.lost");
      const again = await opened.reopen();
      await again.send(two);
      expect(await by(opened, take(again, 2))).toEqual([hex(two), hex(two)]);
      await again.close();
    });
  });
}

/** The wire of a stream of bytes, framed as docs/reader-protocol.md says. */
export function byteWire(
  write: (piece: Uint8Array) => void,
  frame: (payload: Uint8Array) => Uint8Array,
  told: readonly Uint8Array[],
): Wire {
  return {
    write,
    pieces: (payload) => [...frame(payload)].map((byte) => Uint8Array.of(byte)),
    garbage: ["00", "fa", "face", "00fa00"].map(unhex),
    // 4,096 bytes are promised, with the right complement, and other frames follow.
    lie: unhex("face1001efff"),
    told,
  };
}
