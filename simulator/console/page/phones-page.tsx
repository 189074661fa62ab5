import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Address, Phones } from "../../../device/control/phones.ts";
import { ask, does, refusal, refusedBecause, send } from "./api.ts";
import { attempt } from "./attempt.ts";
import { say } from "./language.tsx";
import { PhoneView } from "./phone-view.tsx";
import { FACILITY, MODES } from "./phones.data.ts";
import "./phones.css";

/** Care away from the counter: the facility's settings, its patient's phone, and the devices of its staff. */
export function PhonesPage() {
  const phones = useSignal<Phones | undefined>(undefined);
  // What an act was refused for stays on screen while the phones are looked at again.
  const refresh = async () => {
    try {
      phones.value = await ask<Phones>("phones");
    } catch (error) {
      refusal.value = refusedBecause(error);
    }
  };
  useEffect(() => void refresh(), []);
  const now = phones.value;
  if (!now) return <p class="soft phones-wait">{say(FACILITY.wait)}</p>;
  return (
    <div class="phones-page">
      <FacilityPane modes={now.modes} onChange={refresh} />
      {now.phones.map((phone) => (
        <PhoneView key={phone.name} phone={phone} onChange={refresh} />
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
