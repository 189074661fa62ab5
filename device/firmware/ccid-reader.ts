import { DeviceError, isFault } from "../errors.ts";
import type { ByteStream, Cancel, CardSlot, Clock, SharedSlot } from "../ports.ts";
import { addressOf, type CcidCommand, ccidCommands, type CcidResponse, ccidResponses } from "../wire/ccid.ts";
import type { Icc } from "./ccid-answers.ts";
import {
  betweenApdus,
  cardAtWork,
  type CcidEffect,
  type CcidEvent,
  type CcidState,
  keepsWaiting,
  mayExtend,
  stepCcid,
} from "./ccid-machine.ts";
import type { CcidLine } from "./ccid-line.ts";
import { gempcEcho, gempcEscape, type GemPcKind, gempcMeant } from "./gempc.ts";
import type { PinPad } from "./pin-pad.ts";
import { serialLine } from "./serial-line.ts";
import { slotAtStart, type SlotEffect, type SlotEvent, stepSlot } from "./slot-machine.ts";

export interface CcidReader {
  /** The firmware's door to the card; while it holds the card the PC sees an empty slot. */
  readonly shared: SharedSlot;
  /** Closes the line. What the card still does is not waited for. */
  stop(): Promise<void>;
}

interface CcidParts {
  readonly slot: CardSlot;
  readonly pinPad?: PinPad;
  readonly clock: Clock;
}

export interface CcidLineParts extends CcidParts {
  readonly open: (received: (message: Uint8Array) => void) => CcidLine;
  /** Escape commands belong to the kind of reader. */
  readonly escape: (command: Extract<CcidCommand, { is: "escape" }>, icc: Icc) => CcidResponse;
  /** What a driver means that says it otherwise to this kind of reader. */
  readonly meant?: (command: CcidCommand) => CcidCommand;
}

export interface CcidReaderParts extends CcidParts {
  readonly kind: GemPcKind;
  readonly stream: ByteStream;
}

/** Well below the shortest time that libccid gives a card, one second over what its ATR asks for. */
const BUSY_EVERY_MS = 900;
/** A PC that leaves a chain of blocks open for so long is not waited for. */
const PATIENCE_MS = 2000;
/** pcscd looks into a serial reader every 400 ms. */
const MISSED_AFTER_MS = 1000;

/** The card channel over a serial line, as one of the GemPC readers has it. */
export function startCcidReader({ slot, pinPad, clock, kind, stream }: CcidReaderParts): CcidReader {
  const reader = runCcidReader({
    ...{ slot, clock },
    ...(pinPad && kind === "gempc-pinpad" ? { pinPad } : {}),
    open: (received) => serialLine({ stream, clock }, gempcEcho, received),
    escape: (command, icc) => gempcEscape(kind, command, icc),
    ...(kind === "gempc-pinpad" ? { meant: gempcMeant } : {}),
  });
  stream.onClose(() => void reader.stop());
  return {
    shared: reader.shared,
    async stop() {
      await reader.stop();
      await stream.close();
    },
  };
}

/** The card channel of the reference reader: CCID, with the card shared between the PC and the firmware. */
export function runCcidReader({ slot, pinPad, clock, open, escape, meant = asSaid }: CcidLineParts): CcidReader {
  const line = open(received);
  let owner = slotAtStart(slot.present());
  let pc: CcidState = owner.at === "pc" ? { at: "inactive" } : { at: "absent" };
  /** Results of work begun before the last `forget` mean nothing. */
  let era = 0;
  let resets = 0;
  let stopped = false;
  /** Runs since the PC was first shown that there is no card. */
  let stopMissing: Cancel | undefined;
  let pad = new AbortController();
  /** Microseconds: the driver's patience is for all PINs of one request together. */
  let padCloses = 0;
  let stopBusy: Cancel | undefined;
  let taking: (() => void) | undefined;
  let releasing: (() => void) | undefined;

  function received(message: Uint8Array): void {
    const heard = understood(message);
    if (!heard) return;
    if (heard.is === "asked" && heard.command.is === "getSlotStatus") polled();
    tellPc(heard.is === "asked" ? { ...heard, command: meant(heard.command) } : heard);
  }

  function polled(): void {
    tellSlot({ is: "polled" });
    if (pc.at === "absent") stopMissing ??= clock.after(MISSED_AFTER_MS, () => tellSlot({ is: "missed" }));
  }

  function tellPc(event: CcidEvent): void {
    const [next, ...effects] = stepCcid(pc, event);
    pc = next;
    for (const effect of effects) carryOut(effect);
    if (!keepsWaiting(pc)) {
      stopBusy?.();
      stopBusy = undefined;
    } else stopBusy ??= keepBusy();
    if (owner.at === "taking" && betweenApdus(pc)) tellSlot({ is: "between" });
  }

  function tellSlot(event: SlotEvent): void {
    const [next, ...effects] = stepSlot(owner, event);
    owner = next;
    for (const effect of effects) settle(effect);
  }

  function carryOut(effect: CcidEffect): void {
    switch (effect.do) {
      case "respond": {
        line.answer(ccidResponses.encode(effect.response));
        return;
      }
      case "escape": {
        line.answer(ccidResponses.encode(escape(effect.command, effect.icc)));
        return;
      }
      case "activate": {
        outcome(slot.powerOn(), (atr) => ({ is: "activated", atr }));
        return;
      }
      case "deactivate": {
        slot.powerOff();
        return;
      }
      case "transmit": {
        outcome(slot.transmit(effect.apdu), (response) => ({ is: "replied", response }));
        return;
      }
      case "openPad": {
        openPad(effect);
        return;
      }
      case "closePad":
        era++;
        {
          pad.abort();
          return;
        }
      case "forget":
        era++;
    }
  }

  function settle(effect: SlotEffect): void {
    switch (effect.do) {
      case "hide": {
        stopMissing?.();
        stopMissing = undefined;
        tellPc({ is: "hidden" });
        return;
      }
      case "show": {
        tellPc({ is: "shown" });
        return;
      }
      case "announce": {
        line.moved(effect.present);
        return;
      }
      case "reset":
        return void reset();
      case "granted":
        return taking?.();
      case "released":
        return releasing?.();
    }
  }

  function outcome<T>(work: Promise<T>, event: (result: T) => CcidEvent): void {
    const begun = era;
    const tell = (what: CcidEvent) => {
      if (begun === era) tellPc(what);
    };
    work.then(
      (result) => tell(event(result)),
      (error: unknown) => {
        if (!isFault(error)) throw error;
        tell({ is: "mute" });
      },
    );
  }

  function openPad({ field, shortest, longest, seconds }: Extract<CcidEffect, { do: "openPad" }>): void {
    if (!pinPad) {
      tellPc({ is: "padless" });
      return;
    }
    pad = new AbortController();
    const closed = pad;
    if (seconds !== undefined) padCloses = clock.now() + 1_000_000 * seconds;
    const stopTimer = clock.after((padCloses - clock.now()) / 1000, () => tell({ is: "timedOut" }));
    const tell = (event: CcidEvent) => {
      if (closed.signal.aborted) return;
      stopTimer();
      closed.abort();
      tellPc(event);
    };
    closed.signal.addEventListener("abort", stopTimer);
    pinPad.ask({ field, shortest, longest }, closed.signal).then(tell, () => tell({ is: "cancelled" }));
  }

  function keepBusy(): Cancel {
    let cancel: Cancel = () => undefined;
    const again = () => {
      cancel = clock.after(BUSY_EVERY_MS, () => {
        again();
        if (mayExtend(pc)) tellPc({ is: "slow" });
        else line.busy();
      });
    };
    again();
    return () => cancel();
  }

  /** Power is taken away as well: what comes next finds a card that has forgotten everything, whatever a warm reset spares. */
  async function reset(): Promise<void> {
    const begun = ++resets;
    try {
      await slot.powerOn();
      slot.powerOff();
    } catch (error) {
      // A card that is mute or gone shows itself to the PC's own power-on, or has been told as removed.
      if (!isFault(error)) throw error;
    }
    if (begun === resets) tellSlot({ is: "reset" });
  }

  function wearOut(): Cancel {
    return clock.after(PATIENCE_MS, () => {
      if (stopped || owner.at !== "taking") return;
      if (cardAtWork(pc)) wearOut();
      else tellSlot({ is: "between" });
    });
  }

  const stopWatching = slot.onChange((present) => tellSlot({ is: present ? "inserted" : "removed" }));

  return {
    shared: {
      async take() {
        if (taking) throw new DeviceError("call.misuse", { why: "the firmware has the card already" });
        const granted = new Promise<void>((resolve) => (taking = resolve));
        tellSlot({ is: "take" });
        if (owner.at === "taking") {
          if (betweenApdus(pc)) tellSlot({ is: "between" });
          else wearOut();
        }
        await granted;
      },
      async release() {
        if (owner.at !== "firmware")
          throw new DeviceError("call.misuse", { why: "the firmware does not have the card" });
        const released = new Promise<void>((resolve) => (releasing = resolve));
        tellSlot({ is: "release" });
        await released;
        taking = undefined;
      },
    },
    stop() {
      stopped = true;
      stopWatching();
      stopBusy?.();
      stopMissing?.();
      pad.abort();
      era++;
      line.stop();
      return Promise.resolve();
    },
  };
}

const asSaid = (command: CcidCommand) => command;

/** A message as an event; undefined for one so short that it names neither slot nor sequence number. */
function understood(message: Uint8Array): Extract<CcidEvent, { is: "asked" | "garbled" }> | undefined {
  try {
    const command: CcidCommand = ccidCommands.decode(message);
    return { is: "asked", command };
  } catch (error) {
    if (!isFault(error, "peer.malformed")) throw error;
    const asker = addressOf(message);
    return asker && { is: "garbled", asker, offset: error.context.at ?? 0 };
  }
}
