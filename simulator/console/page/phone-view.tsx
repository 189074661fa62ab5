import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PhoneOutcome, Phones, Reading, Release } from "../../../device/control/phones.ts";
import { does, send } from "./api.ts";
import { attempt } from "./attempt.ts";
import { plain, say } from "./language.tsx";
import { PhoneForm } from "./phone-form.tsx";
import { OutcomeView } from "./phone-outcome.tsx";
import { PHONE, PHONES } from "./phones.data.ts";
import { people } from "./store.ts";
import { MiniCard } from "./tray.tsx";

export type Phone = Phones["phones"][number];

interface Props {
  readonly phone: Phone;
  /** Somebody's card is held to it from now on; nobody's where the word is empty. */
  readonly onHeld: (persona: string) => void;
  readonly onChange: () => Promise<void>;
}

/** One device with whose card is held to it, what its app asks, and what came of it. */
export function PhoneView({ phone, onHeld, onChange }: Props) {
  const { name, registered, reader, card } = phone;
  const outcome = useSignal<PhoneOutcome | undefined>(undefined);
  // What came of one card is not shown beside another one.
  useEffect(() => void (outcome.value = undefined), [card]);
  const isBusy = useSignal(false);
  const post = async (path: string, body: unknown) => {
    isBusy.value = true;
    outcome.value = undefined;
    await attempt(async () => {
      outcome.value = (await (await send("POST", `phones/${name}/${path}`, body)).json()) as PhoneOutcome;
    });
    isBusy.value = false;
    await onChange();
  };
  const register = async () => {
    await post("registration", {});
    // That it may call now is shown by its form; there is nobody's eligibility to tell.
    if (outcome.value?.is === "given") outcome.value = undefined;
  };
  const strikeOff = async () => {
    outcome.value = undefined;
    await does("DELETE", `phones/${name}/registration`);
    await onChange();
  };
  const title = `phone-${name}`;
  return (
    <section class="pane phone" data-phone={name} aria-labelledby={title} aria-busy={isBusy.value}>
      <h2 id={title}>{say(PHONES[name].title)}</h2>
      <p class="soft">{say(PHONES[name].about)}</p>
      {reader === undefined ? (
        <HeldCard phone={phone} onHeld={onHeld} onChange={onChange} />
      ) : (
        <RealReader name={reader} />
      )}
      {registered ? (
        <PhoneForm
          name={name}
          isBusy={isBusy.value}
          asksLastTry={outcome.value?.is === "card" && outcome.value.because === "lastTry"}
          onRead={(reading: Reading) => post("readings", reading)}
          onRelease={(release: Release) => post("release", release)}
        />
      ) : (
        <button class="act primary" disabled={isBusy.value} onClick={() => void register()}>
          {say(PHONE.register)}
        </button>
      )}
      {registered && name !== "patient" && (
        <button class="act" disabled={isBusy.value} onClick={() => void strikeOff()}>
          {say(PHONE.strikeOff)}
        </button>
      )}
      <div class="outcome" role="status">
        {isBusy.value && <p class="soft">{say(PHONE.reading)}</p>}
        {outcome.value && <OutcomeView outcome={outcome.value} />}
      </div>
    </section>
  );
}

function HeldCard({ phone: { name, card }, onHeld, onChange }: Props) {
  const hold = async (persona: string) => {
    const isHeld =
      persona === ""
        ? await does("DELETE", `phones/${name}/card`)
        : await does("PUT", `phones/${name}/card`, { persona });
    if (isHeld) onHeld(persona);
    await onChange();
  };
  const person = people.value.find(({ id }) => id === card);
  return (
    <label class="held">
      <span>{say(PHONE.card)}</span>
      <select value={card ?? ""} onChange={(event) => void hold(event.currentTarget.value)}>
        <option value="">{say(PHONE.noCard)}</option>
        {people.value.map(({ id, name, note }) => (
          <option key={id} value={id}>
            {plain(name, 20)} – {plain(say(note), 60)}
          </option>
        ))}
      </select>
      {person && <MiniCard person={person} />}
    </label>
  );
}

const RealReader = ({ name }: { readonly name: string }) => (
  <p class="held">
    {say(PHONE.reader)} <code>{plain(name, 60)}</code>
  </p>
);
