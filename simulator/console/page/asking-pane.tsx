import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Asking } from "../../../device/control/counter.ts";
import { ask, does } from "./api.ts";
import { say, type Text } from "./language.tsx";
import { counter, reached } from "./store.ts";

/** What this counter asks of its patients, from the next reception on. */
export function AskingPane() {
  const asking = useSignal<Asking | undefined>(undefined);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const told = useRef<Asking | undefined>(undefined);
  // What cannot be told just now stands as it was told last, until the counter is reached again.
  const refresh = async () => {
    asking.value = told.current = await ask<Asking>("asking").catch(() => told.current);
  };
  const [again, changes] = [reached.value, counter.value.asked];
  useEffect(() => void refresh(), [again, changes]);
  const now = asking.value;
  if (!now) return null;
  /** One change after the other, each of what holds by then: another page may have asked for something else meanwhile. */
  const set = (name: keyof Asking, wanted: boolean) => {
    asking.value = { ...now, [name]: wanted };
    turn.current = turn.current.then(async () => {
      const latest = await ask<Asking>("asking").catch(() => now);
      await does("POST", "asking", { ...latest, [name]: wanted });
    });
    const mine = turn.current;
    void mine.then(() => (turn.current === mine ? refresh() : undefined));
  };
  return (
    <fieldset class="asking">
      <legend>{say(TITLE)}</legend>
      {(["phones", "prescription"] as const).map((name) => (
        <label key={name}>
          <input type="checkbox" checked={now[name]} onChange={() => set(name, !now[name])} /> {say(NAMES[name])}
        </label>
      ))}
      <p class="soft small">{say(FROM_NEXT)}</p>
    </fieldset>
  );
}

const TITLE: Text = { ja: "この窓口の設定", en: "This counter" };
const FROM_NEXT: Text = {
  ja: "変更は次の受付から効きます。途中の受付はそのまま続きます。",
  en: "A change counts from the next reception on; one under way goes on as it is.",
};
const NAMES: Readonly<Record<keyof Asking, Text>> = {
  phones: { ja: "スマートフォンでも受け付ける", en: "takes phones as well" },
  prescription: { ja: "処方箋の形を尋ねる", en: "asks which prescription" },
};
