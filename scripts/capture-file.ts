import { closeSync, constants, fstatSync, ftruncateSync, openSync, unlinkSync, writeSync } from "node:fs";
import { DeviceError } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";
import { type Secret, secretFinder } from "../device/secrets.ts";
import { CAPTURE_HEAD, capturePacket, PACKET_HEAD } from "../simulator/reader/usb-capture.ts";
import type { UsbHalf } from "../simulator/reader/usb-tap.ts";

/** A capture of everything between a PC and a reader, which Wireshark opens. */
export interface CaptureFile {
  record(half: UsbHalf): void;
  /** What is to be masked from now on: in place of each of its bytes the file has `*`. */
  know(secrets: readonly Secret[]): void;
  close(): void;
}

const STAR = 0x2a;
/** So many of the last packets can still be masked, when a secret turns out to have begun in them. */
const REACH = 4096;

/**
 * The file is written packet by packet; the first takes the place of what was there, for until then another run may write to it, or this
 * one may come to nothing. Throws `file.refused`.
 */
export function captureFile(path: string, clock: Clock, { raw }: { readonly raw: boolean }): CaptureFile {
  const file = open(path);
  /** And no device, of which nothing can be cut off or taken away. */
  const isFile = fstatSync(file).isFile();
  let end = 0;
  let finder = secretFinder([]);
  let packets = 0;
  const places = new Map<number, number>();

  return {
    record(half) {
      if (end === 0) {
        if (isFile) ftruncateSync(file);
        end = writeSync(file, CAPTURE_HEAD, 0, CAPTURE_HEAD.length, 0);
      }
      const seq = packets++;
      const bytes = capturePacket(half, clock.now());
      const data = bytes.subarray(PACKET_HEAD);
      const sightings = raw || data.length === 0 ? [] : finder.search(streamOf(half), seq, data);
      const parts = sightings.flatMap((sighting) => sighting.parts);
      for (const part of parts) if (part.seq === seq) data.fill(STAR, part.from, part.to);
      places.set(seq, end + PACKET_HEAD);
      places.delete(seq - REACH);
      // Appending, or the start of a secret that has only now come to its end.
      for (const { seq: of, from, to } of parts) {
        const place = places.get(of);
        if (of !== seq && place !== undefined)
          writeSync(file, Buffer.alloc(to - from, STAR), 0, to - from, place + from);
      }
      end += writeSync(file, bytes, 0, bytes.length, end);
    },
    know(secrets) {
      finder = secretFinder(secrets);
    },
    close() {
      const { size } = fstatSync(file);
      closeSync(file);
      if (isFile && size === 0) unlinkSync(path);
    },
  };
}

const streamOf = ({ endpoint, in: inward }: UsbHalf) => `${endpoint}${inward ? "in" : "out"}`;

function open(path: string): number {
  try {
    // For its owner alone: with --raw it holds what was typed.
    return openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "it cannot be written";
    throw new DeviceError("file.refused", { path, why }, { cause });
  }
}
