import type { Desk } from "../../conformance/operator/dialog.ts";
import type { RunAnswer, RunState } from "../../device/control/runs.ts";

/** A person who sits at a browser: what is asked waits to be fetched, and the answer comes when it comes. */
export interface BrowserDesk extends Desk {
  question(): RunState["ask"] | undefined;
  /** False when that question is not asked any more. */
  answer(number: number, answer: RunAnswer["answer"]): boolean;
  /** Nobody sits there any more. */
  leave(): void;
}

/** As the dialog reads them (`conformance/operator/dialog.ts`). */
const KEYS: Readonly<Record<RunAnswer["answer"], string>> = { done: "", again: "r", skip: "s", pause: "p", stop: "q" };
const MOST = 40;

export function browserDesk(): BrowserDesk {
  let lines: string[] = [];
  let take: ((line: string | undefined) => void) | undefined;
  let number = 0;
  let gone = false;
  return {
    hasButtons: true,
    show(text) {
      lines = [...lines, ...text.split("\n")].slice(-MOST);
    },
    onLine(heard) {
      take = heard;
      number++;
      if (gone) queueMicrotask(() => heard(undefined));
      return () => {
        if (take !== heard) return;
        take = undefined;
        lines = [];
      };
    },
    question: () => (take ? { number, lines } : undefined),
    answer(asked, answer) {
      if (!take || asked !== number) return false;
      take(KEYS[answer]);
      return true;
    },
    leave() {
      gone = true;
      take?.(undefined);
    },
  };
}
