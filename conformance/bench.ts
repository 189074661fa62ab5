import type { Clock, Fetch, Folders, Operator, Random } from "../device/ports.ts";
import type { Channel, Recorder } from "../device/trace.ts";
import type { Cast, Part } from "./cast.ts";
import type { ReaderHost } from "./host.ts";
import type { Role } from "./role.ts";

/** The PINs of a card: for authentication, for signing, and of the text application. */
export type PinReference = "auth" | "sign" | "text";

/** What any case may touch. Whoever brings a product to the suite implements this; one bench serves one case. */
interface AnyBench {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Recorder;
  /** The channels this target lets us see. A check over any other one is not reached. */
  readonly channels: readonly Channel[];
  readonly operator: Operator;
  /** Who moves the operator's hands: a device that plays them, a person, or the vendor's own control API. */
  readonly operatedBy: "virtual" | "dialog" | "http";
  readonly cast: Cast;
  /** The authentication PIN of a part's card, where it has one and it is known. */
  pinOf(part: Part): string | undefined;
  /** `real` where wrong PINs would be remembered beyond this bench. Where nothing is said, cards are as real as the clock. */
  readonly cards?: "virtual" | "real";
  /** The retry counter of a part's card as the card itself tells it now. */
  triesLeft?(part: Part, reference: PinReference): Promise<number | undefined>;
  /** The same, as a person finds out. */
  askTriesLeft?(part: Part, reference: PinReference): Promise<number | undefined>;
  /** The password that switches a reader to the staff's visual check. */
  readonly staffPassword: string;
  /** Ten digits. */
  readonly institutionCode: string;
  /** Drives the bench's time while `work` runs: virtual time moves only here. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/** A face-auth reader; the suite is its host. */
export interface ReaderBench extends AnyBench {
  readonly role: "reader";
  readonly host: ReaderHost;
}

/**
 * A card in a reader, as a program of the PC holds it. Whatever passes stands on the card channel: `command`, `response`, `reset`
 * with the ATR, and `inserted` and `removed` as the reader noticed them.
 */
export interface CardConnection {
  readonly atr: Uint8Array;
  /** One APDU and its answer. Rejects with `slot.notReady`, `link.lost` or `link.silent`. */
  transmitBytes(apdu: Uint8Array): Promise<Uint8Array>;
  /** The card forgets its selection and what a PIN opened; resolves with its ATR. */
  reset(): Promise<Uint8Array>;
  /** The reader is left to others. Safe to call twice. */
  disconnect(): Promise<void>;
}

/** A reader without panel; the suite holds the card session, and asks for eligibility as the app of such a PC does. */
export interface GenericBench extends AnyBench {
  readonly role: "generic";
  /** Waits a while for a card that is being put in; rejects with `slot.notReady` when none came. */
  connect(): Promise<CardConnection>;
  /** The central system as a device reaches it that may ask for eligibility and nothing else (LTD-01). */
  readonly limited: Fetch;
}

/** A receipt computer; the suite plays the terminal in the exchange folders. */
export interface ReceiptBench extends AnyBench {
  readonly role: "receipt";
  readonly folders: Folders;
}

/** The counter from card to receipt computer, all built in; it works by itself and the suite watches. */
export interface TerminalBench extends AnyBench {
  readonly role: "terminal";
  readonly folders: Folders;
  /** The line from the terminal to the central system, which a case may take down: calls do not arrive, or answers do not. */
  line(state: "up" | "down" | "losesAnswers"): void;
  /** Hands at a second reader of the same terminal. A trace tells of one reader: of this one the files alone are seen. */
  beside(): Promise<Operator>;
}

/** A facility's program that has been let through: the central system as it is reached by that way. */
export interface NetworkWay {
  /** Rejects once the way was cut. */
  readonly central: Fetch;
}

/**
 * The closed network between facilities and the central system. What its gateway says to a program that wants to get somewhere stands on
 * the central channel, under the destination, or `/authenticate`: `through`, and where not, why it was `refused`.
 */
export interface ClosedNetwork {
  /** `host:port` of the central system there. */
  readonly centre: string;
  /** The bench's own facility and another one, with their lines, and a line that is nobody's yet. */
  readonly own: { readonly institutionCode: string; readonly line: string };
  readonly other: { readonly institutionCode: string; readonly line: string };
  readonly spare: string;
  /** A program on a line, which shows the certificate of this institution, or none. */
  from(line: string, shows?: string): NetworkSeat;
  /** The network gives a facility another line. */
  changeLine(institutionCode: string, line: string): void;
}

export interface NetworkSeat {
  /** Wants to get to `host:port`. */
  connect(to: string): Promise<NetworkWay | undefined>;
  /** Has a line that was changed let in. */
  authenticate(): Promise<void>;
}

/** The central system alone, reached as an admitted institution. */
export interface CentralBench extends AnyBench {
  readonly role: "central";
  readonly central: Fetch;
  /** The same central system, reached by an institution that was never admitted. */
  readonly asStranger: Fetch;
  /** Reached as another one: an institution by its code of ten digits, an insurer by its number of eight. */
  as(code: string): Fetch;
  /** Whether the central system is in disaster mode, which a case may declare and end. */
  disaster(on: boolean): void;
  readonly network: ClosedNetwork;
  /** What the resident registry (住基ネット) says of a number from now on. */
  resident(person: { readonly individualNumber: string; readonly birthDate: string; readonly kana: string }): void;
  /** Reached by mobile devices and patients' own: over the ordinary internet, without a client certificate. */
  readonly mobile: Fetch;
  /** A card of the cast, read with its PIN: its certificate (DER) and its signature of a challenge (RSASSA-PKCS1-v1_5, SHA-256). */
  present(part: Part, challenge: Uint8Array): Promise<{ certificate: Uint8Array; signature: Uint8Array }>;
}

export type Bench = ReaderBench | GenericBench | ReceiptBench | TerminalBench | CentralBench;
export type BenchOf<R extends Role> = Extract<Bench, { role: R }>;

/** What a bench is opened for. `seed` differs by case, so that no case depends on which ran before it. */
export interface BenchRequest<R extends Role = Role> {
  readonly role: R;
  readonly caseId: string;
  readonly seed: number;
  readonly parts: readonly Part[];
}

export type OpenBench = <R extends Role>(request: BenchRequest<R>) => Promise<BenchOf<R>>;
