import { type Trouble, troubleMark } from "../device/control/marks.ts";
import type { DeviceError } from "../device/errors.ts";
import type { Clock, Fetch, Folders, Matcher, Operator } from "../device/ports.ts";
import type { FirmwareSettings } from "../device/firmware/firmware-settings.ts";
import { openFaceReader } from "../device/reader/face-reader.ts";
import { memoryLink } from "../device/reader/memory-link.ts";
import { tracedTransport } from "../device/reader/traced-transport.ts";
import type { Refusal } from "../device/reception/desk-machine.ts";
import { type Recorder, recorder as newRecorder } from "../device/trace.ts";
import { readerKeyOf } from "../certs/reader-key.ts";
import type { Country } from "./country.ts";
import type { Facility } from "./facilities.ts";
import { virtualReader, type ReaderLie, type VirtualReader } from "./reader/virtual-reader.ts";
import { openReceiptComputer, type ReceiptComputer, type ReceiptParts } from "./receipt/receipt-computer.ts";
import { memoryFolders } from "./terminal/memory-folders.ts";
import { type Asks, readerDesk } from "./terminal/reader-desk.ts";
import { openTerminal, type Received, type TerminalParts } from "./terminal/terminal.ts";
import { tracedFolders } from "./terminal/traced-folders.ts";
import type { World } from "./world.ts";

/** The counter of one clinic: reader, terminal and receipt computer, with the central system somewhere behind `central`. */
export interface Counter {
  readonly operator: Operator;
  readonly reader: VirtualReader;
  /** What stands between terminal and receipt computer. */
  readonly folders: Folders;
  readonly receipt: ReceiptComputer;
  /** Sets a second reader beside the first, at the same terminal and in no trace, and gives its hands. */
  beside(): Promise<Operator>;
  /** What patients are asked from the next reception on. */
  ask(asks: Asks): void;
  close(): void;
}

/** Lies of an otherwise honest counter, a door each. */
export interface CounterLie {
  readonly reader?: ReaderLie;
  /** What the terminal writes into the folders. */
  readonly terminalFolders?: (folders: Folders) => Folders;
  readonly manner?: NonNullable<TerminalParts["manner"]>;
  /** How the terminal calls the central system. */
  readonly line?: (line: Fetch, clock: Clock) => Fetch;
  readonly onReceived?: (received: Received, folders: Folders) => void;
  readonly receipt?: (parts: ReceiptParts) => ReceiptComputer;
}

export interface CounterOptions {
  readonly world: World;
  readonly recorder: Recorder;
  readonly country: Country;
  readonly matcher: Matcher;
  readonly seed: number;
  readonly facility: Facility;
  readonly central: Fetch;
  /** Where files are exchanged; in memory where nothing else is said. */
  readonly folders?: Folders;
  /** How the terminal does what is left open, where it is another than the usual. */
  readonly manner?: NonNullable<TerminalParts["manner"]>;
  /** What the terminal remembers. */
  readonly records?: NonNullable<TerminalParts["records"]>;
  readonly lie?: CounterLie;
  /** How long the reader waits, where it is not as usual. */
  readonly waits?: FirmwareSettings["waits"];
  /** Whether an act that still waits is given up with the card. */
  readonly handsLeave?: boolean;
  /** What patients are asked; by card alone, and nothing of prescriptions, where nothing is said. */
  readonly asks?: Asks;
  readonly onError: (error: unknown) => void;
}

/** Accounts of a facility's readers. */
const [FIRST, SECOND] = ["F0000001", "F0000002"] as const;

export async function openCounter(options: CounterOptions): Promise<Counter> {
  const { lie = {}, ...parts } = options;
  const { world, recorder, country, facility, central, onError } = parts;
  const { clock, random } = world;
  const folders = tracedFolders(options.folders ?? memoryFolders(), recorder, clock);
  const seenByTerminal = lie.terminalFolders?.(folders) ?? folders;
  const manner = { ...options.manner, ...lie.manner };

  const terminal = openTerminal({
    folders: seenByTerminal,
    central: lie.line?.(central, clock) ?? central,
    clock,
    random,
    facility,
    onError,
    ...(options.records ? { records: options.records } : {}),
    manner,
  });
  const seat = async (account: string, seed: number, recorder: Recorder) => {
    const reader = virtualReader({ ...parts, seed, recorder, ...(lie.reader ? { lie: lie.reader } : {}) });
    const link = tracedTransport(memoryLink(reader.device, clock), recorder);
    const driver = await openFaceReader(link, clock, {
      readerKey: (attestation) => readerKeyOf(attestation, country.pki.readerAttestation.certificate, clock.now()),
    });
    const desk = readerDesk({
      reader: driver,
      terminal,
      account,
      clock,
      ...(options.asks ? { asks: options.asks } : {}),
      onReceived(received) {
        const trouble = troubleIn(received);
        if (trouble) recorder.record({ channel: "clock", is: "mark", mark: troubleMark(trouble) });
        lie.onReceived?.(received, seenByTerminal);
      },
      onError,
    });
    return { reader, driver, desk };
  };
  const first = await seat(FIRST, options.seed, recorder);
  const seats = [first];
  const receipt = (lie.receipt ?? openReceiptComputer)({
    folders,
    clock,
    recorder,
    institutionCode: facility.institutionCode,
    // Both are set up by the same people.
    ...(manner.encryption ? { password: manner.encryption.password } : {}),
  });

  return {
    operator: first.reader.operator,
    reader: first.reader,
    folders,
    receipt,
    async beside() {
      const second = await seat(SECOND, options.seed + 1, newRecorder(clock));
      seats.push(second);
      return second.reader.operator;
    },
    ask: (asks) => seats.forEach(({ desk }) => desk.ask(asks)),
    close() {
      for (const { desk } of seats) desk.close();
      terminal.close();
      receipt.close();
      for (const { reader, driver } of seats) {
        reader.stop();
        // The driver's farewell has nobody left to wait for it.
        void driver.close();
      }
    },
  };
}

/** Why there is no result, where it was not the reader that ended it: nothing of it is anywhere else. */
function troubleIn(received: Received): Trouble | undefined {
  if (received.outcome === "answered") return undefined;
  if (received.outcome === "faulted") return broken(received.during, received.error);
  if (received.outcome === "refused") return refused(received.during, received);
  if (received.error) return broken("authority", received.error);
  return received.refusal && refused("authority", received.refusal);
}

const broken = (during: Trouble["during"], error: DeviceError): Trouble => ({
  ...{ is: "faulted", during, en: error.say("en"), ja: error.say("ja") },
});
const refused = (during: Trouble["during"], { code, message }: Refusal): Trouble => ({
  ...{ is: "refused", during, en: `${code} ${message.en}`, ja: `${code} ${message.ja}` },
});
