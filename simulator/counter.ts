import { type Trouble, troubleMark } from "../device/control/marks.ts";
import type { DeviceError } from "../device/errors.ts";
import type { Clock, Fetch, Folders, Matcher, Operator } from "../device/ports.ts";
import type { FirmwareSettings } from "../device/firmware/firmware-settings.ts";
import { openFaceReader } from "../device/reader/face-reader.ts";
import { memoryLink } from "../device/reader/memory-link.ts";
import { tracedTransport } from "../device/reader/traced-transport.ts";
import type { Refusal } from "../device/reception/desk-machine.ts";
import type { Recorder } from "../device/trace.ts";
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

/** The account of the first reader of a facility. */
const ACCOUNT = "F0000001";

export async function openCounter(options: CounterOptions): Promise<Counter> {
  const { lie = {}, ...parts } = options;
  const { world, recorder, country, facility, central, onError } = parts;
  const { clock, random } = world;
  const folders = tracedFolders(options.folders ?? memoryFolders(), recorder, clock);
  const seenByTerminal = lie.terminalFolders?.(folders) ?? folders;

  const reader = virtualReader({ ...parts, ...(lie.reader ? { lie: lie.reader } : {}) });
  const link = tracedTransport(memoryLink(reader.device, clock), recorder);
  const driver = await openFaceReader(link, clock, {
    readerKey: (attestation) => readerKeyOf(attestation, country.pki.readerAttestation.certificate, clock.now()),
  });
  const terminal = openTerminal({
    folders: seenByTerminal,
    central: lie.line?.(central, clock) ?? central,
    clock,
    random,
    facility,
    onError,
    ...(options.records ? { records: options.records } : {}),
    manner: { ...options.manner, ...lie.manner },
  });
  const desk = readerDesk({
    reader: driver,
    terminal,
    account: ACCOUNT,
    clock,
    ...(options.asks ? { asks: options.asks } : {}),
    onReceived(received) {
      const trouble = troubleIn(received);
      if (trouble) recorder.record({ channel: "clock", is: "mark", mark: troubleMark(trouble) });
      lie.onReceived?.(received, seenByTerminal);
    },
    onError,
  });
  const receipt = (lie.receipt ?? openReceiptComputer)({
    folders,
    clock,
    recorder,
    institutionCode: facility.institutionCode,
  });

  return {
    operator: reader.operator,
    reader,
    folders,
    receipt,
    ask: (asks) => desk.ask(asks),
    close() {
      desk.close();
      terminal.close();
      receipt.close();
      reader.stop();
      // The driver's farewell has nobody left to wait for it.
      void driver.close();
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
