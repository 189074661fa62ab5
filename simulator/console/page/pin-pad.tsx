import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { say } from "./language.tsx";
import { touch } from "./touch.ts";

const LENGTH = 4;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "enter"] as const;

/** Digits are kept here until they are sent, and shown to nobody. The number keys of a keyboard work as well. */
export function PinPad() {
  const digits = useSignal("");
  const press = (key: string) => {
    if (key === "clear") digits.value = "";
    else if (key !== "enter") digits.value = (digits.value + key).slice(0, LENGTH);
    else if (digits.value.length === LENGTH) {
      touch({ intent: "enterPin", pin: digits.value });
      digits.value = "";
    }
  };
  // Keys count wherever the focus stands, but for where they mean something else, and from the moment at which the pad is there.
  useLayoutEffect(() => {
    const typed = (event: KeyboardEvent) => {
      if (takesKeys(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") digits.value = digits.value.slice(0, -1);
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) press("enter");
    };
    document.addEventListener("keydown", typed);
    return () => document.removeEventListener("keydown", typed);
  }, []);
  const count = digits.value.length;
  return (
    <div class="pinpad">
      <output class="pin-dots">
        <span class="sr">{say({ ja: `${count} 桁入力済み`, en: `${count} digits entered` })}</span>
        {Array.from({ length: LENGTH }, (_, at) => (
          <i key={at} class={at < count ? "full" : ""} />
        ))}
      </output>
      <div class="keys">
        {KEYS.map((key) => (
          <button
            key={key}
            class={`key key-${key}`}
            disabled={key === "enter" && count < LENGTH}
            onClick={() => press(key)}
          >
            {key === "clear" ? say(CLEAR) : key === "enter" ? say(ENTER) : key}
          </button>
        ))}
      </div>
    </div>
  );
}

const CLEAR = { ja: "訂正", en: "Clear" };
const ENTER = { ja: "確定", en: "Enter" };

const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("input, select, textarea, a, [contenteditable]") !== null;
