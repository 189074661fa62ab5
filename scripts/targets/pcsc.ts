import type { CardReader, HeldCard } from "../../conformance/benches/generic-door.ts";
import { nearMiss } from "../../conformance/near-miss.ts";
import { inTime } from "../../conformance/wall.ts";
import { DeviceError, isFault } from "../../device/errors.ts";
import { openPcsc, type Pcsc, type PcscCard, type ReaderState } from "../../device/io/pcsc.ts";
import { pcscCode } from "../../device/io/pcsc-codes.ts";
import type { Clock } from "../../device/ports.ts";

/** The name as it stands, else the one reader that has it as a part of its own; a person writes what is on the case. */
export function readerNamed(wanted: string, readers: readonly string[], option = "--target"): string {
  const where = `${option} pcsc:${wanted}`;
  const list = readers.map((name) => `“${name}”`).join(", ");
  if (readers.includes(wanted)) return wanted;
  if (readers.length === 0)
    throw new DeviceError("link.refused", {
      address: `pcsc:${wanted}`,
      why: "no reader is there",
      ja: "リーダーがありません",
      setup: "pcsc.noReader",
    });
  const part = readers.filter((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  const [only] = part;
  if (only !== undefined && part.length === 1) return only;
  if (part.length > 1)
    throw new DeviceError("config.invalid", {
      where,
      why: `${part.length} readers are called so; write one name whole: ${list}`,
      setup: "pcsc.otherReader",
      ja: `その名前のリーダーが ${part.length} 台あります。どれか1台の名前をすべて書いてください: ${list}`,
    });
  const near = nearMiss(wanted, readers);
  throw new DeviceError("config.invalid", {
    where,
    why: `no reader is called so; there are: ${list}${near === undefined ? "" : `; the nearest is “${near}”`}`,
    ja: `今あるのは ${list} です`,
    setup: "pcsc.otherReader",
  });
}

/** Milliseconds: how long another program may keep the card to itself, and how long one wait for a change lasts. */
const LIMITS = { turn: 8_000, change: 3_600_000 } as const;

/** One reader of the machine's PC/SC service. Two contexts: one waits for cards that come and go, the other talks. */
export async function pcscReader(
  wanted: string,
  clock: Clock,
  { open = openPcsc, option }: { readonly open?: () => Promise<Pcsc>; readonly option?: string } = {},
): Promise<CardReader> {
  const calls = await open();
  try {
    const name = readerNamed(wanted, await calls.readers(), option);
    return readerOf(name, calls, await open(), clock);
  } catch (error) {
    await calls.close();
    throw error;
  }
}

function readerOf(name: string, calls: Pcsc, eyes: Pcsc, clock: Clock): CardReader {
  let watching: Promise<void> = Promise.resolve();
  let stopped = false;
  const stop = () => {
    stopped = true;
    eyes.cancel();
  };
  return {
    name,
    async connect() {
      // pcscd lets nobody connect either while a program has the card to itself.
      const connecting = calls.connect(name, "shared");
      const card = await inTime(connecting, clock, LIMITS.turn, () => heldByOther(name)).catch((error: unknown) => {
        // Let in when nobody waits any more, it would keep the card from those who want it alone.
        connecting.then((late) => late.disconnect("leave")).catch(() => undefined);
        throw error;
      });
      try {
        await takeTurn(card, name, clock);
        return heldCard(card, name, calls, clock, await atrOf(calls, name));
      } catch (error) {
        await letGo(card);
        throw error;
      }
    },
    watch(changed, lost) {
      watching = look(name, eyes, changed, () => stopped).catch((error: unknown) => {
        if (!stopped) lost(error);
      });
      return stop;
    },
    async close() {
      stop();
      await watching;
      await eyes.close();
      await calls.close();
    },
  };
}

function heldCard(card: PcscCard, name: string, calls: Pcsc, clock: Clock, atr: Uint8Array): HeldCard {
  return {
    atr,
    async transmitBytes(apdu) {
      try {
        return await card.transmitBytes(apdu);
      } catch (error) {
        if (pcscCode(error) !== "SCARD_W_RESET_CARD") throw error;
        await card.reconnect("leave");
        await takeTurn(card, name, clock);
        return "reset";
      }
    },
    async reset() {
      await card.end("leave");
      await card.reconnect("reset");
      await takeTurn(card, name, clock);
      return atrOf(calls, name);
    },
    disconnect: () => letGo(card),
  };
}

/**
 * Nobody else selects or resets between our commands. A card that was reset before our turn came is taken as it is: there is nothing
 * yet that it could have forgotten.
 */
async function takeTurn(card: PcscCard, name: string, clock: Clock): Promise<void> {
  const begin = async () => {
    try {
      await card.begin();
    } catch (error) {
      if (pcscCode(error) !== "SCARD_W_RESET_CARD") throw error;
      await card.reconnect("leave");
      await card.begin();
    }
  };
  await inTime(begin(), clock, LIMITS.turn, () => heldByOther(name));
}

const heldByOther = (name: string) =>
  new DeviceError("link.refused", {
    address: name,
    why: "another program holds the card",
    ja: `${LIMITS.turn / 1000} 秒待ちました`,
    setup: "card.held",
  });

/** With a reset, so that no program after us finds a PIN verified. A card that is gone needs none. */
async function letGo(card: PcscCard): Promise<void> {
  await card.end("leave").catch(unlessFault);
  await card.disconnect("reset").catch(unlessFault);
}

function unlessFault(error: unknown): void {
  if (!isFault(error)) throw error;
}

async function atrOf(calls: Pcsc, reader: string): Promise<Uint8Array> {
  const [now] = (await calls.change([{ reader, state: 0 }], 0)) ?? [];
  if (now?.atr) return now.atr;
  throw new DeviceError("slot.notReady", { reader, setup: "card.absent" });
}

/** SCARD_STATE_UNKNOWN and _UNAVAILABLE; the upper half of a state counts the cards that came and went. */
const GONE = 0x04 | 0x08;
const countOf = ({ state }: ReaderState) => state >>> 16;

async function look(reader: string, eyes: Pcsc, changed: (present: boolean) => void, stopped: () => boolean) {
  let known: ReaderState = { reader, state: 0 };
  let present = false;
  while (!stopped()) {
    const [now] = (await eyes.change([known], LIMITS.change)) ?? [];
    if (stopped()) return;
    if (!now) continue;
    if (now.state & GONE) throw new DeviceError("link.lost", { link: reader, setup: "reader.unplugged" });
    const there = now.present === true;
    // Out and in again between two looks.
    const swapped = there && present && countOf(now) !== countOf(known);
    if (swapped || there !== present) {
      if (swapped) changed(false);
      changed(there);
    }
    present = there;
    known = now;
  }
}
