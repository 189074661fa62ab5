import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Answers, ask, does } from "./api.ts";
import { plain, say } from "./language.tsx";
import { about, counter, people } from "./store.ts";

type Fault = Answers["faults"]["faults"][number];

/** What can be made to go wrong, a switch each; and the next answer of the centre, dialled. */
export function FaultPane() {
  const faults = useSignal<readonly Fault[]>([]);
  const refresh = async () => {
    try {
      faults.value = (await ask<Answers["faults"]>("faults")).faults;
    } catch {
      faults.value = [];
    }
  };
  const [began, changes] = [about.value?.began, counter.value.switched];
  useEffect(() => void refresh(), [began, changes]);
  const turn = async ({ name, on }: Fault) => {
    await does(on ? "DELETE" : "PUT", `faults/${encodeURIComponent(name)}`);
    await refresh();
  };
  return (
    <section class="pane faults" aria-label={say(FAULTS)}>
      <h2>{say(FAULTS)}</h2>
      <DialForm />
      <Switches faults={faults.value.filter(isOutside)} onTurn={turn} />
      <details open={faults.value.some((fault) => fault.on && !isOutside(fault))}>
        <summary>{say(PRODUCTS)}</summary>
        <p class="soft small">{say(ANEW)}</p>
        <Switches faults={faults.value.filter((fault) => !isOutside(fault))} onTurn={turn} />
      </details>
    </section>
  );
}

/** Lines, disks and the centre; the rest are products with a fault, as the suite breaks them. */
const isOutside = ({ name }: Fault): boolean => !/^[MB]-/.test(name);

function Switches({
  faults,
  onTurn,
}: {
  readonly faults: readonly Fault[];
  readonly onTurn: (fault: Fault) => Promise<void>;
}) {
  return (
    <ul>
      {faults.map((fault) => (
        <li key={fault.name}>
          <label class="switch">
            <input type="checkbox" role="switch" checked={fault.on} onChange={() => void onTurn(fault)} />
            <span>
              {plain(say(fault), 140)} <code>{plain(fault.name, 40)}</code>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function DialForm() {
  const who = useSignal("hanako");
  const validity = useSignal("3");
  return (
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
        {Object.entries(ANSWERS).map(([code, name]) => (
          <option key={code} value={code}>
            {say(name)}
          </option>
        ))}
      </select>
      <button class="act" type="submit">
        {say(DIAL)}
      </button>
    </form>
  );
}

const FAULTS = { ja: "わざと起こす不具合", en: "What is made to go wrong" };
const PRODUCTS = { ja: "製品の不具合（試験の強さを測るものと同じ）", en: "Broken products, as the suite breaks them" };
const ANEW = {
  ja: "どれを切り替えても、窓口は起動し直され、途中の受付は打ち切られます。",
  en: "Each of these starts the counter anew, and breaks off a reception that is under way.",
};
const NEXT = { ja: "次の回答:", en: "The next answer:" };
const WHO = { ja: "患者", en: "patient" };
const WHAT = { ja: "資格の有効性", en: "validity" };
const DIAL = { ja: "決める", en: "Dial" };
const ANSWERS = {
  "1": { ja: "有効", en: "valid" },
  "2": { ja: "無効", en: "lost" },
  "3": { ja: "無効（新しい資格あり）", en: "lost, a newer one exists" },
  "4": { ja: "該当資格なし", en: "none" },
  "5": { ja: "複数該当", en: "several" },
  "6": { ja: "有効（未登録）", en: "valid, unregistered" },
} as const;
