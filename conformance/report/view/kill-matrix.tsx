import { useSignal } from "@preact/signals";
import type { StrengthJson } from "../../strength/strength-report.ts";
import { plain, say, type Text } from "./language.ts";

/** How well the suite finds what is broken on purpose: every mutant a square, its row on demand. */
export function KillMatrix({ strength }: { readonly strength: StrengthJson }) {
  const wanted = useSignal("");
  const { mutants, benign, killRate, lowerBound, casesThatKillNothing, casesThatDoNotCount } = strength;
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
                  class={`square ${lookOf(mutant)}`}
                  aria-label={`${mutant.id}: ${say(fateOf(mutant))}`}
                  aria-pressed={wanted.value === mutant.id}
                  onClick={() => (wanted.value = mutant.id)}
                />
              ))}
          </div>
        </div>
      ))}
      <IdList says={IDLE} ids={casesThatKillNothing} />
      <IdList says={SHARED} ids={casesThatDoNotCount} />
      {chosen && (
        <p class="matrix-row" role="status">
          <b>{plain(chosen.id, 40)}</b> {chosen.clause} · {chosen.expectedReason} →{" "}
          {chosen.killedBy.length > 0 ? chosen.killedBy.join(", ") : say(chosen.equivalent ?? fateOf(chosen))}
        </p>
      )}
    </section>
  );
}

const IdList = ({ says, ids }: { readonly says: Text; readonly ids: readonly string[] }) =>
  ids.length === 0 ? null : (
    <p class="matrix-ids">
      {say(says)} ({ids.length}): {plain(ids.join(", "), 4_000)}
    </p>
  );

type Outcome = StrengthJson["mutants"][number];

/** One that was proven to be no different from a right product is not to be found. */
const isAsItShouldBe = ({ equivalent, killed, rightReason }: Outcome) => (equivalent ? !killed : killed && rightReason);

const lookOf = (mutant: Outcome): string =>
  mutant.equivalent && isAsItShouldBe(mutant)
    ? "inapplicable"
    : isAsItShouldBe(mutant)
      ? "pass"
      : mutant.killed
        ? "review"
        : "fail";

const fateOf = ({ equivalent, killed }: Outcome): Text => (killed ? KILLED : equivalent ? EQUIVALENT : SURVIVED);

const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;

const TITLE = { ja: "試験の強さ（わざと壊した製品を見つけられるか）", en: "Strength: are broken products found?" };
const KILLED = { ja: "発見", en: "found" };
const SURVIVED = { ja: "見逃し", en: "missed" };
const EQUIVALENT = {
  ja: "正しい製品と区別できない（数えない）",
  en: "no different from a right product (not counted)",
};
const IDLE = { ja: "どの不具合も見つけない試験", en: "Cases that find none" };
const SHARED = {
  ja: "その試験だけが見つける不具合も、その試験だけが確かめる条文もない試験",
  en: "Cases that share all that they find and verify with others",
};
const BOUND = { ja: "信頼下限", en: "lower bound" };
const MUTANTS = { ja: "種類の不具合", en: "mutants" };
const SPARED = { ja: "正当な変種を不適合にしない", en: "legal variants spared" };
