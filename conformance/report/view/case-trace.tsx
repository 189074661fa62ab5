import { type Signal, signal } from "@preact/signals";
import type { StoredCase } from "../stored-run.ts";
import { say } from "./language.ts";
import { TraceView } from "./trace-view.tsx";

/** The trace of one case, drawn when somebody wants to see it. */
export function CaseTrace({ result, isOpen }: { readonly result: StoredCase; readonly isOpen: Signal<boolean> }) {
  const { observation, checks, verdict } = result;
  const marked = new Set(checks.filter((check) => check.verdict === verdict).flatMap(({ saw = [] }) => saw));
  return (
    <>
      <button class="look" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        {say(isOpen.value ? CLOSE : OPEN)} ({observation.events.length})
      </button>
      {isOpen.value && <TraceView trace={signal({ events: observation.events, marked })} />}
    </>
  );
}

const OPEN = { ja: "▸ やり取りを見る", en: "▸ See the exchange" };
const CLOSE = { ja: "▾ 閉じる", en: "▾ Close" };
