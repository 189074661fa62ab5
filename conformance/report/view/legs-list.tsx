import type { Leg } from "../../catalog/budgets.data.ts";
import { duration, say } from "./language.ts";
import { LEG_NAMES, type LegSeen } from "./trace-legs.ts";

/** What the legs of a trace took, each against its budget. */
export function LegsList({
  legs,
  clock,
}: {
  readonly legs: readonly LegSeen[];
  readonly clock: "virtual" | "system" | undefined;
}) {
  const names = [...new Set(legs.map(({ leg }) => leg))].sort();
  if (names.length === 0) return null;
  return (
    <details class="legs" open>
      <summary>
        {say(LEGS)} <span class="clock-kind">{say(clock ? CLOCKS[clock] : UNTOLD)}</span>
      </summary>
      <ul>
        {names.map((leg) => (
          <LegRow key={leg} leg={leg} seen={legs.filter((each) => each.leg === leg)} />
        ))}
      </ul>
    </details>
  );
}

function LegRow({ leg, seen }: { readonly leg: Leg; readonly seen: readonly LegSeen[] }) {
  const times = seen.map(({ from, to }) => to - from);
  const budget = seen[0]?.budget ?? 1;
  const worst = Math.max(...times);
  const share = (time: number) => Math.min(100, (100 * time) / budget);
  return (
    <li class={worst > budget ? "over" : ""}>
      <span class="leg-name">
        <b>{leg}</b> {say(LEG_NAMES[leg])}
      </span>
      <svg class="leg-bar" viewBox="0 0 104 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="leg-room" x="0" y="3" width="100" height="4" rx="2" />
        {times.slice(-200).map((time, at) => (
          <circle key={at} cx={1 + share(time)} cy="5" r="1.6" />
        ))}
      </svg>
      <span class="leg-time">
        {duration(worst)} / {duration(budget)}
        {seen.length > 1 && <small> ×{seen.length}</small>}
      </span>
    </li>
  );
}

const LEGS = { ja: "区間と予算（最大 / 予算）", en: "Legs against budgets (worst / budget)" };
const CLOCKS = { virtual: { ja: "モデル", en: "model" }, system: { ja: "実測", en: "measured" } };
const UNTOLD = { ja: "モデルか実測かは記録にありません", en: "model or measured: not told" };
