import type { CounterLie } from "../../simulator/counter.ts";
import { READER_LIES } from "../../simulator/faults/reader-lies.ts";
import { RECEIPT_LIES, RECEIPT_VARIANTS, type ReceiptLie } from "../../simulator/faults/receipt-lies.ts";
import { TERMINAL_LIES, TERMINAL_VARIANTS } from "../../simulator/faults/terminal-lies.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";

/** The built-in products with one thing about them changed; nothing changed is the honest product. */
export interface Variant {
  readonly reader?: ReaderLie;
  /** Milliseconds by which every message of the reader comes late. */
  readonly slow?: number;
  readonly receipt?: ReceiptLie;
  readonly counter?: CounterLie;
}

/** The variant behind an id of the suite's list of mutants and legal variants. A fresh one each time: lies have memories. */
export function variantOf(id: string): Variant | undefined {
  if (id === "B-RDR-SLOW") return { slow: 300 };
  const reader = READER_LIES[id]?.();
  if (reader) return { reader };
  const receipt = RECEIPT_LIES[id] ?? RECEIPT_VARIANTS[id];
  if (receipt) return { receipt };
  const counter = TERMINAL_LIES[id]?.() ?? TERMINAL_VARIANTS[id]?.();
  return counter && { counter };
}
