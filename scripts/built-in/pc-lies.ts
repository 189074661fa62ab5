import type { CardConnection } from "../../conformance/bench.ts";
import type { CardReader } from "../../conformance/benches/generic-door.ts";
import { DeviceError } from "../../device/errors.ts";
import type { CardSlot, Clock } from "../../device/ports.ts";
import { encodeCommand } from "../../device/wire/apdu.ts";
import { READ_BINARY, SELECT_AP, SELECT_EF } from "../../device/wire/card.ts";
import { concat, unhex } from "../../device/wire/bytes.ts";
import { AID, JPKI_EF, TEXT_EF } from "../../device/wire/card-files.ts";
import type { CentralCall, Client } from "../../simulator/central/call.ts";
import type { LimitedPorts } from "./limited.ts";

/** What is otherwise than it should be at a PC with a card reader: the reader, what sits on it, or the line to the centre. */
export interface PcLie {
  readonly reader?: (reader: CardReader, clock: Clock) => CardReader;
  /** A service of the PC between its programs and the reader: what it says to the card passes the suite's door as well. */
  readonly program?: (connection: CardConnection) => Promise<CardConnection>;
  readonly central?: NonNullable<LimitedPorts["lie"]>;
}

type Transmit = CardSlot["transmit"];

interface PcVariant {
  readonly pc?: PcLie;
  readonly card?: (transmit: Transmit) => Transmit;
}

export const PC_LIES: Readonly<Record<string, () => PcVariant>> = {
  "M-GEN-NUMBER-READ": () => ({ pc: { program: readsNumber } }),
  "M-GEN-SELECTS-WITHOUT-CARD": () => ({ pc: { reader: answersFromMemory((apdu) => isSelection(apdu)) } }),
  "M-GEN-READS-FROM-CACHE": () => ({ pc: { reader: answersFromMemory((apdu) => apdu[1] === 0xb0) } }),
  "M-GEN-SIGNS-WITHOUT-CARD": () => ({ pc: { reader: answersFromMemory((apdu) => apdu[1] === 0x2a) } }),
  "M-GEN-PIN-OUTLIVES-REMOVAL": () => ({ pc: { reader: pinOutlivesRemoval } }),
  "M-GEN-LOCK-FORGOTTEN": () => ({ pc: { reader: lockForgotten } }),
  "M-GEN-COUNTERS-SHARED": () => ({ card: countersShared }),
  "M-GEN-TRIES-FROM-CACHE": () => ({ card: triesFromCache }),
  "M-GEN-ASKS-BY-TRYING": () => ({ pc: { program: asksByTrying } }),
  "M-GEN-STUCK-AFTER-PULL": () => ({ pc: { reader: stuckAfterPull } }),
  "M-GEN-REMOVAL-LATE": () => ({ pc: { reader: tellsRemovalLate(8_000) } }),
  "B-GEN-REMOVAL-SECONDS": () => ({ pc: { reader: tellsRemovalLate(3_000) } }),
  "B-GEN-LOCKS-AT-ONCE": () => ({ card: answering((apdu, sw) => (isVerify(apdu) && sw === 0x63c0 ? 0x6984 : sw)) }),
  "M-GEN-REFUSAL-BARE": () => ({ card: answering((apdu, sw) => (isVerify(apdu) && sw >> 4 === 0x63c ? 0x6300 : sw)) }),
  "M-GEN-LIMITED-OPEN": () => ({
    pc: { central: (handler, traced) => traced((call, client) => handler(call, openTo(call, client))) },
  }),
  "M-GEN-CENTRAL-UNSEEN": () => ({ pc: { central: (handler) => handler } }),
};

/** Whoever asks at another door than that of eligibility is treated as any institution. */
const openTo = ({ path }: CentralCall, client: Client): Client =>
  path.startsWith("/v1/messages/") ? { institutionCode: client.institutionCode } : client;

/** It wants to know whose card it is, and asks for what it has no business to ask. */
async function readsNumber(connection: CardConnection): Promise<CardConnection> {
  const ask = [
    SELECT_AP.request.encode({ aid: AID.text, want: "nothing" }),
    SELECT_EF.request.encode({ id: TEXT_EF.individualNumber, want: "nothing" }),
    READ_BINARY.request.encode({ offset: 0, le: 17 }),
  ];
  for (const command of ask) await connection.transmitBytes(encodeCommand(command));
  return connection;
}

const tellsRemovalLate =
  (milliseconds: number) =>
  (reader: CardReader, clock: Clock): CardReader => ({
    ...reader,
    watch: (changed, lost) =>
      reader.watch((present) => (present ? changed(true) : void clock.after(milliseconds, () => changed(false))), lost),
  });

/** Who asks so for a card that is gone hears what it said last. */
const answersFromMemory =
  (remembers: (apdu: Uint8Array) => boolean) =>
  (reader: CardReader): CardReader => ({
    ...reader,
    async connect() {
      const held = await reader.connect();
      let last: Awaited<ReturnType<typeof held.transmitBytes>> = Uint8Array.of(0x90, 0x00);
      return {
        ...held,
        async transmitBytes(apdu) {
          if (!remembers(apdu)) return held.transmitBytes(apdu);
          return (last = await held.transmitBytes(apdu).catch(() => last));
        },
      };
    },
  });

/** Once a PIN was right, the sessions after that one get a signature for nothing. */
function pinOutlivesRemoval(reader: CardReader): CardReader {
  let verified = false;
  return {
    ...reader,
    async connect() {
      const held = await reader.connect();
      const granted = verified;
      return {
        ...held,
        async transmitBytes(apdu) {
          const answer = await held.transmitBytes(apdu);
          if (answer === "reset") return answer;
          if (isVerify(apdu) && answer[0] === 0x90) verified = true;
          return granted && apdu[1] === 0x2a && answer[0] === 0x69 ? Uint8Array.of(0xaa, 0x90, 0x00) : answer;
        },
      };
    },
  };
}

/** A driver that resets the card in a way that gives the tries back. */
function lockForgotten(reader: CardReader): CardReader {
  return {
    ...reader,
    async connect() {
      const held = await reader.connect();
      let [locked, opened] = [false, false];
      return {
        ...held,
        reset() {
          opened = locked;
          return held.reset();
        },
        async transmitBytes(apdu) {
          const answer = await held.transmitBytes(apdu);
          if (answer === "reset" || apdu[1] !== 0x20) return answer;
          locked ||= answer[0] === 0x63 && answer[1] === 0xc0;
          if (!opened) return answer;
          return isVerify(apdu) ? Uint8Array.of(0x90, 0x00) : Uint8Array.of(0x63, 0xc3);
        },
      };
    },
  };
}

/** Whatever is tried wrongly counts against the PIN of authentication, too. */
function countersShared(transmit: Transmit): Transmit {
  let [file, spent] = [0, 0];
  return async (apdu) => {
    const answer = await transmit(apdu);
    const [high, low = 0] = answer;
    if (apdu[1] === 0xa4 && apdu[2] === 0x02) file = apdu.at(-1) ?? 0;
    if (apdu[1] !== 0x20 || high !== 0x63) return answer;
    if (isVerify(apdu) && file !== JPKI_EF.authPin) spent++;
    return file === JPKI_EF.authPin ? Uint8Array.of(high, Math.max(0xc0, low - spent)) : answer;
  };
}

/** What was asked for once is known for good, so the driver thinks. */
function triesFromCache(transmit: Transmit): Transmit {
  let file = 0;
  const known = new Map<number, Uint8Array>();
  return async (apdu) => {
    const answer = await transmit(apdu);
    if (apdu[1] === 0xa4 && apdu[2] === 0x02) file = apdu.at(-1) ?? 0;
    if (apdu[1] !== 0x20 || isVerify(apdu)) return answer;
    const told = known.get(file) ?? answer;
    known.set(file, told);
    return told;
  };
}

/** It asks for the tries left in the one way that it knows. */
const asksByTrying = (connection: CardConnection): Promise<CardConnection> =>
  Promise.resolve({
    ...connection,
    transmitBytes: (apdu) => connection.transmitBytes(apdu[1] === 0x20 && !isVerify(apdu) ? concat(apdu, GUESS) : apdu),
  });

const GUESS = unhex("0430303030");

const isSelection = (apdu: Uint8Array) => apdu[1] === 0xa4 && apdu[2] === 0x04;

/** A driver that has once lost a card in the middle of a command finds none any more, whatever it tells of cards that come. */
function stuckAfterPull(reader: CardReader): CardReader {
  let stuck = false;
  const orStuck = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      stuck = true;
      throw error;
    }
  };
  return {
    ...reader,
    async connect() {
      if (stuck) throw new DeviceError("slot.notReady", { reader: reader.name });
      const held = await reader.connect();
      return { ...held, transmitBytes: (apdu) => orStuck(held.transmitBytes(apdu)) };
    },
  };
}

/** With a secret in it; without one it asks for the tries left. */
const isVerify = (apdu: Uint8Array) => apdu[1] === 0x20 && apdu.length > 5;

/** A card that says another status word. */
const answering =
  (word: (apdu: Uint8Array, sw: number) => number) =>
  (transmit: Transmit): Transmit =>
  async (apdu) => {
    const answer = await transmit(apdu);
    const [high = 0, low = 0] = answer.subarray(-2);
    const sw = word(apdu, (high << 8) | low);
    return Uint8Array.of(...answer.subarray(0, -2), sw >> 8, sw & 0xff);
  };
