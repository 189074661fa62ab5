import type { FaultState } from "../../../device/control/dials.ts";
import { does } from "./api.ts";
import { DialPane } from "./dial-pane.tsx";
import { plain, say } from "./language.tsx";
import { useFaults } from "./use-faults.ts";

/** What can be made to go wrong, a switch each; and the next answer of the centre, dialled. */
export function FaultPane() {
  const { faults, refresh } = useFaults();
  const turn = async ({ name, on }: FaultState) => {
    await does(on ? "DELETE" : "PUT", `faults/${encodeURIComponent(name)}`);
    await refresh();
  };
  return (
    <section class="pane faults" aria-label={say(FAULTS)}>
      <h2>{say(FAULTS)}</h2>
      <DialPane />
      <Switches faults={faults.filter(isOutside)} onTurn={turn} />
      <details open={faults.some((fault) => fault.on && !isOutside(fault))}>
        <summary>{say(PRODUCTS)}</summary>
        <p class="soft small">{say(ANEW)}</p>
        <Switches faults={faults.filter((fault) => !isOutside(fault))} onTurn={turn} />
      </details>
    </section>
  );
}

/** Lines, disks and the centre; the rest are products with a fault, as the suite breaks them. */
const isOutside = ({ name }: FaultState): boolean => !/^[MB]-/.test(name);

function Switches({
  faults,
  onTurn,
}: {
  readonly faults: readonly FaultState[];
  readonly onTurn: (fault: FaultState) => Promise<void>;
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

const FAULTS = { ja: "わざと起こす不具合", en: "What is made to go wrong" };
const PRODUCTS = { ja: "製品の不具合（試験の強さを測るものと同じ）", en: "Broken products, as the suite breaks them" };
const ANEW = {
  ja: "どれを切り替えても、窓口は起動し直され、途中の受付は打ち切られます。",
  en: "Each of these starts the counter anew, and breaks off a reception that is under way.",
};
