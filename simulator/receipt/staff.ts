import type { Intent } from "../../device/ports.ts";
import type { ReceiptComputer } from "./receipt-computer.ts";

/** What staff do at a receipt computer, of all that people do. */
export type ReceiptIntent = Extract<Intent, { intent: "askEligibility" | "askEligibilityInBulk" }>;

export const isAtReceipt = (intent: Intent): intent is ReceiptIntent =>
  intent.intent === "askEligibility" || intent.intent === "askEligibilityInBulk";

export function askReceipt(receipt: ReceiptComputer, intent: ReceiptIntent): Promise<unknown> {
  if (intent.intent === "askEligibilityInBulk") return receipt.requestMany(intent.queries);
  const { insurer, symbol, number, branch, birthDate } = intent;
  return receipt.request({ insurer, symbol, number, branch, birthDate });
}
