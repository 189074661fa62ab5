import { useSignal } from "@preact/signals";
import type { StrengthJson } from "../../strength/strength-report.ts";
import { plain, say } from "./language.ts";

/** How well the suite finds what is broken on purpose: every mutant a square, its row on demand. */
export function KillMatrix({ strength }: { readonly strength: StrengthJson }) {
  const wanted = useSignal("");
  const { mutants, benign, killRate, lowerBound } = strength;
  const roles = [...new Set(mutants.map(({ role }) => role))];
  const chosen = mutants.find(({ id }) => id === wanted.value);
  return (
    <section class="matrix">
      <h2>{say(TITLE)}</h2>
      <p class="matrix-rate">
        <b>{percent(killRate)}</b> {say(KILLED)} · {say(BOUND)} {percent(lowerBound)} · {mutants.length} {say(MUTANTS)}{" "}
        · {benign.filter(({ spared }) => spared).length}/{benign.length} {say(SPARED)}
      </p>
      {roles.map((role) => (
        <div key={role}>
          <h3>{plain(role, 20)}</h3>
          <div class="squares">
            {mutants
              .filter((mutant) => mutant.role === role)
              .map((mutant) => (
                <button
                  key={mutant.id}
                  class={`square ${mutant.killed ? (mutant.rightReason ? "pass" : "review") : "fail"}`}
                  aria-label={`${mutant.id}: ${say(mutant.killed ? KILLED : SURVIVED)}`}
                  aria-pressed={wanted.value === mutant.id}
                  onClick={() => (wanted.value = mutant.id)}
                />
              ))}
          </div>
        </div>
      ))}
      {chosen && (
        <p class="matrix-row" role="status">
          <b>{plain(chosen.id, 40)}</b> {chosen.clause} · {chosen.expectedReason} →{" "}
          {chosen.killedBy.length > 0 ? chosen.killedBy.join(", ") : say(SURVIVED)}
        </p>
      )}
    </section>
  );
}

const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;

const TITLE = { ja: "試験の強さ（わざと壊した製品を見つけられるか）", en: "Strength: are broken products found?" };
const KILLED = { ja: "発見", en: "found" };
const SURVIVED = { ja: "見逃し", en: "missed" };
const BOUND = { ja: "信頼下限", en: "lower bound" };
const MUTANTS = { ja: "種類の不具合", en: "mutants" };
const SPARED = { ja: "正当な変種を不適合にしない", en: "legal variants spared" };
