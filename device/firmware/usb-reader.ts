import type { ByteStream, CardSlot, Clock, FrameDevice, SharedSlot, UsbDevice } from "../ports.ts";
import { serveHid } from "../reader/hid-link.ts";
import { serveStream } from "../reader/stream-link.ts";
import { runCcidReader } from "./ccid-reader.ts";
import { escapeTunnel } from "./escape-tunnel.ts";
import type { PinPad } from "./pin-pad.ts";
import { usbCcidLine, type UsbCcidLine } from "./usb-ccid-line.ts";
import { usbControl } from "./usb-control.ts";
import { ENDPOINT, READER_DESCRIPTORS } from "./usb-descriptors.ts";
import { type UsbPipe, usbPipe } from "./usb-pipe.ts";

/** The reference reader as a USB device: cards by CCID, the reference protocol by HID and by CCID Escape. */
export interface UsbReader {
  readonly device: UsbDevice;
  /** The firmware's door to the card. */
  readonly shared: SharedSlot;
  /** What speaks the reference protocol behind HID and Escape. */
  serve(frames: FrameDevice): void;
  stop(): Promise<void>;
}

export interface UsbReaderParts {
  readonly slot: CardSlot;
  readonly pinPad: PinPad;
  readonly clock: Clock;
  readonly serial: string;
}

/** A PC that follows reads each answer before it asks again; a message of the reference protocol has 70 reports at most. */
const ROOM = { ccid: 16, slotChange: 1, hid: 512 };

export function startUsbReader({ slot, pinPad, clock, serial }: UsbReaderParts): UsbReader {
  const [bulk, interrupt, reports] = [usbPipe(ROOM.ccid), usbPipe(ROOM.slotChange), usbPipe(ROOM.hid)];
  let takeReport: (report: Uint8Array) => void = () => undefined;
  const hid: ByteStream = {
    write: (report) => reports.push(report),
    onBytes: (take) => void (takeReport = take),
    onClose: () => undefined,
    close: () => Promise.resolve(),
  };
  const tunnel = escapeTunnel();
  const control = usbControl({ serial, report: (data) => takeReport(data) });
  let ccid: UsbCcidLine | undefined;
  const reader = runCcidReader({
    ...{ slot, pinPad, clock },
    open: (received) => (ccid = usbCcidLine({ bulk, interrupt, clock }, received)).line,
    escape: (command, icc) => tunnel.answer(command, icc),
  });
  const pipes = new Map<number, UsbPipe>([
    [ENDPOINT.ccid, bulk],
    [ENDPOINT.slotChange, interrupt],
    [ENDPOINT.hid, reports],
  ]);

  return {
    shared: reader.shared,
    serve(frames) {
      serveHid(frames, hid);
      serveStream(frames, tunnel.stream);
    },
    device: {
      descriptors: READER_DESCRIPTORS,
      control: (setup, data) => control.request(setup, data),
      out(endpoint, data) {
        if (endpoint === ENDPOINT.ccid) ccid?.out(data);
        else if (endpoint === ENDPOINT.hid) takeReport(data.slice());
        else return false;
        return true;
      },
      in(endpoint, longest, told) {
        const pipe = pipes.get(endpoint);
        if (pipe) return pipe.wait(longest, told);
        told(undefined);
        return () => undefined;
      },
      detached() {
        control.reset();
        ccid?.detached();
        reports.clear();
      },
    },
    stop: () => reader.stop(),
  };
}
