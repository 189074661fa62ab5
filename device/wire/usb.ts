import { concat } from "./bytes.ts";
import { bytes, type Codec, encode, layout, type Of, u16le, u32le, u8 } from "./codec.ts";

/** What begins a control transfer (USB 2.0 §9.3). `length` bounds the data stage. */
export const usbSetup = layout({ type: u8, request: u8, value: u16le, index: u16le, length: u16le });
export type UsbSetup = Of<typeof usbSetup>;

/** Numbers of descriptors (USB 2.0 table 9-5, HID 1.11 §7.1, CCID Rev. 1.1 §5.1). */
export const DESCRIPTOR = {
  device: 0x01,
  configuration: 0x02,
  string: 0x03,
  interface: 0x04,
  endpoint: 0x05,
  hid: 0x21,
  hidReport: 0x22,
  ccid: 0x21,
} as const;

/** USB 2.0 §9.6.1, behind bLength and bDescriptorType. */
export const deviceDescriptor = layout({
  usb: u16le,
  class: u8,
  subclass: u8,
  protocol: u8,
  packet0: u8,
  vendor: u16le,
  product: u16le,
  release: u16le,
  maker: u8,
  name: u8,
  serial: u8,
  configurations: u8,
});

/** §9.6.3. `attributes` 80 is powered by the bus; `power` counts 2 mA. */
export const configurationDescriptor = layout({
  total: u16le,
  interfaces: u8,
  value: u8,
  name: u8,
  attributes: u8,
  power: u8,
});

/** §9.6.5. */
export const interfaceDescriptor = layout({
  number: u8,
  alternate: u8,
  endpoints: u8,
  class: u8,
  subclass: u8,
  protocol: u8,
  name: u8,
});

/** §9.6.6. Bit 7 of `address` is set where bytes come from the device; `attributes` 2 is bulk, 3 interrupt; `interval` in ms. */
export const endpointDescriptor = layout({ address: u8, attributes: u8, packet: u16le, interval: u8 });

/** HID 1.11 §6.2.1, for a device with one report descriptor. */
export const hidDescriptor = layout({ hid: u16le, country: u8, count: u8, type: u8, length: u16le });

/** CCID Rev. 1.1 §5.1: what a reader can do. Clocks in kHz, rates in bit/s. */
export const ccidDescriptor = layout({
  ccid: u16le,
  maxSlotIndex: u8,
  /** 1 for 5 V, 2 for 3 V, 4 for 1.8 V. */
  voltages: u8,
  /** 1 for T=0, 2 for T=1. */
  protocols: u32le,
  defaultClock: u32le,
  maximumClock: u32le,
  clocks: u8,
  dataRate: u32le,
  maxDataRate: u32le,
  dataRates: u8,
  maxIfsd: u32le,
  synchronous: u32le,
  mechanical: u32le,
  features: u32le,
  maxMessage: u32le,
  classGetResponse: u8,
  classEnvelope: u8,
  lcdLayout: u16le,
  /** 1 for PIN verification, 2 for PIN modification. */
  pinSupport: u8,
  maxBusySlots: u8,
});

/** A descriptor with its length and type before it. */
export function described<T>(type: number, codec: Codec<T>, value: T): Uint8Array {
  const body = encode(codec, value);
  return concat(Uint8Array.of(2 + body.length, type), body);
}

/** A text of a device in UTF-16 (§9.6.7). */
export function stringDescriptor(text: string): Uint8Array {
  const units = Array.from({ length: text.length }, (_, i) => u16le.write(text.charCodeAt(i)));
  return described(DESCRIPTOR.string, bytes(2 * units.length), concat(...units));
}
