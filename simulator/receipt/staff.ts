import type { Intent, NumberQuery } from "../../device/ports.ts";
import type { ReceiptComputer } from "./receipt-computer.ts";

const AT_RECEIPT = ["askEligibility", "askEligibilityInBulk", "registerReference", "registerReferencesInBulk"] as const;

/** What staff do at a receipt computer, of all that people do. */
export type ReceiptIntent = Extract<Intent, { intent: (typeof AT_RECEIPT)[number] }>;

export const isAtReceipt = (intent: Intent): intent is ReceiptIntent =>
  AT_RECEIPT.some((name) => name === intent.intent);

export function askReceipt(receipt: ReceiptComputer, intent: ReceiptIntent): Promise<unknown> {
  switch (intent.intent) {
    case "askEligibility":
      return receipt.request(insuredIn(intent));
    case "askEligibilityInBulk":
      return receipt.requestMany(intent.queries);
    case "registerReference":
      return receipt.register(insuredIn(intent));
    case "registerReferencesInBulk":
      return receipt.registerMany(intent.queries);
  }
}

const insuredIn = ({ insurer, symbol, number, branch, birthDate }: NumberQuery): NumberQuery => ({
  ...{ insurer, symbol, number, branch, birthDate },
});
