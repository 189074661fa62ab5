import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CONSENT_ITEMS } from "../../../device/wire/face-values.ts";
import { RECEIPT_REASONS, type ReceiptReason } from "../../../device/control/receipt-reasons.data.ts";
import { act, type Answers, ask } from "./api.ts";
import { plain, say, type Text } from "./language.tsx";
import { CONSENTS } from "./screens.data.ts";
import { counter, people, reached } from "./store.ts";
import { validityOf } from "./validity.ts";

type Entry = Answers["chart"]["entries"][number];

/** The receipt computer: what it has taken in, one row a patient, and the way to ask without a card. */
export function ChartPane() {
  const entries = useSignal<readonly Entry[]>([]);
  const { taken } = counter.value;
  const latest = taken.at(-1);
  const again = reached.value;
  useEffect(() => {
    // A counter that began anew has taken in nobody, whatever the last one had.
    if (taken.length === 0) entries.value = [];
    const gone = new AbortController();
    ask<Answers["chart"]>("chart", gone.signal)
      .then((chart) => (entries.value = chart.entries))
      .catch(() => undefined);
    return () => gone.abort();
  }, [taken, again]);
  return (
    <section class="pane chart" aria-label={say(CHART)}>
      <h2>{say(CHART)}</h2>
      {latest?.is === "refused" && (
        <p class="notice bad">
          {say(REFUSED)} {plain(latest.source, 60)} — {plain(reasonOf(latest.reason), 80)}
        </p>
      )}
      {entries.value.length === 0 ? (
        <p class="soft">{say(EMPTY)}</p>
      ) : (
        <ul class="patients">
          {entries.value.map((entry) => (
            <li key={entry.source} class={latest?.source === entry.source ? "new" : ""}>
              <Patient entry={entry} />
            </li>
          ))}
        </ul>
      )}
      <AskForm />
    </section>
  );
}

/** In the receipt computer's own words; another one's word stands as it is. */
export const reasonOf = (reason: string): string =>
  Object.hasOwn(RECEIPT_REASONS, reason) ? say(RECEIPT_REASONS[reason as ReceiptReason]) : reason;

function Patient({ entry: { patient, nameIncomplete, copaymentInDoubt, source } }: { readonly entry: Entry }) {
  const validity = patient["validity"] ?? "";
  return (
    <>
      <p class="patient-name" lang="ja">
        <ruby>
          {plain(patient["name"] ?? "", 60)}
          <rt>{plain(patient["kana"] ?? "", 60)}</rt>
        </ruby>
        <span class={`validity ${validity === "1" ? "good" : "bad"}`}>{say(validityOf(validity))}</span>
        {nameIncomplete && <span class="validity bad">{say(INCOMPLETE)}</span>}
        {copaymentInDoubt && <span class="validity bad">{say(IN_DOUBT)}</span>}
      </p>
      <dl class="facts">
        {FACTS.map(([key, name]) => (
          <div key={key}>
            <dt>{say(name)}</dt>
            <dd lang="ja">{told(key, patient[key])}</dd>
          </div>
        ))}
        <div>
          <dt>{say(SHARE)}</dt>
          <dd>{sharesOf(patient)}</dd>
        </div>
        <div>
          <dt>{say(CONSENT)}</dt>
          <dd>
            {CONSENT_ITEMS.filter((item) => patient[item] === "1")
              .map((item) => say(CONSENTS[item] ?? { ja: item, en: item }))
              .join(say({ ja: "・", en: ", " })) || say(NONE)}
          </dd>
        </div>
      </dl>
      <p class="soft source">{plain(source, 80)}</p>
    </>
  );
}

/** Staff ask by what stands on a certificate; a patient of the tray fills it in. */
function AskForm() {
  const who = useSignal("hanako");
  const person = people.value.find(({ id }) => id === who.value);
  return (
    <form
      class="row ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (!person) return;
        const { insurer, symbol, number, branch, birthDate } = person;
        void act({ intent: "askEligibility", insurer, symbol, number, branch, birthDate });
      }}
    >
      <label>
        {say(BY_NUMBER)}
        <select value={who.value} onChange={(event) => (who.value = event.currentTarget.value)}>
          {people.value.map(({ id, name }) => (
            <option key={id} value={id}>
              {plain(name, 20)}
            </option>
          ))}
        </select>
      </label>
      <span class="soft small">
        {person &&
          `${plain(person.insurer, 8)} ${plain(person.symbol, 20)}・${plain(person.number, 20)} ${plain(person.branch, 2)}`}
      </span>
      <button class="act" type="submit">
        {say(ASK)}
      </button>
    </form>
  );
}

/** Codes and days as a person reads them. */
function told(key: string, value = "–"): string {
  if (key === "sex" && Object.hasOwn(SEXES, value)) return say(SEXES[value] ?? { ja: value, en: value });
  const [, year, month, day] = (key === "birthDate" && /^(\d{4})(\d\d)(\d\d)$/.exec(value)) || [];
  return year === undefined ? plain(value, 80) : `${year}-${month ?? ""}-${day ?? ""}`;
}

/** Each that was told, where two differ the one on the certificate of the elderly after the other. */
const sharesOf = ({ copayment = "", elderlyCopayment = copayment }: Entry["patient"]): string =>
  [...new Set([copayment, elderlyCopayment])].map(percent).join(" / ");

const percent = (share: string): string =>
  share === "" ? "–" : /^\d{3}$/.test(share) ? `${Number(share)} %` : plain(share, 20);

const SEXES: Readonly<Record<string, Text>> = {
  male: { ja: "男", en: "male" },
  female: { ja: "女", en: "female" },
  unset: { ja: "未設定", en: "unset" },
};

const CHART: Text = { ja: "レセコンの患者情報", en: "The receipt computer's chart" };
const EMPTY: Text = { ja: "まだ誰も受付していません。", en: "Nobody has been checked in yet." };
const REFUSED: Text = { ja: "取り込みませんでした:", en: "Not taken in:" };
const INCOMPLETE: Text = { ja: "氏名の補完が必要", en: "name to be completed" };
const IN_DOUBT: Text = { ja: "負担割合の確認が必要", en: "share paid to be asked" };
const SHARE: Text = { ja: "負担割合", en: "share paid" };
const CONSENT: Text = { ja: "同意", en: "consent" };
const NONE: Text = { ja: "なし", en: "none" };
const BY_NUMBER: Text = { ja: "カードなしで照会", en: "Ask without a card" };
const ASK: Text = { ja: "照会する", en: "Ask" };

const FACTS: readonly (readonly [string, Text])[] = [
  ["birthDate", { ja: "生年月日", en: "born" }],
  ["sex", { ja: "性別", en: "sex" }],
  ["insurer", { ja: "保険者番号", en: "insurer" }],
  ["symbol", { ja: "記号", en: "symbol" }],
  ["number", { ja: "番号", en: "number" }],
  ["branch", { ja: "枝番", en: "branch" }],
  ["address", { ja: "住所", en: "address" }],
];
