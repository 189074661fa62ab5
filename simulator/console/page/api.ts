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
export const refusedBecause = (error: unknown): FaultAnswer => (error instanceof Refused ? error.answer : UNREACHABLE);

export const act = ({ intent, ...fields }: Intent): Promise<boolean> => does("POST", `intents/${intent}`, fields);

export async function send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(`/${path}`, {
    method,
    ...(signal ? { signal } : {}),
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

const UNREACHABLE: FaultAnswer = {
  fault: "unreachable",
  en: "The counter does not answer. See whether `shikaku serve` still runs, then try again.",
  ja: "窓口から返事がありません。shikaku serve が動いているか確かめ、もう一度試してください。",
};
