import { concat } from "./bytes.ts";
import { LONGEST_PAYLOAD } from "./face-frame.ts";

/**
 * How one message of the reference protocol stands in HID reports (docs/reader-protocol.md). The shape is that of CTAPHID (FIDO
 * CTAP 2.1 §11.2.4), so that a maker may use what he has; channels are the host's own choice and there is one command:
 *
 *     first report:  channel (4) | 80 + command | length (2) | message …
 *     each further:  channel (4) | 00, 01, 02, … | message …
 *
 * Every report has 64 bytes, the last one filled with zeros; channel and length stand high byte first.
 */
export const REPORT = 64;
const COMMAND = 0x81;
const FIRST = REPORT - 7;
const FURTHER = REPORT - 5;

export function hidReports(channel: number, payload: Uint8Array): Uint8Array[] {
  const length = payload.length;
  if (length < 1 || length > LONGEST_PAYLOAD) throw new RangeError(`a payload of ${length} bytes`);
  const reports = [report(channel, [COMMAND, length >> 8, length & 0xff], payload.subarray(0, FIRST))];
  for (let at = FIRST, sequence = 0; at < length; at += FURTHER, sequence++)
    reports.push(report(channel, [sequence], payload.subarray(at, at + FURTHER)));
  return reports;
}

function report(channel: number, head: readonly number[], part: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(REPORT);
  new DataView(bytes.buffer).setUint32(0, channel);
  bytes.set(head, 4);
  bytes.set(part, 4 + head.length);
  return bytes;
}

export interface HidFramer {
  readonly push: (report: Uint8Array) => void;
}

/**
 * Puts messages together again, of one channel or (without one) of all. A report out of order ends the message it would have
 * belonged to, and both go to `onGarbage`. Reports of other channels are other programs' affair.
 */
export function hidFramer(
  onFrame: (payload: Uint8Array, channel: number) => void,
  onGarbage: (skipped: Uint8Array) => void = () => {},
  channel?: number,
): HidFramer {
  let open: { readonly channel: number; readonly length: number; bytes: Uint8Array; next: number } | undefined;
  const drop = () => {
    if (open) onGarbage(open.bytes);
    open = undefined;
  };
  const finish = () => {
    if (!open || open.bytes.length < open.length) return;
    const { bytes, length, channel: from } = open;
    open = undefined;
    onFrame(bytes.slice(0, length), from);
  };
  const begin = (bytes: Uint8Array, from: number) => {
    const [kind = 0, high = 0, low = 0] = bytes.subarray(4);
    const length = high * 0x100 + low;
    drop();
    if (kind !== COMMAND || length < 1 || length > LONGEST_PAYLOAD) onGarbage(bytes.slice());
    else open = { channel: from, length, bytes: bytes.slice(7), next: 0 };
  };
  return {
    push(bytes) {
      if (bytes.length !== REPORT) {
        drop();
        onGarbage(bytes.slice());
        return;
      }
      const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0);
      if (channel !== undefined && from !== channel) return;
      const kind = bytes[4] ?? 0;
      if (kind >= 0x80) begin(bytes, from);
      else if (open?.channel === from && open.next === kind) {
        open.bytes = concat(open.bytes, bytes.subarray(5));
        open.next++;
      } else {
        drop();
        onGarbage(bytes.slice());
      }
      finish();
    },
  };
}
