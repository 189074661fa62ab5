import type { ChartEntry } from "./chart.ts";
import type { ReceiptReason } from "../../device/control/receipt-reasons.data.ts";

/** What came of a request. */
export type Asked =
  | { readonly outcome: "imported"; readonly entry: ChartEntry }
  /** The number of the chart is registered for its patient. */
  | { readonly outcome: "registered"; readonly entry: ChartEntry }
  | { readonly outcome: "refused"; readonly reason: ReceiptReason; readonly detail?: string }
  /** The request may still be answered, and the answer is then taken in; it is never sent a second time. */
  | { readonly outcome: "timedOut" };
