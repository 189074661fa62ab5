import type { Dial } from "../../device/control/dials.ts";

/** What is to be answered the next times, person by person, in the order in which it was dialled. */
export interface DialledAnswers {
  dial(answer: Dial): void;
  /** What was dialled and not given yet. */
  list(): readonly Dial[];
  /** The next one for this person that fits; it is gone by that, or has one time less. */
  take(persona: string, fits: (answer: Dial) => boolean): Dial | undefined;
  clear(): void;
}

/** `changed`: another answer waits, or one less. */
export function dialledAnswers(changed: () => void = () => undefined): DialledAnswers {
  let answers: readonly Dial[] = [];
  const set = (next: readonly Dial[]) => {
    answers = next;
    changed();
  };
  return {
    dial: (answer) => set([...answers, answer]),
    list: () => answers,
    take(persona, fits) {
      const next = answers.find((answer) => answer.persona === persona && fits(answer));
      if (!next) return undefined;
      const times = (next.times ?? 1) - 1;
      set(answers.flatMap((answer) => (answer !== next ? [answer] : times > 0 ? [{ ...next, times }] : [])));
      return next;
    },
    clear: () => set([]),
  };
}
