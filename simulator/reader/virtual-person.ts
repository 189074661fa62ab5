import { DeviceError } from "../../device/errors.ts";
import { type Cancel, type Clock, type Intent, type Operator, type PanelInput, sleep } from "../../device/ports.ts";
import { CONSENT_ITEMS, type Method, type Screen } from "../../device/wire/face.ts";
import type { VirtualPanel } from "./panel.ts";

/** What a virtual person has in hand and before the camera, by persona id. */
export interface Belongings {
  /** Puts the persona's card on the reader, as the last reader left it. */
  placeCard(persona: string): Promise<void>;
  /** Holds the persona's phone to the reader. */
  holdPhone(persona: string): Promise<void>;
  /** Takes away what lies there. */
  removeCard(): void;
  /** Steps before the camera, or away from it. */
  showFace(person: string, how: { readonly mask: boolean; readonly lookAway: boolean }): void;
}

/** Calls when whoever acts goes away: what he has not done by then is not done to the next one. */
export type Leaves = (left: () => void) => Cancel;

/** How long a person waits for a screen before giving up. Milliseconds. */
const PATIENCE = 60_000;

/**
 * The hands of a patient and of staff at one reader. They act as soon as the screen asks them to, and take no time themselves: what a
 * person takes is no part of any leg.
 */
export function virtualPerson(
  clock: Clock,
  panel: VirtualPanel,
  belongings: Belongings,
  leaves: Leaves = () => () => undefined,
): Operator {
  const comes = (intent: Intent["intent"], screen: Screen) => appears({ clock, panel, leaves, intent }, screen);
  const press = async (intent: Intent["intent"], screen: Screen, input: PanelInput) => {
    await comes(intent, screen);
    panel.press(input);
  };
  const phones: readonly Method[] = ["iphone", "android"];
  return {
    async perform(intent) {
      switch (intent.intent) {
        case "placeCard":
          return belongings.placeCard(intent.persona);
        case "removeCard":
          belongings.removeCard();
          break;
        case "chooseMethod": {
          const touch = { touched: "method", method: intent.method } as const;
          // A screen that waits for something else may offer the other methods as well.
          if (panel.shown.methods?.includes(intent.method)) panel.press(touch);
          // Who comes with a phone has no card to lay down first.
          else await press(intent.intent, phones.includes(intent.method) ? "placeCard" : "chooseMethod", touch);
          break;
        }
        case "showFace": {
          const { person, mask = false, lookAway = false } = intent;
          belongings.showFace(person, { mask, lookAway });
          break;
        }
        case "enterPin":
          return press(intent.intent, "enterPin", { touched: "pin", digits: intent.pin });
        case "cancel":
          panel.press({ touched: "cancel" });
          break;
        case "wait":
          return sleep(clock, intent.milliseconds);
        case "confirmVisual": {
          const { password, samePerson } = intent;
          return press(intent.intent, "staffPassword", { touched: "password", password, samePerson });
        }
        case "consent":
          return press(
            intent.intent,
            "consent",
            intent.items === "all"
              ? { touched: "consent", items: CONSENT_ITEMS, together: true }
              : { touched: "consent", items: intent.items },
          );
        case "refuseConsent":
          return press(intent.intent, "consent", { touched: "consent", items: [] });
        case "choosePrescription":
          return press(intent.intent, "choosePrescription", { touched: "prescription", choice: intent.choice });
        case "registerFirstUse":
          return press(intent.intent, "register", { touched: "register", choice: "yes" });
        case "holdPhone":
          await comes(intent.intent, "holdPhone");
          return belongings.holdPhone(intent.persona);
        case "askEligibility":
        case "askEligibilityInBulk":
        case "registerReference":
        case "registerReferencesInBulk":
          throw new DeviceError("operator.notOffered", { intent: intent.intent, by: "the built-in reader" });
      }
    },
  };
}

interface Waiting {
  readonly clock: Clock;
  readonly panel: VirtualPanel;
  readonly leaves: Leaves;
  readonly intent: Intent["intent"];
}

function appears({ clock, panel, leaves, intent }: Waiting, screen: Screen): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      forget();
      stay();
    };
    const forget = clock.after(PATIENCE, () => {
      finish();
      reject(
        new DeviceError("link.silent", { link: "the panel", awaiting: `screen ${screen}`, seconds: PATIENCE / 1000 }),
      );
    });
    const stay = leaves(() => {
      finish();
      reject(new DeviceError("operator.gaveUp", { intent, ...GONE }));
    });
    void panel.until(screen).then(() => {
      finish();
      resolve();
    });
  });
}

const GONE = {
  why: "the card was taken away before its screen came",
  ja: "その画面が出る前にカードが取られました",
} as const;
