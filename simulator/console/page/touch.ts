import type { Intent } from "../../../device/ports.ts";
import { act } from "./api.ts";
import { counter } from "./store.ts";

/** Milliseconds within which the same touch on the same screen is a slip of the finger. */
const SLIP = 1000;

let last: { readonly on: object; readonly intent: string; readonly at: number } | undefined;

/** A finger on the reader's screen. Whoever touches twice means it once: the second touch would wait for that screen to come again. */
export function touch(intent: Intent): void {
  const { panel: on } = counter.value;
  const at = performance.now();
  if (last?.on === on && last.intent === intent.intent && at - last.at < SLIP) return;
  last = { on, intent: intent.intent, at };
  void act(intent);
}
