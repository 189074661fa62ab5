import { useSignal } from "@preact/signals";
import type { PersonShown } from "../../../device/control/counter.ts";
import { act } from "./api.ts";
import { plain, say } from "./language.tsx";
import { onReader, people } from "./store.ts";

/** The patients' cards. Each is a button that can also be dragged to the reader. */
export function Tray() {
  const wanted = useSignal("");
  const words = wanted.value.normalize("NFKC").toLowerCase();
  const shown = people.value.filter((person) => words === "" || searchable(person).includes(words));
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
      <ul>
        {shown.map((person) => (
          <li key={person.id}>
            <CardTile person={person} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p class="soft">{say(NOBODY)}</p>}
    </section>
  );
}

function CardTile({ person }: { readonly person: PersonShown }) {
  const { id, name, note } = person;
  const isThere = onReader.value?.id === id;
  return (
    <button
      class="tile"
      draggable
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
const NOBODY = { ja: "該当する患者がいません", en: "Nobody matches" };
