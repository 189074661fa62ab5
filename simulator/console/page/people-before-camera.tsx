import { type Signal, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { act } from "./api.ts";
import { plain, say } from "./language.tsx";
import { useCamera } from "./camera-picture.tsx";
import { counter, onReader, people } from "./store.ts";

/** Who stands before the reader, and what he does with his card. */
export function PersonPane() {
  const mask = useSignal(false);
  const lookAway = useSignal(false);
  const other = useSignal("taro");
  const holder = onReader.value;
  const isWanted = counter.value.panel.screen === "lookAtCamera";
  const { faces } = counter.value;
  /** Whom this page sent there, unless somebody has stepped there or gone since. */
  const sent = useRef<{ readonly person: string; readonly faces: number } | undefined>(undefined);
  const show = (person: string) => {
    sent.current = { person, faces: counter.value.faces + 1 };
    return act({ intent: "showFace", person, mask: mask.value, lookAway: lookAway.value });
  };
  /** Whoever stands there already stands otherwise at once. */
  const turn = (how: Signal<boolean>) => {
    how.value = !how.value;
    if (sent.current?.faces === faces) void show(sent.current.person);
  };
  return (
    <section class={`person ${isWanted ? "wanted" : ""}`} aria-label={say(PERSON)}>
      <h2>{say(PERSON)}</h2>
      <div class="portrait">{faces === 0 ? <p class="soft">{say(NOBODY)}</p> : <Seen key={faces} />}</div>
      <fieldset>
        <legend class="sr">{say(HOW)}</legend>
        <label>
          <input type="checkbox" checked={mask.value} onChange={() => turn(mask)} /> {say(MASK)}
        </label>
        <label>
          <input type="checkbox" checked={lookAway.value} onChange={() => turn(lookAway)} /> {say(AWAY)}
        </label>
      </fieldset>
      <button class="act primary" disabled={!holder} onClick={() => holder && void show(holder.id)}>
        {holder ? `${plain(holder.name, 20)}${say(HOLDER)}` : say(NO_CARD)}
      </button>
      <div class="row">
        <select
          aria-label={say(OTHER)}
          value={other.value}
          onChange={(event) => (other.value = event.currentTarget.value)}
        >
          {people.value.map(({ id, name }) => (
            <option key={id} value={id}>
              {plain(name, 20)}
            </option>
          ))}
        </select>
        <button class="act" onClick={() => void show(other.value)}>
          {say(STEP_UP)}
        </button>
      </div>
    </section>
  );
}

/** Whoever stands there, wherever he was sent from. */
function Seen() {
  const picture = useCamera(undefined);
  return picture === undefined ? <p class="soft">{say(NOBODY)}</p> : <img src={picture} alt={say(FACE)} />;
}

const PERSON = { ja: "カメラの前に立つ", en: "Before the camera" };
const FACE = { ja: "いまカメラの前にいる人の顔", en: "the face before the camera" };
const NOBODY = { ja: "まだ誰もいません", en: "nobody yet" };
const HOW = { ja: "立ち方", en: "how to stand" };
const MASK = { ja: "マスクをする", en: "with a mask" };
const AWAY = { ja: "よそ見をする", en: "looking away" };
const HOLDER = { ja: "（本人）が立つ", en: " (the holder) steps up" };
const NO_CARD = { ja: "先にカードを置きます", en: "lay down a card first" };
const OTHER = { ja: "別の人", en: "another person" };
const STEP_UP = { ja: "立つ", en: "steps up" };
