import { randomBytes } from "node:crypto";
import type { ReaderLine } from "../../conformance/benches/reader.ts";
import type { Target } from "../../conformance/target.ts";
import { hidName, openHid } from "../../device/io/hid.ts";
import { openSerial } from "../../device/io/serial.ts";
import { openTcp } from "../../device/io/tcp.ts";
import type { ByteStream } from "../../device/ports.ts";
import { hidTransport } from "../../device/reader/hid-link.ts";
import { streamTransport } from "../../device/reader/stream-link.ts";

export type LineTarget = Extract<Target, { is: "hid" | "serial" | "tcp" }>;

export const isLine = (target: Target): target is LineTarget => ["hid", "serial", "tcp"].includes(target.is);

/** The carrier of the reference protocol behind an address. */
export function lineTo(target: LineTarget): ReaderLine {
  switch (target.is) {
    case "hid":
      return {
        name: hidName(target),
        // A channel of one's own: another program may hold the device too.
        connect: async (onGarbage) =>
          hidTransport(await openHid(target), randomBytes(4).readUInt32BE(), { name: hidName(target), onGarbage }),
      };
    case "serial":
      return byteLine(target.path, () => openSerial(target.path));
    case "tcp":
      return byteLine(`${target.host}:${target.port}`, () => openTcp(target.host, target.port));
  }
}

const byteLine = (name: string, open: () => Promise<ByteStream>): ReaderLine => ({
  name,
  connect: async (onGarbage) => streamTransport(await open(), { name, onGarbage }),
});
