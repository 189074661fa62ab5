import { signal } from "@preact/signals";
import { say } from "./language.tsx";

const KEPT = "shikaku.large";
const large = signal(kept());

/** Everything in large type, and back; this browser remembers it. */
export function TypeSize() {
  return (
    <button class="type-size" aria-pressed={large.value} onClick={() => grow(!large.value)}>
      {say(LARGE)}
    </button>
  );
}

export function grow(isLarge = large.value): void {
  large.value = isLarge;
  document.documentElement.classList.toggle("large", isLarge);
  try {
    localStorage.setItem(KEPT, isLarge ? "1" : "");
  } catch {
    // A browser that keeps nothing begins small again.
  }
}

function kept(): boolean {
  try {
    return localStorage.getItem(KEPT) === "1";
  } catch {
    return false;
  }
}

const LARGE = { ja: "文字を大きく", en: "Large type" };
