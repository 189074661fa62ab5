import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Address, Phones } from "../../../device/control/phones.ts";
import { ask, does, refusal, refusedBecause, send } from "./api.ts";
import { attempt } from "./attempt.ts";
import { say } from "./language.tsx";
import { type Phone, PhoneView } from "./phone-view.tsx";
import { FACILITY, MODES } from "./phones.data.ts";
import { counter, reached } from "./store.ts";
import "./phones.css";

/** Care away from the counter: the facility's settings, its patient's phone, and the devices of its staff. */
export function PhonesPage() {
  const phones = useSignal<Phones | undefined>(undefined);
  const asked = useRef(0);
  const isUntold = useSignal(false);
  // What an act was refused for stays on screen while the phones are looked at again. Of two answers the later question's counts.
  const refresh = async () => {
    const mine = ++asked.current;
    isUntold.value = false;
    try {
      const told = await ask<Phones>("phones");
      if (mine === asked.current) phones.value = told;
    } catch (error) {
      if (mine !== asked.current) return;
      refusal.value = refusedBecause(error);
      isUntold.value = true;
    }
  };
  // A line that was down when they were asked may be up again.
  const [again, changes, faults] = [reached.value, counter.value.phoned, counter.value.switched];
  useEffect(() => void refresh(), [again, changes, faults]);
  const now = phones.value;
  if (!now)
    return (
      <div class="phones-wait">
        <p class="soft" role="status">
          {say(isUntold.value ? FACILITY.untold : FACILITY.wait)}
        </p>
        {isUntold.value && (
          <button class="act" onClick={() => void refresh()}>
            {say(FACILITY.again)}
          </button>
        )}
      </div>
    );
  /** Known at once: what was asked before does not know it, and is not listened to any more. */
  const held = ({ card: _, ...phone }: Phone, persona: string) => {
    asked.current++;
    const next = persona === "" ? phone : { ...phone, card: persona };
    phones.value = { ...now, phones: now.phones.map((each) => (each.name === phone.name ? next : each)) };
  };
  return (
    <div class="phones-page">
      <FacilityPane modes={now.modes} onChange={refresh} />
      {now.phones.map((phone) => (
        <PhoneView key={phone.name} phone={phone} onHeld={(persona) => held(phone, persona)} onChange={refresh} />
      ))}
    </div>
  );
}

/** What staff set at their terminal, and the address that they send to patients. */
function FacilityPane({
  modes,
  onChange,
}: {
  readonly modes: Phones["modes"];
  readonly onChange: () => Promise<void>;
}) {
  const urls = useSignal<Readonly<Record<string, string>>>({});
  const turn = async (mode: keyof Phones["modes"]) => {
    await does("PUT", "phones/modes", { [mode]: !modes[mode] });
    await onChange();
  };
  const find = (use: string) =>
    attempt(async () => {
      const { url } = (await (await send("POST", `phones/addresses/${use}`)).json()) as Address;
      // A link that leads anywhere else than to a page is none.
      if (/^https?:/.test(url)) urls.value = { ...urls.value, [use]: url };
    });
  return (
    <section class="pane facility" aria-labelledby="facility-title">
      <h2 id="facility-title">{say(FACILITY.title)}</h2>
      <p class="soft">{say(FACILITY.about)}</p>
      <ul>
        {MODES.map(({ mode, use, name }) => (
          <li key={mode}>
            <label class="switch">
              <input type="checkbox" role="switch" checked={modes[mode]} onChange={() => void turn(mode)} />
              <span>{say(name)}</span>
            </label>
            <button class="act" disabled={!modes[mode]} onClick={() => void find(use)}>
              {say(FACILITY.address)}
            </button>
            {urls.value[use] !== undefined && modes[mode] && (
              <a class="web-address" href={urls.value[use]} target="_blank" rel="noreferrer">
                {say(FACILITY.open)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
