import type { ByteStream } from "../../device/ports.ts";
import { serialFramer } from "../../device/wire/serial-frame.ts";
import type { UsbHalf } from "./usb-tap.ts";

const BULK = 1;
const INTERRUPT = 2;

/**
 * The stream as it is, with somebody who sees its CCID messages as the transfers of a USB reader: commands and answers in bulk, movements
 * by interrupt. Echoes and damaged frames are the line's own affair.
 */
export function serialTapped(stream: ByteStream, see: (half: UsbHalf) => void): ByteStream {
  let urbs = 0;
  const transfer = (endpoint: number, inward: boolean, data: Uint8Array) => {
    const head = { urb: ++urbs, endpoint, in: inward, length: data.length, data };
    see({ ...head, is: "asked", status: 0 });
    see({ ...head, is: "answered", status: 0 });
  };
  const [commands, answers] = [serialFramer(), serialFramer()];
  return {
    ...stream,
    write(bytes) {
      for (const item of answers.feed(bytes)) {
        if (item.is === "frame" && (item.message[0] ?? 0) >= 0x80) transfer(BULK, true, item.message);
        if (item.is === "moved") transfer(INTERRUPT, true, Uint8Array.of(0x50, item.present ? 3 : 2));
      }
      stream.write(bytes);
    },
    onBytes: (take) =>
      stream.onBytes((chunk) => {
        for (const item of commands.feed(chunk)) if (item.is === "frame") transfer(BULK, false, item.message);
        take(chunk);
      }),
  };
}
