import { DeviceError } from "../../device/errors.ts";
import type { CardSlot, Clock, Folders } from "../../device/ports.ts";
import type { CounterLie } from "../../simulator/counter.ts";
import type { Channel } from "../../device/trace.ts";
import { AWAY_LIES } from "../../simulator/faults/away-lies.ts";
import { CENTRAL_LIES, type CentralLie } from "../../simulator/faults/central-lies.ts";
import { CENTRAL_VARIANTS } from "../../simulator/faults/central-variants.ts";
import { NETWORK_LIES, NETWORK_VARIANTS } from "../../simulator/faults/network-lies.ts";
import { OFFICE_LIES } from "../../simulator/faults/office-lies.ts";
import { MEETING_LIES } from "../../simulator/faults/meeting-lies.ts";
import { READER_LIES, READER_VARIANTS } from "../../simulator/faults/reader-lies.ts";
import { RECEIPT_BULK_LIES, RECEIPT_BULK_VARIANTS } from "../../simulator/faults/receipt-bulk-lies.ts";
import { RECEIPT_REFERENCE_LIES, RECEIPT_REFERENCE_VARIANTS } from "../../simulator/faults/receipt-reference-lies.ts";
import { RECEIPT_ZIP_LIES } from "../../simulator/faults/receipt-zip-lies.ts";
import { RECEIPT_CORNERS } from "../../simulator/faults/receipt-corners.ts";
import { RECEIPT_LIES, RECEIPT_VARIANTS, type ReceiptLie } from "../../simulator/faults/receipt-lies.ts";
import { RECEIPT_OUTAGE_LIES, RECEIPT_OUTAGE_VARIANTS } from "../../simulator/faults/receipt-outage-lies.ts";
import { BEHIND_THE_COUNTER, TERMINAL_CORNERS } from "../../simulator/faults/terminal-corners.ts";
import { TERMINAL_LIES, TERMINAL_VARIANTS } from "../../simulator/faults/terminal-lies.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";
import { PC_LIES, type PcLie } from "./pc-lies.ts";

/** The built-in products with one thing about them changed; nothing changed is the honest product. */
export interface Variant {
  readonly reader?: ReaderLie;
  /** Milliseconds by which every message of the reader comes late. */
  readonly slow?: number;
  /** Of what the reader does, a channel that nobody gets to see. */
  readonly unseen?: Channel;
  readonly receipt?: ReceiptLie;
  /** What a receipt computer and the suite share, in place of folders in memory. */
  readonly exchange?: (clock: Clock) => Folders;
  readonly counter?: CounterLie;
  readonly central?: CentralLie;
  /** At a PC with a card reader. */
  readonly pc?: PcLie;
  /** Between a program of the PC and the card in its reader. */
  readonly card?: (transmit: CardSlot["transmit"], clock: Clock) => CardSlot["transmit"];
}

const RECEIPT: Readonly<Record<string, ReceiptLie>> = {
  ...RECEIPT_LIES,
  ...RECEIPT_CORNERS,
  ...RECEIPT_BULK_LIES,
  ...RECEIPT_REFERENCE_LIES,
  ...RECEIPT_ZIP_LIES,
  ...RECEIPT_OUTAGE_LIES,
  ...RECEIPT_VARIANTS,
  ...RECEIPT_BULK_VARIANTS,
  ...RECEIPT_REFERENCE_VARIANTS,
  ...RECEIPT_OUTAGE_VARIANTS,
};

/** What makes the variant behind an id of the suite's list of mutants and legal variants. */
export function variantOf(id: string): () => Variant {
  const pc = PC_LIES[id];
  if (pc) return pc;
  const reader = READER_LIES[id] ?? READER_VARIANTS[id];
  if (reader) return () => ({ reader: reader() });
  const receipt = RECEIPT[id];
  if (receipt) return () => ({ receipt });
  const counter = TERMINAL_LIES[id] ?? TERMINAL_CORNERS[id] ?? TERMINAL_VARIANTS[id];
  if (counter) return () => ({ counter: counter() });
  const behind = BEHIND_THE_COUNTER[id];
  if (behind) return () => ({ central: behind() });
  const central =
    CENTRAL_LIES[id] ??
    AWAY_LIES[id] ??
    OFFICE_LIES[id] ??
    MEETING_LIES[id] ??
    NETWORK_LIES[id] ??
    CENTRAL_VARIANTS[id] ??
    NETWORK_VARIANTS[id];
  if (central) return () => ({ central: central() });
  if (id === "B-RDR-SLOW") return () => ({ slow: 300 });
  if (id === "M-RDR-CAMERA-UNSEEN") return () => ({ unseen: "camera" });
  throw new DeviceError("suite.broken", { why: `nothing here misbehaves as ${id}` });
}
