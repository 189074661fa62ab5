import { concat, unhex } from "../wire/bytes.ts";
import {
  ccidDescriptor,
  configurationDescriptor,
  described,
  DESCRIPTOR,
  deviceDescriptor,
  endpointDescriptor,
  hidDescriptor,
  interfaceDescriptor,
} from "../wire/usb.ts";

/** The pair that pid.codes keeps for tests: it is nobody's product. */
export const USB_ID = { vendor: 0x1209, product: 0x0001 } as const;

export const INTERFACE = { ccid: 0, hid: 1 } as const;
export const ENDPOINT = { ccid: 1, slotChange: 2, hid: 3 } as const;
/** Full speed bulk and interrupt packets. */
export const PACKET = 64;

/** Texts by their number in the descriptors; number 0 is the language (English). */
export const STRING = { maker: 1, product: 2, serial: 3, ccid: 4, hid: 5 } as const;

/** Vendor's usage page; reports of 64 bytes in and out, and a feature report of 8 bytes, without numbers. */
export const HID_REPORT = unhex("0600ff0901a10109021500 26ff0075089540 8102 09039540 9102 09049508b102 c0");

/** A block of 254 bytes with prologue and epilogue, in a CCID message. */
export const LONGEST_MESSAGE = 271;

const IN = 0x80;
const [BULK, INTERRUPT] = [2, 3];
/**
 * Clock and data rate follow the card by themselves (10, 20), the NAD may be other than 0 (200), and the PC exchanges TPDUs (10000): the
 * same level of exchange as on the serial line, so that one machine serves both.
 */
const FEATURES = 0x00010230;
const PIN_VERIFICATION = 1;
const PIN_MODIFICATION = 2;

const endpoint = (address: number, attributes: number, packet: number, interval = 0) =>
  described(DESCRIPTOR.endpoint, endpointDescriptor, { address, attributes, packet, interval });

const CCID_INTERFACE = concat(
  described(DESCRIPTOR.interface, interfaceDescriptor, {
    ...{ number: INTERFACE.ccid, alternate: 0, endpoints: 3 },
    ...{ class: 0x0b, subclass: 0, protocol: 0, name: STRING.ccid },
  }),
  described(DESCRIPTOR.ccid, ccidDescriptor, {
    ...{ ccid: 0x0110, maxSlotIndex: 0, voltages: 7, protocols: 2 },
    ...{ defaultClock: 4000, maximumClock: 4000, clocks: 0, dataRate: 10752, maxDataRate: 344086, dataRates: 0 },
    ...{ maxIfsd: 254, synchronous: 0, mechanical: 0, features: FEATURES, maxMessage: LONGEST_MESSAGE },
    ...{ classGetResponse: 0xff, classEnvelope: 0xff, lcdLayout: 0 },
    ...{ pinSupport: PIN_VERIFICATION | PIN_MODIFICATION, maxBusySlots: 1 },
  }),
  endpoint(ENDPOINT.ccid, BULK, PACKET),
  endpoint(IN | ENDPOINT.ccid, BULK, PACKET),
  endpoint(IN | ENDPOINT.slotChange, INTERRUPT, 8, 16),
);

export const HID_DESCRIPTOR = described(DESCRIPTOR.hid, hidDescriptor, {
  ...{ hid: 0x0111, country: 0, count: 1, type: DESCRIPTOR.hidReport, length: HID_REPORT.length },
});

const HID_INTERFACE = concat(
  described(DESCRIPTOR.interface, interfaceDescriptor, {
    ...{ number: INTERFACE.hid, alternate: 0, endpoints: 2 },
    ...{ class: 0x03, subclass: 0, protocol: 0, name: STRING.hid },
  }),
  HID_DESCRIPTOR,
  endpoint(IN | ENDPOINT.hid, INTERRUPT, PACKET, 1),
  endpoint(ENDPOINT.hid, INTERRUPT, PACKET, 1),
);

/** A reader for cards and faces: CCID and HID in one device. Linux 6.1, libccid 1.5.2 and hidapi 0.15 take these bytes. */
export const READER_DESCRIPTORS = {
  device: described(DESCRIPTOR.device, deviceDescriptor, {
    ...{ usb: 0x0200, class: 0, subclass: 0, protocol: 0, packet0: PACKET },
    ...{ ...USB_ID, release: 0x0100 },
    ...{ maker: STRING.maker, name: STRING.product, serial: STRING.serial, configurations: 1 },
  }),
  configuration: (() => {
    const interfaces = concat(CCID_INTERFACE, HID_INTERFACE);
    const head = { total: 9 + interfaces.length, interfaces: 2, value: 1, name: 0, attributes: 0x80, power: 50 };
    return concat(described(DESCRIPTOR.configuration, configurationDescriptor, head), interfaces);
  })(),
} as const;
