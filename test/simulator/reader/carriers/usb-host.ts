import type { ByteStream, Cancel, UsbDevice } from "../../../../device/ports.ts";
import { concat, EMPTY } from "../../../../device/wire/bytes.ts";
import { encode, u32 } from "../../../../device/wire/codec.ts";
import { type UsbSetup, usbSetup } from "../../../../device/wire/usb.ts";

/** A PC's end of a USB device, however it is carried. */
export interface UsbHost {
  /** Undefined is a stall. */
  control(setup: UsbSetup, data?: Uint8Array): Promise<Uint8Array | undefined>;
  out(endpoint: number, data: Uint8Array): Promise<boolean>;
  /** `cancel` withdraws it, and resolves with whether it was still waiting. */
  in(
    endpoint: number,
    length: number,
  ): { readonly data: Promise<Uint8Array | undefined>; readonly cancel: () => Promise<boolean> };
}

/** No carrier at all. */
export const directHost = (device: UsbDevice): UsbHost => ({
  control: (setup, data = EMPTY) => Promise.resolve(device.control(setup, data)),
  out: (endpoint, data) => Promise.resolve(device.out(endpoint, data)),
  in(endpoint, length) {
    let waiting = true;
    let withdraw: Cancel = () => undefined;
    const data = new Promise<Uint8Array | undefined>((resolve) => {
      withdraw = device.in(endpoint, length, (said) => {
        waiting = false;
        resolve(said);
      });
    });
    const cancel = () => {
      withdraw();
      return Promise.resolve(waiting);
    };
    return { data, cancel };
  },
});

export interface UsbipHost extends UsbHost {
  /** The 312 bytes that an import is answered with; undefined when it is refused. */
  readonly entry: Uint8Array | undefined;
  readonly lost: Promise<void>;
  readonly close: () => Promise<void>;
}

/** A client of USB/IP, written from the kernel's Documentation/usb/usbip_protocol.rst and not from our server. */
export async function attach(stream: ByteStream, busId = "1-1"): Promise<UsbipHost> {
  let held: Uint8Array = EMPTY;
  let wake: () => void = () => undefined;
  let over = false;
  const lost = new Promise<void>((resolve) =>
    stream.onClose(() => {
      over = true;
      wake();
      resolve();
    }),
  );
  stream.onBytes((chunk) => {
    held = concat(held, chunk);
    wake();
  });
  const take = async (length: number): Promise<Uint8Array> => {
    while (held.length < length) {
      if (over) throw new Error("the server has hung up");
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const taken = held.slice(0, length);
    held = held.subarray(length);
    return taken;
  };
  const number = (bytes: Uint8Array, at: number) => new DataView(bytes.buffer, bytes.byteOffset).getInt32(at);

  const name = new Uint8Array(32);
  name.set(new TextEncoder().encode(busId));
  stream.write(concat(Uint8Array.of(0x01, 0x11, 0x80, 0x03, 0, 0, 0, 0), name));
  const head = await take(8);
  const entry = number(head, 4) === 0 ? await take(312) : undefined;

  const open = new Map<number, (status: number, data: Uint8Array) => void>();
  const unlinking = new Map<number, (status: number) => void>();
  const inbound = new Set<number>();
  let seq = 0;
  const receive = async () => {
    for (;;) {
      const reply = await take(48);
      const [command, number_, status, length] = [0, 4, 20, 24].map((at) => number(reply, at)) as [
        number,
        number,
        number,
        number,
      ];
      if (command === 4) unlinking.get(number_)?.(status);
      else open.get(number_)?.(status, inbound.has(number_) ? await take(length) : EMPTY);
    }
  };
  if (entry)
    void receive().catch(() => {
      for (const settle of open.values()) settle(-108, EMPTY);
    });

  const request = (command: number, direction: number, endpoint: number, own: Uint8Array) => {
    const mine = ++seq;
    const start = concat(...[command, mine, 0x10002, direction, endpoint].map((field) => u32.write(field)), own);
    return { mine, start };
  };
  const submit = (direction: 0 | 1, endpoint: number, length: number, setup: Uint8Array, data: Uint8Array) => {
    if (!entry) throw new Error("the import was refused: there is no device to ask");
    const own = concat(u32.write(0), u32.write(length), new Uint8Array(12), setup);
    const { mine, start } = request(1, direction, endpoint, own);
    const answered = new Promise<{ status: number; data: Uint8Array }>((resolve) =>
      open.set(mine, (status, said) => {
        open.delete(mine);
        resolve({ status, data: said });
      }),
    );
    // Nobody answers any more what is asked after the end.
    if (over) open.get(mine)?.(-108, EMPTY);
    if (direction === 1) inbound.add(mine);
    stream.write(concat(start, data));
    return { mine, answered };
  };
  const NONE = new Uint8Array(8);

  return {
    entry,
    lost,
    async control(setup, data = EMPTY) {
      const inward = (setup.type & 0x80) !== 0;
      const length = inward ? setup.length : data.length;
      const { answered } = submit(inward ? 1 : 0, 0, length, encode(usbSetup, setup), data);
      const { status, data: said } = await answered;
      return status === 0 ? said : undefined;
    },
    async out(endpoint, data) {
      return (await submit(0, endpoint, data.length, NONE, data).answered).status === 0;
    },
    in(endpoint, length) {
      const { mine, answered } = submit(1, endpoint, length, NONE, EMPTY);
      return {
        data: answered.then(({ status, data }) => (status === 0 ? data : undefined)),
        async cancel() {
          if (over) return false;
          const { mine: own, start } = request(2, 0, 0, u32.write(mine));
          const status = await new Promise<number>((resolve) => {
            unlinking.set(own, resolve);
            stream.write(concat(start, new Uint8Array(48 - start.length)));
          });
          if (status === -104) open.delete(mine);
          return status === -104;
        },
      };
    },
    close: () => stream.close(),
  };
}
