import { useSignal } from "@preact/signals";
import type { PersonShown } from "../../../device/control/counter.ts";
import { act } from "./api.ts";
import { plain, say } from "./language.tsx";
import { onReader, people } from "./store.ts";

/** The patients' cards. Each is a button that can also be dragged to the reader; by keyboard all are one stop, and arrows go through them. */
export function Tray() {
  const wanted = useSignal("");
  const at = useSignal("");
  const words = wanted.value.normalize("NFKC").toLowerCase();
  const shown = people.value.filter((person) => words === "" || searchable(person).includes(words));
  const stop = shown.some(({ id }) => id === at.value) ? at.value : shown[0]?.id;
  return (
    <section class="tray" aria-label={say(CARDS)}>
      <h2>{say(CARDS)}</h2>
      <input
        type="search"
        aria-label={say(SEARCH)}
        placeholder={say(SEARCH)}
        value={wanted.value}
        onInput={(event) => (wanted.value = event.currentTarget.value)}
      />
      <p class="sr" id="tray-keys">
        {say(KEYS)}
      </p>
      <ul aria-label={say(CARDS)} aria-describedby="tray-keys" onKeyDown={goThrough}>
        {shown.map((person) => (
          <li key={person.id}>
            <CardTile person={person} isStop={person.id === stop} onStop={() => (at.value = person.id)} />
          </li>
        ))}
      </ul>
      <p class="soft" role="status">
        {shown.length === 0 && say(NOBODY)}
      </p>
    </section>
  );
}

/** Up and down, to the first and to the last. */
function goThrough(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>(".tile")];
  const here = tiles.findIndex((tile) => tile === document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: tiles.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  tiles[Math.max(0, Math.min(tiles.length - 1, next))]?.focus();
}

interface TileProps {
  readonly person: PersonShown;
  readonly isStop: boolean;
  readonly onStop: () => void;
}

function CardTile({ person, isStop, onStop }: TileProps) {
  const { id, name, note } = person;
  const isThere = onReader.value?.id === id;
  return (
    <button
      class="tile"
      draggable
      tabIndex={isStop ? 0 : -1}
      onFocus={onStop}
      aria-pressed={isThere}
      onDragStart={(event) => event.dataTransfer?.setData(CARD_KIND, id)}
      onClick={(event) => {
        void place(id);
        // By keyboard: what comes next is on the reader's screen.
        if (event.detail === 0) document.querySelector<HTMLElement>(".panel h2")?.focus();
      }}
    >
      <MiniCard person={person} />
      <span class="tile-text">
        <strong lang="ja">{plain(name, 30)}</strong>
        <small>{plain(say(note), 90)}</small>
      </span>
    </button>
  );
}

/** The front of the card, small. */
export const MiniCard = ({ person }: { readonly person: PersonShown }) => (
  <span class="minicard" aria-hidden="true">
    <img src={faceOf(person.id)} alt="" loading="lazy" width="27" height="34" />
    <i />
    <i />
    <i class="chip" />
  </span>
);

export const CARD_KIND = "application/x-shikaku-card";

export const place = (persona: string): Promise<boolean> => act({ intent: "placeCard", persona });

export const faceOf = (id: string, { mask = false, lookAway = false } = {}): string =>
  `/people/${encodeURIComponent(id)}/face?mask=${mask ? 1 : 0}&lookAway=${lookAway ? 1 : 0}`;

const searchable = ({ id, name, kana, note }: PersonShown): string =>
  [id, name, kana, note.ja, note.en].join(" ").normalize("NFKC").toLowerCase();

const CARDS = { ja: "患者のカード", en: "Patients' cards" };
const SEARCH = { ja: "名前や特徴で探す", en: "Search by name or trait" };
const KEYS = {
  ja: "上下の矢印キーで選び、Enter でリーダーに置きます。",
  en: "Choose with the up and down arrows, and lay the card on the reader with Enter.",
};
const NOBODY = { ja: "該当する患者がいません", en: "Nobody matches" };
