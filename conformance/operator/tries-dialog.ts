import type { Lang } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import type { PinReference } from "../bench.ts";
import type { Bilingual } from "../bilingual.ts";
import type { Desk } from "./dialog.ts";

/** Seconds. */
const PATIENCE = 300;

const PINS: Readonly<Record<PinReference, Bilingual>> = {
  auth: { ja: "利用者証明用", en: "authentication" },
  sign: { ja: "署名用", en: "signature" },
  text: { ja: "券面事項入力補助用", en: "text application" },
};

/** Asks a person for the retry counter of a real card. Nothing typed, or nothing sensible, means that nobody knows. */
export function askTries(
  { desk, clock, lang }: { readonly desk: Desk; readonly clock: Clock; readonly lang: Lang },
  card: string,
  reference: PinReference,
): Promise<number | undefined> {
  const pin = PINS[reference][lang];
  const question = {
    ja: `${card} のカードの暗証番号（${pin}）はあと何回まで誤れますか。数字を入れて Enter、分からなければ Enter だけ（この試験は行いません）:`,
    en: `How many tries has the ${pin} PIN of the card of ${card} left? A number and Enter; Enter alone if nobody knows (the case is not run then):`,
  };
  desk.show(`\n${question[lang]}`);
  return new Promise((resolve) => {
    const finish = (left: number | undefined) => {
      forget();
      deafen();
      resolve(left);
    };
    const forget = clock.after(PATIENCE * 1000, () => finish(undefined));
    const deafen = desk.onLine((line) => {
      const digit = /^[0-9]$/.exec((line ?? "").normalize("NFKC").trim())?.[0];
      finish(digit === undefined ? undefined : Number(digit));
    });
  });
}
