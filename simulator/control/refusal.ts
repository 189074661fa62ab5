import { DeviceError, isFault } from "../../device/errors.ts";
import type { FaultAnswer } from "../../device/control/messages.ts";
import { REFUSALS } from "../../device/control/operations.data.ts";

export type RefusalStatus = keyof typeof REFUSALS;

/** An answer that is no success: a word for programs, a sentence in each language, and nothing of what was sent. */
export class ControlRefusal extends Error {
  override readonly name = "ControlRefusal";
  readonly status: RefusalStatus;
  readonly answer: FaultAnswer;

  constructor(status: RefusalStatus, answer: Partial<FaultAnswer> = {}) {
    super(REFUSALS[status].en);
    this.status = status;
    const { fault, en, ja } = REFUSALS[status];
    this.answer = { fault, en: `${en}.`, ja: `${ja}。`, ...answer };
  }

  toResponse(headers: Readonly<Record<string, string>> = {}): Response {
    return Response.json(this.answer, { status: this.status, headers });
  }
}

/** What an act that was not done means to whoever asked for it. */
export function refusalOf(error: unknown): ControlRefusal | undefined {
  if (error instanceof ControlRefusal) return error;
  if (!isFault(error) || error.act === "suite") return undefined;
  return new ControlRefusal(statusOf(error), { fault: error.fault, en: error.say("en"), ja: error.say("ja") });
}

function statusOf({ fault }: DeviceError): RefusalStatus {
  if (fault === "operator.notOffered") return 501;
  return fault === "config.invalid" || fault === "call.misuse" ? 400 : 409;
}
