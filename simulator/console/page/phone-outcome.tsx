import type { PhoneOutcome } from "../../../device/control/phones.ts";
import { plain, say } from "./language.tsx";
import { CARD, OUTCOME, VALIDITY } from "./phones.data.ts";
import { CONSENTS } from "./screens.data.ts";

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
  const { validity, name = "", insurerName = "", symbol = "", number = "", branch = "", consents, notice } = outcome;
  if (validity === "") return <p class="good">{say(OUTCOME.released)}</p>;
  return (
    <>
      <p class={validity === "1" ? "good" : "bad"}>
        <strong>{say(VALIDITY[validity] ?? { ja: plain(validity, 20), en: plain(validity, 20) })}</strong>
      </p>
      {notice && (
        <p>
          {plain(notice.message, 200)} <code>{plain(notice.code, 20)}</code>
        </p>
      )}
      <dl>
        <dt>{say(OUTCOME.name)}</dt>
        <dd lang="ja">{plain(name, 60)}</dd>
        <dt>{say(OUTCOME.insurer)}</dt>
        <dd lang="ja">{plain(insurerName, 60)}</dd>
        <dt>{say(OUTCOME.number)}</dt>
        <dd lang="ja">{plain([symbol, number, branch].filter((part) => part !== "").join(" "), 80)}</dd>
        {consents.map(({ item, until }) => (
          <>
            <dt>{say(CONSENTS[item] ?? { ja: plain(item, 40), en: plain(item, 40) })}</dt>
            <dd>{until === undefined ? say(OUTCOME.goesOn) : endOf(plain(until, 14))}</dd>
          </>
        ))}
      </dl>
      {consents.length === 0 && <p class="soft">{say(OUTCOME.nothing)}</p>}
    </>
  );
}

/** yyyyMMddHHmmss, the first second at which it counts no more. */
const endOf = (until: string) =>
  `< ${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)} ${until.slice(8, 10)}:${until.slice(10, 12)}:${until.slice(12, 14)}`;
