import type { PhoneOutcome } from "../../../device/control/phones.ts";
import { plain, say, type Text } from "./language.tsx";
import { CARD, OUTCOME } from "./phones.data.ts";
import { CONSENTS } from "./screens.data.ts";
import { validityOf } from "./validity.ts";

/** What holding a card to a device came to. */
export function OutcomeView({ outcome }: { readonly outcome: PhoneOutcome }) {
  if (outcome.is === "refused")
    return (
      <p class="bad">
        <strong>{plain(say(outcome), 300)}</strong> <code>{plain(outcome.code, 20)}</code>
      </p>
    );
  if (outcome.is === "card") {
    const { because, triesLeft } = outcome;
    return (
      <p class="bad">
        <strong>{say(because === "wrong" && triesLeft === 0 ? CARD.locked : CARD[because])}</strong>
        {because === "wrong" && triesLeft !== 0 && (
          <>
            {" "}
            {say(OUTCOME.triesLeft)} {triesLeft}
          </>
        )}
      </p>
    );
  }
  if (outcome.validity === "") return <p class="good">{say(OUTCOME.released)}</p>;
  return <Given {...outcome} />;
}

function Given(outcome: Extract<PhoneOutcome, { is: "given" }>) {
  const { validity, name = "", insurerName = "", symbol = "", number = "", branch = "", consents, notice } = outcome;
  const insured = [symbol, number, branch].filter((part) => part !== "").join(" ");
  const facts = [
    ...[
      { title: OUTCOME.name, value: plain(name, 60) },
      { title: OUTCOME.insurer, value: plain(insurerName, 60) },
    ],
    { title: OUTCOME.number, value: plain(insured, 80) },
  ].filter(({ value }) => value !== "");
  return (
    <>
      <p class={validity === "1" ? "good" : "bad"}>
        <strong>{say(validityOf(validity))}</strong>
      </p>
      {notice && (
        <p>
          {plain(notice.message, 200)} <code>{plain(notice.code, 20)}</code>
        </p>
      )}
      {facts.length + consents.length > 0 && (
        <dl>
          {facts.map(({ title, value }, nth) => (
            <div key={nth}>
              <dt>{say(title)}</dt>
              <dd lang="ja">{value}</dd>
            </div>
          ))}
          {consents.map(({ item, until }) => (
            <div key={item}>
              <dt>{say(CONSENTS[item] ?? { ja: plain(item, 40), en: plain(item, 40) })}</dt>
              <dd>{say(until === undefined ? endless(item) : endOf(plain(until, 14)))}</dd>
            </div>
          ))}
        </dl>
      )}
      {consents.length === 0 && name !== "" && <p class="soft">{say(OUTCOME.nothing)}</p>}
    </>
  );
}

/** Of certificates of specific diseases the answer never tells an end (OQSsiquc01res), so that none is known. */
const endless = (item: string): Text => (item === "specificDiseases" ? OUTCOME.endUntold : OUTCOME.goesOn);

/** yyyyMMddHHmmss, the first second at which it counts no more. */
function endOf(until: string): Text {
  const [day, time] = [
    `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`,
    `${until.slice(8, 10)}:${until.slice(10, 12)}:${until.slice(12, 14)}`,
  ];
  return { ja: `${day} ${time} の直前まで`, en: `until just before ${day} ${time}` };
}
