import { type Signal, signal } from "@preact/signals";
import type { StoredCase, StoredRun } from "../stored-run.ts";
import { say } from "./language.ts";
import { TraceView } from "./trace-view.tsx";

/** The trace of one case, drawn when somebody wants to see it. */
export function CaseTrace({
  result,
  clock,
  isOpen,
}: {
  readonly result: StoredCase;
  readonly clock: StoredRun["clock"];
  readonly isOpen: Signal<boolean>;
}) {
  const { observation, checks, verdict } = result;
  const marked = new Set(checks.filter((check) => check.verdict === verdict).flatMap(({ saw = [] }) => saw));
  return (
    <>
      <button class="look" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        {say(isOpen.value ? CLOSE : OPEN)} ({observation.events.length})
      </button>
      {isOpen.value && <TraceView trace={signal({ events: observation.events, marked, clock })} />}
    </>
  );
}

const OPEN = { ja: "▸ やり取りを見る", en: "▸ See the exchange" };
const CLOSE = { ja: "▾ 閉じる", en: "▾ Close" };
