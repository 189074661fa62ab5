import { VERDICT_NAMES, VERDICTS } from "../../verdict.ts";
import { plain, say } from "./language.ts";
import type { Verdicts } from "./opened.ts";

/** A run as `--json` has it: the verdicts, and no trace to look into. */
export function VerdictsOnly({ run }: { readonly run: Verdicts }) {
  return (
    <div class="report">
      <div class="counts">
        {VERDICTS.filter((verdict) => run.verdicts[verdict] > 0).map((verdict) => (
          <div key={verdict}>
            <b class={verdict}>{run.verdicts[verdict]}</b>
            <span>{say(VERDICT_NAMES[verdict])}</span>
          </div>
        ))}
      </div>
      <p class="soft small">{say(NO_TRACE)}</p>
      <table>
        <tbody>
          {run.cases.map((each) => (
            <tr key={each.id}>
              <td class="id">{plain(each.id, 20)}</td>
              <td>
                {plain(say(each.title), 200)}
                {each.actual && <p class="soft small">{plain(say(each.actual), 300)}</p>}
              </td>
              <td>
                <span class={`verdict ${each.verdict}`}>{say(VERDICT_NAMES[each.verdict])}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NO_TRACE = {
  ja: "この JSON には判定だけがあり、記録はありません。記録まで見るには report.html か証拠ファイルを開いてください。",
  en: "This JSON holds verdicts alone. To look into traces open the report.html or the evidence file.",
};
