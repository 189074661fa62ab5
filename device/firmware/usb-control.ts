import { concat, EMPTY } from "../wire/bytes.ts";
import { u16, u16le } from "../wire/codec.ts";
import { LONGEST_PAYLOAD } from "../wire/face-frame.ts";
import { PROTOCOL_VERSION } from "../wire/face.ts";
import { DESCRIPTOR, stringDescriptor, type UsbSetup } from "../wire/usb.ts";
import { HID_DESCRIPTOR, HID_REPORT, INTERFACE, READER_DESCRIPTORS, STRING } from "./usb-descriptors.ts";

const FROM_DEVICE = 0x80;
const KIND = { standard: 0x00, class: 0x20 } as const;
const RECIPIENT = { device: 0, interface: 1, endpoint: 2 } as const;

/** USB 2.0 table 9-4. */
const STANDARD = {
  getStatus: 0x00,
  clearFeature: 0x01,
  setFeature: 0x03,
  setAddress: 0x05,
  getDescriptor: 0x06,
  getConfiguration: 0x08,
  setConfiguration: 0x09,
  getInterface: 0x0a,
  setInterface: 0x0b,
} as const;
/** HID 1.11 §7.2. */
const HID = { getReport: 0x01, getIdle: 0x02, setReport: 0x09, setIdle: 0x0a } as const;
/** CCID Rev. 1.1 §5.3. */
const CCID_ABORT = 0x01;

const FEATURE_REPORT = 3;
const OUTPUT_REPORT = 2;
const LANGUAGE = u16le.write(0x0409);

/** Tells a host, before it sends anything, that reports here carry the reference protocol, and which. */
const ABOUT = concat(u16.write(PROTOCOL_VERSION), u16.write(LONGEST_PAYLOAD), new Uint8Array(4));

export interface ControlParts {
  readonly serial: string;
  /** An output report that came by endpoint 0. */
  readonly report: (data: Uint8Array) => void;
}

/** Endpoint 0 of the composite reader. Undefined is a stall: what is not known, and what would go on without end. */
export function usbControl({ serial, report }: ControlParts) {
  let configuration = 0;
  const texts = new Map<number, string>([
    [STRING.maker, "shikaku"],
    [STRING.product, "reference reader"],
    [STRING.serial, serial],
    [STRING.ccid, "CCID"],
    [STRING.hid, "face authentication"],
  ]);

  function descriptor(type: number, index: number): Uint8Array | undefined {
    if (type === DESCRIPTOR.device) return READER_DESCRIPTORS.device;
    if (type === DESCRIPTOR.configuration && index === 0) return READER_DESCRIPTORS.configuration;
    if (type !== DESCRIPTOR.string) return undefined;
    if (index === 0) return concat(Uint8Array.of(4, DESCRIPTOR.string), LANGUAGE);
    const text = texts.get(index);
    return text === undefined ? undefined : stringDescriptor(text);
  }

  function standard({ type, request, value, index }: UsbSetup): Uint8Array | undefined {
    const recipient = type & 0x1f;
    switch (request) {
      case STANDARD.getStatus:
        return Uint8Array.of(0, 0);
      case STANDARD.getDescriptor:
        if (recipient === RECIPIENT.interface) return ofInterface(index & 0xff, value >> 8);
        return descriptor(value >> 8, value & 0xff);
      case STANDARD.getConfiguration:
        return Uint8Array.of(configuration);
      case STANDARD.setConfiguration:
        if (value > 1) return undefined;
        configuration = value;
        return EMPTY;
      case STANDARD.getInterface:
        return Uint8Array.of(0);
      case STANDARD.setInterface:
        return value === 0 ? EMPTY : undefined;
      case STANDARD.clearFeature:
      case STANDARD.setAddress:
        return EMPTY;
      default:
        return undefined;
    }
  }

  function ofHid({ request, value }: UsbSetup, data: Uint8Array): Uint8Array | undefined {
    const kind = value >> 8;
    switch (request) {
      case HID.getReport:
        return kind === FEATURE_REPORT ? ABOUT : undefined;
      case HID.setReport:
        if (kind === OUTPUT_REPORT) report(data);
        return kind === OUTPUT_REPORT ? EMPTY : undefined;
      case HID.getIdle:
        return Uint8Array.of(0);
      case HID.setIdle:
        return EMPTY;
      default:
        return undefined;
    }
  }

  return {
    request(setup: UsbSetup, data: Uint8Array): Uint8Array | undefined {
      const kind = setup.type & 0x60;
      const target = setup.index & 0xff;
      const toInterface = kind === KIND.class && (setup.type & 0x1f) === RECIPIENT.interface;
      const answer =
        kind === KIND.standard
          ? standard(setup)
          : toInterface && target === INTERFACE.hid
            ? ofHid(setup, data)
            : toInterface && target === INTERFACE.ccid && setup.request === CCID_ABORT
              ? EMPTY
              : undefined;
      return setup.type & FROM_DEVICE ? answer?.slice(0, setup.length) : answer;
    },
    reset() {
      configuration = 0;
    },
  };
}

function ofInterface(number: number, type: number): Uint8Array | undefined {
  if (number !== INTERFACE.hid) return undefined;
  if (type === DESCRIPTOR.hidReport) return HID_REPORT;
  return type === DESCRIPTOR.hid ? HID_DESCRIPTOR : undefined;
}
