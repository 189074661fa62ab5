import type { RunAnswer, RunState } from "../../../device/control/runs.ts";
import { does } from "./api.ts";
import { plain, say, type Text } from "./language.tsx";
import { type fate, result, showVerdicts } from "./run-watch.ts";

type Fate = (typeof fate)["value"];

/** How far a run is; or that nobody knows any more. */
export function RunPane({ state, fate }: { readonly state: RunState | undefined; readonly fate: Fate }) {
  if (fate === "gone") return <Gone state={state} />;
  if (!state) return null;
  return <Known state={state} isUnanswered={fate === "unanswered"} />;
}

function Gone({ state }: { readonly state: RunState | undefined }) {
  const done = state?.judged.length ?? 0;
  return (
    <section class="pane run" aria-label={say(RUNNING)}>
      <h2>{say(LOST)}</h2>
      <p class="notice bad" role="alert">
        {say(WHY_GONE)}
        {state &&
          ` ${say({ ja: `${state.of} 件中 ${done} 件まで進んでいました。`, en: `It had come to ${done} of ${state.of}.` })}`}
      </p>
      {state && <Ticks judged={state.judged} />}
    </section>
  );
}

function Known({ state, isUnanswered }: { readonly state: RunState; readonly isUnanswered: boolean }) {
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
      {isUnanswered && <p class="notice bad">{say(UNANSWERED)}</p>}
      {says && <p class="notice bad">{plain(say(says), 400)}</p>}
      <div class="asked" aria-live="assertive">
        {question && <Question run={state.run} ask={question} />}
      </div>
      {is === "running" && (
        <button class="act" onClick={() => void does("DELETE", `runs/${state.run}`)}>
          {say(STOP)}
        </button>
      )}
      {(is === "ended" || is === "stopped") && result.value?.name !== state.run && (
        <button class="act" onClick={() => void showVerdicts(state)}>
          {say(SHOW)}
        </button>
      )}
      <Ticks judged={judged} />
    </section>
  );
}

const Ticks = ({ judged }: Pick<RunState, "judged">) => (
  <ol class="ticks" aria-hidden="true">
    {judged.map(({ id, verdict }) => (
      <li key={id} class={verdict} title={`${id} ${verdict}`} />
    ))}
  </ol>
);

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
    <div class="question" role="group" aria-label={say(ASKED)}>
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

const RUNNING: Text = { ja: "実行", en: "The run" };
const STOP: Text = { ja: "中断する", en: "Stop" };
const SHOW: Text = { ja: "判定を見る", en: "Show its verdicts" };
const ASKED: Text = { ja: "してほしいこと", en: "What you are asked to do" };
const STATES: Readonly<Record<RunState["is"], Text>> = {
  running: { ja: "実行中", en: "Running" },
  ended: { ja: "終了", en: "Ended" },
  stopped: { ja: "中断しました", en: "Stopped" },
  broken: { ja: "続けられませんでした", en: "It could not go on" },
};
const LOST: Text = { ja: "実行は失われました", en: "The run is lost" };
const WHY_GONE: Text = {
  ja: "実行の途中で shikaku serve が起動し直されたため、判定は残っていません。もう一度実行してください。",
  en: "`shikaku serve` was started again in the middle of it, and its verdicts are not kept. Run it once more.",
};
const UNANSWERED: Text = {
  ja: "shikaku serve から返事がありません。戻り次第、続きを表示します。",
  en: "`shikaku serve` does not answer just now. This page goes on by itself as soon as it does.",
};
