import { signal } from "@preact/signals";
import type { RunAnswer, RunOrder, RunPlan, RunState } from "../../../device/control/runs.ts";
import { ask, does, send } from "./api.ts";
import { FilePlace } from "./file-place.tsx";
import { plain, say, type Text } from "./language.tsx";
import { OrderForm } from "./order-form.tsx";
import { attempt } from "./attempt.ts";
import type { FileContent } from "./view-port.ts";

/** The suite in the browser: what it would do, how far it is, and what came of it. A stored file shows the same without any run. */
const plan = signal<RunPlan | undefined>(undefined);
const run = signal<RunState | undefined>(undefined);
const result = signal<FileContent | undefined>(undefined);

/** Milliseconds between two looks. */
const EVERY = 400;

export function ConformancePage() {
  return (
    <div class="conformance-page">
      <section class="pane" aria-label={say(ORDER)}>
        <h2>{say(ORDER)}</h2>
        <OrderForm onPlan={preview} onStart={start} onOpen={open} isRunning={run.value?.is === "running"} />
      </section>
      {plan.value && <PlanPane plan={plan.value} />}
      {run.value && <RunPane state={run.value} />}
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

const preview = (order: RunOrder): Promise<void> =>
  attempt(async () => {
    plan.value = (await (await send("POST", "plans", order)).json()) as RunPlan;
  });

const start = (order: RunOrder): Promise<void> =>
  attempt(async () => {
    plan.value = undefined;
    result.value = undefined;
    run.value = (await (await send("POST", "runs", order)).json()) as RunState;
    await watch(run.value.run);
  });

function open(file: File): void {
  run.value = undefined;
  plan.value = undefined;
  result.value = { name: file.name, blob: file };
}

async function watch(id: string): Promise<void> {
  for (;;) {
    const state = await ask<RunState>(`runs/${id}`);
    run.value = state;
    if (state.is === "ended" || state.is === "stopped") {
      const file = await send("GET", `runs/${id}/file`);
      result.value = { name: id, blob: await file.blob() };
    }
    if (state.is !== "running") return;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
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

function RunPane({ state }: { readonly state: RunState }) {
  const { is, of, judged, now, ask: question, says } = state;
  const failed = judged.filter(({ verdict }) => verdict === "fail").length;
  return (
    <section class="pane run" aria-label={say(RUNNING)}>
      <h2>{say(STATES[is])}</h2>
      <progress value={judged.length} max={of} aria-label={say(RUNNING)} />
      <p role="status">
        {judged.length} / {of}
        {failed > 0 && <b class="bad"> · {say({ ja: `不適合 ${failed}`, en: `${failed} failed` })}</b>}
        {now && is === "running" && ` · ${now.id} ${plain(say(now.title), 100)}`}
      </p>
      {says && <p class="notice bad">{plain(say(says), 400)}</p>}
      {question && <Question run={state.run} ask={question} />}
      {is === "running" && (
        <button class="act" onClick={() => void does("DELETE", `runs/${state.run}`)}>
          {say(STOP)}
        </button>
      )}
      <ol class="ticks" aria-hidden="true">
        {judged.map(({ id, verdict }) => (
          <li key={id} class={verdict} title={`${id} ${verdict}`} />
        ))}
      </ol>
    </section>
  );
}

/** What a person is asked to do, as the terminal would show it. */
function Question({
  run: id,
  ask: { number, lines },
}: {
  readonly run: string;
  readonly ask: NonNullable<RunState["ask"]>;
}) {
  const answer = (said: RunAnswer["answer"]) => void does("POST", `runs/${id}/answers`, { number, answer: said });
  return (
    <div class="question" role="alertdialog" aria-label={say(ASKED)}>
      <pre tabIndex={0}>{lines.map((line) => plain(line, 200)).join("\n")}</pre>
      <div class="row">
        {ANSWERS.map(([said, name]) => (
          <button key={said} class={said === "done" ? "act primary" : "act"} onClick={() => answer(said)}>
            {say(name)}
          </button>
        ))}
      </div>
    </div>
  );
}

const ANSWERS: readonly (readonly [RunAnswer["answer"], Text])[] = [
  ["done", { ja: "しました", en: "Done" }],
  ["again", { ja: "やり直す", en: "Start again" }],
  ["skip", { ja: "飛ばす", en: "Skip" }],
  ["pause", { ja: "休む", en: "Pause" }],
  ["stop", { ja: "中断", en: "Stop" }],
];

const ORDER: Text = { ja: "何を試験するか", en: "What to judge" };
const PLAN: Text = { ja: "計画", en: "The plan" };
const RESULT: Text = { ja: "判定", en: "Verdicts" };
const RUNNING: Text = { ja: "実行", en: "The run" };
const STOP: Text = { ja: "中断する", en: "Stop" };
const ASKED: Text = { ja: "してほしいこと", en: "What you are asked to do" };
const STATES: Readonly<Record<RunState["is"], Text>> = {
  running: { ja: "実行中", en: "Running" },
  ended: { ja: "終了", en: "Ended" },
  stopped: { ja: "中断しました", en: "Stopped" },
  broken: { ja: "続けられませんでした", en: "It could not go on" },
};
