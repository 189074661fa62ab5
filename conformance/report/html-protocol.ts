import type { Bilingual } from "../bilingual.ts";
import { type Coverage, coverageOf, FORBIDDEN } from "../model/coverage.ts";
import { STATES } from "../model/reader-model.ts";
import type { Run } from "../run.ts";
import { coveragePicture } from "./coverage-picture.ts";
import { escape, say, scrolled, words } from "./html-escape.ts";

/** Of a run that is stored without all of its events: what they had walked along. */
export interface Walked {
  readonly walked?: Coverage;
}

/** What the reader cases of a run walked along in the model; nothing where no frame of a reader was seen. */
export function walkOf(run: Run & Walked): Coverage | undefined {
  if (run.walked) return run.walked;
  const readers = run.cases.filter(({ role }) => role === "reader");
  const records = readers.map(({ id, observation }) => ({ name: id, events: observation.events }));
  const isSeen = records.some(({ events }) => events.some(({ channel }) => channel === "host"));
  return isSeen ? coverageOf(records) : undefined;
}

/** The picture of it in both languages, and by name what it leaves out. */
export function protocolWalk(run: Run & Walked): string {
  const walk = walkOf(run);
  if (!walk) return "";
  const pictures = (["ja", "en"] as const).map(
    (lang) =>
      `<div class="walk" lang="${lang}" tabindex="0" role="region" aria-label="${WALK[lang]}">${coveragePicture(walk, lang)}</div>`,
  );
  const note = words(
    "この実行の記録を、参照プロトコルの受付の模型に沿ってたどったもの。製品の内部ではなく、ホストとのやり取りだけを見る。",
    "The records of this run, walked along the model of a reception in the reference protocol: what passed between reader and host, not the product's inside.",
  );
  return `<p class="soft small">${note}</p>${pictures.join("")}${forbidden(walk)}${unwalked(walk)}${strange(walk)}`;
}

const WALK = { ja: "模型の図", en: "the model's picture" } as const;

const STIMULI: Readonly<Record<(typeof FORBIDDEN)[number], Bilingual>> = {
  "begin while busy": { ja: "受付中に次の受付を始める", en: "beginning another reception" },
  "cancel of another": { ja: "別の受付を取り消す", en: "cancelling another's reception" },
  "leave unasked": { ja: "求められていない許可を渡す", en: "giving leave unasked" },
};

/** Where somebody came in between, by state; what is empty was never tried. */
function forbidden({ forbidden: tries }: Coverage): string {
  const states = [...new Set(tries.map(({ state }) => state))];
  const cell = (state: string, stimulus: string) => {
    const one = tries.find((each) => each.state === state && each.stimulus === stimulus);
    if (!one) return `<td class="n soft">–</td>`;
    return `<td class="n ${one.times > 0 ? "pass" : "untested"}">${one.times > 0 ? `× ${one.times}` : words("未", "none")}</td>`;
  };
  const heads = FORBIDDEN.map((stimulus) => `<th class="n">${say(STIMULI[stimulus])}</th>`);
  const rows = states.map(
    (state) =>
      `<tr><td>${say(STATES[state].name)}</td>${FORBIDDEN.map((stimulus) => cell(state, stimulus)).join("")}</tr>`,
  );
  return `${scrolled("順序を外れて試したこと", "tried out of turn")}<table><thead><tr><th>${words("順序を外れて試したこと", "tried out of turn, while")}</th>${heads.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function unwalked({ transitions, pairs }: Coverage): string {
  const arrows = transitions.filter(({ times }) => times === 0);
  const told = arrows.map(
    ({ from, on, to }) =>
      `<li><code>${escape(on)}</code> ${say({ ja: `${STATES[from].name.ja} → ${STATES[to].name.ja}`, en: `${STATES[from].name.en} → ${STATES[to].name.en}` })}</li>`,
  );
  const more = pairs.unseen.map((pair) => `<li><code>${escape(pair)}</code></li>`);
  return (
    folded("通っていない遷移", "Transitions not walked along", told) +
    folded("続けて通っていない2つの遷移", "Pairs of transitions not walked along", more)
  );
}

/** Steps that the model does not know are a product's own, or a fault of the model: somebody has to look. */
const strange = ({ strange: steps }: Coverage): string =>
  folded(
    "模型にない出来事",
    "Steps that the model does not know",
    steps.map(
      ({ state, step, record }) =>
        `<li><a class="id" href="#${record}">${record}</a> ${say(STATES[state].name)}: <code>${escape(step)}</code></li>`,
    ),
  );

const folded = (ja: string, en: string, items: readonly string[]): string =>
  items.length === 0
    ? ""
    : `<details><summary>${words(`${ja}（${items.length}）`, `${en} (${items.length})`)}</summary><ul>${items.join("")}</ul></details>`;
