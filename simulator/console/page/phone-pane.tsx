import type { PersonShown } from "../../../device/control/counter.ts";
import { act } from "./api.ts";
import { plain, say } from "./language.tsx";
import { METHODS } from "./screens.data.ts";
import { counter, offers, people } from "./store.ts";

/** The patients' phones, while the reader asks for one. */
export function PhonePane() {
  const { screen, methods = [] } = counter.value.panel;
  const isWanted = screen === "holdPhone";
  const isOffered = screen === "placeCard" && methods.length > 0;
  if (!offers("holdPhone") || !(isWanted || isOffered)) return null;
  const owners = people.value.filter(({ phone }) => phone !== undefined);
  return (
    <section class={isWanted ? "phones wanted" : "phones"} aria-label={say(PHONES)}>
      <h2>{say(PHONES)}</h2>
      {isOffered && <p class="soft small">{say(FIRST)}</p>}
      {owners.map((person) => (
        <Phone key={person.id} person={person} isWanted={isWanted} />
      ))}
    </section>
  );
}

function Phone({ person, isWanted }: { readonly person: PersonShown; readonly isWanted: boolean }) {
  const kind = METHODS[person.phone ?? ""]?.name;
  return (
    <button
      class="act phone"
      disabled={!isWanted}
      onClick={() => void act({ intent: "holdPhone", persona: person.id })}
    >
      <i class="glyph glyph-phone" aria-hidden="true" />
      <span>
        <span lang="ja">{plain(person.name, 20)}</span> <small>{kind && say(kind)}</small>
      </span>
    </button>
  );
}

const PHONES = { ja: "スマートフォン", en: "Phones" };
const FIRST = { ja: "先に画面で種類を選びます", en: "choose its kind on the screen first" };
