import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Dial } from "../../../device/control/dials.ts";
import { type Answers, ask, does } from "./api.ts";
import { plain, say, type Text } from "./language.tsx";
import { counter, people, personById, reached } from "./store.ts";
import { VALIDITY, validityOf } from "./validity.ts";

/** What the centre answers next, and what of it still waits: an answer that is forgotten meets a patient whom nobody meant. */
export function DialPane() {
  const who = useSignal("hanako");
  const validity = useSignal("3");
  const waiting = useSignal<readonly Dial[]>([]);
  const refresh = async () => {
    waiting.value = await ask<Answers["answers"]>("answers").then(
      ({ answers }) => answers,
      () => waiting.value,
    );
  };
  const [again, changes] = [reached.value, counter.value.switched];
  useEffect(() => void refresh(), [again, changes]);
  return (
    <>
      <form
        class="row dial"
        onSubmit={(event) => {
          event.preventDefault();
          void does("POST", "answers", { persona: who.value, validity: validity.value });
        }}
      >
        <span>{say(NEXT)}</span>
        <select aria-label={say(WHO)} value={who.value} onChange={(event) => (who.value = event.currentTarget.value)}>
          {people.value.map(({ id, name }) => (
            <option key={id} value={id}>
              {plain(name, 20)}
            </option>
          ))}
        </select>
        <select
          aria-label={say(WHAT)}
          value={validity.value}
          onChange={(event) => (validity.value = event.currentTarget.value)}
        >
          {Object.entries(VALIDITY).map(([code, name]) => (
            <option key={code} value={code}>
              {say(name)}
            </option>
          ))}
        </select>
        <button class="act" type="submit">
          {say(DIAL)}
        </button>
      </form>
      <div role="status">{waiting.value.length > 0 && <Waiting answers={waiting.value} />}</div>
    </>
  );
}

function Waiting({ answers }: { readonly answers: readonly Dial[] }) {
  return (
    <div class="row dialled">
      <span>
        {say(WAITS)} {answers.slice(0, SHOWN).map(told).join(say(COMMA))}
        {answers.length > SHOWN && ` … (${answers.length})`}
      </span>
      <button class="act" onClick={() => void does("DELETE", "answers")}>
        {say(TAKE_BACK)}
      </button>
    </div>
  );
}

const SHOWN = 6;

function told({ persona, validity, code, milliseconds, times = 1 }: Dial): string {
  const says = [
    ...(validity === undefined ? [] : [say(validityOf(validity))]),
    ...(code === undefined ? [] : [plain(code, 12)]),
    ...(milliseconds === undefined ? [] : [`+${milliseconds} ms`]),
  ];
  return `${plain(personById(persona)?.name ?? persona, 20)} → ${says.join(" ")}${times > 1 ? ` ×${times}` : ""}`;
}

const NEXT: Text = { ja: "次の回答:", en: "The next answer:" };
const WHO: Text = { ja: "患者", en: "patient" };
const WHAT: Text = { ja: "資格の有効性", en: "validity" };
const DIAL: Text = { ja: "決める", en: "Dial" };
const WAITS: Text = { ja: "これから返る回答:", en: "Answers still to come:" };
const TAKE_BACK: Text = { ja: "すべて取り消す", en: "Take them all back" };
const COMMA: Text = { ja: "、", en: ", " };
