import { useSignal } from "@preact/signals";
import { CONSENT_ITEMS, type ConsentItem } from "../../../device/wire/face.ts";
import { say } from "./language.tsx";
import { CONSENTS } from "./screens.data.ts";
import { touch } from "./touch.ts";

/** All at once, or one by one, or none (the flow since 2024-10-07). */
export function ConsentForm({ asked }: { readonly asked: readonly string[] | undefined }) {
  const oneByOne = useSignal(false);
  const chosen = useSignal<readonly ConsentItem[]>([]);
  const items = asked ? CONSENT_ITEMS.filter((item) => asked.includes(item)) : CONSENT_ITEMS;
  const toggle = (item: ConsentItem) => {
    chosen.value = chosen.value.includes(item)
      ? chosen.value.filter((other) => other !== item)
      : [...chosen.value, item];
  };
  const turn = (each: boolean) => {
    oneByOne.value = each;
    // The button that was touched is gone, and whoever works by keyboard stays on the screen.
    document.querySelector<HTMLElement>(".panel h2")?.focus();
  };
  if (!oneByOne.value)
    return (
      <div class="choices column">
        <button class="choice wide good" onClick={() => touch({ intent: "consent", items: "all" })}>
          <strong>{say(ALL)}</strong>
          <span>{items.map((item) => say(CONSENTS[item] ?? { ja: item, en: item })).join(say(COMMA))}</span>
        </button>
        <button class="choice wide" onClick={() => turn(true)}>
          <strong>{say(EACH)}</strong>
        </button>
        <button class="choice wide" onClick={() => touch({ intent: "refuseConsent" })}>
          <strong>{say(NONE)}</strong>
        </button>
      </div>
    );
  return (
    <div class="consents">
      {items.map((item) => (
        <label key={item} class="consent">
          <input type="checkbox" checked={chosen.value.includes(item)} onChange={() => toggle(item)} />
          {say(CONSENTS[item] ?? { ja: item, en: item })}
        </label>
      ))}
      <div class="choices two">
        <button class="choice" onClick={() => turn(false)}>
          <strong>{say(BACK)}</strong>
        </button>
        <button class="choice good" onClick={() => touch({ intent: "consent", items: chosen.value })}>
          <strong>{say(DONE)}</strong>
        </button>
      </div>
    </div>
  );
}

const ALL = { ja: "すべて同意する", en: "Agree to all" };
const EACH = { ja: "1つずつ選ぶ", en: "Choose one by one" };
const NONE = { ja: "同意しない", en: "Do not agree" };
const BACK = { ja: "戻る", en: "Back" };
const DONE = { ja: "この内容で決定", en: "Confirm" };
const COMMA = { ja: "、", en: ", " };
