import { useSignal } from "@preact/signals";
import { act } from "./api.ts";
import { plain, say, type Text } from "./language.tsx";
import { Panel, textOf } from "./panel.tsx";
import { PersonPane } from "./people-before-camera.tsx";
import { AskingPane } from "./asking-pane.tsx";
import { FaultsOn } from "./faults-on.tsx";
import { END_REASONS } from "./end-reasons.data.ts";
import { PhonePane } from "./phone-pane.tsx";
import { CARD_WAITS, MEND, TROUBLES } from "./screens.data.ts";
import { ReceptionSteps } from "./reception-steps.tsx";
import { counter, onReader } from "./store.ts";
import { CARD_KIND, MiniCard, place, Tray } from "./tray.tsx";

/** A face-auth reader as it stands on a counter, with the cards on one side and the patient on the other. */
export function CounterPage() {
  const { panel, there } = counter.value;
  return (
    <div class="counter-page">
      <ReceptionSteps screen={panel.screen} there={there} />
      <div class="told">
        <Coach />
        <FaultsOn />
      </div>
      <Tray />
      <Reader />
      <div class="beside">
        <PhonePane />
        <PersonPane />
        <AskingPane />
      </div>
    </div>
  );
}

/** What to do next, and why the last reception came to nothing. */
function Coach() {
  const { panel, ended, trouble, there } = counter.value;
  const isWaiting = there !== undefined && panel.screen === "idle";
  const hint = trouble ? MEND : isWaiting ? CARD_WAITS : textOf(panel, there).hint;
  return (
    <p class="coach" role="status">
      {trouble && (
        <span class="coach-why">
          {say(TROUBLES[trouble.is][trouble.during])} <small>{plain(say(trouble), 240)}</small>
        </span>
      )}
      <b>{say(NEXT)}</b> {say(hint)}
      {!trouble && ended && (
        <span class="coach-why">
          {say(WHY)} {say(END_REASONS[ended])}
        </span>
      )}
    </p>
  );
}

function Reader() {
  const over = useSignal(false);
  const { panel, line, there, unlike } = counter.value;
  return (
    <div
      class={`reader ${over.value ? "over" : ""}`}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes(CARD_KIND)) return;
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        const persona = event.dataTransfer?.getData(CARD_KIND);
        if (persona) void place(persona);
      }}
    >
      <div class="lens" aria-hidden="true">
        <i class={panel.screen === "lookAtCamera" ? "on" : ""} />
      </div>
      <Panel shown={panel} there={there} unlike={unlike} />
      <CardBed />
      <p class="maker" aria-hidden="true">
        shikaku <span class={line === "open" ? "lamp on" : "lamp"} />
      </p>
    </div>
  );
}

/** Where the card lies. */
function CardBed() {
  const { there, panel } = counter.value;
  const person = onReader.value;
  if (!there)
    return (
      <div class="bed">
        <span class="bed-empty">{say(BEDS[panel.screen] ?? HERE)}</span>
      </div>
    );
  return (
    <div class="bed full">
      {there.is === "phone" ? (
        <i class="glyph glyph-phone" aria-hidden="true" />
      ) : (
        person && <MiniCard person={person} />
      )}
      {person ? (
        <span class="bed-name" lang="ja">
          {plain(person.name, 24)}
        </span>
      ) : (
        <span class="bed-name">{say(WHOSE)}</span>
      )}
      <button class="act" onClick={() => void act({ intent: "removeCard" })}>
        {say(there.is === "phone" ? TAKE_PHONE : TAKE)}
      </button>
    </div>
  );
}

const NEXT = { ja: "つぎに", en: "Next" };
const TAKE = { ja: "カードを取る", en: "Take the card" };
const TAKE_PHONE = { ja: "スマートフォンを離す", en: "Take the phone" };
const WHOSE = { ja: "誰のカードか分かりません", en: "nobody can tell whose card" };
const WHY = { ja: "受付できなかった理由:", en: "Why it came to nothing:" };
/** What the empty place is for, where it is not for a card. */
const BEDS: Readonly<Record<string, Text | undefined>> = {
  holdPhone: { ja: "ここにスマートフォンをかざす", en: "hold the phone here" },
  updating: { ja: "更新が終わるまでお待ちください", en: "wait until the update is done" },
};
const HERE = { ja: "ここにカードを置く", en: "the card goes here" };
