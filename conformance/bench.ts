import type { Clock, Fetch, Folders, Operator, Random } from "../device/ports.ts";
import type { Channel, Recorder } from "../device/trace.ts";
import type { Cast, Part } from "./cast.ts";
import type { ReaderHost } from "./host.ts";
import type { Role } from "./role.ts";

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

/** A card session that somebody else held: there is nothing to touch, only to watch. */
export interface GenericBench extends AnyBench {
  readonly role: "generic";
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
}

/** The central system alone, reached as an admitted institution. */
export interface CentralBench extends AnyBench {
  readonly role: "central";
  readonly central: Fetch;
  /** The same central system, reached by an institution that was never admitted. */
  readonly asStranger: Fetch;
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
