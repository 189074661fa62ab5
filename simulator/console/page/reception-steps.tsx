import type { Screen } from "../../../device/wire/face.ts";
import { say, type Text } from "./language.tsx";

/** Where a reception is, for whoever sees one for the first time. */
export function ReceptionSteps({ screen }: { readonly screen: string }) {
  const at = STEPS.findIndex(({ screens }) => (screens as readonly string[]).includes(screen));
  return (
    <ol class="steps" aria-label={say(LABEL)}>
      {STEPS.map(({ name }, nth) => (
        <li key={nth} class={nth < at ? "past" : ""} aria-current={nth === at ? "step" : undefined}>
          {say(name)}
        </li>
      ))}
    </ol>
  );
}

const STEPS: readonly { readonly name: Text; readonly screens: readonly Screen[] }[] = [
  { name: { ja: "カード", en: "Card" }, screens: ["idle", "placeCard", "holdPhone", "readingCard"] },
  {
    name: { ja: "本人確認", en: "Identity" },
    screens: ["chooseMethod", "lookAtCamera", "enterPin", "staffPassword", "pleaseWait"],
  },
  { name: { ja: "同意", en: "Consent" }, screens: ["register", "consent", "choosePrescription"] },
  { name: { ja: "カードを取る", en: "Take the card" }, screens: ["takeCard", "cardLeft", "failed"] },
];
const LABEL: Text = { ja: "受付の流れ", en: "how a reception goes" };
