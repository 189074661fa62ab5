import { DeviceError, type Lang } from "../../device/errors.ts";
import type { Cancel, Clock, Intent, Operator } from "../../device/ports.ts";
import type { Bilingual } from "../bilingual.ts";
import { ACTS } from "./acts.data.ts";
import { type Answer, type DialogEvent, type DialogState, dialogStep } from "./dialog-machine.ts";
import { actCard, type Heading, SENTENCES, SENTENCES_WITH_BUTTONS } from "./dialog-text.ts";
import { RepeatWished, StopWished } from "./wishes.ts";

/** Where a person sits: text goes there, and lines come back. */
export interface Desk {
  show(text: string): void;
  /** Whether there is a button for each answer. */
  readonly hasButtons?: boolean;
  /** Lines from now on, `undefined` once the person has gone. What was typed while nothing was asked answers nothing. */
  onLine(heard: (line: string | undefined) => void): Cancel;
}

export interface DialogOptions {
  readonly desk: Desk;
  readonly lang: Lang;
  /** The time that the person lives in. */
  readonly clock: Clock;
  readonly caseId: string;
  readonly nameOf: Heading["nameOf"];
  readonly noteOf?: Heading["noteOf"];
  /** Pauses, for the trace. */
  readonly note?: (mark: string) => void;
}

/** An operator who is a person: each act is asked for in words, and is done when the person says so. What is typed here is never kept. */
export function dialogOperator({ desk, lang, clock, caseId, nameOf, noteOf, note }: DialogOptions): Operator {
  let act = 0;
  const sentences = desk.hasButtons ? SENTENCES_WITH_BUTTONS : SENTENCES;
  return {
    async perform(intent) {
      act++;
      desk.show(actCard(intent, { caseId, act, nameOf, noteOf, hasButtons: desk.hasButtons }, lang));
      settle(await ask(intent), intent.intent);
      desk.show(`  ${DONE[lang]}`);
    },
  };

  function ask(intent: Intent): Promise<Answer> {
    return new Promise((resolve) => {
      const timed = intent.intent === "wait";
      let state: DialogState = { at: timed ? "waiting" : "asking" };
      let forget: (() => void) | undefined;
      // After a pause the whole time is there again.
      const startTime = () => {
        const milliseconds = timed ? intent.milliseconds : ACTS[intent.intent].patience * 1000;
        forget = clock.after(milliseconds, () => take({ is: "timeUp" }));
      };
      const take = (event: DialogEvent) => {
        const [next, ...effects] = dialogStep(state, event);
        state = next;
        for (const effect of effects) {
          if (effect.do === "startTime") startTime();
          else if (effect.do === "stopTime") forget?.();
          else if (effect.do === "answer") {
            deafen();
            resolve(effect.answer);
          } else {
            desk.show(`  ${sentences[effect.sentence][lang]}`);
            if (effect.sentence !== "notUnderstood") note?.(`operator ${effect.sentence}`);
          }
        }
      };
      startTime();
      const deafen = desk.onLine((line) => take(eventOf(line)));
    });
  }
}

/** Between two acts keys are not read: what is typed there must not answer the next one. */
const DONE: Bilingual = {
  ja: "製品の反応を待っています（中断は Ctrl-C）。",
  en: "Waiting for the product (Ctrl-C stops the run).",
};

const EVENTS: Readonly<Record<string, DialogEvent["is"]>> = {
  "": "done",
  "r": "again",
  "s": "skip",
  "p": "pause",
  "q": "stop",
};

/** Full-width letters are what a Japanese keyboard may give. */
const eventOf = (line: string | undefined): DialogEvent =>
  line === undefined ? { is: "gone" } : { is: EVENTS[line.normalize("NFKC").trim().toLowerCase()] ?? "other" };

const GAVE_UP: Readonly<Record<"skip" | "timeUp" | "gone", Bilingual>> = {
  skip: { ja: "担当者がこの試験を飛ばしました", en: "the operator skipped the case" },
  timeUp: { ja: "時間内に返事がありませんでした", en: "nobody answered in time" },
  gone: {
    ja: "端末の前に誰もいません（標準入力が閉じています）",
    en: "nobody is at the terminal (its input is closed)",
  },
};

function settle(answer: Answer, intent: Intent["intent"]): void {
  if (answer === "done") return;
  if (answer === "again") throw new RepeatWished();
  if (answer === "stop") throw new StopWished();
  const { ja, en } = GAVE_UP[answer];
  // To skip is a wish; the others are nobody's.
  const setup = answer === "skip" ? undefined : "operator.away";
  throw new DeviceError("operator.gaveUp", { intent, why: en, ja, setup });
}
