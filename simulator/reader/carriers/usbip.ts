import { isFault, malformed } from "../../../device/errors.ts";
import type { ByteStream, Cancel, UsbDevice } from "../../../device/ports.ts";
import { concat, EMPTY, fromAscii } from "../../../device/wire/bytes.ts";
import { decode, encode, u32 } from "../../../device/wire/codec.ts";
import {
  BUS_ID_LENGTH,
  deviceEntry,
  interfaceEntries,
  OPERATION,
  operation,
  OPERATION_LENGTH,
  readUrb,
  submitted,
  unlinked,
  URB_HEAD,
  URB_STATUS,
  type UrbRequest,
  VERSION,
} from "./usbip-wire.ts";

/** One USB device that Linux (vhci-hcd), and Windows with a driver for it, attach over TCP. */
export interface Usbip {
  /** A host has connected: it asks for the list, or takes the device and keeps it for as long as the line lasts. */
  connect(stream: ByteStream): void;
  /** Pulls the device out of the host that has it, and keeps it from the next until `plug`. */
  unplug(): void;
  plug(): void;
}

export const BUS_ID = "1-1";
/** No transfer of a full-speed reader is longer; a host that announces more is hung up on. */
const LONGEST = 0x100000;
const REFUSED = { busy: 2, absent: 4 } as const;

export function usbip(device: UsbDevice): Usbip {
  let plugged = true;
  let taken: ByteStream | undefined;

  function connect(stream: ByteStream): void {
    const pieces = exactly();
    let serving: ((bytes: Uint8Array) => number) | undefined;
    const hangUp = () => void stream.close();

    /** Takes one whole thing from the front of what has come; how many bytes it had, 0 when it is not all there yet. */
    function asked(held: Uint8Array): number {
      if (held.length < OPERATION_LENGTH) return 0;
      const { code } = decode(operation, held.subarray(0, OPERATION_LENGTH), "USB/IP operation");
      if (code === OPERATION.listRequest) {
        const shown = plugged && !taken ? [listed(device)] : [];
        stream.write(concat(answer(OPERATION.listReply), u32.write(shown.length), ...shown));
        return OPERATION_LENGTH;
      }
      const length = OPERATION_LENGTH + BUS_ID_LENGTH;
      if (code !== OPERATION.importRequest) hangUp();
      else if (held.length < length) return 0;
      else take(held.subarray(OPERATION_LENGTH, length));
      return length;
    }

    function take(name: Uint8Array): void {
      const known = fromAscii(name).replace(/\0.*$/s, "") === BUS_ID;
      const refused = !known || !plugged ? REFUSED.absent : taken ? REFUSED.busy : 0;
      const entry = refused ? EMPTY : deviceEntry(BUS_ID, device.descriptors);
      stream.write(concat(answer(OPERATION.importReply, refused), entry));
      if (refused) return;
      taken = stream;
      const urbs = carried(device, (bytes) => stream.write(bytes));
      serving = (held) => urbs.request(held);
      stream.onClose(() => {
        urbs.drop();
        taken = undefined;
        device.detached();
      });
    }

    stream.onBytes((chunk) => {
      try {
        pieces.push(chunk, (held) => (serving ?? asked)(held));
      } catch (error) {
        if (!isFault(error, "peer.malformed")) throw error;
        hangUp();
      }
    });
  }

  return {
    connect,
    unplug() {
      plugged = false;
      void taken?.close();
    },
    plug() {
      plugged = true;
    },
  };
}

const answer = (code: number, status = 0) => encode(operation, { version: VERSION, code, status });

const listed = ({ descriptors }: UsbDevice) =>
  concat(deviceEntry(BUS_ID, descriptors), interfaceEntries(descriptors.configuration));

/** URBs of one host. */
function carried(device: UsbDevice, send: (bytes: Uint8Array) => void) {
  const pending = new Map<number, Cancel>();

  function submit(urb: Extract<UrbRequest, { is: "submit" }>, data: Uint8Array): void {
    const { seq, endpoint, length } = urb;
    if (endpoint === 0) {
      const said = device.control(urb.setup, data);
      if (!said) send(submitted(seq, URB_STATUS.stall, 0));
      else send(urb.in ? submitted(seq, URB_STATUS.ok, said.length, said) : submitted(seq, URB_STATUS.ok, length));
    } else if (urb.in) {
      pending.set(seq, () => undefined);
      const withdraw = device.in(endpoint, length, (said) => {
        pending.delete(seq);
        send(said ? submitted(seq, URB_STATUS.ok, said.length, said) : submitted(seq, URB_STATUS.stall, 0));
      });
      // What waited there already has been told by now.
      if (pending.has(seq)) pending.set(seq, withdraw);
    } else {
      const taken = device.out(endpoint, data);
      send(submitted(seq, taken ? URB_STATUS.ok : URB_STATUS.stall, taken ? length : 0));
    }
  }

  return {
    request(held: Uint8Array): number {
      if (held.length < URB_HEAD) return 0;
      const urb = readUrb(held.subarray(0, URB_HEAD));
      if (urb.is === "unlink") {
        const withdraw = pending.get(urb.victim);
        pending.delete(urb.victim);
        withdraw?.();
        send(unlinked(urb.seq, withdraw ? URB_STATUS.unlinked : URB_STATUS.ok));
        return URB_HEAD;
      }
      const whole = URB_HEAD + (urb.in ? 0 : urb.length);
      if (urb.length > LONGEST) throw malformed("USB/IP request", "a transfer longer than any", 24);
      if (held.length < whole) return 0;
      submit(urb, held.slice(URB_HEAD, whole));
      return whole;
    },
    drop() {
      for (const withdraw of pending.values()) withdraw();
      pending.clear();
    },
  };
}

/** Bytes that come in any pieces, taken off the front whole thing by whole thing. */
function exactly() {
  let held: Uint8Array = EMPTY;
  return {
    push(chunk: Uint8Array, take: (held: Uint8Array) => number): void {
      held = concat(held, chunk);
      for (let used = take(held); used > 0; used = take(held)) held = held.subarray(used);
    },
  };
}
