import { malformed } from "../errors.ts";
import { concat } from "./bytes.ts";
import { type Codec, encode, layout, named, type Of, Reader, rest, u16le, u32le, u8 } from "./codec.ts";

/**
 * The messages between a PC and a card reader (USB Device Class: Smart Card CCID, Rev. 1.1, §6), the same in USB bulk transfers
 * and on a serial line. Little endian. What a message does not use of its three own bytes is reserved and zero.
 */

type Fields = Record<string, Codec<unknown>>;
type Values<F extends Fields> = { readonly [K in keyof F]: Of<F[K]> };
interface Address {
  readonly slot: number;
  readonly seq: number;
}

interface Declared<T> {
  readonly type: number;
  readonly codec: Codec<T>;
}
/** The union of a family's messages, `is` telling which. */
type MessageOf<S> = {
  [K in keyof S & string]: S[K] extends Declared<infer T> ? { readonly is: K } & T : never;
}[keyof S & string];

const HEADER = 10;
const OWN = 3;

/** Type, dwLength, bSlot, bSeq, three bytes of its own, then dwLength bytes of data (§6.1, §6.2). */
function bulk<const O extends Fields, const D extends Fields>(
  type: number,
  own: O,
  data: D,
): Declared<Address & Values<O> & Values<D>> {
  const head = layout({ slot: u8, seq: u8, ...own });
  const body = layout(data);
  const codec: Codec<Address & Values<O> & Values<D>> = {
    write(value) {
      const written = encode(body, value as Values<D>);
      const start = encode(head, value as Of<typeof head>);
      return concat(u32le.write(written.length), start, new Uint8Array(2 + OWN - start.length), written);
    },
    read(from) {
      const length = u32le.read(from);
      const start = from.at;
      const address = head.read(from);
      const used = from.at - start;
      const reserved = from.take(2 + OWN - used).findIndex((byte) => byte !== 0);
      if (reserved >= 0) throw malformed(from.what, "a reserved byte is not zero", start + used + reserved);
      if (from.left !== length) from.fail(`dwLength says ${length}, ${from.left} bytes follow`);
      return { ...address, ...body.read(from) } as Address & Values<O> & Values<D>;
    },
  };
  return { type, codec };
}

/** One direction of the pipe. */
function family<const S extends Record<string, Declared<unknown>>>(what: string, set: S) {
  const byType = new Map(Object.entries(set).map(([name, { type, codec }]) => [type, { name, codec }]));
  return {
    encode(value: MessageOf<S>): Uint8Array {
      const { is, ...fields } = value as { is: string };
      const { type, codec } = set[is] as unknown as Declared<object>;
      return concat(Uint8Array.of(type), encode(codec, fields));
    },
    decode(message: Uint8Array): MessageOf<S> {
      const from = new Reader(message, what);
      const type = u8.read(from);
      const { name, codec } = byType.get(type) ?? from.fail(`unknown message type ${type.toString(16)}`);
      return { is: name, ...(codec as unknown as Codec<object>).read(from) } as unknown as MessageOf<S>;
    },
  };
}

const BLOCK = { data: rest };

/** PC to reader (§6.1). */
const COMMANDS = {
  setParameters: bulk(0x61, { protocol: u8 }, BLOCK),
  powerOn: bulk(0x62, { voltage: named(u8, { "automatic": 0, "5V": 1, "3V": 2, "1.8V": 3 }) }, {}),
  powerOff: bulk(0x63, {}, {}),
  getSlotStatus: bulk(0x65, {}, {}),
  secure: bulk(0x69, { bwi: u8, level: u16le }, BLOCK),
  t0Apdu: bulk(0x6a, { changes: u8, getResponse: u8, envelope: u8 }, {}),
  escape: bulk(0x6b, {}, BLOCK),
  getParameters: bulk(0x6c, {}, {}),
  resetParameters: bulk(0x6d, {}, {}),
  iccClock: bulk(0x6e, { clock: u8 }, {}),
  xfrBlock: bulk(0x6f, { bwi: u8, level: u16le }, BLOCK),
  mechanical: bulk(0x71, { function: u8 }, {}),
  abort: bulk(0x72, {}, {}),
  setDataRate: bulk(0x73, {}, { clockFrequency: u32le, dataRate: u32le }),
};

/** What a reader says of the card and of the command in one byte (§6.2.6). */
export interface SlotStatus {
  readonly icc: (typeof ICC)[number];
  readonly command: (typeof OUTCOMES)[number];
}
const ICC = ["active", "inactive", "absent"] as const;
const OUTCOMES = ["ok", "failed", "timeExtension"] as const;

const slotStatus: Codec<SlotStatus> = {
  write: ({ icc, command }) => Uint8Array.of((OUTCOMES.indexOf(command) << 6) | ICC.indexOf(icc)),
  read(from) {
    const value = u8.read(from);
    const icc = ICC[value & 0x03];
    const command = OUTCOMES[value >> 6];
    if (value & 0x3c || icc === undefined || command === undefined) return from.fail("bStatus has no meaning");
    return { icc, command };
  },
};

/** bError when a command has failed (§6.2.6); 1 to 127 is the offset of the byte that the reader does not support. */
export const CCID_ERROR = {
  notSupported: 0x00,
  badSlot: 0x05,
  busy: 0xe0,
  pinCancelled: 0xef,
  pinTimeout: 0xf0,
  badAtr: 0xf7,
  hardware: 0xfb,
  parity: 0xfd,
  mute: 0xfe,
} as const;

const STATUS = { status: slotStatus, error: u8 };

/** Reader to PC (§6.2). */
const RESPONSES = {
  dataBlock: bulk(0x80, { ...STATUS, chain: u8 }, BLOCK),
  slotStatus: bulk(0x81, { ...STATUS, clock: u8 }, {}),
  parameters: bulk(0x82, { ...STATUS, protocol: u8 }, BLOCK),
  escape: bulk(0x83, STATUS, BLOCK),
  dataRate: bulk(0x84, STATUS, { clockFrequency: u32le, dataRate: u32le }),
};

export const ccidCommands = family("CCID command", COMMANDS);
export const ccidResponses = family("CCID response", RESPONSES);
export type CcidCommand = MessageOf<typeof COMMANDS>;
export type CcidResponse = MessageOf<typeof RESPONSES>;

/** Slot and sequence number of a message whose rest cannot be read: what a refusal of it needs. */
export function addressOf(message: Uint8Array): Address | undefined {
  if (message.length < HEADER) return undefined;
  return { slot: message[5] ?? 0, seq: message[6] ?? 0 };
}
