import type { CommandApdu, ResponseApdu } from "./wire/apdu.ts";
import type { ConsentItem, Method, Screen } from "./wire/face.ts";
import type { UsbSetup } from "./wire/usb.ts";

/** Types only: every door between a pure middle and the world. */

export type Cancel = () => void;

// ── host side ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** One APDU to a card and its answer. Rejects with a `link.*` or `slot.notReady` fault. */
export type Transmit = (command: CommandApdu) => Promise<ResponseApdu>;

/** Whole frames to and from one face-auth reader. HID, serial, TCP and memory implement it; nothing above knows which. */
export interface Transport {
  /** Resolves once the frame has left this side. Rejects with `link.lost` after the other side has gone. */
  send(frame: Uint8Array): Promise<void>;
  /** Whole frames, in order, for one consumer. Ends after `close`; throws `link.lost` when unplugged. */
  readonly frames: AsyncIterable<Uint8Array>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/** A stream of bytes below a framer: a serial port, a pty, a socket. */
export interface ByteStream {
  write(bytes: Uint8Array): void;
  onBytes(take: (chunk: Uint8Array) => void): void;
  onClose(closed: () => void): void;
  close(): Promise<void>;
}

export type ExchangeFolder = "req" | "res" | "face";

/** The exchange folders between terminal and receipt computer (oqs-interface: `C:\OQS\req`, `res`, `face`). */
export interface Folders {
  /** Everything that is not hidden, in order: also what cannot be read, and names under which nothing can be written. */
  list(folder: ExchangeFolder): Promise<string[]>;
  /** `undefined` when the file is not there or cannot be opened now. At most `limit` bytes are read (default 4 MiB + 1). */
  read(folder: ExchangeFolder, name: string, limit?: number): Promise<Uint8Array | undefined>;
  /** The file appears whole under its name or not at all: temporary name, then rename. */
  write(folder: ExchangeFolder, name: string, bytes: Uint8Array): Promise<void>;
  /** Resolves with whether it was there: no error when it is gone already. Whatever was listed may be removed, under any name. */
  remove(folder: ExchangeFolder, name: string): Promise<boolean>;
  /** A hint that something changed; watchers also rescan by the clock. */
  watch(folder: ExchangeFolder, changed: () => void): Cancel;
}

/** The central system, near or far. */
export type Fetch = (request: Request) => Promise<Response>;

// ── time and chance ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface Clock {
  readonly source: "virtual" | "system";
  /** How far `now` may be from the truth, in microseconds. */
  readonly uncertainty: number;
  /** Microseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  after(milliseconds: number, act: () => void): Cancel;
  /** Work that really takes time (a socket, WASM, WebCrypto): virtual time stands still until it ends. */
  real<T>(work: Promise<T>): Promise<T>;
}

export const sleep = (clock: Clock, milliseconds: number): Promise<void> =>
  new Promise((resolve) => void clock.after(milliseconds, resolve));

export interface Random {
  bytes(length: number): Uint8Array;
}

// ── people ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Everything a human does at the counter, by the names of docs/control.yaml. `person` and `persona` are persona ids. */
export type Intent =
  | { readonly intent: "placeCard"; readonly persona: string }
  | { readonly intent: "removeCard" }
  | { readonly intent: "chooseMethod"; readonly method: Method }
  | { readonly intent: "showFace"; readonly person: string; readonly mask?: boolean; readonly lookAway?: boolean }
  | { readonly intent: "enterPin"; readonly pin: string }
  | { readonly intent: "cancel" }
  | { readonly intent: "wait"; readonly milliseconds: number }
  | { readonly intent: "confirmVisual"; readonly password: string; readonly samePerson: boolean }
  | { readonly intent: "consent"; readonly items: "all" | readonly ConsentItem[] }
  | { readonly intent: "refuseConsent" }
  | { readonly intent: "choosePrescription"; readonly choice: "electronic" | "paper" }
  | { readonly intent: "registerFirstUse" }
  | { readonly intent: "holdPhone"; readonly persona: string }
  | ({ readonly intent: "askEligibility" } & NumberQuery)
  | { readonly intent: "askEligibilityInBulk"; readonly queries: readonly NumberQuery[] }
  | ({ readonly intent: "registerReference" } & NumberQuery)
  | { readonly intent: "registerReferencesInBulk"; readonly queries: readonly NumberQuery[] };

/** Insurer, symbol, number, branch and birth date (YYYYMMDD) as staff type them into a receipt computer. */
export interface NumberQuery {
  readonly insurer: string;
  readonly symbol: string;
  readonly number: string;
  readonly branch: string;
  readonly birthDate: string;
}

/** Resolves when the act is done, not when the product has answered to it. Human time is in the trace's operator channel. */
export interface Operator {
  perform(intent: Intent): Promise<void>;
}

// ── inside a face-auth reader ────────────────────────────────────────────────────────────────────────────────────────

/** Eight-bit grey picture, row by row from the top left. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** The reader's own antenna or contacts. Bytes, never objects: the card on the other side sees what a card sees. */
export interface CardSlot {
  present(): boolean;
  onChange(changed: (present: boolean) => void): Cancel;
  /** Activates the card and resolves with its ATR; rejects with `slot.notReady` without one. A second call is a reset. */
  powerOn(): Promise<Uint8Array>;
  powerOff(): void;
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
}

export interface Camera {
  /** The next picture that shows a face, or `undefined` when none came within the time. `depth` tells a person (1) from paper (0). */
  captureFace(within: number): Promise<{ readonly picture: Picture; readonly depth: number } | undefined>;
  /** The front of the card on the reader, for reading key B. */
  captureCardFront(): Promise<Picture>;
}

/** Compares pictures. Scores are 0 to 1; what counts as the same person is `threshold`. */
export interface Matcher {
  readonly threshold: number;
  /** The photograph of the card (JP2 bytes) to a picture; rejects with `peer.malformed`. */
  decodePhotograph(jp2: Uint8Array): Promise<Picture>;
  score(reference: Picture, probe: Picture): number;
  /** The fourteen digits of key B as printed, `undefined` when they cannot be read with confidence. */
  readKeyB(front: Picture): string | undefined;
}

export type PanelInput =
  | { readonly touched: "method"; readonly method: Method }
  | { readonly touched: "pin"; readonly digits: string }
  | { readonly touched: "password"; readonly password: string; readonly samePerson: boolean }
  /** `together`: by the one button for everything (包括同意). */
  | { readonly touched: "consent"; readonly items: readonly ConsentItem[]; readonly together?: boolean }
  | { readonly touched: "register"; readonly choice: "yes" | "no" }
  | { readonly touched: "prescription"; readonly choice: "electronic" | "paper" }
  | { readonly touched: "cancel" };

export interface Panel {
  show(
    screen: Screen,
    details?: {
      readonly triesLeft?: number;
      readonly methods?: readonly Method[];
      /** Kinds of information that the consent screen asks for. */
      readonly items?: readonly ConsentItem[];
      readonly code?: string;
      /** Which PIN is meant, where one is being changed. */
      readonly field?: "current" | "new" | "again";
      readonly language?: "ja" | "en";
    },
  ): void;
  onInput(touched: (input: PanelInput) => void): Cancel;
}

/** What survives a power cut inside the reader. */
export interface KeyValueStore {
  get(key: string): Uint8Array | undefined;
  set(key: string, value: Uint8Array): void;
}

/**
 * Who may talk to the card: the PC over CCID, or the firmware during a reception. While the firmware does, the PC sees an empty
 * slot; it sees the card inserted again only after it has seen the absence (docs: card ownership).
 */
export interface SharedSlot {
  /** Resolves between two APDUs of the PC, once the slot reads empty for it. */
  take(): Promise<void>;
  /** Resets the card, so that no selection or verified PIN is handed over, and gives it back. */
  release(): Promise<void>;
}

/** The firmware of a face-auth reader as its carrier sees it: frames in, frames out. */
export interface FrameDevice {
  receive(frame: Uint8Array): void;
  onFrame(send: (frame: Uint8Array) => void): Cancel;
}

/** A USB device as its carrier sees it: an endpoint 0 for control, and endpoints with a direction. */
export interface UsbDevice {
  /** What stands in sysfs before anybody has asked: the device descriptor and the one configuration. */
  readonly descriptors: { readonly device: Uint8Array; readonly configuration: Uint8Array };
  /** What a request gives back, nothing for one that has only to be taken; undefined for one that is refused (a stall). */
  control(setup: UsbSetup, data: Uint8Array): Uint8Array | undefined;
  /** Takes a transfer to an OUT endpoint; false is a stall. */
  out(endpoint: number, data: Uint8Array): boolean;
  /**
   * Waits for the next transfer of an IN endpoint, at most `longest` bytes of it; the rest comes with the next one. `told` is called
   * once, with undefined for a stall. A wait that was withdrawn takes nothing with it.
   */
  in(endpoint: number, longest: number, told: (data: Uint8Array | undefined) => void): Cancel;
  /** Its power has gone: the host was unplugged, or has reset it. */
  detached(): void;
}
