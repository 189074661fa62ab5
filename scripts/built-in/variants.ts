import { DeviceError } from "../../device/errors.ts";
import type { CardSlot, Clock, Folders } from "../../device/ports.ts";
import type { CounterLie } from "../../simulator/counter.ts";
import { AWAY_LIES } from "../../simulator/faults/away-lies.ts";
import { CENTRAL_LIES, type CentralLie } from "../../simulator/faults/central-lies.ts";
import { READER_LIES, READER_VARIANTS } from "../../simulator/faults/reader-lies.ts";
import { RECEIPT_LIES, RECEIPT_VARIANTS, type ReceiptLie } from "../../simulator/faults/receipt-lies.ts";
import { TERMINAL_LIES, TERMINAL_VARIANTS } from "../../simulator/faults/terminal-lies.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";

/** The built-in products with one thing about them changed; nothing changed is the honest product. */
export interface Variant {
  readonly reader?: ReaderLie;
  /** Milliseconds by which every message of the reader comes late. */
  readonly slow?: number;
  readonly receipt?: ReceiptLie;
  /** What a receipt computer and the suite share, in place of folders in memory. */
  readonly exchange?: (clock: Clock) => Folders;
  readonly counter?: CounterLie;
  readonly central?: CentralLie;
  /** Between a program of the PC and the card in its reader. */
  readonly card?: (transmit: CardSlot["transmit"], clock: Clock) => CardSlot["transmit"];
}

/** What makes the variant behind an id of the suite's list of mutants and legal variants. */
export function variantOf(id: string): () => Variant {
  const reader = READER_LIES[id] ?? READER_VARIANTS[id];
  if (reader) return () => ({ reader: reader() });
  const receipt = RECEIPT_LIES[id] ?? RECEIPT_VARIANTS[id];
  if (receipt) return () => ({ receipt });
  const counter = TERMINAL_LIES[id] ?? TERMINAL_VARIANTS[id];
  if (counter) return () => ({ counter: counter() });
  const central = CENTRAL_LIES[id] ?? AWAY_LIES[id];
  if (central) return () => ({ central: central() });
  if (id === "B-RDR-SLOW") return () => ({ slow: 300 });
  throw new DeviceError("suite.broken", { why: `nothing here misbehaves as ${id}` });
}
