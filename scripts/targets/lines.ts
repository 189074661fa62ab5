import { randomBytes } from "node:crypto";
import type { ReaderLine } from "../../conformance/benches/reader.ts";
import type { Target } from "../../conformance/target.ts";
import { hidName, openHid } from "../../device/io/hid.ts";
import { openSerial, serialPorts } from "../../device/io/serial.ts";
import { linkRefused } from "../../device/io/system-codes.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { openTcp } from "../../device/io/tcp.ts";
import type { ByteStream, Clock } from "../../device/ports.ts";
import { findFaceReaders } from "../../device/reader/find-reader.ts";
import { hidTransport } from "../../device/reader/hid-link.ts";
import { streamTransport } from "../../device/reader/stream-link.ts";

export type LineTarget = Extract<Target, { is: "hid" | "serial" | "tcp" }>;

export const isLine = (target: Target): target is LineTarget => ["hid", "serial", "tcp"].includes(target.is);

/** In place of a path: whichever port a reader answers at. */
const AUTO = "auto";

/** The carrier of the reference protocol behind an address. */
export function lineTo(target: LineTarget, ports = serialPorts): ReaderLine {
  switch (target.is) {
    case "hid":
      return {
        name: hidName(target),
        // A channel of one's own: another program may hold the device too.
        connect: async (onGarbage) =>
          hidTransport(await openHid(target), randomBytes(4).readUInt32BE(), { name: hidName(target), onGarbage }),
      };
    case "serial":
      return byteLine(
        target.path,
        target.path === AUTO ? findSerial(ports) : () => openSerial(target.path),
        systemClock(),
      );
    case "tcp":
      return byteLine(`${target.host}:${target.port}`, () => openTcp(target.host, target.port));
  }
}

/** With a clock for a line that outlives who is at its ends. */
const byteLine = (name: string, open: () => Promise<ByteStream>, clock?: Clock): ReaderLine => ({
  name,
  connect: async (onGarbage) => streamTransport(await open(), { name, onGarbage, ...(clock ? { clock } : {}) }),
});

/** Opens the port at which a reader answered; one that was plugged in anew may be at another port, and is looked for again. */
function findSerial(ports: () => Promise<string[]>): () => Promise<ByteStream> {
  let known: string | undefined;
  const find = async (): Promise<string> => {
    const addresses = await ports();
    const [one, another] = await findFaceReaders(addresses, (path) => openSerial(path), systemClock());
    const where = `serial:${AUTO}`;
    if (!one) throw linkRefused(where, `no reader answers at ${addresses.join(", ") || "any port"}`, "serial.absent");
    if (another) throw linkRefused(where, `readers answer at ${one.address} and ${another.address}: say which`);
    return one.address;
  };
  return async () => {
    if (known !== undefined) {
      const again = await openSerial(known).catch(() => undefined);
      if (again) return again;
    }
    known = await find();
    return openSerial(known);
  };
}
