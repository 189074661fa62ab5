import { FaultPane } from "./fault-pane.tsx";
import { FilesPane } from "./files-pane.tsx";
import { ChartPane, reasonOf } from "./chart-pane.tsx";
import { plain, say } from "./language.tsx";
import { counter, onReader } from "./store.ts";
import { textOf } from "./panel.tsx";
import { TROUBLES } from "./screens.data.ts";

/** What the receptionist sees: the terminal, the files that arrive, and the receipt computer's chart. */
export function ReceptionPage() {
  return (
    <div class="reception-page">
      <TerminalPane />
      <ChartPane />
      <FilesPane />
      <FaultPane />
    </div>
  );
}

function TerminalPane() {
  const { line, panel, calls, taken, there, trouble } = counter.value;
  const last = taken.at(-1);
  return (
    <section class="pane terminal" aria-label={say(TERMINAL)}>
      <h2>{say(TERMINAL)}</h2>
      <dl>
        <div>
          <dt>{say(READER)}</dt>
          <dd class={line === "open" ? "good" : "bad"}>{say(LINES[line])}</dd>
        </div>
        <div>
          <dt>{say(CARD)}</dt>
          <dd lang="ja">{onReader.value ? plain(onReader.value.name, 24) : "–"}</dd>
        </div>
        <div>
          <dt>{say(SCREEN)}</dt>
          <dd>{say(textOf(panel, there).title)}</dd>
        </div>
        <div>
          <dt>{say(CENTRE)}</dt>
          <dd>{say(calls > 0 ? ASKING : IDLE)}</dd>
        </div>
        {trouble && (
          <div class="trouble">
            <dt>{say(TROUBLE)}</dt>
            <dd class="bad">
              {say(TROUBLES[trouble.is][trouble.during])} <small>{plain(say(trouble), 240)}</small>
            </dd>
          </div>
        )}
        <div>
          <dt>{say(LAST)}</dt>
          <dd class={last?.is === "refused" ? "bad" : ""}>
            {last === undefined
              ? "–"
              : last.is === "imported"
                ? plain(last.patient["name"] ?? "", 24)
                : plain(reasonOf(last.reason), 60)}
          </dd>
        </div>
      </dl>
    </section>
  );
}

const TERMINAL = { ja: "資格確認端末", en: "Terminal" };
const READER = { ja: "リーダー", en: "reader" };
const CARD = { ja: "カード", en: "card" };
const SCREEN = { ja: "患者の画面", en: "the patient's screen" };
const CENTRE = { ja: "中央システム", en: "central system" };
const LAST = { ja: "最後の取り込み", en: "last taken in" };
const TROUBLE = { ja: "最後の受付", en: "last reception" };
const ASKING = { ja: "照会中", en: "being asked" };
const IDLE = { ja: "待機", en: "idle" };
const LINES = {
  open: { ja: "接続", en: "connected" },
  closed: { ja: "未接続", en: "not connected" },
  lost: { ja: "切断", en: "lost" },
} as const;
