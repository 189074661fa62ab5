import type { UsbDevice } from "../../device/ports.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import type { UsbSetup } from "../../device/wire/usb.ts";

/** Half a transfer, as the kernel's usbmon tells of it: a host asks, and is answered. */
export interface UsbHalf {
  /** The same for both halves. */
  readonly urb: number;
  readonly is: "asked" | "answered";
  readonly endpoint: number;
  readonly in: boolean;
  readonly setup?: UsbSetup;
  /** 0, or an error of the system below zero: -32 for a stall, -2 for a wait that was withdrawn. */
  readonly status: number;
  /** How much the host asks for or gives; what came of it. */
  readonly length: number;
  readonly data: Uint8Array;
}

const STALL = -32;
const WITHDRAWN = -2;

/** The device as it is, with somebody who sees every transfer on its way. */
export function tapped(device: UsbDevice, see: (half: UsbHalf) => void): UsbDevice {
  let urbs = 0;
  const transfer = (what: Pick<UsbHalf, "endpoint" | "in" | "setup">, asked: number, sent: Uint8Array) => {
    const head = { urb: ++urbs, ...what };
    see({ ...head, is: "asked", status: 0, length: asked, data: sent });
    return (status: number, length: number, data: Uint8Array = EMPTY) =>
      see({ urb: head.urb, endpoint: head.endpoint, in: head.in, is: "answered", status, length, data });
  };
  return {
    descriptors: device.descriptors,
    control(setup, data) {
      const inward = (setup.type & 0x80) !== 0;
      const done = transfer({ endpoint: 0, in: inward, setup }, inward ? setup.length : data.length, data);
      const said = device.control(setup, data);
      done(said ? 0 : STALL, inward ? (said?.length ?? 0) : data.length, inward ? said : EMPTY);
      return said;
    },
    out(endpoint, data) {
      const done = transfer({ endpoint, in: false }, data.length, data);
      const taken = device.out(endpoint, data);
      done(taken ? 0 : STALL, taken ? data.length : 0);
      return taken;
    },
    in(endpoint, longest, told) {
      const done = transfer({ endpoint, in: true }, longest, EMPTY);
      let waiting = true;
      const withdraw = device.in(endpoint, longest, (data) => {
        waiting = false;
        done(data ? 0 : STALL, data?.length ?? 0, data);
        told(data);
      });
      return () => {
        withdraw();
        if (waiting) done(WITHDRAWN, 0);
        waiting = false;
      };
    },
    detached: () => device.detached(),
  };
}
