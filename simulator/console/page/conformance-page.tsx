import { useEffect } from "preact/hooks";
import type { RunPlan } from "../../../device/control/runs.ts";
import { FilePlace } from "./file-place.tsx";
import { plain, say, type Text } from "./language.tsx";
import { OrderForm } from "./order-form.tsx";
import { RunPane } from "./run-pane.tsx";
import { fate, open, plan, preview, result, run, start, watchRuns } from "./run-watch.ts";

/** The suite in the browser: what it would do, how far it is, and what came of it. A stored file shows the same without any run. */
export function ConformancePage() {
  useEffect(watchRuns, []);
  return (
    <div class="conformance-page">
      <section class="pane" aria-label={say(ORDER)}>
        <h2>{say(ORDER)}</h2>
        <OrderForm
          onPlan={preview}
          onStart={start}
          onOpen={open}
          isRunning={run.value?.is === "running" && fate.value !== "gone"}
        />
      </section>
      {plan.value && <PlanPane plan={plan.value} />}
      <RunPane state={run.value} fate={fate.value} />
      {result.value && (
        <section class="pane" aria-label={say(RESULT)}>
          <h2>
            {say(RESULT)} <small>{plain(result.value.name, 60)}</small>
          </h2>
          <FilePlace content={result.value} onOpen={open} />
        </section>
      )}
    </div>
  );
}

function PlanPane({ plan: { planned, cases, seconds, cardTaps } }: { readonly plan: RunPlan }) {
  const minutes = Math.ceil((seconds.hands + seconds.machine) / 60);
  return (
    <section class="pane" aria-label={say(PLAN)}>
      <h2>{say(PLAN)}</h2>
      <p>
        {say({
          ja: `試験 ${cases.length} 件、検査 ${planned}、カードを置く回数 ${cardTaps}、製品の時間でおよそ ${minutes} 分`,
          en: `${cases.length} cases, ${planned} checks, ${cardTaps} card taps, about ${minutes} minutes of the product's time`,
        })}
      </p>
      <ul class="plan" tabIndex={0} aria-label={say(PLAN)}>
        {cases.map(({ id, title, inapplicable, trials }) => (
          <li key={id} class={inapplicable ? "soft" : ""}>
            <code>{id}</code> {plain(say(title), 100)} {trials > 1 && <small>×{trials}</small>}
            {inapplicable && <small> — {plain(say(inapplicable), 120)}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const ORDER: Text = { ja: "何を試験するか", en: "What to judge" };
const PLAN: Text = { ja: "計画", en: "The plan" };
const RESULT: Text = { ja: "判定", en: "Verdicts" };
