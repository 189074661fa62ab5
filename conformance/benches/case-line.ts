import { DeviceError, isFault } from "../../device/errors.ts";
import { type Clock, sleep, type Transport } from "../../device/ports.ts";
import { frameQueue } from "../../device/reader/frame-queue.ts";
import type { Recorder } from "../../device/trace.ts";
import { hex } from "../../device/wire/bytes.ts";
import { decodeFace, encodeFace, type FaceMessage } from "../../device/wire/face.ts";

/** What one physical line remembers from case to case. */
export interface LineMemory {
  /** The ids of receptions that earlier cases began: [from, to). */
  earlier: readonly [from: number, to: number];
  /** The reception that was begun last, until its end is heard of. */
  open: number | undefined;
  /** A card lies on the reader, for all the reader has said. */
  cardThere: boolean;
}

/** No reader says so much; who does could go on until the memory is full. Bytes count where they belong to no frame. */
export const FLOOD = { framesASecond: 500, frames: 20_000, garbage: 65_536 } as const;

/** Milliseconds. */
export const SETTLING = { quiet: 150, quietWithin: 3_000, endWithin: 1_000, removalWithin: 5_000 } as const;

export interface CaseLinePorts {
  readonly transport: Transport;
  readonly memory: LineMemory;
  readonly clock: Clock;
  readonly trace: Recorder;
  /** What the line is called in a fault. */
  readonly name: string;
}

/** The part of a line's life that belongs to one case. */
export interface CaseLine extends Transport {
  /** Ends what the last case left behind, and waits for silence. Nothing of it reaches the case. `removeCard` has hands act. */
  settle(removeCard: () => Promise<void>): Promise<void>;
  /** Bytes outside of any frame. */
  garbage(skipped: Uint8Array): void;
}

export function caseLine({ transport, memory, clock, trace, name }: CaseLinePorts): CaseLine {
  const frames = frameQueue<Uint8Array>();
  const flooded = floodGate(clock);
  let settling = true;
  let closing = false;
  let over: DeviceError | undefined;
  let heard = 0;
  let told = 0;
  let changed: () => void = () => undefined;

  const end = (fault: DeviceError) => {
    over ??= fault;
    frames.fail(over);
    changed();
  };
  const hear = (frame: Uint8Array) => {
    heard++;
    const message = understood(frame);
    if (message) remember(memory, message);
    changed();
    if (settling) return;
    if (message && isEarlier(memory, message)) trace.record(strayMark(frame));
    else frames.push(frame);
  };
  const listen = async () => {
    for await (const frame of transport.frames) {
      const much = flooded(frame);
      if (much) throw much;
      hear(frame);
    }
    if (!closing) throw new DeviceError("link.lost", { link: name, setup: "reader.unplugged" });
    frames.end();
  };
  listen().catch((error: unknown) => {
    end(isFault(error) ? error : new DeviceError("suite.broken", { why: String(error) }));
    // Who floods is not listened to any longer.
    void transport.close();
  });

  /** Resolves when `test` holds, or after `within` milliseconds, or when the line is gone. */
  const until = (test: () => boolean, within: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!test() && !over) return;
        forget();
        changed = () => undefined;
        resolve();
      };
      const forget = clock.after(within, () => {
        changed = () => undefined;
        resolve();
      });
      changed = look;
      look();
    });
  const cancelOpen = async () => {
    if (memory.open === undefined || over) return;
    await transport.send(encodeFace({ is: "cancel", reception: memory.open })).catch(() => undefined);
    await until(() => memory.open === undefined, SETTLING.endWithin);
  };

  return {
    frames,
    async settle(removeCard) {
      await cancelOpen();
      if (memory.cardThere) {
        await removeCard();
        await until(() => !memory.cardThere, SETTLING.removalWithin);
      }
      for (let waited = 0; waited < SETTLING.quietWithin && !over; waited += SETTLING.quiet) {
        const before = heard;
        await sleep(clock, SETTLING.quiet);
        if (heard === before) break;
      }
      // The reader did what it could to end it, and what it could not is for the case to meet.
      memory.open = undefined;
      settling = false;
    },
    garbage(skipped) {
      if (!settling && told++ < GARBAGE_TOLD) trace.record(garbageMark(skipped));
      const much = flooded(skipped, "garbage");
      if (!much) return;
      end(much);
      void transport.close();
    },
    async send(frame) {
      if (over) throw over;
      const message = understood(frame);
      if (message?.is === "begin") memory.open = message.reception;
      await transport.send(frame);
    },
    async close() {
      if (closing) return;
      settling = true;
      await cancelOpen();
      closing = true;
      await transport.close();
      frames.end();
    },
  };
}

/** A frame of an earlier case is told where no check looks; as text, it is searched for secrets like everything else. */
const strayMark = (frame: Uint8Array) =>
  ({ channel: "clock", is: "mark", mark: `frame of an earlier case ${hex(frame)}` }) as const;

/** Why nothing is heard of a reader that speaks: what it says is no frame. */
export const garbageMark = (skipped: Uint8Array) => {
  const shown = hex(skipped.subarray(0, SHOWN));
  const more = skipped.length > SHOWN ? "…" : "";
  return { channel: "clock", is: "mark", mark: `${skipped.length} bytes that are no frame ${shown}${more}` } as const;
};

/** How often in one case, and how many bytes each time. */
const GARBAGE_TOLD = 20;
const SHOWN = 32;

function remember(memory: LineMemory, message: FaceMessage): void {
  if (message.is === "cardPlaced") memory.cardThere = true;
  if (message.is === "cardRemoved") memory.cardThere = false;
  const ends = message.is === "completed" || message.is === "ended";
  if (ends && message.reception === memory.open) memory.open = undefined;
}

function isEarlier({ earlier: [from, to] }: LineMemory, message: FaceMessage): boolean {
  return "reception" in message && message.reception >= from && message.reception < to;
}

function understood(frame: Uint8Array): FaceMessage | undefined {
  try {
    return decodeFace(frame);
  } catch (error) {
    if (isFault(error, "peer.malformed")) return undefined;
    throw error;
  }
}

type Gate = (bytes: Uint8Array, what?: "garbage") => DeviceError | undefined;

function floodGate(clock: Clock): Gate {
  let [frames, garbage, second, inSecond] = [0, 0, 0, 0];
  const much = (got: string) => new DeviceError("peer.unexpected", { during: "one case", got });
  return (bytes, what) => {
    if (what === "garbage") {
      garbage += bytes.length;
      return garbage > FLOOD.garbage ? much(`more than ${FLOOD.garbage} bytes that belong to no frame`) : undefined;
    }
    const now = Math.floor(clock.now() / 1_000_000);
    inSecond = now === second ? inSecond + 1 : 1;
    second = now;
    if (inSecond > FLOOD.framesASecond) return much(`more than ${FLOOD.framesASecond} frames in one second`);
    return ++frames > FLOOD.frames ? much(`more than ${FLOOD.frames} frames`) : undefined;
  };
}
