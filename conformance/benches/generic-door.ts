import { DeviceError, isFault } from "../../device/errors.ts";
import { type Cancel, type Clock, sleep } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { hex } from "../../device/wire/bytes.ts";
import type { CardConnection } from "../bench.ts";
import { inTime } from "../wall.ts";

/** A reader for cards as its carrier brings it. Nothing in it records; the door does. */
export interface CardReader {
  /** What a fault calls it. */
  readonly name: string;
  /** Rejects with `slot.notReady` when there is no card. */
  connect(): Promise<HeldCard>;
  /** Told of the card that is there, and of each change after that; `lost` once, when there is nothing more to tell. */
  watch(changed: (present: boolean) => void, lost: (error: unknown) => void): Cancel;
  close(): Promise<void>;
}

export interface HeldCard {
  readonly atr: Uint8Array;
  /** `reset`: nothing was sent, since another program has reset the card meanwhile; it is held again, and has forgotten everything. */
  transmitBytes(apdu: Uint8Array): Promise<Uint8Array | "reset">;
  /** Resolves with the ATR. */
  reset(): Promise<Uint8Array>;
  disconnect(): Promise<void>;
}

export interface GenericDoor {
  connect(): Promise<CardConnection>;
  /** Rejects when the reader is gone; never resolves. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/** Milliseconds. A card computes a signature in a second or two; what takes longer than this hangs. */
export const PATIENCE = { card: 15_000, retry: 200, connect: 10_000, answer: 30_000 } as const;

export interface DoorPorts {
  readonly reader: CardReader;
  readonly clock: Clock;
  readonly trace: Recorder;
}

/** The suite's own door to a card reader: it records, waits no longer than it says, and tells a reader that is gone. */
export function genericDoor({ reader, clock, trace }: DoorPorts): GenericDoor {
  const { name } = reader;
  let held: CardConnection | undefined;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  const unwatch = reader.watch(
    (present) => trace.record({ channel: "card", is: present ? "inserted" : "removed" }),
    (error) => fail(error),
  );
  const limited = <T>(work: Promise<T>, awaiting: string, milliseconds: number) =>
    inTime(work, clock, milliseconds, () => late(name, awaiting, milliseconds));

  const takeCard = async (): Promise<HeldCard> => {
    for (let waited = 0; ; waited += PATIENCE.retry) {
      try {
        return await limited(reader.connect(), "the card's ATR", PATIENCE.connect);
      } catch (error) {
        if (!isFault(error, "slot.notReady") || waited >= PATIENCE.card) throw error;
        await sleep(clock, PATIENCE.retry);
      }
    }
  };

  return {
    failed,
    async connect() {
      await held?.disconnect();
      held = connection(await takeCard());
      return held;
    },
    async close() {
      unwatch();
      await held?.disconnect().catch(() => undefined);
      await reader.close();
    },
  };

  function connection(card: HeldCard): CardConnection {
    /** Nothing has been said to the card since it was reset, so that nothing is lost when it is reset again. */
    let fresh = true;
    let open = true;
    const recordReset = (atr: Uint8Array) => trace.recordBytes({ channel: "card", is: "reset" }, atr);
    recordReset(card.atr);

    const transmitBytes = async (apdu: Uint8Array): Promise<Uint8Array> => {
      trace.recordBytes({ channel: "card", is: "command" }, apdu);
      const header = hex(apdu.slice(0, 4));
      const answer = await limited(card.transmitBytes(apdu), `the answer to ${header}`, PATIENCE.answer);
      if (answer !== "reset") {
        fresh = false;
        trace.recordBytes({ channel: "card", is: "response" }, answer);
        return answer;
      }
      recordReset(card.atr);
      if (!fresh) throw new DeviceError("link.lost", { link: `the card in ${name} (another program has reset it)` });
      // Once more, and no more than that: a program that resets without end is for a person to stop.
      fresh = false;
      return transmitBytes(apdu);
    };
    return {
      atr: card.atr,
      transmitBytes,
      async reset() {
        const atr = await limited(card.reset(), "the card's ATR", PATIENCE.connect);
        fresh = true;
        recordReset(atr);
        return atr;
      },
      async disconnect() {
        if (!open) return;
        open = false;
        await limited(card.disconnect(), "the end of the session", PATIENCE.connect);
      },
    };
  }
}

const late = (name: string, awaiting: string, milliseconds: number) =>
  new DeviceError("link.silent", { link: name, awaiting, seconds: milliseconds / 1000 });
