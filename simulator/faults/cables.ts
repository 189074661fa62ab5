import type { ByteStream } from "../../device/ports.ts";
import { concat } from "../../device/wire/bytes.ts";
import { crc16, LONGEST_PAYLOAD } from "../../device/wire/face-frame.ts";
import { encodeSerial, LONGEST_MESSAGE } from "../../device/wire/serial-frame.ts";

/** What bad lines do to frames that a reader has written, those of the reference protocol and those of CCID over serial alike. */

type Cable = (line: ByteStream) => ByteStream;

/** Each frame through `change`; movements, signs of being busy and NAKs pass as they are. */
const changing =
  (change: (frame: Uint8Array, nth: number) => Uint8Array): Cable =>
  (line) => {
    let nth = 0;
    return { ...line, write: (bytes) => line.write(isFrame(bytes) ? change(bytes, ++nth) : bytes) };
  };

const STARTS = [
  [0xfa, 0xce],
  [0x03, 0x06],
] as const;

const isFrame = ([first, second]: Uint8Array): boolean => STARTS.some(([a, b]) => a === first && b === second);

/** The last byte of a frame is its LRC, or the low byte of its CRC. */
export const wrongChecksum: Cable = changing((frame) => {
  const hurt = frame.slice();
  hurt[hurt.length - 1] = (hurt.at(-1) ?? 0) ^ 0x01;
  return hurt;
});

/** Every so many frames one byte in the middle does not arrive. */
export const losingBytes = (every: number): Cable =>
  changing((frame, nth) => {
    if (nth % every > 0) return frame;
    const middle = frame.length >> 1;
    return concat(frame.subarray(0, middle), frame.subarray(middle + 1));
  });

/** Frames whose length and checksum are right, and longer than any frame may be. */
export const oversized: Cable = changing(([first, second, ...rest]) => {
  if (first === 0x03) {
    const message = new Uint8Array(LONGEST_MESSAGE + 100);
    message.set(rest);
    new DataView(message.buffer).setUint32(1, message.length - 10, true);
    return encodeSerial({ is: "frame", message });
  }
  const payload = new Uint8Array(LONGEST_PAYLOAD + 100);
  payload.set(rest.slice(4, -2));
  const body = concat(word(payload.length), word(~payload.length), payload);
  return concat(Uint8Array.of(first ?? 0, second ?? 0), body, word(crc16(body)));
});

const word = (value: number) => Uint8Array.of((value >> 8) & 0xff, value & 0xff);

export const silent: Cable = (line) => ({ ...line, write: () => undefined });

/** The line is gone after so many frames. */
export const dropping =
  (frames: number): Cable =>
  (line) => {
    let left = frames;
    return {
      ...line,
      write(bytes) {
        if (isFrame(bytes) && --left < 0) void line.close();
        else line.write(bytes);
      },
    };
  };
