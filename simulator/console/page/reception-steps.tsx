import type { Screen } from "../../../device/wire/face.ts";
import type { Laid } from "./counter-state.ts";
import { say, type Text } from "./language.tsx";

/** Where a reception is, for whoever sees one for the first time. */
export function ReceptionSteps({ screen, there }: { readonly screen: string; readonly there: Laid | undefined }) {
  const at = STEPS.findIndex(({ screens }) => (screens as readonly string[]).includes(screen));
  // A reception that failed was at any of the steps before.
  const isPast = (nth: number) => nth < at && screen !== "failed";
  return (
    <ol class="steps" aria-label={say(LABEL)}>
      {STEPS.map(({ name, phone = name }, nth) => (
        <li key={nth} class={isPast(nth) ? "past" : ""} aria-current={nth === at ? "step" : undefined}>
          {say(there?.is === "phone" ? phone : name)}
        </li>
      ))}
    </ol>
  );
}

const STEPS: readonly { readonly name: Text; readonly phone?: Text; readonly screens: readonly Screen[] }[] = [
  {
    name: { ja: "カード", en: "Card" },
    phone: { ja: "スマートフォン", en: "Phone" },
    screens: ["idle", "placeCard", "holdPhone", "readingCard"],
  },
  {
    name: { ja: "本人確認", en: "Identity" },
    screens: ["chooseMethod", "lookAtCamera", "enterPin", "staffPassword", "pleaseWait"],
  },
  { name: { ja: "同意", en: "Consent" }, screens: ["register", "consent", "choosePrescription"] },
  {
    name: { ja: "カードを取る", en: "Take the card" },
    phone: { ja: "スマートフォンを離す", en: "Take the phone" },
    screens: ["takeCard", "cardLeft", "failed"],
  },
];
const LABEL: Text = { ja: "受付の流れ", en: "how a reception goes" };
