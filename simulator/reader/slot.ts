import { DeviceError } from "../../device/errors.ts";
import type { Cancel, CardSlot, Clock } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import type { Card, CardState } from "../card/card.ts";
import { answerOfReader, isForReader } from "./pseudo-apdu.ts";

/** A reader's slot with a hand that puts cards in and takes them out. */
export interface VirtualSlot extends CardSlot {
  /** `state` is what an earlier slot gave back; without it the card is as issued. A card already there is taken out first. */
  insert(card: Card, state?: CardState): void;
  /** Gives back what the card remembers, for the next time it is inserted; nothing when the slot was empty. */
  remove(): CardState | undefined;
  /** The card in the slot and what it remembers now. */
  readonly held: { readonly card: Card; readonly state: CardState } | undefined;
}

export interface SlotOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  /** Milliseconds from the first byte of a command to the last of its response. */
  readonly latency?: (command: Uint8Array, response: Uint8Array) => number;
  /** Which of the card's two ATRs answers; a contactless reader makes up the second from the card's ATQB. */
  readonly activation?: keyof Card["atr"];
  /** Which reception an APDU belongs to. */
  readonly scope?: () => string | undefined;
  /** What a fault calls this reader. */
  readonly name?: string;
}

/** A model, not a measurement: three milliseconds in the chip, then 424 kbit/s both ways. A signature takes a tenth of a second. */
export const modelLatency = (command: Uint8Array, response: Uint8Array): number =>
  3 + 0.02 * (command.length + response.length) + (command[1] === COMPUTE_DIGITAL_SIGNATURE ? 100 : 0);

export const noLatency = (): number => 0;

const COMPUTE_DIGITAL_SIGNATURE = 0x2a;

interface Held {
  readonly card: Card;
  state: CardState;
  powered: boolean;
  /** What the card calls itself in the reader's field since it was powered. */
  uid: Uint8Array;
}

export function virtualSlot({
  clock,
  recorder,
  latency = modelLatency,
  activation = "contactless",
  scope = () => undefined,
  name = "virtual slot",
}: SlotOptions): VirtualSlot {
  let held: Held | undefined;
  /** Ends the APDU under way, when the card is pulled, reset or switched off. */
  let interrupt: Cancel | undefined;
  const watchers = new Set<(present: boolean) => void>();

  const notReady = () => new DeviceError("slot.notReady", { reader: name });
  const announce = (is: "inserted" | "removed") => {
    recorder.record({ channel: "card", is }, scope());
    for (const changed of [...watchers]) changed(is === "inserted");
  };
  const powerOff = () => {
    interrupt?.();
    if (!held) return;
    held.state = held.card.reset(held.state);
    held.powered = false;
  };
  const removeCard = () => {
    powerOff();
    const state = held?.state;
    held = undefined;
    if (state) announce("removed");
    return state;
  };

  return {
    get held() {
      return held && { card: held.card, state: held.state };
    },
    insert(card, state = card.initial) {
      removeCard();
      held = { card, state: card.reset(state), powered: false, uid: EMPTY };
      announce("inserted");
    },
    remove: removeCard,
    present: () => held !== undefined,
    onChange(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    powerOff,
    powerOn() {
      powerOff();
      if (!held) return Promise.reject(notReady());
      held.powered = true;
      if (activation === "contactless") [held.state, held.uid] = held.card.activate(held.state);
      const atr = held.card.atr[activation];
      recorder.recordBytes({ channel: "card", is: "reset" }, atr, scope());
      return Promise.resolve(atr);
    },
    transmit(command) {
      const asked = held;
      if (!asked?.powered) return Promise.reject(notReady());
      if (interrupt)
        return Promise.reject(new DeviceError("call.misuse", { why: "a slot carries one command at a time" }));
      // No card sees what is meant for the reader, so it is no part of the card's record either.
      if (activation === "contactless" && isForReader(command))
        return Promise.resolve(answerOfReader(command, asked.uid));
      recorder.recordBytes({ channel: "card", is: "command" }, command, scope());
      const [next, response] = asked.card.transact(asked.state, command);
      const settle = () => {
        asked.state = next;
        recorder.recordBytes({ channel: "card", is: "response" }, response, scope());
        return response;
      };
      const wait = latency(command, response);
      if (wait <= 0) return Promise.resolve(settle());
      return new Promise((resolve, reject) => {
        const cancel = clock.after(wait, () => {
          interrupt = undefined;
          resolve(settle());
        });
        interrupt = () => {
          interrupt = undefined;
          cancel();
          asked.state = asked.card.tear(asked.state, next);
          reject(notReady());
        };
      });
    },
  };
}
