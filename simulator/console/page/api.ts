import { signal } from "@preact/signals";
import type { Chart, People } from "../../../device/control/counter.ts";
import type { Dials, Faults } from "../../../device/control/dials.ts";
import type { About, FaultAnswer } from "../../../device/control/messages.ts";
import type { Intent } from "../../../device/ports.ts";

/** The control API of docs/control.yaml, from the origin that served the page. */

export interface Answers {
  readonly about: About;
  readonly people: People;
  readonly chart: Chart;
  readonly faults: Faults;
  readonly answers: Dials;
}

/** What the last act came to, for the person who did it. */
export const refusal = signal<FaultAnswer | undefined>(undefined);

export class Refused extends Error {
  override readonly name = "Refused";
  readonly answer: FaultAnswer;

  constructor(answer: FaultAnswer) {
    super(answer.en);
    this.answer = answer;
  }
}

export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send("GET", path, undefined, signal)).json()) as T;
}

/** Does it, and shows a refusal to the person instead of throwing it. True when it was done. */
export async function does(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<boolean> {
  try {
    await send(method, path, body);
    refusal.value = undefined;
    return true;
  } catch (error) {
    refusal.value = refusedBecause(error);
    return false;
  }
}

/** What to tell a person whose act came to nothing. */
export function refusedBecause(error: unknown): FaultAnswer {
  if (error instanceof Refused) return error.answer;
  return error instanceof DOMException && error.name === "TimeoutError" ? SLOW : UNREACHABLE;
}

export const act = ({ intent, ...fields }: Intent): Promise<boolean> => does("POST", `intents/${intent}`, fields);

/** Rejects when nothing has come back within `PATIENCE`. */
export async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const late = AbortSignal.timeout(PATIENCE);
  const response = await fetch(`/${path}`, {
    method,
    signal: signal ? AbortSignal.any([signal, late]) : late,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  if (response.ok) return response;
  throw new Refused(await faultOf(response));
}

async function faultOf(response: Response): Promise<FaultAnswer> {
  try {
    const { fault, en, ja } = (await response.json()) as Partial<FaultAnswer>;
    if (typeof fault === "string" && typeof en === "string" && typeof ja === "string") return { fault, en, ja };
  } catch {
    // Not as declared: the status has to do.
  }
  const { status } = response;
  return { fault: "status", en: `The counter answered ${status}.`, ja: `窓口が ${status} で答えました。` };
}

/** Milliseconds: hands at a counter that is well take a second, and whole runs are fetched as well. */
const PATIENCE = 20_000;
const SLOW: FaultAnswer = {
  fault: "slow",
  en: "Nothing has come back for 20 seconds. See what the reader shows: the act may have been done. If nothing moves, look whether `shikaku serve` is busy, and close other pages that have this address open.",
  ja: "20 秒たっても返事がありません。操作が行われたかどうかを、リーダーの画面で確かめてください。何も動かないときは、shikaku serve の様子を見て、同じアドレスを開いているほかの画面を閉じてください。",
};
const UNREACHABLE: FaultAnswer = {
  fault: "unreachable",
  en: "The counter does not answer. See whether `shikaku serve` still runs, then try again.",
  ja: "窓口から返事がありません。shikaku serve が動いているか確かめ、もう一度試してください。",
};
