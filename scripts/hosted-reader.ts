import { DeviceError } from "../device/errors.ts";
import { serveTcp } from "../device/io/tcp.ts";
import type { LongRecorder, Recorder } from "../device/trace.ts";
import { openPty } from "../simulator/reader/carriers/pty.ts";
import { openUmockdev } from "../simulator/reader/carriers/umockdev.ts";
import { NAMED_LIES } from "../simulator/faults/named-reader-lies.ts";
import type { ReaderName } from "../simulator/faults/named-readers.data.ts";
import type { ReaderLie } from "../simulator/reader/virtual-reader.ts";
import { BUS_ID, usbip } from "../simulator/reader/carriers/usbip.ts";
import { serialTapped } from "../simulator/reader/serial-tap.ts";
import { introduce, describedOnly } from "../simulator/reader/usb-capture.ts";
import { tapped } from "../simulator/reader/usb-tap.ts";
import type { World } from "../simulator/world.ts";
import { hostCcidReader } from "./built-in/hosted-ccid-reader.ts";
import { hostFaceReader } from "./built-in/hosted-face-reader.ts";
import type { HostedReader } from "./built-in/hosted-reader.ts";
import { hostUsbReader } from "./built-in/hosted-usb-reader.ts";
import type { Products } from "./built-in/products.ts";
import type { CaptureFile } from "./capture-file.ts";
import type { Closing } from "./until-stopped.ts";

/**
 * `face` speaks the reference protocol, in frames on a stream or as a USB device that is a card reader too; the other two are
 * CCID readers on a serial line that libccid drives.
 */
export const READER_KINDS = ["gempc-twin", "gempc-pinpad", "face"] as const;
export type ReaderKind = (typeof READER_KINDS)[number];

/** Where hosts find it: at a link to a serial line, at a port of this machine, or as a USB device at such a port or under umockdev. */
export type Line =
  | { readonly is: "pty"; readonly link: string }
  | { readonly is: "tcp"; readonly port: number }
  | { readonly is: "usbip"; readonly port: number }
  | { readonly is: "umockdev"; readonly folder: string };

export interface HostParts extends Products {
  readonly world: World;
  readonly recorder: Recorder | LongRecorder;
  readonly closing: Closing;
  /** Where every transfer between PC and reader is kept. */
  readonly capture?: CaptureFile;
  /** Which of the readers with a name it is. */
  readonly as?: ReaderName;
}

/** The reference reader in real time on a line; with it, what the ready line says of the line. */
export async function hostReader(
  kind: ReaderKind,
  line: Line,
  { world, recorder, closing, capture, as = "perfect", ...products }: HostParts,
): Promise<{ readonly reader: HostedReader; readonly address: Readonly<Record<string, string>> }> {
  if (line.is !== "pty" && kind !== "face")
    throw new DeviceError("config.invalid", {
      where: `--${line.is}`,
      why: `a ${kind} is on a serial line: use --pty, or --kind face`,
      ja: `${kind} はシリアルにしか出せません。--pty か --kind face を使ってください`,
    });
  if (capture && kind === "face" && (line.is === "tcp" || line.is === "pty"))
    throw new DeviceError("config.invalid", {
      where: "--pcap",
      why: "a reader for faces on a stream of bytes has no USB transfers: use --usbip or --umockdev, or a gempc kind",
      ja: "バイト列の上の顔認証リーダーに USB の転送はありません。--usbip か --umockdev、または gempc の種類を使ってください",
    });
  const lie = NAMED_LIES[as];
  demandDoor(as, lie(), kind, line);
  if (line.is === "usbip" || line.is === "umockdev") {
    const reader = hostUsbReader({ world, recorder, lie, ...products });
    closing.later(() => reader.stop());
    const device = capture ? tapped(reader.device, (half) => capture.record(half)) : reader.device;
    // Once it has its place, and before any host has spoken.
    const introduced = () => {
      if (capture) introduce(device);
    };
    if (line.is === "umockdev") {
      const mocked = await openUmockdev(line.folder, device);
      introduced();
      closing.later(() => mocked.close());
      return { reader, address: { umockdev: line.folder, ...mocked.env } };
    }
    const carrier = usbip(device);
    const server = await serveTcp(line.port, (stream) => carrier.connect(stream));
    introduced();
    closing.later(() => server.close());
    return { reader, address: { usbip: `127.0.0.1:${server.port}`, busId: BUS_ID } };
  }
  if (line.is === "tcp") {
    const reader = hostFaceReader({ world, recorder, lie, ...products });
    closing.later(() => reader.stop());
    const server = await serveTcp(line.port, (stream) => reader.connect(stream));
    closing.later(() => server.close());
    return { reader, address: { tcp: `127.0.0.1:${server.port}` } };
  }
  const pty = await openPty(line.link);
  closing.later(() => pty.close());
  const address = { link: line.link, path: pty.path };
  if (kind === "face") {
    const reader = hostFaceReader({ world, recorder, lie, ...products });
    reader.connect(pty, world.clock);
    closing.later(() => reader.stop());
    return { reader, address };
  }
  const stream = capture ? serialTapped(pty, (half) => capture.record(half)) : pty;
  if (capture) introduce(tapped(describedOnly, (half) => capture.record(half)));
  const reader = hostCcidReader({ kind, clock: world.clock, recorder, country: products.country, stream, lie: lie() });
  closing.later(() => reader.stop());
  return { reader, address };
}

/** What is wrong with a reader has to be able to show where it stands: a USB reader has no serial line, and a card reader no camera. */
function demandDoor(as: ReaderName, lie: ReaderLie, kind: ReaderKind, line: Line): void {
  const doors = Object.keys(lie);
  const onStream = line.is === "pty" || line.is === "tcp";
  const shows = (door: string) => (door === "cable" ? onStream : kind === "face" || door === "slot");
  if (doors.length === 0 || doors.some(shows)) return;
  throw new DeviceError("config.invalid", {
    where: `--as ${as}`,
    why: onStream
      ? `a ${kind} has nothing that this could show in: use --kind face`
      : "it shows on a line of bytes: use --pty or --tcp",
    ja: onStream
      ? `${kind} にはこれが現れる所がありません。--kind face を使ってください`
      : "これはバイト列の回線に現れます。--pty か --tcp を使ってください",
  });
}
