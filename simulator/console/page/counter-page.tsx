import { useSignal } from "@preact/signals";
import { act } from "./api.ts";
import { plain, say } from "./language.tsx";
import { Panel, textOf } from "./panel.tsx";
import { PersonPane } from "./people-before-camera.tsx";
import { counter, onReader } from "./store.ts";
import { CARD_KIND, MiniCard, place, Tray } from "./tray.tsx";

/** A face-auth reader as it stands on a counter, with the cards on one side and the patient on the other. */
export function CounterPage() {
  const { panel } = counter.value;
  return (
    <div class="counter-page">
      <Tray />
      <div class="middle">
        <p class="coach" role="status">
          <b>{say(NEXT)}</b> {say(textOf(panel.screen).hint)}
        </p>
        <Reader />
      </div>
      <PersonPane />
    </div>
  );
}

function Reader() {
  const over = useSignal(false);
  const { panel, line } = counter.value;
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
      <Panel shown={panel} />
      <CardBed />
      <p class="maker" aria-hidden="true">
        shikaku <span class={line === "open" ? "lamp on" : "lamp"} />
      </p>
    </div>
  );
}

/** Where the card lies. */
function CardBed() {
  const person = onReader.value;
  return (
    <div class={`bed ${person ? "full" : ""}`}>
      {person ? (
        <>
          <MiniCard person={person} />
          <span class="bed-name" lang="ja">
            {plain(person.name, 24)}
          </span>
          <button class="act" onClick={() => void act({ intent: "removeCard" })}>
            {say(TAKE)}
          </button>
        </>
      ) : (
        <span class="bed-empty">{say(HERE)}</span>
      )}
    </div>
  );
}

const NEXT = { ja: "つぎに", en: "Next" };
const TAKE = { ja: "カードを取る", en: "Take the card" };
const HERE = { ja: "ここにカードを置く", en: "the card goes here" };
