import type { ByteStream } from "../../../../device/ports.ts";
import { EMPTY } from "../../../../device/wire/bytes.ts";
import type { UsbHost } from "./usb-host.ts";

/** What drivers of a PC make of the endpoints of the composite reader, at its documented numbers. */

/** As the kernel's usbhid: one interrupt request always waits. */
export function reportsOf(host: UsbHost): ByteStream & { cut(): void } {
  let take: (chunk: Uint8Array) => void = () => undefined;
  const closed = new Set<() => void>();
  let over = false;
  let withdraw: () => Promise<boolean> = () => Promise.resolve(false);
  const cut = () => {
    if (over) return;
    over = true;
    for (const tell of closed) tell();
  };
  const listen = async () => {
    for (;;) {
      const waiting = host.in(3, 64);
      withdraw = waiting.cancel;
      const report = await waiting.data;
      if (!report || over) break;
      take(report);
    }
    cut();
  };
  void listen();
  return {
    write: (report) => void host.out(3, report),
    onBytes: (taker) => void (take = taker),
    onClose: (tell) => void closed.add(tell),
    cut,
    async close() {
      cut();
      await withdraw();
    },
  };
}

/** As libccid: one message out, one message in. */
export async function ccidExchange(host: UsbHost, message: Uint8Array): Promise<Uint8Array> {
  await host.out(1, message);
  return (await host.in(1, 65_546).data) ?? EMPTY;
}

/** As libccid's control for FEATURE_CCID_ESC_COMMAND. */
export function escapeOf(host: UsbHost): (data: Uint8Array) => Promise<Uint8Array> {
  let seq = 0;
  return async (data) => {
    const head = Uint8Array.of(0x6b, data.length & 0xff, data.length >> 8, 0, 0, 0, seq++ & 0xff, 0, 0, 0);
    const message = new Uint8Array(head.length + data.length);
    message.set(head);
    message.set(data, head.length);
    return (await ccidExchange(host, message)).slice(10);
  };
}
