import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCcidReader } from "../../device/firmware/ccid-reader.ts";
import type { PinPad } from "../../device/firmware/pin-pad.ts";
import type { ByteStream, SharedSlot } from "../../device/ports.ts";
import { type Recorder, recorder } from "../../device/trace.ts";
import { openPty } from "../../simulator/reader/carriers/pty.ts";
import { noLatency, virtualSlot, type SlotOptions, type VirtualSlot } from "../../simulator/reader/slot.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { cardOfPersona, persona } from "../simulator/card/hand.ts";
import { type Pcscd, startPcscd } from "./pcscd.ts";

/** The reference reader on a pty with a persona's card in it, and a pcscd of its own that drives it. */
export interface ReaderUnderPcscd {
  readonly slot: VirtualSlot;
  readonly shared: SharedSlot;
  /** The card channel. */
  readonly trace: Recorder;
  readonly pcscd: Pcscd;
  /** The reader's name among PC/SC programs. */
  readonly name: string;
  stop(): Promise<void>;
}

export interface ReaderOptions {
  readonly kind?: "gempc-twin" | "gempc-pinpad";
  readonly person?: string;
  readonly pinPad?: PinPad;
  readonly activation?: NonNullable<SlotOptions["activation"]>;
  /** Milliseconds an APDU takes; none by default. */
  readonly latency?: NonNullable<SlotOptions["latency"]>;
  /** Which session the card's events belong to. */
  readonly scope?: string;
  /** Without it the card channel is recorded, with the person's secrets masked. */
  readonly trace?: Recorder;
  /** Sees every byte on the serial line. */
  readonly watch?: (direction: "fromHost" | "toHost", bytes: Uint8Array) => void;
}

export async function readerUnderPcscd(options: ReaderOptions = {}): Promise<ReaderUnderPcscd> {
  const { kind = "gempc-twin", person = "hanako", activation = "contact", pinPad, scope, watch } = options;
  const { latency = noLatency } = options;
  const clock = systemClock();
  const trace = options.trace ?? recorder(clock, secretsOf(person));
  const slot = virtualSlot({ clock, recorder: trace, latency, activation, scope: () => scope });
  slot.insert(cardOfPersona(person));

  const folder = await mkdtemp(join(tmpdir(), "shikaku-line-"));
  const device = join(folder, "tty");
  const pty = await openPty(device);
  const stream = watch ? watched(pty, watch) : pty;
  const reader = startCcidReader({ slot, clock, kind, stream, ...(pinPad ? { pinPad } : {}) });
  const close = async () => {
    await reader.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const type = kind === "gempc-pinpad" ? "GemPCPinPad" : "GemPCTwin";
    const pcscd = await startPcscd([{ name: "Shikaku", device, type }]);
    // libpcsclite looks at the environment once in the life of a process: one pcscd a test file.
    Object.assign(process.env, pcscd.env);
    const stop = async () => {
      await pcscd.stop();
      await close();
    };
    return { slot, shared: reader.shared, trace, pcscd, name: "Shikaku 00 00", stop };
  } catch (error) {
    await close();
    throw error;
  }
}

export const secretsOf = (id: string) => {
  const { pins, numberA, numberB } = persona(id);
  const pin = (value: string | undefined) => (value === undefined ? [] : [{ kind: "pin", person: id, value } as const]);
  return [
    ...[pins.auth, pins.sign].flatMap(pin),
    { kind: "individualNumber", person: id, value: numberA } as const,
    { kind: "keyB", person: id, value: numberB } as const,
  ];
};

function watched(stream: ByteStream, watch: NonNullable<ReaderOptions["watch"]>): ByteStream {
  return {
    ...stream,
    write(bytes) {
      watch("toHost", bytes);
      stream.write(bytes);
    },
    onBytes: (take) =>
      stream.onBytes((chunk) => {
        watch("fromHost", chunk);
        take(chunk);
      }),
  };
}
