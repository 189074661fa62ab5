import { expect } from "vitest";
import { startCcidReader } from "../../../device/firmware/ccid-reader.ts";
import type { PinEntry, PinPad } from "../../../device/firmware/pin-pad.ts";
import { sleep } from "../../../device/ports.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { memoryLine, type MemoryLine, scriptedSlot, type ScriptedSlot } from "../../memory-line.ts";

export const ATR = "3bda13ff8131fb468012392f31c173c601c03b";
export const POLL = "65000000000001000000";
export const POWER_ON = "62000000000002010000";
export const POWER_OFF = "63000000000003000000";

export interface Scene {
  readonly line: MemoryLine;
  readonly slot: ScriptedSlot;
  readonly reader: ReturnType<typeof startCcidReader>;
  /** The reader's pad: what was asked of it, and a person. */
  readonly pad: { asked: unknown[]; closed: number; enter(entry: PinEntry): void };
  /** Says one message and gives what came back, the echo cut off. */
  readonly ask: (message: string) => Promise<string[]>;
  readonly pause: (milliseconds?: number) => Promise<void>;
}

/** A reader with a scripted card, in virtual time; powered for the PC when `powered`. */
export function scene(
  play: (scene: Scene) => Promise<void>,
  { powered = true, present = true, kind = "gempc-pinpad" as const } = {},
) {
  const world = virtualWorld(1);
  const [line, slot] = [memoryLine(), scriptedSlot({ atr: ATR, present })];
  let enter: (entry: PinEntry) => void = () => undefined;
  const pad = { asked: [] as unknown[], closed: 0, enter: (entry: PinEntry) => enter(entry) };
  const pinPad: PinPad = {
    ask(wanted, closed) {
      pad.asked.push(wanted);
      closed.addEventListener("abort", () => pad.closed++);
      return new Promise((resolve) => (enter = resolve));
    },
  };
  const reader = startCcidReader({ slot, pinPad, clock: world.clock, kind, stream: line });
  const pause = (milliseconds = 1) => sleep(world.clock, milliseconds);
  const ask = async (message: string) => {
    line.tell(message);
    await pause(10);
    const [echo, ...rest] = line.heard();
    expect(echo).toBe(message);
    return rest;
  };
  const whole = async () => {
    if (powered) expect(await ask(POWER_ON)).toEqual([`80130000000002000000${ATR}`]);
    await play({ line, slot, reader, pad, ask, pause });
    await reader.stop();
  };
  return world.run(whole());
}

/** The card's request for one more waiting time, the PC's grant, and a SELECT: whole CCID messages by sequence number. */
export const extension = (seq: string) => `8005000000 00${seq}000000 00c30101c3`.replace(/ /g, "");
export const granted = (seq: string) => `6f05000000 00${seq}000000 00e30101e3`.replace(/ /g, "");
export const select = (seq: string) => `6f08000000 00${seq}000000 00000400a40400a4`.replace(/ /g, "");
